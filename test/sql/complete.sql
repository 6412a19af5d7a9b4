-- synth_complete(): rows with holes
\set VERBOSITY default
SET client_min_messages = warning;
CREATE SCHEMA f;
CREATE TYPE f.grade AS ENUM ('low', 'mid', 'high');
CREATE TABLE f.t (
	id serial PRIMARY KEY,
	age int NOT NULL CHECK (age BETWEEN 0 AND 99),
	born date NOT NULL,
	cost numeric(8,2) NOT NULL,
	ratio double precision NOT NULL,
	grade f.grade NOT NULL,
	city text,
	region text NOT NULL,
	smoker boolean NOT NULL,
	at timestamp(0) NOT NULL,
	twice int GENERATED ALWAYS AS (age * 2) STORED
);
-- the region follows from the city, the grade from the age; a fifth has no city
INSERT INTO f.t (age, born, cost, ratio, grade, city, region, smoker, at)
SELECT a, date '2020-01-01' - a * 365, 100 + 10 * a + i % 10, a / 99.0, (ARRAY['low', 'mid', 'high'])[1 + a / 34]::f.grade,
	(ARRAY['Oslo', 'Bergen', 'Tromso', 'Voss', NULL])[1 + i % 5], (ARRAY['east', 'west', 'north', 'west', 'none'])[1 + i % 5], i % 4 = 0, timestamp '2024-01-01' + i % 365 * interval '1 day'
FROM (SELECT i, i * 7919 % 100 AS a FROM generate_series(1, 6000) i) x;
SELECT synth_fit('f.t', model => 'marginal', private => false, method => 'marginal');
SELECT synth_fit('f.t', model => 'tree', private => false);
SELECT synth_fit('f.t', model => 'copula', private => false, method => 'copula');
SELECT synth_fit('f.t', model => 'noisy', epsilon => 4);
CREATE TEMP VIEW methods AS SELECT unnest('{marginal,tree,copula,noisy}'::name[]) AS m;
-- every third row lacks something
CREATE TABLE f.holes (id int, age int, born date, cost numeric(8,2), ratio double precision, grade f.grade, city text, region text, smoker boolean, at timestamp(0), note text);
INSERT INTO f.holes
SELECT id, CASE WHEN id % 3 = 0 THEN age END, born, CASE WHEN id % 5 > 0 THEN cost END, CASE WHEN id % 7 > 0 THEN ratio END, CASE WHEN id % 2 = 0 THEN grade END,
	CASE WHEN id % 11 > 0 THEN city END, CASE WHEN id % 4 > 0 THEN region END, CASE WHEN id % 13 > 0 THEN smoker END, CASE WHEN id % 6 > 0 THEN at END, 'note ' || id
FROM f.t WHERE id <= 3000;
RESET client_min_messages;

-- nothing is missing afterwards but cities, which the model knows to be missing; what was there has stayed
SELECT m, count(*), count(c.age) + count(c.cost) + count(c.ratio) + count(c.grade) + count(c.region) + count(c.smoker) + count(c.at) AS filled,
	count(*) FILTER (WHERE h.age <> c.age OR h.cost <> c.cost OR h.ratio <> c.ratio OR h.grade <> c.grade OR h.city <> c.city OR h.region <> c.region
		OR h.smoker <> c.smoker OR h.at <> c.at OR h.born IS DISTINCT FROM c.born OR h.note IS DISTINCT FROM c.note OR h.id IS DISTINCT FROM c.id) AS changed
FROM methods, f.holes h, LATERAL synth_complete(h, m, 5) c GROUP BY m ORDER BY m;
-- what one column says of another: region of a city, grade of an age
SELECT m, avg((c.region = (ARRAY['east', 'west', 'north', 'west'])[array_position(ARRAY['Oslo', 'Bergen', 'Tromso', 'Voss'], h.city)])::int) > 0.97 AS regions
FROM unnest('{marginal,tree}'::name[]) m, f.holes h, LATERAL synth_complete(h, m, 5) c WHERE h.region IS NULL AND h.city IS NOT NULL GROUP BY m ORDER BY m;
SELECT m, avg((c.grade = (ARRAY['low', 'mid', 'high'])[1 + h.age / 34]::f.grade)::int) > 0.95 AS grades
FROM unnest('{marginal,tree}'::name[]) m, f.holes h, LATERAL synth_complete(h, m, 5) c WHERE h.grade IS NULL AND h.age IS NOT NULL GROUP BY m ORDER BY m;
-- a row of nothing is a row of the model: a quarter smokes (7 standard deviations of 4,000 rows: 192)
SELECT m, abs(count(*) FILTER (WHERE c.smoker) - 1000) < 192 AS smokers, count(DISTINCT c.age) > 60 AS ages
FROM unnest('{marginal,tree,copula}'::name[]) m, generate_series(1, 4000) i, LATERAL synth_complete(ROW(i, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::f.holes, m, 9) c GROUP BY m ORDER BY m;

-- each row has its own draw, and the same seed gives the same rows
SELECT count(DISTINCT c.cost) > 10 AS differ FROM generate_series(1, 100) i, LATERAL synth_complete(ROW(i, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::f.holes, 'tree', 3) c;
SELECT m, count(*) AS different FROM methods, LATERAL (SELECT c.* FROM f.holes h, LATERAL synth_complete(h, 'tree', 8) c EXCEPT ALL SELECT c.* FROM f.holes h, LATERAL synth_complete(h, 'tree', 8) c) d GROUP BY m;
SELECT count(*) > 0 AS different FROM (SELECT c.* FROM f.holes h, LATERAL synth_complete(h, 'tree') c EXCEPT ALL SELECT c.* FROM f.holes h, LATERAL synth_complete(h, 'tree') c) d;
-- several models in one statement, as an expression, and into another table
SELECT h.id, (synth_complete(h, CASE WHEN h.id % 2 = 0 THEN 'tree' ELSE 'marginal' END::name, 1)).grade IS NOT NULL AS made FROM f.holes h ORDER BY h.id LIMIT 4;
CREATE TABLE f.full_rows (LIKE f.holes);
INSERT INTO f.full_rows SELECT c.* FROM f.holes h, LATERAL synth_complete(h, 'tree', 1) c;
SELECT count(*), count(grade) FROM f.full_rows;
UPDATE f.holes h SET grade = c.grade FROM (SELECT c.id, c.grade FROM f.holes h, LATERAL synth_complete(h, 'tree', 1) c) c WHERE h.id = c.id;
SELECT count(*) - count(grade) AS missing FROM f.holes;

-- keys stay NULL, generated columns too; other types that hold the values; labels that the model lacks
SELECT c.id, c.age, c.twice, c.smoker FROM LATERAL synth_complete(ROW(NULL, 20, NULL, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL)::f.t, 'marginal', 1) c;
CREATE TYPE f.loose AS (age bigint, born timestamp, cost float8, region varchar, city text, extra int);
SELECT c.age BETWEEN 40 AND 60 AS age, c.born, c.cost, c.region, c.city, c.extra FROM LATERAL synth_complete(ROW(NULL, '1970-01-14', 600, NULL, 'Atlantis', NULL)::f.loose, 'marginal', 1) c;
SELECT c FROM LATERAL synth_complete(ROW(7, '1970-01-14', 600, 'nowhere', 'Atlantis', NULL)::f.loose, 'marginal', 1) c;
-- the model of the table itself, when none is named
SET client_min_messages = warning;
SELECT synth_drop(m) FROM unnest('{copula,noisy,marginal}'::name[]) m;
RESET client_min_messages;
SELECT count(c.grade) FROM (SELECT * FROM f.t LIMIT 3) x, LATERAL synth_complete(ROW(x.*)::f.t) c;

-- what is wrong
SELECT * FROM synth_complete(NULL::f.t, 'tree');
\echo :SQLSTATE
SELECT synth_complete(5, 'tree');
\echo :SQLSTATE
SELECT synth_complete(ROW(1, 2), 'tree');
\echo :SQLSTATE
SELECT c.* FROM f.holes h, LATERAL synth_complete(h) c;
\echo :SQLSTATE
SELECT c.* FROM f.holes h, LATERAL synth_complete(h, 'nobody') c;
\echo :SQLSTATE
CREATE TYPE f.misfit AS (age point, grade int);
SELECT synth_complete(ROW(NULL, NULL)::f.misfit, 'tree');
\echo :SQLSTATE
CREATE TYPE f.stranger AS (a int);
SELECT synth_complete(ROW(NULL)::f.stranger, 'tree');
\echo :SQLSTATE
CREATE ROLE complete_reader;
GRANT USAGE ON SCHEMA f TO complete_reader;
GRANT SELECT ON f.holes TO complete_reader;
SET ROLE complete_reader;
SELECT c.* FROM f.holes h, LATERAL synth_complete(h, 'tree') c;
\echo :SQLSTATE
RESET ROLE;
SELECT synth_grant('tree', 'complete_reader');
SET ROLE complete_reader;
SELECT count(c.grade) FROM f.holes h, LATERAL synth_complete(h, 'tree') c;
RESET ROLE;
-- numbers that the table keeps as text are evidence like others, whatever else is in such a column is none
CREATE TABLE f.texts (age text, grade text);
INSERT INTO f.texts SELECT a, NULL FROM unnest('{0,33,34,67,68,99}'::text[]) a, generate_series(1, 20);
SELECT t.age::int, string_agg(DISTINCT c.grade, ',') AS grades FROM f.texts t, LATERAL synth_complete(t, 'tree', 1) c GROUP BY 1 ORDER BY 1;
SELECT count(DISTINCT c.grade) AS grades
FROM unnest(ARRAY['', '-', '1e3', ' 5', '0x10', 'NaN', repeat('9', 5000)]) a, generate_series(1, 20), LATERAL (SELECT ROW(a, NULL)::f.texts AS t) h,
	LATERAL synth_complete(h.t, 'tree', 1) c;
-- PL/pgSQL keeps an expression through the transaction: it sees what becomes of the model all the same
SET client_min_messages = warning;
CREATE TABLE f.pair (a text, b text);
INSERT INTO f.pair SELECT 'x', 'old' FROM generate_series(1, 100);
SELECT synth_fit('f.pair', model => 'pair', private => false);
CREATE FUNCTION f.complete_thrice() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	hole f.pair := ROW('x', NULL);
	whole f.pair;
BEGIN
	FOR i IN 1 .. 6 LOOP
		whole := synth_complete(hole, 'pair', 1);
		RETURN NEXT i || ' ' || whole.b;
		IF i = 2 THEN
			UPDATE f.pair SET b = 'new';
			PERFORM synth_fit('f.pair', model => 'pair', private => false, replace => true);
		ELSIF i = 4 THEN
			PERFORM synth_drop('pair');
		END IF;
	END LOOP;
EXCEPTION
	WHEN undefined_object THEN
		RETURN NEXT SQLERRM;
END $$;
SELECT f.complete_thrice();
RESET client_min_messages;
SET client_min_messages = warning;

-- the trailing blanks of a char(n) are no part of its length
CREATE TABLE f.padded (id int PRIMARY KEY, kind text NOT NULL, note char(30));
INSERT INTO f.padded SELECT i, CASE WHEN i % 2 = 0 THEN 'long' ELSE 'short' END, CASE WHEN i % 2 = 0 THEN 'some longer text' ELSE 'word' END
FROM generate_series(1, 2000) i;
SELECT synth_fit('f.padded', private => false, text => '{"note": "lorem"}');
SELECT c.kind, count(*) FROM generate_series(1, 100) i, LATERAL synth_complete(ROW(i, NULL, 'a text this long')::f.padded, 'padded') c GROUP BY 1;
SELECT c.kind, count(*) FROM generate_series(1, 100) i, LATERAL synth_complete(ROW(i, NULL, 'none')::f.padded, 'padded') c GROUP BY 1;

SELECT count(synth_drop(name)) FROM synth_models;
DROP SCHEMA f CASCADE;
DROP ROLE complete_reader;
