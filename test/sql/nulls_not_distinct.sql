-- keys to which NULLs are equal: PostgreSQL 15 and later
SELECT current_setting('server_version_num')::int < 150000 AS old \gset
\if :old
\quit
\endif
SET client_min_messages = warning;
CREATE SCHEMA nnd;
CREATE TABLE nnd.source (id int PRIMARY KEY, code int, grp text);
INSERT INTO nnd.source
SELECT i, CASE WHEN i % 4 = 0 THEN NULL ELSE i % 700 END, CASE WHEN i % 5 = 0 THEN NULL ELSE 'g' || i % 3 END FROM generate_series(1, 2000) i;
SELECT synth_fit('nnd.source', private => false);
CREATE TABLE nnd.one (id int, code int, grp text, UNIQUE NULLS NOT DISTINCT (code));
CALL synth_generate('source', 'nnd.one', 500, seed => 1);
SELECT count(*), count(DISTINCT code) + 1 >= count(*) AS holds, count(*) - count(code) AS nulls FROM nnd.one;
CALL synth_generate('source', 'nnd.one', 100, seed => 2);
SELECT count(*), count(DISTINCT code) + 1 >= count(*) AS holds, count(*) - count(code) AS nulls FROM nnd.one;
CREATE TABLE nnd.two (id int, code int, grp text, UNIQUE NULLS NOT DISTINCT (code, grp));
CALL synth_generate('source', 'nnd.two', 1000, seed => 1);
SELECT count(*), count(*) FILTER (WHERE code IS NULL) BETWEEN 1 AND 4 AS few FROM nnd.two;
SELECT count(*) FROM (SELECT FROM nnd.two GROUP BY code, grp HAVING count(*) > 1) x;
-- without it NULLs differ
CREATE TABLE nnd.three (id int, code int, grp text, UNIQUE (code));
CALL synth_generate('source', 'nnd.three', 500, seed => 1);
SELECT count(*), count(code) = count(DISTINCT code) AS holds, count(*) - count(code) > 60 AS nulls FROM nnd.three;
-- four groups, NULL among them
CREATE TABLE nnd.few (grp text, UNIQUE NULLS NOT DISTINCT (grp));
CALL synth_generate('source', 'nnd.few', 4, seed => 1);
SELECT grp FROM nnd.few ORDER BY grp;
CALL synth_generate('source', 'nnd.few', 1, seed => 2);
\echo :SQLSTATE
DROP SCHEMA nnd CASCADE;
SELECT synth_drop('source');
