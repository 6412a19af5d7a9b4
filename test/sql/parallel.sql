-- synth_sample() in parallel workers
SET client_min_messages = warning;
CREATE SCHEMA p;
CREATE TABLE p.t (id int PRIMARY KEY, x int CHECK (x BETWEEN 0 AND 99), s text, at timestamptz);
INSERT INTO p.t SELECT i, i % 100, 'label ' || i % 4, TIMESTAMPTZ '2024-01-01Z' + i * INTERVAL '1 minute' FROM generate_series(1, 2000) i;
SELECT synth_fit('p.t', private => false, method => 'independent');
CREATE TABLE p.big AS SELECT i FROM generate_series(1, 20000) i;
ANALYZE p.big;
-- a row type with everything that a worker has to look up
CREATE DOMAIN p.small AS int CHECK (VALUE < 1000);
CREATE TYPE p.kind AS ENUM ('label 0', 'label 1', 'label 2', 'label 3');
CREATE TABLE p.target (id bigint, x p.small, s p.kind, at timestamptz, extra text DEFAULT 'constant');
CREATE TABLE p.serial AS SELECT * FROM synth_sample(NULL::p.target, 20000, 't', seed => 7);
RESET client_min_messages;
CREATE FUNCTION plan_has(query text, word text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE line text; found boolean := false;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN ' || query LOOP
		found := found OR line LIKE '%' || word || '%';
	END LOOP;
	RETURN found;
END $$;

-- the whole function runs in a worker (the setting has two names)
SELECT count(set_config(name, 'on', false)) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query');
SET client_min_messages = warning;
SELECT plan_has('SELECT * FROM synth_sample(NULL::p.target, 20000, ''t'', seed => 7)', 'Gather') AS gathers;
SELECT count(*) AS different FROM (SELECT * FROM p.serial EXCEPT ALL SELECT * FROM synth_sample(NULL::p.target, 20000, 't', seed => 7)) e;
SELECT count(*) FROM synth_sample('t', 100);
SELECT count(*) > 8 AS rows FROM synth_describe('t');
SELECT count(*) FROM synth_sample(NULL::p.target, 100);
\echo :SQLSTATE
SELECT * FROM synth_sample(NULL::p.target, 1, 'nobody');
\echo :SQLSTATE
SELECT count(set_config(name, 'off', false)) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query');
-- many calls in many workers
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2;
SELECT plan_has('SELECT sum((SELECT count(*) FROM synth_sample(NULL::p.t, 1 + 0 * i, ''t'', seed => i))) FROM p.big WHERE i <= 200', 'Gather') AS gathers;
SELECT sum((SELECT count(*) FROM synth_sample(NULL::p.t, 1 + 0 * i, 't', seed => i))) FROM p.big WHERE i <= 200;
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size; RESET max_parallel_workers_per_gather;
SELECT synth_drop('t');
DROP FUNCTION plan_has;
DROP SCHEMA p CASCADE;
