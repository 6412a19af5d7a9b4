-- unit => and max_rows =>: at most so many rows of each unit are used
CREATE SCHEMA units;
SET search_path = units, public;
SET client_min_messages = warning;
-- 1 unit with 1,000 rows of 'a', 3 units with 5 rows of 'b' each, 6 rows of 'c' of nobody
CREATE TABLE event (who int, what text, size int);
INSERT INTO event SELECT 1, 'a', i % 7 FROM generate_series(1, 1000) i;
INSERT INTO event SELECT 2 + i % 3, 'b', i % 7 FROM generate_series(1, 15) i;
INSERT INTO event SELECT NULL, 'c', i FROM generate_series(1, 6) i;

-- without noise the shares are exact: min(rows, max_rows) of each unit, every row of nobody
SELECT synth_fit('event', model => 'event ' || k, columns => '{what}', unit => 'who', max_rows => k, private => false, method => 'marginal')
FROM unnest(ARRAY[1, 2, 5, 100]) AS k;
SELECT k, j ->> 'what' AS what, count(*)
FROM (VALUES (1, 10), (2, 14), (5, 26), (100, 121)) AS f (k, n), synth_sample('event ' || k, n, seed => 1) AS j
GROUP BY 1, 2 ORDER BY 1, 2;
-- the unit itself is not modelled unless it is asked for
SELECT column_name, kind, note FROM synth_plan('event', unit => 'who', max_rows => 1) WHERE column_name = 'who';

-- which of a unit's rows are kept is random: over 1,000 values, two fits choose the same with probability 1e-3
CREATE TABLE choice AS SELECT 1 AS who, i AS value FROM generate_series(1, 1000) i;
CREATE TABLE chosen (value int);
DO $$
BEGIN
	FOR i IN 1..5 LOOP
		PERFORM synth_fit('choice', unit => 'who', max_rows => 1, private => false, method => 'marginal', replace => true,
						  bounds => '{"value": [1, 1000]}');
		INSERT INTO chosen SELECT (synth_sample('choice', 1) ->> 'value')::int;
	END LOOP;
END $$;
-- all five the same: probability 1e-12
SELECT count(DISTINCT value) > 1 AS random FROM chosen;

-- units of other types; equal is what the type calls equal
CREATE TABLE typed (num numeric, name text COLLATE "C", day date, id uuid, flag boolean, bits bit(3), what text);
INSERT INTO typed SELECT CASE WHEN i % 2 = 0 THEN 1.0 ELSE 1.00 END, 'same', 'epoch', '00000000-0000-0000-0000-000000000001', true, B'101', 'w'
FROM generate_series(1, 50) i;
INSERT INTO typed SELECT 2, 'other', 'now', '00000000-0000-0000-0000-000000000002', false, B'111', 'v' FROM generate_series(1, 50) i;
SELECT synth_fit('typed', model => 'by ' || u, columns => '{what}', unit => u, max_rows => 1, private => false, method => 'marginal')
FROM unnest(ARRAY['num', 'name', 'day', 'id', 'flag', 'bits']) AS u;
SELECT u, count(*) FILTER (WHERE j ->> 'what' = 'w') AS w, count(*) FILTER (WHERE j ->> 'what' = 'v') AS v
FROM unnest(ARRAY['num', 'name', 'day', 'id', 'flag', 'bits']) AS u, synth_sample('by ' || u, 2, seed => 1) AS j GROUP BY 1 ORDER BY 1;
CREATE TABLE unordered (place point, what text);
SELECT synth_fit('unordered', unit => 'place', max_rows => 1);
\echo :SQLSTATE

-- a private fit: the statement and the ledger know the unit
SELECT synth_fit('event', unit => 'who', max_rows => 3);
SELECT unit, max_rows, fits FROM synth_ledger WHERE source_name = 'event' AND source_schema = 'units' ORDER BY unit COLLATE "C";
RESET client_min_messages;
\set VERBOSITY terse
SELECT synth_fit('event', model => 'event notice', unit => 'who', max_rows => 3);

-- sorting units beyond memory gives the same
SET client_min_messages = warning;
CREATE TABLE many AS SELECT i % 1000 AS who, repeat('x', 50) || i % 3 AS what FROM generate_series(1, 60000) i;
SET maintenance_work_mem = '1MB';
SELECT synth_fit('many', columns => '{what}', unit => 'who', max_rows => 2, private => false, method => 'independent');
RESET maintenance_work_mem;
SELECT count(DISTINCT j ->> 'what') FROM synth_sample('many', 2000, seed => 1) AS j;

SELECT count(synth_drop(name)) > 5 AS dropped FROM synth_models WHERE source_schema = 'units';
DROP SCHEMA units CASCADE;
