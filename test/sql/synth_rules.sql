-- synth_rules(): what holds in all rows, as rules => takes it.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE SCHEMA test_synth_rules;
SET search_path = test_synth_rules, public;

CREATE TYPE size AS ENUM ('small', 'large');
CREATE TABLE item (
	id serial PRIMARY KEY,
	fixed int, version text, active boolean, never timestamp,
	first_day date, last_day date, days int,
	air int, taxi_in int, taxi_out int, elapsed int, delay int,
	cancelled boolean NOT NULL, diverted boolean NOT NULL, code text,
	city text, region text, twin text,
	gain int, loss int, kind size, weight numeric(6,2), free text, doc jsonb, fraction float8,
	CHECK (first_day <= last_day), CHECK ((code IS NOT NULL) = cancelled), CHECK (gain = 0 OR loss = 0));
INSERT INTO item (fixed, version, active, first_day, last_day, days, air, taxi_in, taxi_out, elapsed, delay, cancelled, diverted, code, city, region, twin, gain, loss, kind, weight, free, doc, fraction)
SELECT 7, 'v''1', true, d, d + n, n, CASE WHEN NOT c AND NOT v THEN a END, CASE WHEN NOT c THEN x END, CASE WHEN NOT c THEN y END, CASE WHEN NOT c AND NOT v THEN a + x + y END,
	CASE WHEN NOT c AND NOT v THEN h1 % 90 - 30 END, c, v, CASE WHEN c THEN chr(65 + h2 % 3) END, 'city ' || h1 % 40, 'region ' || h1 % 40 / 8, 'city ' || h1 % 40,
	CASE WHEN h2 % 5 = 0 THEN h1 END, CASE WHEN h2 % 5 = 1 THEN h3 END, CASE WHEN h3 % 3 = 0 THEN 'small' ELSE 'large' END::size, CASE WHEN h3 % 3 = 0 THEN 0.5 ELSE 1 + h1 % 500 / 100.0 END,
	md5(i::text), jsonb_build_object('i', i), random()
FROM (SELECT i, date '2020-01-01' + h1 % 300 AS d, h2 % 60 AS n, 30 + h3 % 300 AS a, h1 % 20 AS x, h2 % 25 AS y, h3 % 10 = 0 AS c, h3 % 10 = 5 AND h1 % 3 = 0 AS v, h1, h2, h3
	FROM (SELECT i, abs(hashint4(i)) % 1000000 AS h1, abs(hashint4(i + 1000000)) % 1000000 AS h2, abs(hashint4(i + 2000000)) % 1000000 AS h3 FROM generate_series(1, 3000) AS i) AS h) AS q;
UPDATE item SET gain = coalesce(gain, 0), loss = coalesce(loss, 0);

SELECT * FROM synth_rules('item') ORDER BY kind COLLATE "C", rule COLLATE "C";
-- each of them holds, and a fit takes them as they are (without constants of texts that are made, and of nothing)
DO $$
DECLARE r record; n bigint;
BEGIN
	FOR r IN SELECT * FROM synth_rules('item') WHERE kind <> 'dependency' LOOP
		EXECUTE format('SELECT count(*) FROM item WHERE NOT (%s)', r.rule) INTO n;
		IF n > 0 THEN RAISE EXCEPTION '% rows break %', n, r.rule; END IF;
	END LOOP;
END $$;
SELECT synth_fit('item', private => false, rules => (SELECT array_agg(rule) FROM synth_rules('item') WHERE kind IN ('order', 'sum', 'null', 'exclusion')));
SELECT count(*) FILTER (WHERE elapsed <> air + taxi_in + taxi_out), count(*) FILTER (WHERE (elapsed IS NULL) <> (cancelled OR diverted)), count(*) FILTER (WHERE gain <> 0 AND loss <> 0),
	count(*) FILTER (WHERE last_day <> first_day + days) FROM synth_sample(NULL::item, 2000, seed => 1);
-- rows that were not read are not vouched for
SELECT count(DISTINCT rows_seen), max(rows_seen) FROM synth_rules('item', max_rows => 500);
-- nothing to be said of few rows, or of none
SELECT * FROM synth_rules('pg_catalog.pg_am');
CREATE TABLE nothing ();
SELECT * FROM synth_rules('nothing');
CREATE TABLE empty (a int, b text);
SELECT * FROM synth_rules('empty');
SELECT * FROM synth_rules(NULL);
\echo :SQLSTATE
SELECT * FROM synth_rules('item', max_rows => 0);
\echo :SQLSTATE
SELECT * FROM synth_rules('item_pkey');
\echo :SQLSTATE
SELECT synth_drop('item');
DROP SCHEMA test_synth_rules CASCADE;
