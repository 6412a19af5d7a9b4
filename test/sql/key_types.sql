-- generated keys of types that are seldom keys
SET client_min_messages = warning;
SET timezone = 'UTC';
SET datestyle = 'ISO, YMD';
CREATE SCHEMA kt;
CREATE TYPE kt.level AS ENUM ('low', 'mid', 'high');
CREATE TYPE kt.pair AS (note kt.level, x int, y text);
CREATE TABLE kt.source (
	id money PRIMARY KEY, at timetz UNIQUE, mac macaddr UNIQUE, mac8 macaddr8 UNIQUE, net cidr UNIQUE, bits bit(10) NOT NULL UNIQUE,
	vbits varbit UNIQUE, took interval UNIQUE, doc jsonb UNIQUE, numbers int[] UNIQUE, words text[] UNIQUE, tx xid8 UNIQUE, lsn pg_lsn UNIQUE,
	words_of tsvector UNIQUE, pair kt.pair UNIQUE, span int4range NOT NULL UNIQUE, v int);
INSERT INTO kt.source (id, bits, span, v) SELECT i::money, i::bit(10), int4range(i, i + 3), i % 5 FROM generate_series(1, 900) i;
SELECT synth_fit('kt.source', private => false);
SELECT item, kind FROM synth_describe('source') WHERE section = 'column' ORDER BY item;
SELECT * FROM synth_sample(NULL::kt.source, 2, 'source', key_start => 3, seed => 1);
CREATE TABLE kt.made (LIKE kt.source INCLUDING ALL);
CALL synth_generate('source', 'kt.made', 500, seed => 1);
CALL synth_generate('source', 'kt.made', 400, seed => 2);
SELECT count(*), count(DISTINCT bits), count(DISTINCT doc), count(DISTINCT pair), count(DISTINCT numbers), count(DISTINCT at),
	count(DISTINCT took), count(DISTINCT span) FROM kt.made;
-- the type ends: an error before the first row, that names the column
CALL synth_generate('source', 'kt.made', 500, seed => 3);
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::kt.source, 1100, 'source');
\echo :SQLSTATE
-- precision that would merge keys
CREATE TABLE kt.coarse (at timetz(2), v int);
CALL synth_generate('source', 'kt.coarse', 5);
\echo :SQLSTATE

-- small spaces: as many rows as there are values, and no more
CREATE TABLE kt.small (level kt.level UNIQUE NOT NULL, flag boolean NOT NULL);
INSERT INTO kt.small VALUES ('low', true), ('mid', false), ('high', true);
SELECT synth_fit('kt.small', private => false, min_count => 1, min_leaf => 1);
CREATE TABLE kt.levels (LIKE kt.small INCLUDING ALL);
CALL synth_generate('small', 'kt.levels', 3, seed => 1);
SELECT level FROM kt.levels ORDER BY level;
CALL synth_generate('small', 'kt.levels', 1, seed => 1);
\echo :SQLSTATE
CREATE TABLE kt.flags (flag boolean PRIMARY KEY);
CALL synth_generate('small', 'kt.flags', 2, seed => 1);
SELECT flag FROM kt.flags ORDER BY flag;
CALL synth_generate('small', 'kt.flags', 1, seed => 1);
\echo :SQLSTATE
DROP SCHEMA kt CASCADE;
SELECT synth_drop('source'), synth_drop('small');
