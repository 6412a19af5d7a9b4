-- tail =>: the extreme end of a number, as the model has seen it and beyond
\set VERBOSITY default
SET client_min_messages = warning;
CREATE SCHEMA x;
-- cost is exponential with mean 1000, wait has declared bounds, floor reaches down
CREATE TABLE x.t (id serial PRIMARY KEY, cost numeric(12,2) CHECK (cost >= 0), wait int NOT NULL CHECK (wait BETWEEN 0 AND 240), floor double precision NOT NULL, seen timestamp(0) NOT NULL, sex text NOT NULL);
INSERT INTO x.t (cost, wait, floor, seen, sex)
SELECT CASE WHEN i % 10 > 0 THEN -1000 * ln(1 - (i - 0.5) / 10000) END, least(240, (i * 7919 % 10000 + 0.5) ^ 2 / 1e8 * 250), -exp((i * 4177 % 10000) / 1500.0), timestamp '2024-01-01' + (i * 31 % 10000) * interval '1 hour', CASE WHEN i > 9000 AND i % 3 > 0 OR i % 4 = 0 THEN 'f' ELSE 'm' END
FROM generate_series(1, 10000) i;
SELECT synth_fit('x.t', model => 'marginal', private => false, method => 'marginal');
SELECT synth_fit('x.t', model => 'tree', private => false);
SELECT synth_fit('x.t', model => 'copula', private => false, method => 'copula');
SELECT synth_fit('x.t', model => 'noisy', epsilon => 2);
RESET client_min_messages;
CREATE TEMP VIEW methods AS SELECT unnest('{marginal,tree,copula}'::name[]) AS m;

-- the highest 1 %: of an exponential it begins at 4605, and nothing lies beyond what the model has seen.  The cells
-- of a model are wide there, so the threshold is near and not exact
SELECT m, count(*), min(cost) BETWEEN 4100 AND 5000 AS begins, max(cost) < 11000 AS ends, bool_or(cost IS NULL) AS nulls
FROM methods, synth_sample(NULL::x.t, 3000, m, seed => 1, tail => '{"cost": 0.01}') GROUP BY m ORDER BY m;
-- the lowest, of two columns at once, with conditions on others
SELECT m, count(*), max(floor) BETWEEN -620 AND -480 AS low, max(wait) <= 20 AS short, bool_and(sex = 'f' AND seen >= '2024-06-01') AS meets
FROM methods, synth_sample(NULL::x.t, 2000, m, '{"sex": "f", "seen": {"min": "2024-06-01"}}', 1, tail => '{"wait": {"share": 0.2, "end": "low"}, "floor": {"share": 0.05, "end": "low"}}') GROUP BY m ORDER BY m;
-- a private model has such rows too
SELECT count(*), min(cost) > 500 AS costly FROM synth_sample(NULL::x.t, 3000, 'noisy', seed => 1, tail => '{"cost": 0.02}');
-- beyond: the tail of an exponential is one again, with the same mean above the threshold
\set VERBOSITY terse
SELECT count(*) FROM synth_sample(NULL::x.t, 20, 'tree', seed => 1, tail => '{"cost": {"share": 0.05, "extrapolate": true}}');
\set VERBOSITY default
SET client_min_messages = warning;
SELECT count(*), min(cost) BETWEEN 2800 AND 3100 AS begins, max(cost) > 10000 AS goes_on, abs(avg(cost) - 4000) < 400 AS mean
FROM synth_sample(NULL::x.t, 20000, 'marginal', seed => 1, tail => '{"cost": {"share": 0.05, "extrapolate": true}}');
SELECT m, max(cost) > 10000 AS goes_on, bool_and(cost > 2500) AS tail FROM methods, synth_sample(NULL::x.t, 100000, m, seed => 1, tail => '{"cost": {"share": 0.05, "extrapolate": true}}') GROUP BY m ORDER BY m;
-- within declared bounds
SELECT m, max(wait) <= 240 AS bounded, min(wait) > 150 AS tail FROM methods, synth_sample(NULL::x.t, 5000, m, seed => 1, tail => '{"wait": {"share": 0.1, "extrapolate": true}}') GROUP BY m ORDER BY m;
-- the other columns follow
SELECT m, avg((sex = 'f')::int) > 0.6 AS mostly_f FROM methods, synth_sample(NULL::x.t, 4000, m, seed => 1, tail => '{"cost": 0.05}') WHERE m <> 'copula' GROUP BY m ORDER BY m;
SELECT count(*) AS different FROM (SELECT * FROM synth_sample(NULL::x.t, 20000, 'tree', seed => 1, tail => '{"cost": {"share": 0.05, "extrapolate": true}}') EXCEPT ALL
	SELECT * FROM synth_sample(NULL::x.t, 20000, 'tree', seed => 1, tail => '{"cost": {"share": 0.05, "extrapolate": true}}')) d;
RESET client_min_messages;

-- what is wrong
SELECT count(*) FROM synth_sample(NULL::x.t, 10, 'tree', tail => '[1]');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::x.t, 10, 'tree', tail => '{"cost": 0}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::x.t, 10, 'tree', tail => '{"cost": 1}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::x.t, 10, 'tree', tail => '{"cost": "high"}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::x.t, 10, 'tree', tail => '{"cost": {"end": "high"}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::x.t, 10, 'tree', tail => '{"cost": {"share": 0.1, "end": "top"}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::x.t, 10, 'tree', tail => '{"cost": {"share": 0.1, "extrapolate": 1}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::x.t, 10, 'tree', tail => '{"cost": {"share": 0.1, "extrapolated": true}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::x.t, 10, 'tree', tail => '{"sex": 0.1}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::x.t, 10, 'tree', tail => '{"id": 0.1}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::x.t, 10, 'tree', tail => '{"price": 0.1}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::x.t, 10, 'tree', '{"cost": {"min": 5000}}', tail => '{"cost": 0.1}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::x.t, 10, 'tree', tail => '{"cost": 0.1}', weights => '{"cost": [{"max": 100, "share": 1}]}');
\echo :SQLSTATE
SET client_min_messages = warning;
SELECT count(synth_drop(name)) FROM synth_models;
DROP SCHEMA x CASCADE;
