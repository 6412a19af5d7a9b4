-- trees, copulas and rows that were asked for: a sample is a function of model, request, seed, number of rows and
-- key_start; in whole blocks, however it is run; and a model that was moved makes the same rows
SET client_min_messages = warning;
CREATE SCHEMA b;
CREATE TABLE b.t (id serial PRIMARY KEY, sex text NOT NULL, age int NOT NULL CHECK (age BETWEEN 0 AND 99), cost numeric(8,2), city text, smoker boolean, seen date NOT NULL);
INSERT INTO b.t (sex, age, cost, city, smoker, seen)
SELECT CASE WHEN a > 40 + i % 37 THEN 'f' ELSE 'm' END, a, CASE WHEN i % 11 > 0 THEN a * 10 + i % 100 / 4.0 END, (ARRAY['Oslo', 'Bergen', 'Bergen', NULL, 'Tromso'])[1 + i % 5], i % 3 = 0, date '2022-01-01' + i % 500
FROM (SELECT i, i * 7919 % 10007 % 100 AS a FROM generate_series(1, 6000) i) x;
SELECT synth_fit('b.t', model => 'tree', private => false);
SELECT synth_fit('b.t', model => 'copula', private => false, method => 'copula');
SELECT synth_fit('b.t', model => 'marginal', private => false, method => 'marginal');
SELECT synth_fit('b.t', model => 'noisy', method => 'copula', epsilon => 4);
-- every model with every kind of request
CREATE TABLE b.asked AS
SELECT row_number() OVER (ORDER BY m, wish) AS k, * FROM unnest('{tree,copula,marginal,noisy}'::name[]) m, (VALUES
	('all', NULL::jsonb, NULL::jsonb, NULL::text[], NULL::jsonb),
	('given', '{"sex": "f", "age": {"min": 30, "max": 60}}', NULL, NULL, NULL),
	('weights', NULL, '{"city": {"Oslo": 0.5, "*": 0.5}, "smoker": {"true": 0.7, "false": 0.3}}', NULL, NULL),
	('balance', NULL, NULL, '{sex, smoker}', NULL),
	('tail', NULL, NULL, NULL, '{"cost": {"share": 0.05, "extrapolate": true}}'),
	('both', '{"smoker": true}', '{"sex": {"f": 0.9, "m": 0.1}}', NULL, NULL)) r (wish, given, weights, balance, tail);
-- fingerprint of the rows in their order, of the first `upto` only
CREATE FUNCTION b.print(k bigint, n numeric, upto bigint DEFAULT NULL, seed bigint DEFAULT 42) RETURNS text LANGUAGE sql AS $$
	SELECT md5(string_agg(s.s::text, ',' ORDER BY i)) FROM b.asked a,
		LATERAL (SELECT row_number() OVER () AS i, s FROM synth_sample(NULL::b.t, $2, a.m, a.given, $4, weights => a.weights, balance => a.balance, tail => a.tail) s) s
	WHERE a.k = $1 AND (s.i <= $3) IS NOT FALSE $$;

-- the same again; another seed makes others; 16,384 rows do not depend on what follows them
CREATE TABLE b.first AS SELECT k, m, wish, b.print(k, 16385) AS odd, b.print(k, 16385, 16384) AS whole, b.print(k, 50) AS few FROM b.asked;
SELECT m, count(*) AS wishes, count(*) FILTER (WHERE b.print(k, 16385) <> odd) AS changed, count(*) FILTER (WHERE b.print(k, 16384) <> whole) AS other_block,
	count(*) FILTER (WHERE b.print(k, 50, seed => 43) = few) AS seedless, count(DISTINCT few) AS different
FROM b.first GROUP BY m ORDER BY m;
-- a second whole block too, and one of a million rows that nobody reads to the end
SELECT m, wish, b.print(k, 32769, 32768) = b.print(k, 32768) AS second, b.print(k, 32769, 16384) = whole AS first FROM b.first WHERE m = 'tree' AND wish IN ('given', 'balance') ORDER BY k;
SELECT count(*) AS different FROM (
	(SELECT s FROM b.asked a, LATERAL (SELECT synth_sample(NULL::b.t, 1e6, a.m, a.given, 42) AS s LIMIT 16384) x WHERE a.m = 'tree' AND wish = 'given')
	EXCEPT ALL SELECT s FROM b.asked a, LATERAL synth_sample(NULL::b.t, 16385, a.m, a.given, 42) s WHERE a.m = 'tree' AND wish = 'given') d;
CREATE TABLE b.kept AS SELECT * FROM synth_sample(NULL::b.t, 16385, 'tree', '{"sex": "f", "age": {"min": 30, "max": 60}}', 42);
-- as jsonb, into another type, with other keys: the same draws
SELECT m, count(*) FILTER (WHERE (r ->> 'age')::int <> s.age OR r ->> 'city' IS DISTINCT FROM s.city OR (r ->> 'cost')::numeric IS DISTINCT FROM s.cost) AS different
FROM unnest('{tree,copula}'::name[]) m,
	LATERAL (SELECT row_number() OVER () AS i, r FROM synth_sample(m::text, 300, '{"sex": "f"}', 7, weights => '{"smoker": {"true": 0.5, "*": 0.5}}') r) j
	JOIN LATERAL (SELECT row_number() OVER () AS i, * FROM synth_sample(NULL::b.t, 300, m, '{"sex": "f"}', 7, key_start => 1001, weights => '{"smoker": {"true": 0.5, "*": 0.5}}')) s USING (i)
GROUP BY m ORDER BY m;
-- what a procedure writes is what the function gives
CREATE TABLE b.written (LIKE b.t);
CREATE FUNCTION b.unlike(k bigint, made int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	a b.asked;
	n bigint;
BEGIN
	SELECT * INTO a FROM b.asked x WHERE x.k = $1;
	TRUNCATE b.written;
	CALL synth_generate(a.m, 'b.written', made, a.given, 42, weights => a.weights, balance => a.balance, tail => a.tail);
	SELECT count(*) INTO n FROM (SELECT * FROM b.written EXCEPT ALL SELECT * FROM synth_sample(NULL::b.t, made, a.m, a.given, 42, weights => a.weights, balance => a.balance, tail => a.tail)) d;
	RETURN n + made - (SELECT count(*) FROM b.written);
END $$;
SELECT m, sum(b.unlike(k, CASE m WHEN 'tree' THEN 16390 ELSE 300 END)) AS unlike FROM b.asked GROUP BY m ORDER BY m;

-- in parallel workers: each call is the same there
CREATE FUNCTION b.plan_has(query text, word text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE line text; found boolean := false;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN ' || query LOOP
		found := found OR line LIKE '%' || word || '%';
	END LOOP;
	RETURN found;
END $$;
CREATE TABLE b.calls AS SELECT a.*, seed, (SELECT md5(string_agg(s::text, ',' ORDER BY id)) FROM synth_sample(NULL::b.t, 20, m, given, seed, weights => weights, balance => balance, tail => tail) s) AS made
FROM b.asked a, generate_series(1, 5) seed;
ALTER TABLE b.calls SET (parallel_workers = 2);
ANALYZE b.calls;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2; SET parallel_leader_participation = off;
\set workers 'SELECT count(*) AS calls, sum((SELECT (md5(string_agg(s::text, '','' ORDER BY id)) <> made)::int FROM synth_sample(NULL::b.t, 20, m, given, seed, weights => weights, balance => balance, tail => tail) s)) AS different FROM b.calls'
SELECT b.plan_has(:'workers', 'Gather') AS gathers;
:workers;
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size; RESET max_parallel_workers_per_gather; RESET parallel_leader_participation;
-- and the whole of a sample in one (the setting has two names)
SELECT count(set_config(name, 'on', false)) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query');
SELECT b.plan_has('SELECT * FROM synth_sample(NULL::b.t, 16385, ''tree'', ''{"sex": "f", "age": {"min": 30, "max": 60}}'', 42)', 'Gather') AS gathers;
SELECT count(*) AS different FROM (SELECT * FROM b.kept EXCEPT ALL SELECT * FROM synth_sample(NULL::b.t, 16385, 'tree', '{"sex": "f", "age": {"min": 30, "max": 60}}', 42)) d;
SELECT count(set_config(name, 'off', false)) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query');

-- a fit without noise gives the same bytes again, and bytes that went out and came back make the same rows
SELECT m, synth_fit('b.t', model => m || '_2', private => false, method => m::text) IS NOT NULL AS fitted, synth_export(m) = synth_export((m || '_2')::name) AS same_bytes FROM unnest('{tree,copula,marginal}'::name[]) m;
SELECT m, synth_import(synth_export(m), (m || '_3')::name) AS imported FROM unnest('{tree,copula,marginal,noisy}'::name[]) m;
SELECT m, synth_export(m) = synth_export((m || '_3')::name) AS same_bytes FROM unnest('{tree,copula,marginal,noisy}'::name[]) m;
SELECT name, method, is_private, imported FROM synth_models WHERE name LIKE '%\_3' ORDER BY name;
UPDATE b.asked SET m = m || '_3';
SELECT count(*) AS wishes, count(*) FILTER (WHERE b.print(k, 50) <> few) AS changed FROM b.first;
SELECT m, count(*) FILTER (WHERE a IS DISTINCT FROM b) AS completed_otherwise FROM unnest('{tree,copula,marginal,noisy}'::name[]) m,
	LATERAL (SELECT a, b FROM generate_series(1, 1) JOIN LATERAL synth_complete(ROW(1, NULL, 40, NULL, NULL, NULL, NULL)::b.t, m, 5) a ON true JOIN LATERAL synth_complete(ROW(1, NULL, 40, NULL, NULL, NULL, NULL)::b.t, (m || '_3')::name, 5) b ON true) x GROUP BY m ORDER BY m;
-- it still says what it is
SELECT d.model, d.detail LIKE '%Not private: no formal guarantee.%' AS says_so FROM unnest('{tree,tree_3,copula_3}'::name[]) m, LATERAL (SELECT m AS model, detail FROM synth_describe(m) WHERE section = 'privacy' AND item = 'statement') d;
SELECT count(synth_drop(name)) FROM synth_models;
DROP SCHEMA b CASCADE;
