-- a sample is a function of model, seed, number of rows and key_start
SET client_min_messages = warning;
CREATE SCHEMA d;
CREATE TABLE d.t (id int PRIMARY KEY, guid uuid NOT NULL UNIQUE, x numeric(6,2), s text, b boolean NOT NULL, a int NOT NULL CHECK (a BETWEEN 1 AND 900), c int NOT NULL CHECK (c BETWEEN 1 AND 900), UNIQUE (a, c));
INSERT INTO d.t SELECT i, md5(i::text)::uuid, CASE WHEN i % 5 > 0 THEN i % 700 + 0.25 END, 'w' || i % 9, i % 3 > 0, 1 + i % 700, 1 + i / 700 FROM generate_series(1, 5000) i;
SELECT synth_fit('d.t', private => false, method => 'independent');
CREATE TABLE d.a AS SELECT row_number() OVER () AS n, s.* FROM synth_sample(NULL::d.t, 40000, seed => 42) s;
RESET client_min_messages;
-- the same again, also where it streams, and from the other form
SELECT count(*) AS different FROM ((SELECT id, guid, x, s, b, a, c FROM d.a EXCEPT ALL SELECT * FROM synth_sample(NULL::d.t, 40000, seed => 42))) e;
SELECT count(*) AS different FROM (SELECT id, guid, x, s, b, a, c FROM d.a EXCEPT ALL SELECT (r).* FROM (SELECT synth_sample(NULL::d.t, 40000, seed => 42) AS r OFFSET 0) q) e;
-- a whole block does not depend on what follows, nor on the target's columns or key_start
SELECT count(*) AS different FROM (SELECT id, guid, x, s, b, a, c FROM d.a WHERE n <= 16384 EXCEPT ALL SELECT * FROM synth_sample(NULL::d.t, 16384, seed => 42)) e;
CREATE TYPE d.other AS (b boolean, s text, x numeric(6,2));
SELECT count(*) AS different FROM (SELECT b, s, x FROM d.a WHERE n <= 16384 EXCEPT ALL SELECT * FROM synth_sample(NULL::d.other, 16384, 't', seed => 42)) e;
SELECT count(*) AS different FROM (SELECT id + 100, x, s, b, a, c FROM d.a EXCEPT ALL SELECT id, x, s, b, a, c FROM synth_sample(NULL::d.t, 40000, seed => 42, key_start => 101)) e;
-- seeds matter: also negative and extreme ones
SELECT count(DISTINCT fingerprint) FROM (
	SELECT (SELECT md5(string_agg(s::text, '' ORDER BY id)) FROM synth_sample(NULL::d.t, 100, seed => k) s) AS fingerprint
	FROM unnest(ARRAY[0, 1, 2, -1, -9223372036854775808, 9223372036854775807]::bigint[]) k) f;
-- without one every call is another sample; two in one statement too
SELECT count(DISTINCT fingerprint) FROM (
	SELECT (SELECT md5(string_agg(s::text, '' ORDER BY id)) FROM synth_sample(NULL::d.t, 100 + 0 * k) s) AS fingerprint
	FROM generate_series(1, 5) k) f;
-- keys of two seeds do not meet, nor those of two ranges
SELECT count(DISTINCT guid) FROM (SELECT guid FROM synth_sample(NULL::d.t, 2000, seed => 1) UNION ALL
	SELECT guid FROM synth_sample(NULL::d.t, 2000, seed => 2) UNION ALL
	SELECT guid FROM synth_sample(NULL::d.t, 2000, seed => 2, key_start => 2001)) g;
-- the composite key holds over all blocks
SELECT count(*), count(DISTINCT (a, c)) FROM d.a;
-- rows of a block are in no order that tells anything: neighbours are as different as strangers
SELECT abs(corr(x, l)) < 0.05 AS unordered FROM (SELECT x, lag(x) OVER (ORDER BY n) AS l FROM d.a) q;
SET client_min_messages = warning;
SELECT synth_drop('t');
DROP SCHEMA d CASCADE;
