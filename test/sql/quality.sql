-- synth_quality: scores of a synthetic relation against its source
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE SCHEMA quality;
SET search_path = quality, public;

CREATE TABLE source (id int PRIMARY KEY, x int, f float8, label text, at timestamptz, ok boolean, doc json);
INSERT INTO source
SELECT i, CASE WHEN i % 5 = 0 THEN NULL ELSE i % 100 END, (i % 7) * 1.5,
	chr(97 + i % 4), timestamptz '2020-01-01 00:00+00' + i * interval '1 hour', i % 3 = 0, '{"a": 1}'
FROM generate_series(1, 1000) i;
CREATE TABLE same AS SELECT * FROM source;
-- half the labels are new, numbers shifted out of range, every second NULL gone
CREATE TABLE other AS
SELECT id, coalesce(x, 3) + 1000 AS x, f::float4 AS f, CASE WHEN id % 2 = 0 THEN label ELSE 'new' END AS label,
	at, ok FROM source;

SELECT metric, column_name, round(score::numeric, 3) AS score, note
FROM synth_quality('source', 'same') WHERE metric <> 'pair' ORDER BY 1, 2, 4;
SELECT count(*) AS pairs, min(round(score::numeric, 3)) AS least FROM synth_quality('source', 'same') WHERE metric = 'pair';
-- a resample of 1000 rows is near the source, but not equal to it
SELECT bool_and(resample BETWEEN 0.85 AND 1), bool_or(resample < 1) FROM synth_quality('source', 'same')
WHERE metric IN ('shape', 'pair');

SELECT metric, column_name, round(score::numeric, 3) AS score, note
FROM synth_quality('source', 'other') WHERE metric IN ('shape', 'nulls', 'note') ORDER BY 1, 2, 4;
-- bins are the source's: a shifted column scores badly in pairs, too
SELECT column_name, other_name, round(score::numeric, 3) AS score
FROM synth_quality('source', 'other', columns => '{x, ok}') WHERE metric = 'pair';

-- deterministic, also when it samples rows
SELECT (SELECT array_agg(q::text) FROM synth_quality('source', 'other', max_rows => 100) q) =
	(SELECT array_agg(q::text) FROM synth_quality('source', 'other', max_rows => 1e2) q) AS equal;
SELECT metric, score, resample, note FROM synth_quality('source', 'other', max_rows => 100) WHERE metric = 'rows compared';

-- an empty side has no scores, and is no error
CREATE TABLE nothing (LIKE source);
SELECT DISTINCT metric, score, resample FROM synth_quality('source', 'nothing') WHERE metric IN ('shape', 'shapes', 'pairs') ORDER BY 1;
SELECT DISTINCT metric, score, resample FROM synth_quality('nothing', 'source') WHERE metric IN ('shape', 'shapes', 'pairs') ORDER BY 1;

-- views, partitions and quoted names
CREATE VIEW "a view" AS SELECT x AS "X y", label FROM source;
SELECT metric, column_name, score FROM synth_quality('"a view"', '"a view"') WHERE metric LIKE 'shape%' ORDER BY 1, 2;

-- bad input
\set VERBOSITY verbose
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
SELECT failure($$SELECT * FROM synth_quality(NULL, 'same')$$);
SELECT failure($$SELECT * FROM synth_quality('source', NULL)$$);
SELECT failure($$SELECT * FROM synth_quality('source', 'same', columns => '{nope}')$$);
SELECT failure($$SELECT * FROM synth_quality('source', 'same', max_rows => 0)$$);
SELECT failure($$SELECT * FROM synth_quality('source', 'same', max_rows => 'NaN')$$);
CREATE TABLE stranger (z int);
SELECT failure($$SELECT * FROM synth_quality('source', 'stranger')$$);
CREATE SEQUENCE s;
SELECT failure($$SELECT * FROM synth_quality('source', 's')$$);
CREATE INDEX source_x ON source (x);
SELECT failure($$SELECT * FROM synth_quality('source_x', 'same')$$);

-- it reads with the caller's rights
CREATE ROLE regress_quality_nobody;
GRANT USAGE ON SCHEMA quality TO regress_quality_nobody;
GRANT SELECT ON same TO regress_quality_nobody;
SET ROLE regress_quality_nobody;
SELECT failure($$SELECT * FROM synth_quality('source', 'same')$$);
RESET ROLE;

SET client_min_messages = error;
DROP SCHEMA quality CASCADE;
DROP ROLE regress_quality_nobody;
