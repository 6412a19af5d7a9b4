-- synth_sample(): both forms, its arguments, and what a target may look like
\set VERBOSITY default
SET client_min_messages = warning;
CREATE SCHEMA src;
CREATE SCHEMA tgt;
CREATE TYPE src.grade AS ENUM ('low', 'mid', 'high');
CREATE TABLE src.visit (
	id serial PRIMARY KEY,
	age smallint NOT NULL CHECK (age BETWEEN 0 AND 110),
	cost numeric(8,2) CHECK (cost >= 0 AND cost < 100000),
	seen date NOT NULL CHECK (seen BETWEEN '2020-01-01' AND '2020-12-31'),
	grade src.grade NOT NULL,
	city text,
	smoker boolean,
	gone int,
	score double precision CHECK (score BETWEEN 0 AND 1)
);
INSERT INTO src.visit (age, cost, seen, grade, city, smoker, gone, score)
SELECT i % 90, CASE WHEN i % 7 > 0 THEN (i % 1000) / 4.0 END, DATE '2020-01-01' + i % 366,
	(ARRAY['low', 'mid', 'high'])[1 + i % 3]::src.grade, (ARRAY['Oslo', 'Bergen', NULL, 'Tromso'])[1 + i % 4],
	CASE WHEN i % 10 > 0 THEN i % 3 = 0 END, i, (i % 100) / 100.0
FROM generate_series(1, 4000) i;
ALTER TABLE src.visit DROP COLUMN gone;
SELECT synth_fit('src.visit', private => false, method => 'independent');
RESET client_min_messages;

-- typed rows: everything in its domain, NULLs only where they may be
SELECT count(*), count(DISTINCT id), min(id), max(id),
	bool_and(age BETWEEN 0 AND 110) AS ages, bool_and(cost IS NULL OR cost BETWEEN 0 AND 99999.99) AS costs,
	bool_and(seen BETWEEN '2020-01-01' AND '2020-12-31') AS dates,
	bool_and(city IS NULL OR city IN ('Oslo', 'Bergen', 'Tromso')) AS cities,
	bool_and(score BETWEEN 0 AND 1) AS scores,
	count(*) FILTER (WHERE city IS NULL) BETWEEN 1100 AND 1400 AS null_cities,
	count(*) FILTER (WHERE cost IS NULL) > 0 AS null_costs,
	count(DISTINCT grade) AS grades
FROM synth_sample(NULL::src.visit, 5000, seed => 1);
-- whole blocks, parts of blocks, and no rows
SELECT n, (SELECT count(*) FROM synth_sample(NULL::src.visit, n, seed => 3)) AS made
FROM unnest(ARRAY[0, 1, 2, 16383, 16384, 16385, 40000]) n;
SELECT count(*) FROM synth_sample(NULL::src.visit, 1e3);
-- arguments by name
SELECT count(*) FROM synth_sample(template => NULL::src.visit, n => 10, model => 'visit', seed => 5, key_start => 100);
SELECT count(*) FROM synth_sample(model => 'visit', n => 10, seed => 5, key_start => 100);

-- the form for a look
SELECT count(*), count(DISTINCT r ->> 'id'), bool_and(jsonb_typeof(r -> 'age') = 'number') AS numbers,
	bool_and(jsonb_typeof(r -> 'smoker') IN ('boolean', 'null')) AS booleans,
	bool_and(jsonb_typeof(r -> 'seen') = 'string') AS dates
FROM synth_sample('visit', 500, seed => 1) r;
SELECT array_agg(k ORDER BY k) FROM (SELECT jsonb_object_keys(r) AS k FROM synth_sample('visit', 1) r) x;
-- the same rows in both forms
SELECT count(*) AS different
FROM (SELECT id, age, cost, seen, grade::text, city, smoker FROM synth_sample(NULL::src.visit, 300, seed => 9)
	EXCEPT
	SELECT (r ->> 'id')::int, (r ->> 'age')::smallint, (r ->> 'cost')::numeric(8,2), (r ->> 'seen')::date, r ->> 'grade',
		r ->> 'city', (r ->> 'smoker')::boolean FROM synth_sample('visit', 300, seed => 9) r) d;
-- declared precision counts in both
SET client_min_messages = warning;
CREATE TABLE src.rounded (at timestamp(0), t time(2), n numeric(30,3), x numeric(25,0));
INSERT INTO src.rounded SELECT TIMESTAMP '2020-01-01' + i * INTERVAL '1.1 s', TIME '00:00' + i * INTERVAL '0.77 s', i / 7.0, i FROM generate_series(1, 1000) i;
SELECT synth_fit('src.rounded', private => false, method => 'independent');
RESET client_min_messages;
SELECT count(*) AS different FROM (SELECT * FROM synth_sample(NULL::src.rounded, 300, seed => 9)
	EXCEPT
	SELECT (r ->> 'at')::timestamp, (r ->> 't')::time, (r ->> 'n')::numeric, (r ->> 'x')::numeric FROM synth_sample('rounded', 300, seed => 9) r) d;
-- independent of the session's settings
SET DateStyle = 'German'; SET IntervalStyle = 'iso_8601'; SET extra_float_digits = -5;
SELECT r ->> 'seen' ~ '^2020-\d\d-\d\d$' AS iso FROM synth_sample('visit', 1, seed => 1) r;
RESET DateStyle; RESET IntervalStyle; RESET extra_float_digits;

-- in a select list rows stream, so LIMIT stops early
SELECT count(*) FROM (SELECT synth_sample(NULL::src.visit, 2e9, seed => 1) LIMIT 3) s;
SELECT (s).age BETWEEN 0 AND 110 AS age FROM (SELECT synth_sample(NULL::src.visit, 1, seed => 1) AS s) x;
SELECT count(*) FROM (SELECT synth_sample('visit', 2e9) LIMIT 20000) s;
-- the planner knows how many
CREATE FUNCTION plan_rows(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN ' || query LOOP
		RETURN substring(line FROM 'rows=\d+');
	END LOOP;
END $$;
SELECT plan_rows('SELECT * FROM synth_sample(NULL::src.visit, 1.2e4)');
SELECT plan_rows('SELECT * FROM synth_sample(''visit'', 321)');
SELECT plan_rows('SELECT * FROM synth_sample(n => 77, template => NULL::src.visit)');
SELECT plan_rows('SELECT * FROM synth_sample(NULL::src.visit, (SELECT max(age) FROM src.visit))');
-- lateral, joins, plpgsql, prepared
SELECT i, count(*) FROM generate_series(1, 2) i, LATERAL synth_sample(NULL::src.visit, i * 10, seed => i) s GROUP BY i ORDER BY i;
PREPARE p AS SELECT count(*) FROM synth_sample(NULL::src.visit, $1);
EXECUTE p(3); EXECUTE p(4); EXECUTE p(5); EXECUTE p(6); EXECUTE p(7); EXECUTE p(8); EXECUTE p(9);
DO $$
DECLARE r src.visit; n int := 0;
BEGIN
	FOR r IN SELECT * FROM synth_sample(NULL::src.visit, 25) LOOP n := n + 1; END LOOP;
	RAISE NOTICE '% rows', n;
END $$;

-- bad numbers of rows
SELECT count(*) FROM synth_sample(NULL::src.visit, NULL);
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::src.visit, -1);
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::src.visit, 1.5);
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::src.visit, 'NaN');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::src.visit, 'Infinity');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::src.visit, 2e12);
\echo :SQLSTATE
SELECT count(*) FROM synth_sample('visit', -1);
\echo :SQLSTATE
-- bad templates and models
SELECT * FROM synth_sample(NULL, 5);
\echo :SQLSTATE
SELECT * FROM synth_sample(NULL::int, 5);
\echo :SQLSTATE
SELECT * FROM synth_sample(NULL::record, 5);
\echo :SQLSTATE
SELECT * FROM synth_sample('nobody', 5);
\echo :SQLSTATE
SELECT * FROM synth_sample(NULL::src.visit, 5, 'nobody');
\echo :SQLSTATE
SELECT * FROM synth_sample(NULL::src.visit, 5, key_start => -1);
\echo :SQLSTATE

-- targets: fewer, more, other columns, other types that hold the values
CREATE TABLE tgt.few (city varchar(20), age bigint);
SELECT count(*), count(city) BETWEEN 600 AND 900 AS cities, min(age) >= 0 AS ages FROM synth_sample(NULL::tgt.few, 1000, 'visit', seed => 1);
CREATE TABLE tgt.wide (
	note text DEFAULT 'made' || ' up', at timestamptz DEFAULT now(), plain text, n serial, answer jsonb DEFAULT '{"a": 1}',
	age numeric(5,1), cost double precision, seen timestamp, grade text, smoker boolean, twice int GENERATED ALWAYS AS (1 + 1) STORED);
SELECT DISTINCT note, at, plain, n, answer, twice FROM synth_sample(NULL::tgt.wide, 100, 'visit');
SELECT bool_and(age = trunc(age)) AS age, bool_and(cost >= 0) AS cost, bool_and(seen = date_trunc('day', seen)) AS seen,
	bool_and(grade IN ('low', 'mid', 'high')) AS grade FROM synth_sample(NULL::tgt.wide, 1000, 'visit', seed => 1);
CREATE TYPE tgt.pair AS (age int, grade src.grade);
SELECT count(*), min(age) >= 0 AS ages FROM synth_sample(NULL::tgt.pair, 10, 'visit');
-- dropped columns in the target
CREATE TABLE tgt.dropped (x int, age int, y text, seen date, z int);
ALTER TABLE tgt.dropped DROP COLUMN x, DROP COLUMN y;
ALTER TABLE tgt.dropped DROP COLUMN z;
SELECT count(*), min(age) >= 0 AS ages, min(seen) >= '2020-01-01' AS dates FROM synth_sample(NULL::tgt.dropped, 100, 'visit', seed => 1);
INSERT INTO tgt.dropped SELECT * FROM synth_sample(NULL::tgt.dropped, 100, 'visit', seed => 1);
SELECT count(*) FROM tgt.dropped;
-- columns of the source dropped, renamed and retyped after the fit: the rows are those of the table as it is now
CREATE TABLE tgt.moved (id int PRIMARY KEY, a int, b text, c boolean);
INSERT INTO tgt.moved SELECT i, i % 5, 'x' || i % 2, i % 2 = 0 FROM generate_series(1, 1000) i;
SELECT synth_fit('tgt.moved', model => 'moved', private => false, method => 'marginal');
ALTER TABLE tgt.moved DROP COLUMN b;
ALTER TABLE tgt.moved RENAME COLUMN a TO aa;
SELECT count(id), count(aa), count(c) FROM synth_sample(NULL::tgt.moved, 10, 'moved', seed => 1);
ALTER TABLE tgt.moved ALTER COLUMN c TYPE point USING NULL;
SELECT count(*) FROM synth_sample(NULL::tgt.moved, 10, 'moved', seed => 1);
\echo :SQLSTATE
ALTER TABLE tgt.moved DROP COLUMN c, DROP COLUMN aa, DROP COLUMN id, ADD COLUMN z int;
SELECT count(*) FROM synth_sample(NULL::tgt.moved, 10, 'moved', seed => 1);
\echo :SQLSTATE
SELECT count(*) FROM synth_sample('moved', 10) j WHERE j ->> 'b' IN ('x0', 'x1');
SELECT synth_drop('moved');
-- domains
CREATE DOMAIN tgt.adult_age AS int CHECK (VALUE >= 0);
CREATE DOMAIN tgt.town AS text CHECK (VALUE <> '');
CREATE TABLE tgt.domains (age tgt.adult_age, city tgt.town);
SELECT count(*) FROM synth_sample(NULL::tgt.domains, 1000, 'visit');
CREATE DOMAIN tgt.impossible AS int CHECK (VALUE > 1000);
CREATE TABLE tgt.strict (age tgt.impossible);
SELECT count(*) FROM synth_sample(NULL::tgt.strict, 1000, 'visit');
\echo :SQLSTATE
CREATE DOMAIN tgt.never_null AS text NOT NULL;
CREATE TABLE tgt.strict_null (city tgt.never_null);
SELECT count(*) FROM synth_sample(NULL::tgt.strict_null, 1000, 'visit');
\echo :SQLSTATE

-- columns that cannot hold the values: one error that names them all
CREATE TYPE tgt.colour AS ENUM ('red', 'low', 'mid');
CREATE TABLE tgt.misfit (id point, age point, cost smallint, seen int, grade tgt.colour, city varchar(3), smoker int, score real);
SELECT * FROM synth_sample(NULL::tgt.misfit, 1, 'visit');
\echo :SQLSTATE
CREATE TABLE tgt.stranger (a int, b text);
SELECT * FROM synth_sample(NULL::tgt.stranger, 1, 'visit');
\echo :SQLSTATE

-- which model, when none is named
CREATE TABLE tgt.visit (LIKE src.visit);
SELECT count(*) FROM synth_sample(NULL::tgt.visit, 5);
SELECT count(*) FROM synth_sample(NULL::tgt.few, 5);
\echo :SQLSTATE
SET client_min_messages = warning;
SELECT synth_fit('src.visit', model => 'second', private => false, method => 'mst');
RESET client_min_messages;
SELECT count(*) FROM synth_sample(NULL::src.visit, 5);
SELECT synth_drop('second');

-- no rights needed but on the model, and nothing is written
CREATE ROLE sample_reader;
GRANT USAGE ON SCHEMA tgt TO sample_reader;
SET ROLE sample_reader;
SELECT count(*) FROM synth_sample(NULL::tgt.few, 5, 'visit');
\echo :SQLSTATE
RESET ROLE;
SELECT synth_grant('visit', 'sample_reader');
SET ROLE sample_reader;
BEGIN READ ONLY;
SELECT count(*) FROM synth_sample(NULL::tgt.few, 5, 'visit');
SELECT count(*) FROM tgt.few;
\echo :SQLSTATE
ROLLBACK;
RESET ROLE;
SELECT synth_revoke('visit', 'sample_reader');

-- a hostile default or domain of the target runs nothing
CREATE FUNCTION tgt.evil() RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'ran'; END $$;
CREATE TABLE tgt.trap (age int, extra int DEFAULT tgt.evil());
SELECT count(*), count(extra) FROM synth_sample(NULL::tgt.trap, 5, 'visit');

-- cancelled in the middle
SET statement_timeout = '100ms';
SELECT count(*) FROM synth_sample(NULL::tgt.few, 1e11, 'visit');
\echo :SQLSTATE
RESET statement_timeout;
SELECT count(*) FROM synth_sample(NULL::src.visit, 10);

SET client_min_messages = warning;
SELECT synth_drop('visit'), synth_drop('rounded');
DROP SCHEMA src, tgt CASCADE;
DROP ROLE sample_reader;
DROP FUNCTION plan_rows;
