-- unique indexes with a predicate, and those of single partitions
SET client_min_messages = warning;
CREATE SCHEMA up;
CREATE TABLE up.source (id int PRIMARY KEY, person int NOT NULL, active boolean NOT NULL, kind text NOT NULL, at date NOT NULL);
-- one active row for each of 400 persons, and many that are not
INSERT INTO up.source
SELECT i, i % 400, i <= 400, CASE WHEN i % 3 = 0 THEN 'x' ELSE 'y' END, DATE '2020-01-01' + i % 600 FROM generate_series(1, 2000) i;
SELECT synth_fit('up.source', private => false, method => 'tree');

CREATE TABLE up.made (LIKE up.source);
CREATE UNIQUE INDEX one_active ON up.made (person) WHERE active;
SET client_min_messages = notice;
CALL synth_generate('source', 'up.made', 1500, seed => 1);
RESET client_min_messages;
SET client_min_messages = warning;
SELECT count(*), count(*) FILTER (WHERE active) = count(DISTINCT person) FILTER (WHERE active) AS holds, count(*) FILTER (WHERE active) > 100 AS some
FROM up.made;
-- rows that are there are respected, whatever the seed
CALL synth_generate('source', 'up.made', 1500, seed => 1);
CALL synth_generate('source', 'up.made', 500, seed => 2);
SELECT count(*), count(*) FILTER (WHERE active) = count(DISTINCT person) FILTER (WHERE active) AS holds FROM up.made;
-- the same rows from the same seed
CREATE TABLE up.again (LIKE up.made INCLUDING ALL);
CREATE TABLE up.twice (LIKE up.made INCLUDING ALL);
CALL synth_generate('source', 'up.again', 1500, seed => 7);
CALL synth_generate('source', 'up.twice', 1500, seed => 7);
SELECT count(*) FROM (TABLE up.again EXCEPT TABLE up.twice) x;

-- a predicate that a row can always leave: very many rows under few keys
CREATE TABLE up.tight (LIKE up.source);
CREATE UNIQUE INDEX tight_key ON up.tight (kind) WHERE active;
CALL synth_generate('source', 'up.tight', 1000, seed => 1);
SELECT count(*), count(*) FILTER (WHERE active) <= 2 AS holds FROM up.tight;
-- one that it cannot: an error, and nothing is written
CREATE TABLE up.hopeless (kind text NOT NULL, person int NOT NULL);
CREATE UNIQUE INDEX hopeless_key ON up.hopeless (kind) WHERE person IS NOT NULL;
CALL synth_generate('source', 'up.hopeless', 1000, seed => 1);
\echo :SQLSTATE
SELECT count(*) FROM up.hopeless;
-- as many rows as there are keys
CREATE TABLE up.full (kind text NOT NULL, active boolean NOT NULL, person int NOT NULL);
CREATE UNIQUE INDEX full_key ON up.full (kind, active) WHERE person IS NOT NULL;
CALL synth_generate('source', 'up.full', 4, seed => 1);
SELECT kind, active FROM up.full ORDER BY kind, active;
CALL synth_generate('source', 'up.full', 1, seed => 2);
\echo :SQLSTATE

-- partitions with keys of their own
CREATE TABLE up.parted (LIKE up.source) PARTITION BY RANGE (at);
CREATE TABLE up.parted_1 PARTITION OF up.parted FOR VALUES FROM (MINVALUE) TO ('2020-12-01');
CREATE TABLE up.parted_2 (kind text NOT NULL, at date NOT NULL, id int NOT NULL, active boolean NOT NULL, person int NOT NULL);
ALTER TABLE up.parted ATTACH PARTITION up.parted_2 FOR VALUES FROM ('2020-12-01') TO (MAXVALUE);
CREATE UNIQUE INDEX ON up.parted_2 (person, at);
CREATE UNIQUE INDEX ON up.parted_1 (at) WHERE active;
CALL synth_generate('source', 'up.parted', 1000, seed => 1);
CALL synth_generate('source', 'up.parted', 1000, seed => 2);
SELECT count(*) FILTER (WHERE tableoid = 'up.parted_1'::regclass) > 100 AS first, count(*) FILTER (WHERE tableoid = 'up.parted_2'::regclass) > 100 AS second
FROM up.parted;
SELECT count(*) = count(DISTINCT (person, at)) AS pairs FROM up.parted_2;
SELECT count(*) = count(DISTINCT at) AS days FROM up.parted_1 WHERE active;

-- a role that may insert and not read: the index is the judge
CREATE ROLE regress_synth_up;
GRANT USAGE ON SCHEMA up TO regress_synth_up;
GRANT INSERT ON up.made, up.again TO regress_synth_up;
SELECT synth_grant('source', 'regress_synth_up');
TRUNCATE up.again;
SET ROLE regress_synth_up;
CALL synth_generate('source', 'up.again', 300, seed => 3, key_start => 1);
RESET ROLE;
SELECT count(*), count(*) FILTER (WHERE active) = count(DISTINCT person) FILTER (WHERE active) AS holds FROM up.again;
DROP SCHEMA up CASCADE;
SELECT synth_drop('source');
DROP ROLE regress_synth_up;
