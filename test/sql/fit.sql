-- synth_fit(): from a table to a model
CREATE SCHEMA fits;
SET search_path = fits, public;
CREATE TABLE ranges (r int4range PRIMARY KEY);
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE clinic (
	id serial PRIMARY KEY,
	age int NOT NULL CHECK (age BETWEEN 0 AND 110),
	sex text NOT NULL CHECK (sex IN ('f', 'm')),
	city text,
	feeling mood,
	cost numeric(8,2),
	seen timestamptz,
	secret bytea);
-- 6,000 rows; 1 row in 6 has no city; the city 'Atlantis' has one row
INSERT INTO clinic (age, sex, city, feeling, cost, seen)
	SELECT i % 90, CASE WHEN i % 3 = 0 THEN 'f' ELSE 'm' END,
		   CASE WHEN i = 4242 THEN 'Atlantis' WHEN i % 6 = 0 THEN NULL WHEN i % 2 = 0 THEN 'Ulm' ELSE 'Bonn' END,
		   (ARRAY['sad', 'ok', 'happy']::mood[])[1 + i % 3], i % 100, timestamptz '2024-01-01' + i * interval '1 hour'
	FROM generate_series(1, 6000) i;

SET client_min_messages = warning;
SELECT synth_fit('clinic');
RESET client_min_messages;
SELECT name, source_schema, source_name, method, is_private, epsilon, delta, unit FROM synth_models WHERE source_schema = 'fits';
-- a label that one row has is published with probability below delta (1e-9), frequent ones and NULL
-- (1,000 rows, noise below 100) are lost with a probability below 1e-20
SELECT DISTINCT j ->> 'city' AS city FROM synth_sample('clinic', 5000, seed => 1) AS j ORDER BY 1;
-- a taken name
SELECT synth_fit('clinic');
\echo :SQLSTATE
SET client_min_messages = warning;
SELECT synth_fit('clinic', replace => true);
SELECT synth_fit('clinic', model => 'clinic again');
RESET client_min_messages;
SELECT fits FROM synth_ledger WHERE source_schema = 'fits' AND source_name = 'clinic';

-- what a private fit says depends on public facts alone
CREATE TABLE coin (id int PRIMARY KEY, heads boolean NOT NULL, note text, pair int4range REFERENCES ranges);
SELECT synth_fit('coin', exclude => '{note,pair}');

-- inside the fitting transaction the model cannot be read; ROLLBACK takes model and charge away
SET client_min_messages = warning;
BEGIN;
SELECT synth_fit('clinic', model => 'rolled back');
SELECT count(*) FROM synth_sample('rolled back', 1);
\echo :SQLSTATE
ROLLBACK;
SELECT count(*) FROM synth_models WHERE name = 'rolled back';
SELECT fits FROM synth_ledger WHERE source_schema = 'fits' AND source_name = 'clinic';
-- one that is not private can
CREATE TABLE toys AS SELECT i AS number, CASE WHEN i % 4 = 0 THEN 'ball' ELSE 'car' END AS toy FROM generate_series(1, 400) i;
BEGIN;
SELECT synth_fit('toys', private => false, method => 'marginal');
SELECT j ->> 'toy' AS toy, count(*) FROM synth_sample('toys', 400, seed => 1) AS j GROUP BY 1 ORDER BY 1;
COMMIT;
-- noise-free fits are exact and repeatable
SELECT synth_fit('toys', model => 'toys again', epsilon => 'Infinity', method => 'marginal');
SELECT count(*) AS different
FROM (SELECT * FROM synth_sample('toys', 500, seed => 7) EXCEPT ALL SELECT * FROM synth_sample('toys again', 500, seed => 7)) d;
RESET client_min_messages;
SELECT synth_fit('toys', model => 'toys once more', private => false, method => 'marginal');

-- every method
SET client_min_messages = warning;
SELECT synth_fit('toys', model => 'toys ' || m, method => m), synth_fit('toys', model => 'exact toys ' || m, method => m, private => false)
FROM unnest(ARRAY['marginal', 'aim', 'mst', 'independent']) AS m;
SELECT name, method, is_private FROM synth_models WHERE source_name = 'toys' AND name ~ 'toys .*(l|m|t)$' ORDER BY name COLLATE "C";
-- a weak epsilon warns
SELECT synth_fit('toys', model => 'weak', epsilon => 6);
RESET client_min_messages;

-- an empty table: a private fit succeeds, and so does one that is not
CREATE TABLE nobody (age int, name text NOT NULL, ok boolean);
SET client_min_messages = warning;
SELECT synth_fit('nobody');
SELECT synth_fit('nobody', model => 'exactly nobody', private => false, method => 'marginal');
SELECT count(*) FROM synth_sample(NULL::nobody, 10, model => 'nobody');
SELECT count(*) FROM synth_sample(NULL::nobody, 10, model => 'exactly nobody');
-- a view over no rows
CREATE VIEW nobody_at_all AS SELECT age, name, ok FROM nobody WHERE age > 200;
SELECT synth_fit('nobody_at_all');
SELECT count(*), count(name) FROM synth_sample('nobody_at_all', 10) j, jsonb_to_record(j) AS r (name text);
-- one row, and only NULLs
CREATE TABLE one AS SELECT 1 AS a, 'x'::text AS b;
SELECT synth_fit('one');
CREATE TABLE nulls AS SELECT NULL::int AS a, NULL::text AS b FROM generate_series(1, 3000);
SELECT synth_fit('nulls', model => 'exact nulls', private => false, method => 'marginal');
SELECT count(*), count(a), count(b) FROM synth_sample(NULL::nulls, 100, model => 'exact nulls');

-- dropped columns, quoted names, capitals
CREATE TABLE "Odd ""Table" (gone int, "select" text, "Size" int CHECK ("Size" BETWEEN 1 AND 3));
ALTER TABLE "Odd ""Table" DROP COLUMN gone;
INSERT INTO "Odd ""Table" SELECT 'v' || i % 2, 1 + i % 3 FROM generate_series(1, 3000) i;
SELECT synth_fit('"Odd ""Table"', private => false, method => 'marginal');
SELECT DISTINCT s."select", s."Size" FROM synth_sample(NULL::"Odd ""Table", 600, seed => 3) s ORDER BY 1, 2;

-- labels beyond what memory holds overflow into a sort, and come out the same
CREATE TABLE labels AS
	SELECT CASE WHEN i % 10 < 4 THEN 'common ' || i % 10 ELSE md5(i::text) || repeat('-', 60) END AS label
	FROM generate_series(1, 60000) i;
SET maintenance_work_mem = '1MB';
SELECT synth_fit('labels');
RESET maintenance_work_mem;
SELECT j ->> 'label' AS label, count(*) BETWEEN 50 AND 2000 AS plausible
FROM synth_sample('labels', 2000, seed => 1) AS j WHERE j ->> 'label' IS NOT NULL GROUP BY 1 ORDER BY 1;
-- labels that are too long are pooled
CREATE TABLE long AS SELECT repeat(chr(65 + i % 2), 2000) AS t, repeat('k', 1024) AS fits_in FROM generate_series(1, 3000) i;
SELECT synth_fit('long', private => false, method => 'marginal');
SELECT length(t) AS t, length(fits_in) AS fits_in, count(*) FROM synth_sample(NULL::long, 50) GROUP BY 1, 2;
CREATE TABLE documents AS SELECT CASE WHEN i % 2 = 0 THEN '{"a": 1}'::jsonb ELSE jsonb_build_object('a', repeat(md5(i::text), 3000)) END AS j
	FROM generate_series(1, 100) i;
SELECT synth_fit('documents', private => false, method => 'marginal');
SELECT j, count(*) FROM synth_sample(NULL::documents, 50) GROUP BY 1;

-- temporary tables; what changed in this transaction is seen
BEGIN;
CREATE TEMP TABLE mine (x text) ON COMMIT DROP;
INSERT INTO mine SELECT 'seen' FROM generate_series(1, 10);
SELECT synth_fit('mine', private => false, method => 'marginal');
SELECT DISTINCT j ->> 'x' AS x FROM synth_sample('mine', 10) AS j;
ROLLBACK;

SELECT count(synth_drop(name)) > 10 AS dropped FROM synth_models WHERE source_schema = 'fits';
DROP SCHEMA fits CASCADE;
