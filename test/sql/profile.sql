-- synth_profile: what a relation holds
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
SET datestyle = iso;
CREATE SCHEMA profile;
SET search_path = profile, public;

CREATE TABLE t (
	id int PRIMARY KEY,
	x int,
	y float8,
	price numeric(8,2),
	label text NOT NULL,
	fixed text,
	born date,
	nothing int,
	doc json,
	gone int);
ALTER TABLE t DROP COLUMN gone;
INSERT INTO t
SELECT i, i % 10, CASE i WHEN 1 THEN float8 'NaN' WHEN 2 THEN 'Infinity' ELSE 2 * (i % 10) + 1 END, i / 100.0,
	CASE WHEN i % 10 < 5 THEN 'low' ELSE 'high' END, 'same', date '2000-01-01' + i % 3, NULL, '{"k": 1}'
FROM generate_series(1, 100) i;

SELECT section, column_name, metric, value, number FROM synth_profile('t') WHERE section IN ('table', 'proposal');
SELECT column_name, metric, value, round(number::numeric, 3) AS number FROM synth_profile('t', columns => '{x, y, label, born, nothing}')
WHERE section = 'column';
SELECT column_name, other_name, metric, round(number::numeric, 3) AS number FROM synth_profile('t', '{x, y, label, price}') WHERE section = 'pair';
SELECT column_name, other_name, metric, round(number::numeric, 3) AS number FROM synth_profile('t') WHERE section = 'alert';
-- kinds are what a fit would make of the columns
SELECT column_name, value FROM synth_profile('t') WHERE metric = 'kind';

-- duplicates, empty tables, views, quoted names, a sample of the rows
SELECT metric, number FROM synth_profile('t', '{x, label}') WHERE metric = 'duplicate rows';
CREATE TABLE empty (LIKE t);
SELECT column_name, metric, value, number FROM synth_profile('empty', '{x, label}') WHERE section <> 'table';
CREATE VIEW "V w" AS SELECT x AS "X y" FROM t;
SELECT column_name, metric, value, number FROM synth_profile('"V w"') WHERE section = 'column' AND metric IN ('type', 'min', 'max', 'distinct');
SELECT metric, value, number FROM synth_profile('t', max_rows => 10) WHERE section = 'table';
SELECT (SELECT array_agg(q::text) FROM synth_profile('t', max_rows => 50) q) =
	(SELECT array_agg(q::text) FROM synth_profile('t', max_rows => 5e1) q) AS equal;

-- bad input
\set SHOW_CONTEXT never
\pset tuples_only on
CREATE FUNCTION failure(sql text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s text; m text; h text;
BEGIN
	EXECUTE sql;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS s = RETURNED_SQLSTATE, m = MESSAGE_TEXT, h = PG_EXCEPTION_HINT;
	RETURN s || ': ' || m || ' / ' || h;
END $$;
SELECT failure($$SELECT * FROM synth_profile(NULL)$$);
SELECT failure($$SELECT * FROM synth_profile('t', '{nope}')$$);
SELECT failure($$SELECT * FROM synth_profile('t', max_rows => -1)$$);
SELECT failure($$SELECT * FROM synth_profile('t_pkey')$$);
CREATE ROLE regress_profile_nobody;
GRANT USAGE ON SCHEMA profile TO regress_profile_nobody;
SET ROLE regress_profile_nobody;
SELECT failure($$SELECT * FROM synth_profile('t')$$);
RESET ROLE;

SET client_min_messages = error;
DROP SCHEMA profile CASCADE;
DROP ROLE regress_profile_nobody;
