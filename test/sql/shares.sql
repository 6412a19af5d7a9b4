-- weights =>, balance =>: the shares that are asked for, and what is refused
\set VERBOSITY default
SET client_min_messages = warning;
CREATE SCHEMA w;
CREATE TABLE w.t (
	age int NOT NULL CHECK (age BETWEEN 0 AND 99),
	cost numeric(8,2),
	seen date NOT NULL,
	sex text NOT NULL,
	city text,
	smoker boolean,
	grade int NOT NULL CHECK (grade IN (1, 2, 3)),
	kids int NOT NULL CHECK (kids BETWEEN 0 AND 4),
	ref serial PRIMARY KEY
);
-- women are older, costs rise with age, city 'Oslo' never smokes
INSERT INTO w.t (age, cost, seen, sex, city, smoker, grade, kids)
SELECT a.age, CASE WHEN i % 11 > 0 THEN a.age * 10 + i % 100 / 4.0 END, date '2022-01-01' + i % 500, CASE WHEN a.age > 40 + i % 37 THEN 'f' ELSE 'm' END,
	(ARRAY['Oslo', 'Bergen', 'Bergen', NULL, 'Tromso'])[1 + i % 5], CASE WHEN i % 5 > 0 THEN i % 3 = 0 ELSE false END, 1 + i % 3, i % 7 * (i % 7) / 12
FROM (SELECT i, (i * 7919 % 10007 % 100) AS age FROM generate_series(1, 8000) i) a;
SELECT synth_fit('w.t', model => 'marginal', private => false, method => 'marginal');
SELECT synth_fit('w.t', model => 'tree', private => false);
SELECT synth_fit('w.t', model => 'independent', private => false, method => 'independent');
SELECT synth_fit('w.t', model => 'copula', private => false, method => 'copula');
SELECT synth_fit('w.t', model => 'noisy', epsilon => 2);
RESET client_min_messages;
CREATE TEMP VIEW methods AS SELECT unnest('{marginal,tree,independent,copula,noisy}'::name[]) AS m;

-- one column: rows are dealt, so a share of 30,000 rows in two blocks is off by a few rows at most
SELECT m, count(*), abs(count(*) FILTER (WHERE sex = 'f') - 27000) <= 4 AS sex
FROM methods, synth_sample(NULL::w.t, 30000, m, seed => 1, weights => '{"sex": {"f": 0.9, "m": 0.1}}') GROUP BY m ORDER BY m;
-- values that are not listed get nothing; NULL has its own form
SELECT m, count(*), abs(count(*) FILTER (WHERE city IS NULL) - 9000) <= 4 AS no_city, abs(count(*) FILTER (WHERE city = 'Tromso') - 21000) <= 4 AS tromso
FROM methods, synth_sample(NULL::w.t, 30000, m, seed => 1, weights => '{"city": [{"value": null, "share": 0.3}, {"value": "Tromso", "share": 0.7}]}') GROUP BY m ORDER BY m;
-- ranges, which end within cells of the model; several columns at once are all met.  The first is dealt, others are
-- drawn given it: 7 standard deviations of 30,000 independent rows are 606 for a half, 525 for a quarter
SELECT m, count(*), abs(count(*) FILTER (WHERE age <= 17) - 6000) <= 485 AS young, abs(count(*) FILTER (WHERE age BETWEEN 18 AND 64) - 9000) <= 556 AS adult,
	count(*) FILTER (WHERE age BETWEEN 65 AND 69) AS between, abs(count(*) FILTER (WHERE seen < '2022-03-05') - 15000) <= 606 AS early,
	abs(count(*) FILTER (WHERE smoker) - 7500) <= 525 AS smoker, abs(count(*) FILTER (WHERE smoker IS NULL)) AS unknown
FROM methods, synth_sample(NULL::w.t, 30000, m, seed => 1, weights => '{"smoker": {"true": 0.25, "false": 0.75},
	"age": [{"max": 17, "share": 0.2}, {"min": 18, "max": 64, "share": 0.3}, {"min": 70, "share": 0.5}],
	"seen": [{"max": "2022-03-04", "share": 0.5}, {"min": "2022-03-05", "share": 0.5}]}') GROUP BY m ORDER BY m;
-- numbers by value; a value may have share 0
SELECT m, array_agg(k ORDER BY k) AS kids FROM methods, LATERAL (SELECT kids || ': ' || round(count(*) / 300.0) AS k
	FROM synth_sample(NULL::w.t, 30000, m, seed => 1, weights => '{"kids": {"0": 0.5, "1": 0.25, "2": 0, "3": 0.25}}') GROUP BY kids) x GROUP BY m ORDER BY m;
-- the other columns follow: costs given age are those of the model's rows of that age (7 standard deviations of the
-- difference of two shares of 9,000 rows are below 0.053; error 3e-12)
SELECT m, abs(asked.high - had.high) < 0.053 AS follows FROM methods,
	LATERAL (SELECT avg((cost > 300)::int) AS high FROM synth_sample(NULL::w.t, 20000, m, seed => 2, weights => '{"age": [{"max": 49, "share": 0.5}, {"min": 50, "share": 0.5}]}') WHERE age <= 49) asked,
	LATERAL (SELECT avg((cost > 300)::int) AS high FROM synth_sample(NULL::w.t, 20000, m, seed => 3) WHERE age <= 49) had
ORDER BY m;
-- together with given, of the same and of another column
SELECT m, count(*), abs(count(*) FILTER (WHERE city = 'Oslo') - 10000) <= 60 AS oslo, count(*) FILTER (WHERE sex = 'f' AND age > 60 AND city <> 'Tromso') AS meets
FROM methods, synth_sample(NULL::w.t, 20000, m, '{"sex": "f", "age": {"min": 61}, "city": ["Oslo", "Bergen"]}', 1, weights => '{"city": {"Oslo": 0.5, "Bergen": 0.5}}') GROUP BY m ORDER BY m;

-- what is given away may have the share 0
SELECT grade, count(*) FROM synth_sample(NULL::w.t, 1000, 'tree', '{"grade": [1, 2]}', 1, weights => '{"grade": {"1": 0.25, "2": 0.75, "3": 0}}') GROUP BY grade ORDER BY grade;

-- "*" is all that is not listed, in the model's proportions: of the rest, what is NULL is as before (7 standard
-- deviations of the difference of two shares of 15,000 rows are below 0.041; error 3e-12)
SELECT m, count(*), abs(count(*) FILTER (WHERE city = 'Oslo') - 15000) <= 4 AS oslo,
	abs(avg((city IS NULL)::int) FILTER (WHERE city IS DISTINCT FROM 'Oslo') - (SELECT avg((city IS NULL)::int) FILTER (WHERE city IS DISTINCT FROM 'Oslo')
		FROM synth_sample(NULL::w.t, 30000, m, seed => 4))) < 0.041 AS others
FROM methods, synth_sample(NULL::w.t, 30000, m, seed => 1, weights => '{"city": {"Oslo": 0.5, "*": 0.5}}') GROUP BY m ORDER BY m;
SELECT m, count(*) FILTER (WHERE age BETWEEN 20 AND 29) AS twenties, count(*) FILTER (WHERE cost IS NULL) AS unknown
FROM methods, synth_sample(NULL::w.t, 1000, m, seed => 1, weights => '{"age": [{"min": 20, "max": 29, "share": 0.75}, {"value": "*", "share": 0.25}],
	"cost": [{"value": "*", "share": 1}, {"value": null, "share": 0}]}') GROUP BY m ORDER BY m;

-- balance: all combinations equally often
SELECT m, count(*) AS cells, min(n) > 4950 AND max(n) < 5050 AS even FROM methods, LATERAL (
	SELECT sex, grade, count(*) AS n FROM synth_sample(NULL::w.t, 30000, m, seed => 1, balance => '{sex, grade}') GROUP BY 1, 2) x GROUP BY m ORDER BY m;
-- of a number with few values, NULLs, with given and with weights of another
SELECT count(*) AS cells, min(n) > 1950 AND max(n) < 2050 AS even FROM (
	SELECT kids, city, count(*) AS n FROM synth_sample(NULL::w.t, 12000, 'marginal', '{"kids": [0, 3], "city": [null, "Bergen", "Oslo"]}', 1, balance => '{kids, city}') GROUP BY 1, 2) x;
SELECT sex, grade, round(count(*) / 100.0) AS percent FROM synth_sample(NULL::w.t, 10000, 'tree', seed => 1, balance => '{sex}', weights => '{"grade": {"1": 0.8, "2": 0.2}}') GROUP BY 1, 2 ORDER BY 1, 2;
-- the same arguments give the same rows
SELECT count(*) AS different FROM (SELECT * FROM synth_sample(NULL::w.t, 20000, 'tree', seed => 4, balance => '{sex}') EXCEPT ALL
	SELECT * FROM synth_sample(NULL::w.t, 20000, 'tree', seed => 4, balance => '{sex}')) d;
BEGIN;
CREATE TABLE w.out (age int, sex text);
CALL synth_generate('marginal', 'w.out', 1000, seed => 3, weights => '{"sex": {"f": 0.25, "m": 0.75}}', balance => '{grade}');
SELECT request FROM synth_batches WHERE target_name = 'out';
SELECT sex, count(*) FROM w.out GROUP BY sex ORDER BY sex;
ROLLBACK;

-- what is wrong
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '["sex"]');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"sex": 0.5}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"sex": {}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"sex": [{"value": "*", "share": 0.5}, {"value": "*", "share": 0.5}]}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"sex": {"f": 0.5, "m": 0.4, "*": 0.1}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"sex": {"f": 0.5, "m": 0.4}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"sex": {"f": 1.5, "m": -0.5}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"sex": {"f": "half", "m": 0.5}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"sex": {"x": 1}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"grade": {"4": 1}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"name": {"x": 1}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"ref": {"1": 1}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"age": [{"max": 50, "share": 0.5}, {"min": 50, "share": 0.5}]}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"sex": [{"value": "f", "share": 0.5}, {"value": "f", "share": 0.5}]}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"age": [{"min": 500, "share": 1}]}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"age": [{"min": 5, "max": 4, "share": 1}]}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"age": [{"value": 5}]}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"age": [{"share": 1}]}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"age": [{"value": 5, "max": 7, "share": 1}]}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"age": [{"value": 5, "weight": 1}]}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"age": [5]}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"city": [{"value": ["Oslo"], "share": 1}]}');
\echo :SQLSTATE
-- against each other
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', '{"city": "Oslo"}', weights => '{"city": {"Bergen": 0.5, "Oslo": 0.5}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', '{"age": {"min": 20}}', weights => '{"age": [{"max": 10, "share": 0.5}, {"min": 15, "share": 0.5}]}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"sex": {"f": 1}}', balance => '{grade, sex}');
\echo :SQLSTATE
-- no rows to be had: Oslo never smokes
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', '{"city": "Oslo"}', weights => '{"smoker": {"true": 0.5, "false": 0.5}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', weights => '{"smoker": {"true": 0.9, "false": 0.1}, "city": {"Oslo": 0.8, "Bergen": 0.2}}');
\echo :SQLSTATE
-- balance
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', balance => '{}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', balance => '{sex, NULL}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', balance => '{sex, sex}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', balance => '{sex, name}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', balance => '{ref}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::w.t, 10, 'tree', balance => '{cost}');
\echo :SQLSTATE
SET client_min_messages = warning;
SELECT count(synth_drop(name)) FROM synth_models;
DROP SCHEMA w CASCADE;
