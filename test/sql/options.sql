-- What users declare: columns, exclude, target, bounds, categories, other, unit.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
SET datestyle = 'ISO, YMD';
CREATE SCHEMA test_options;
SET search_path = test_options, public;

CREATE TYPE grade AS ENUM ('low', 'middle', 'high');
CREATE TABLE staff (
	id serial PRIMARY KEY,
	"Full Name" text NOT NULL,
	age int CHECK (age BETWEEN 16 AND 70),
	salary numeric(8,2),
	score float8,
	hired date,
	town varchar(10) NOT NULL,
	team text CHECK (length(team) = 1),
	g grade NOT NULL,
	part_time boolean,
	stars int CHECK (stars IN (1, 2, 3)),
	person int NOT NULL,
	email text UNIQUE,
	badge uuid NOT NULL UNIQUE,
	tax numeric GENERATED ALWAYS AS (salary * 0.3) STORED
);
INSERT INTO staff ("Full Name", age, salary, score, hired, town, team, g, part_time, stars, person, email, badge)
SELECT 'name ' || i, 16 + i % 55, 1000 + i, i / 10.0, date '2020-01-01' + i, CASE WHEN i % 4 = 0 THEN 'Ulm' ELSE 'Bonn' END, chr(65 + i % 3),
	(ARRAY['low', 'middle', 'high']::grade[])[1 + i % 3], i % 2 = 0, 1 + i % 3, i / 5, 'e' || i, gen_random_uuid()
FROM generate_series(1, 400) AS i;

CREATE FUNCTION plan(VARIADIC args text[] DEFAULT '{}') RETURNS TABLE (column_name text, kind text, domain text, source_of_domain text, note text)
LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE 'SELECT p.column_name, p.kind, p.domain, p.domain_source, p.note FROM synth_plan('
		|| array_to_string('''staff'''::text || args, ', ') || ') AS p WHERE p.column_name IS NOT NULL';
END $$;
-- SQLSTATE, message and hint of what fails
CREATE FUNCTION failure(VARIADIC args text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	state text;
	message text;
	hint text;
BEGIN
	PERFORM plan(VARIADIC args);
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
	RETURN state || ' ' || message || E'\nHINT: ' || hint;
END $$;
\pset format unaligned
\pset fieldsep ' | '

-- nothing declared
SELECT * FROM plan();
-- everything declared
SELECT * FROM plan(
	$$bounds => '{"age": [18, 65], "salary": [0, 9999.99], "score": [-1, null], "hired": ["2020-01-01", "2021-12-31"]}'$$,
	$$categories => '{"town": ["Ulm", "Bonn"], "g": ["high", "low"], "stars": [1, 2, 3], "team": ["A"], "person": [1, 2]}'$$,
	$$other => '{"town": "elsewhere", "team": null, "g": "low", "Full Name": "N. N."}'$$,
	$$exclude => '{email, part_time}'$$, $$target => 'g'$$);
-- bounds only narrow: what they leave open stays as the schema has it
SELECT * FROM plan($$bounds => '{"age": [null, 200], "score": [null, null], "salary": [1e3, 1000.50]}'$$)
WHERE column_name IN ('age', 'score', 'salary');
-- columns
SELECT column_name, kind, note FROM plan($$columns => '{age,town}'$$);
SELECT column_name, kind, note FROM plan($$unit => 'person', max_rows => 5$$);
SELECT column_name, kind FROM plan($$unit => 'person', max_rows => 5, columns => '{person,age}'$$) WHERE kind IN ('number', 'category');

-- columns that do not exist
SELECT failure($$columns => '{age,nope}'$$);
SELECT failure($$exclude => '{nope}'$$);
SELECT failure($$exclude => ARRAY['age', NULL]$$);
SELECT failure($$target => 'nope'$$);
SELECT failure($$unit => 'nope', max_rows => 1$$);
SELECT failure($$bounds => '{"nope": [0, 1]}'$$);
SELECT failure($$categories => '{"nope": ["a"]}'$$);
SELECT failure($$other => '{"nope": "a"}'$$);
SELECT failure($$columns => '{age}', exclude => '{age}'$$);
-- the wrong shape
SELECT failure($$bounds => '[0, 1]'$$);
SELECT failure($$bounds => '"age"'$$);
SELECT failure($$categories => '7'$$);
SELECT failure($$bounds => '{"age": 5}'$$);
SELECT failure($$bounds => '{"age": [1, 2, 3]}'$$);
SELECT failure($$bounds => '{"age": {"lo": 1}}'$$);
SELECT failure($$bounds => '{"age": [[1], 2]}'$$);
SELECT failure($$categories => '{"town": []}'$$);
SELECT failure($$categories => '{"town": "Ulm"}'$$);
SELECT failure($$categories => '{"town": [["Ulm"]]}'$$);
SELECT failure($$categories => '{"town": ["Ulm", null]}'$$);
SELECT failure($$other => '{"town": ["Ulm"]}'$$);
-- the wrong type
SELECT failure($$bounds => '{"age": ["young", "old"]}'$$);
SELECT failure($$bounds => '{"age": [18.5, 65]}'$$);
SELECT failure($$bounds => '{"age": [true, 65]}'$$);
SELECT failure($$bounds => '{"age": [0, 3000000000]}'$$);
SELECT failure($$bounds => '{"salary": [0, 10000000]}'$$);
SELECT failure($$bounds => '{"salary": [0, 0.001]}'$$);
SELECT failure($$bounds => '{"salary": [0, "NaN"]}'$$);
SELECT failure($$bounds => '{"score": [0, "Infinity"]}'$$);
SELECT failure($$bounds => '{"hired": ["2020-13-01", null]}'$$);
SELECT failure($$bounds => '{"hired": ["2020-01-01", "infinity"]}'$$);
SELECT failure($$categories => '{"stars": ["one"]}'$$);
SELECT failure($$categories => '{"town": ["much too long"]}'$$);
SELECT failure($$categories => '{"g": ["huge"]}'$$);
SELECT failure($$other => '{"town": "much too long"}'$$);
-- reversed, contradictory, twice
SELECT failure($$bounds => '{"age": [65, 18]}'$$);
SELECT failure($$bounds => '{"hired": ["2021-01-01", "2020-01-01"]}'$$);
SELECT failure($$bounds => '{"age": [80, 90]}'$$);
SELECT failure($$categories => '{"town": ["Ulm", "Ulm"]}'$$);
SELECT failure($$categories => '{"team": ["AB"]}'$$);
SELECT failure($$categories => '{"stars": [4]}'$$);
SELECT failure($$other => '{"team": "AB"}'$$);
SELECT failure($$other => '{"town": null}'$$);
-- where it makes no sense
SELECT failure($$bounds => '{"town": ["a", "b"]}'$$);
SELECT failure($$bounds => '{"stars": [1, 2]}'$$);
SELECT failure($$bounds => '{"g": ["low", "high"]}'$$);
SELECT failure($$bounds => '{"id": [1, 2]}'$$);
SELECT failure($$bounds => '{"tax": [1, 2]}'$$);
SELECT failure($$categories => '{"email": ["a"]}'$$);
SELECT failure($$bounds => '{"age": [18, 65]}', categories => '{"age": [18]}'$$);
SELECT failure($$bounds => '{"age": [18, 65]}', exclude => '{age}'$$);
SELECT failure($$other => '{"age": 20}'$$);
SELECT failure($$other => '{"g": "low"}'$$);
SELECT failure($$target => 'id'$$);
SELECT failure($$target => 'age', exclude => '{age}'$$);
\pset format aligned

-- what is declared is what comes out
SELECT synth_fit('staff', model => 'declared', private => false, method => 'independent',
	bounds => '{"age": [18, 65], "hired": ["2020-06-01", "2020-06-30"]}', categories => '{"town": ["Ulm", "Bern"], "person": [1, 2]}',
	other => '{"town": "elsewhere", "person": -1}', exclude => '{email, part_time, team}');
SELECT count(*) FILTER (WHERE age < 18 OR age > 65) AS outside, count(*) FILTER (WHERE hired < '2020-06-01' OR hired > '2020-06-30') AS not_june,
	array_agg(DISTINCT town ORDER BY town) AS towns, array_agg(DISTINCT person ORDER BY person) AS people,
	count(email) AS emails, count(part_time) AS part_times, count(DISTINCT badge) AS badges
FROM synth_sample(NULL::staff, 1000, 'declared', seed => 1);

SELECT count(synth_drop('declared'));
DROP SCHEMA test_options CASCADE;
