-- link tables whose target holds more pairs than the call makes: the set of
-- pairs grows while the target is read, and no pair comes twice
SET client_min_messages = warning;
CREATE SCHEMA lk;
CREATE TABLE lk.thing (a int, b text, c int UNIQUE NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE lk.pair (a int, b text, c int REFERENCES lk.thing (c), PRIMARY KEY (a, b, c), FOREIGN KEY (a, b) REFERENCES lk.thing);
INSERT INTO lk.thing SELECT i, 'b' || i % 4, i FROM generate_series(1, 100) i;
INSERT INTO lk.pair SELECT i, 'b' || i % 4, 1 + (i * 7 + j) % 100 FROM generate_series(1, 100) i, generate_series(1, 3) j;
SELECT count(*) FROM synth_fit_schema('lk', private => false);
CREATE SCHEMA lt;
CREATE TABLE lt.thing (LIKE lk.thing INCLUDING ALL);
CREATE TABLE lt.pair (LIKE lk.pair INCLUDING ALL, FOREIGN KEY (a, b) REFERENCES lt.thing, FOREIGN KEY (c) REFERENCES lt.thing (c));
CALL synth_generate_schema('lk', 'lt', seed => 1);
CALL synth_generate('lk.pair', 'lt.pair', 10, seed => 9);
CALL synth_generate('lk.pair', 'lt.pair', 100, seed => 9);
CALL synth_generate('lk.pair', 'lt.pair', 300, seed => 10);
SELECT count(*) - 410 BETWEEN 200 AND 400 AS added, count(*) = count(DISTINCT (a, b, c)) AS once FROM lt.pair;
SELECT count(*) AS orphans FROM lt.pair p LEFT JOIN lt.thing t USING (a, b) LEFT JOIN lt.thing u ON u.c = p.c WHERE t.a IS NULL OR u.c IS NULL;
-- as many as there are, and one more
CREATE TABLE lt.few (LIKE lk.pair INCLUDING ALL);
CREATE TABLE lt.left_one (a int, b text, PRIMARY KEY (a, b));
INSERT INTO lt.left_one SELECT i, 'x' FROM generate_series(1, 5) i;
ALTER TABLE lt.few ADD FOREIGN KEY (a, b) REFERENCES lt.left_one, ADD FOREIGN KEY (c) REFERENCES lt.thing (c);
DELETE FROM lt.pair;
DELETE FROM lt.thing WHERE c > 4;
SELECT 5 * count(*) AS pairs FROM lt.thing \gset
CALL synth_generate('lk.pair', 'lt.few', :pairs - 3, seed => 1);
CALL synth_generate('lk.pair', 'lt.few', 3, seed => 2);
SELECT count(*) = :pairs AS all_of_them FROM lt.few;
\set VERBOSITY sqlstate
CALL synth_generate('lk.pair', 'lt.few', 1, seed => 3);
\set VERBOSITY default
SELECT count(synth_drop(name)) FROM synth_models WHERE source_schema = 'lk';
DROP SCHEMA lk, lt CASCADE;
