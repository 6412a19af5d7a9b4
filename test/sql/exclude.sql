-- exclusion constraints
SET client_min_messages = warning;
SET timezone = 'UTC';
SET datestyle = 'ISO, YMD';
CREATE SCHEMA ex;
CREATE TABLE ex.source (id int PRIMARY KEY, room int NOT NULL, code int NOT NULL, during tsrange NOT NULL, begins date NOT NULL, ends date,
	place point, net cidr);
INSERT INTO ex.source
SELECT i, i % 10, i % 1000, tsrange(t, t + (1 + i % 5) * interval '1 hour'), t::date, CASE WHEN i % 50 > 0 THEN t::date + i % 4 END,
	point(i % 20, i % 30), ('10.' || i % 8 || '.0.0/16')::cidr
FROM generate_series(1, 2000) i, LATERAL (SELECT TIMESTAMP '2020-01-01' + (i * 37 % 1000) * interval '1 hour' AS t) x;
SELECT synth_fit('ex.source', private => false, exclude => '{place}');

-- one range: each row beside the others, its length kept
CREATE TABLE ex.hall (LIKE ex.source, EXCLUDE USING gist (during WITH &&));
CALL synth_generate('source', 'ex.hall', 1000, seed => 1);
CALL synth_generate('source', 'ex.hall', 500, seed => 1);
SELECT count(*), count(*) FILTER (WHERE isempty(during)) AS empty, avg(upper(during) - lower(during)) BETWEEN '2.5 hours' AND '3.5 hours' AS lengths FROM ex.hall;
SELECT count(*) FROM ex.hall a JOIN ex.hall b ON a.ctid < b.ctid AND a.during && b.during;

-- a predicate: only some rows are concerned
CREATE TABLE ex.some (LIKE ex.source, CONSTRAINT few_rooms EXCLUDE USING gist (during WITH &&) WHERE (room < 3));
CALL synth_generate('source', 'ex.some', 1000, seed => 1);
SELECT count(*), count(*) FILTER (WHERE room < 3) > 100 AS concerned FROM ex.some;

-- ranges made of two columns, closed at the end; NULL is no end
CREATE TABLE ex.stay (begins date NOT NULL, ends date, EXCLUDE USING gist (daterange(begins, ends, '[]') WITH &&));
CALL synth_generate('source', 'ex.stay', 300, seed => 1);
SELECT count(*), count(*) FILTER (WHERE ends IS NULL) <= 1 AS open, count(*) FILTER (WHERE ends < begins) AS reversed FROM ex.stay;
CREATE TABLE ex.half (begins date NOT NULL, ends date NOT NULL, EXCLUDE USING gist (daterange(begins, ends) WITH &&));
CALL synth_generate('source', 'ex.half', 300, seed => 1);
SELECT count(*), count(*) FILTER (WHERE ends < begins) AS reversed FROM ex.half;

-- equality alone is a key
CREATE TABLE ex.code (LIKE ex.source, EXCLUDE USING hash (code WITH =));
CALL synth_generate('source', 'ex.code', 800, seed => 1);
CALL synth_generate('source', 'ex.code', 100, seed => 2);
SELECT count(*), count(DISTINCT code) FROM ex.code;
CREATE TABLE ex.plain (LIKE ex.source, EXCLUDE (code WITH =, room WITH =));
CALL synth_generate('source', 'ex.plain', 800, seed => 1);
SELECT count(*), count(DISTINCT (code, room)) FROM ex.plain;

-- other operators: every row with every other
CREATE TABLE ex.nets (room int, net cidr, EXCLUDE USING gist (net inet_ops WITH &&));
CALL synth_generate('source', 'ex.nets', 8, seed => 1);
SELECT count(*) FROM ex.nets a JOIN ex.nets b ON a.ctid < b.ctid AND a.net && b.net;
-- no room for a ninth: an error that names the constraint, and nothing is written
CREATE TABLE ex.full (net cidr NOT NULL, CONSTRAINT no_room EXCLUDE USING gist (net inet_ops WITH &&));
CALL synth_generate('source', 'ex.full', 9, seed => 1);
\echo :SQLSTATE
SELECT count(*) FROM ex.full;

-- many rows in one group, quickly: the server's own check takes most of it
CREATE TABLE ex.many (during tsrange, EXCLUDE USING gist (during WITH &&));
CALL synth_generate('source', 'ex.many', 10000, seed => 1);
SELECT count(*), max(upper(during)) - min(lower(during)) >= sum(upper(during) - lower(during)) AS disjoint FROM ex.many;

-- ranges without an end are the last
CREATE TABLE ex.salary (person int NOT NULL, valid daterange NOT NULL);
INSERT INTO ex.salary SELECT i % 500, daterange('2020-01-01'::date + 100 * (i / 500), CASE WHEN i >= 1500 THEN NULL ELSE '2020-01-01'::date + 100 * (i / 500 + 1) END)
FROM generate_series(0, 1999) i;
SELECT synth_fit('ex.salary', private => false);
CREATE TABLE ex.paid (person int NOT NULL, valid daterange NOT NULL, EXCLUDE USING gist (int4range(person, person, '[]') WITH &&, valid WITH &&));
CALL synth_generate('salary', 'ex.paid', 400, seed => 1);
SELECT count(*) FROM ex.paid a JOIN ex.paid b ON a.ctid < b.ctid AND a.person = b.person AND a.valid && b.valid;
CREATE TABLE ex.one (valid daterange NOT NULL, EXCLUDE USING gist (valid WITH &&));
CALL synth_generate('salary', 'ex.one', 200, seed => 1);
SELECT count(*), count(*) FILTER (WHERE upper_inf(valid)) <= 1 AS last FROM ex.one;
DROP SCHEMA ex CASCADE;
SELECT synth_drop('source'), synth_drop('salary');
