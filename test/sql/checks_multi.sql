-- CHECKs over several columns: every row that is made meets them, with privacy or without; no result here depends on noise.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE SCHEMA test_checks_multi;
SET search_path = test_checks_multi, public;

CREATE TYPE mood AS ENUM ('sad', 'fair', 'happy');
CREATE TABLE trip (
	id serial PRIMARY KEY,
	start_at timestamp(0) NOT NULL,
	stop_at timestamp(0),
	planned date NOT NULL,
	day_of_week smallint NOT NULL,
	air int,
	taxi_in int,
	taxi_out int,
	elapsed int,
	cancelled boolean NOT NULL,
	diverted boolean NOT NULL,
	code char(1) CHECK (code IN ('A', 'B', 'C')),
	feeling mood NOT NULL,
	score int NOT NULL CHECK (score BETWEEN 0 AND 100),
	lo numeric(8,2) NOT NULL,
	hi numeric(8,2) NOT NULL,
	label text,
	twice int GENERATED ALWAYS AS (score * 2) STORED,
	CONSTRAINT ordered CHECK (start_at < stop_at),
	CONSTRAINT sum_of_parts CHECK (elapsed = air + taxi_in + taxi_out),
	CONSTRAINT parts CHECK (air > 0 AND taxi_in >= 0 AND taxi_out >= 0),
	CONSTRAINT computed CHECK (day_of_week = extract(isodow FROM planned)),
	CONSTRAINT flag CHECK (cancelled = (code IS NOT NULL)),
	CONSTRAINT together CHECK ((air IS NULL) = (elapsed IS NULL) AND (taxi_in IS NULL AND taxi_out IS NULL OR taxi_in IS NOT NULL AND taxi_out IS NOT NULL)),
	CONSTRAINT arrived CHECK ((elapsed IS NULL) = (cancelled OR diverted)),
	CONSTRAINT one_of_them CHECK (NOT (cancelled AND diverted)),
	CONSTRAINT span CHECK (lo > 0 AND hi - lo BETWEEN 0.50 AND 500),
	CONSTRAINT implication CHECK (feeling <> 'sad' OR score < 50),
	CONSTRAINT function CHECK (mod(score, 2) = 0 OR hi < 600),
	CONSTRAINT generated CHECK (twice < 150 OR lo < 80),
	CONSTRAINT likeness CHECK (label LIKE 'a%' OR score > 10),
	CONSTRAINT row_wise CHECK ((score, lo) < (101, 0)));
INSERT INTO trip (start_at, stop_at, planned, day_of_week, air, taxi_in, taxi_out, elapsed, cancelled, diverted, code, feeling, score, lo, hi, label)
SELECT t, CASE WHEN i % 7 <> 0 THEN t + (5 + i % 200) * interval '1 minute' END, t::date, extract(isodow FROM t::date),
	CASE WHEN c OR d THEN NULL ELSE a END, CASE WHEN c THEN NULL ELSE x END, CASE WHEN c THEN NULL ELSE x + 3 END,
	CASE WHEN c OR d THEN NULL ELSE a + 2 * x + 3 END, c, d, CASE WHEN c THEN chr(65 + i % 3) END, m,
	CASE WHEN m = 'sad' THEN i % 50 ELSE i % 75 END, l, l + 1 + (i * 37 % 40000) / 100.0, CASE WHEN i % 3 = 0 THEN NULL WHEN i % 75 <= 10 THEN 'ab' ELSE 'bc' END
FROM (SELECT i, timestamp '2021-01-01' + (i * 7919 % 500000) * interval '1 minute' AS t, 30 + i * 31 % 300 AS a, i * 17 % 25 AS x, i % 11 = 0 AS c,
	i % 13 = 5 AND i % 11 <> 0 AS d, (ARRAY['sad', 'fair', 'happy']::mood[])[1 + i * 13 % 3] AS m, 1 + (i * 53 % 7900) / 100.0 AS l
	FROM generate_series(1, 3000) AS i) AS q;
CREATE TABLE made (LIKE trip INCLUDING ALL);

SELECT synth_fit('trip', model => 'exact', private => false);
CALL synth_generate('exact', 'made', 5000, seed => 1);
SELECT count(*), count(*) FILTER (WHERE stop_at IS NULL) > 0 AS some_open, count(DISTINCT day_of_week) AS days, count(*) FILTER (WHERE cancelled) > 100 AS cancelled,
	count(*) FILTER (WHERE elapsed IS NOT NULL) > 3000 AS flown FROM made;
-- what is ordered is not only in order: the difference is the modelled quantity (means within a twentieth of the source's)
SELECT abs(extract(epoch FROM avg(m.stop_at - m.start_at)) / (SELECT extract(epoch FROM avg(t.stop_at - t.start_at)) FROM trip AS t) - 1) < 0.05 AS stays,
	abs(avg(m.hi - m.lo) / (SELECT avg(t.hi - t.lo) FROM trip AS t) - 1) < 0.05 AS spans,
	abs(avg(m.elapsed) / (SELECT avg(t.elapsed) FROM trip AS t) - 1) < 0.05 AS sums FROM made AS m;
-- the same rows again
CREATE TABLE again (LIKE made INCLUDING ALL);
CALL synth_generate('exact', 'again', 5000, seed => 1);
SELECT count(*) FROM (SELECT start_at, stop_at, elapsed, code, lo, hi, label FROM made EXCEPT ALL SELECT start_at, stop_at, elapsed, code, lo, hi, label FROM again) AS d;

-- with privacy: noise breaks any relation that is not held on purpose
TRUNCATE made;
SELECT synth_fit('trip', model => 'noisy', epsilon => 0.5);
CALL synth_generate('noisy', 'made', 5000, seed => 2);
SELECT count(*) FROM made;
SELECT synth_fit('trip', model => 'alone', method => 'independent');
CALL synth_generate('alone', 'made', 2000, seed => 2);
SELECT count(*) FROM made;

-- samples keep to them as well, in both forms, and given => goes on top
CREATE TABLE sampled (LIKE trip INCLUDING CONSTRAINTS);
INSERT INTO sampled SELECT * FROM synth_sample(NULL::sampled, 2000, model => 'noisy', seed => 3);
INSERT INTO sampled SELECT (jsonb_populate_record(NULL::sampled, r)).* FROM synth_sample('noisy', 500, seed => 4) AS r;
INSERT INTO sampled SELECT * FROM synth_sample(NULL::sampled, 500, model => 'noisy', seed => 3, given => '{"cancelled": true}');
SELECT count(*), count(*) FILTER (WHERE cancelled) >= 500 AS given FROM sampled;
-- relations shape what is counted, so a condition on such a column would mean something else
SELECT * FROM synth_sample('noisy', 5, given => '{"hi": {"min": 10}}');
\echo :SQLSTATE
SELECT * FROM synth_sample('noisy', 5, tail => '{"hi": 0.99}');

-- a target that is stricter than the source: repaired; what cannot be met is an error before the first row
CREATE TABLE strict (LIKE trip INCLUDING ALL, CONSTRAINT steep CHECK (hi > 2 * lo), CONSTRAINT quiet CHECK (NOT diverted));
ALTER TABLE strict ALTER stop_at SET NOT NULL;
CALL synth_generate('exact', 'strict', 2000, seed => 5);
SELECT count(*), bool_and(hi > 2 * lo AND NOT diverted AND stop_at IS NOT NULL) AS held FROM strict;
CREATE TABLE hopeless (LIKE trip INCLUDING ALL, CONSTRAINT never_met CHECK (score + lo > 100000));
CALL synth_generate('exact', 'hopeless', 100, seed => 6);
\echo :SQLSTATE
SELECT count(*) FROM hopeless;

-- CHECKs that call what we may not store are the target's affair: evaluated there, as an INSERT would
CREATE FUNCTION is_fine(int, numeric) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 > 5 OR $2 > 10';
CREATE TABLE own (LIKE trip INCLUDING ALL, CONSTRAINT own_function CHECK (is_fine(score, lo)));
CALL synth_generate('exact', 'own', 1000, seed => 7);
SELECT count(*), bool_and(is_fine(score, lo)) AS held FROM own;

-- a key within a CHECK
CREATE TABLE border (a int NOT NULL CHECK (a BETWEEN 1 AND 100), b int NOT NULL CHECK (b BETWEEN 1 AND 100), length int NOT NULL, PRIMARY KEY (a, b), CHECK (a < b));
INSERT INTO border SELECT a, b, a + b FROM generate_series(1, 99) AS a, generate_series(2, 100) AS b WHERE a < b AND (a * b) % 5 = 0;
CREATE TABLE border2 (LIKE border INCLUDING ALL);
SELECT synth_fit('border', private => false);
CALL synth_generate('border', 'border2', 600, seed => 8);
SELECT count(*), count(DISTINCT (a, b)) FROM border2;

DROP SCHEMA test_checks_multi CASCADE;
SELECT synth_drop(m) FROM unnest(ARRAY['exact', 'noisy', 'alone', 'border']) AS m;
