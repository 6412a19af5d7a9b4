-- unique indexes over expressions, of included columns, and over generated columns
SET client_min_messages = warning;
CREATE SCHEMA ue;
CREATE TABLE ue.person (id int PRIMARY KEY, email text NOT NULL, name varchar(12), born date, city text, n int NOT NULL);
INSERT INTO ue.person
SELECT i, 'User' || i || '@example.com', 'name ' || i % 900, DATE '1950-01-01' + i * 7 % 20000, 'city ' || i % 5, i % 200 FROM generate_series(1, 1500) i;
SELECT synth_fit('ue.person', private => false);

CREATE TABLE ue.emails (LIKE ue.person);
CREATE UNIQUE INDEX emails_lower ON ue.emails (lower(email)) INCLUDE (n);
CALL synth_generate('person', 'ue.emails', 3000, seed => 1);
CALL synth_generate('person', 'ue.emails', 3000, seed => 1);
SELECT count(*), count(DISTINCT lower(email)), bool_and(email ~ '^[^@ ]+@[^@ ]+$') AS addresses FROM ue.emails;

-- columns with and without NULLs; NULLs differ
CREATE TABLE ue.names (LIKE ue.person);
CREATE UNIQUE INDEX names_upper ON ue.names (upper(name), (n % 3));
CALL synth_generate('person', 'ue.names', 2000, seed => 1);
SELECT count(*) - count(name) = 0 OR count(*) > count(name) AS any, max(length(name)) <= 12 AS fits,
	count(name) = count(DISTINCT (upper(name), n % 3)) FILTER (WHERE name IS NOT NULL) AS holds FROM ue.names;

-- arithmetic over two numbers: pairs and their sums
CREATE TABLE ue.sums (n int NOT NULL CHECK (n BETWEEN 0 AND 199), id int NOT NULL);
CREATE UNIQUE INDEX sums_key ON ue.sums ((n * 2 + 1));
CALL synth_generate('person', 'ue.sums', 199, seed => 1);
SELECT count(*), count(DISTINCT n) FROM ue.sums;
-- there are 200 values: more rows than that is an error before anything is written
CALL synth_generate('person', 'ue.sums', 2, seed => 2);
\echo :SQLSTATE
SELECT count(*) FROM ue.sums;

-- a generated column
CREATE TABLE ue.derived (email text NOT NULL, n int NOT NULL, half int GENERATED ALWAYS AS (n / 2) STORED UNIQUE);
CALL synth_generate('person', 'ue.derived', 80, seed => 1);
SELECT count(*), count(DISTINCT half) FROM ue.derived;

-- a key that the model does not know: the target alone has it
CREATE TABLE ue.stricter (LIKE ue.person);
ALTER TABLE ue.stricter ADD UNIQUE (born), ADD UNIQUE (city, n);
CALL synth_generate('person', 'ue.stricter', 700, seed => 1);
CALL synth_generate('person', 'ue.stricter', 100, seed => 2);
SELECT count(*), count(DISTINCT born), count(DISTINCT (city, n)) FROM ue.stricter;

-- a function of a user runs as whoever generates, as in any INSERT; an error of it is the user's
CREATE FUNCTION ue.grumble(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
$$BEGIN IF n > 150 THEN RAISE EXCEPTION 'too large'; END IF; RETURN n; END$$;
CREATE TABLE ue.loud (n int NOT NULL);
CREATE UNIQUE INDEX ON ue.loud (ue.grumble(n));
\set VERBOSITY terse
CALL synth_generate('person', 'ue.loud', 150, seed => 1);
\set VERBOSITY default
SELECT count(*) FROM ue.loud;
DROP SCHEMA ue CASCADE;
SELECT synth_drop('person');
