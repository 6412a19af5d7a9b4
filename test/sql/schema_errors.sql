-- what stands against filling a schema: each a clear error, all of them at
-- once, and the target as it was
SET client_min_messages = warning;
CREATE SCHEMA es;
CREATE TABLE es.person (id int PRIMARY KEY, born date NOT NULL, kind text NOT NULL);
CREATE TABLE es.orders (id serial PRIMARY KEY, person int NOT NULL REFERENCES es.person, total int NOT NULL CHECK (total >= 0));
CREATE TABLE es.town (name text NOT NULL, size int NOT NULL CHECK (size BETWEEN 1 AND 6), PRIMARY KEY (size));
INSERT INTO es.person SELECT i, DATE '1950-01-01' + i, CASE WHEN i % 2 = 0 THEN 'a' ELSE 'b' END FROM generate_series(1, 200) i;
INSERT INTO es.orders (person, total) SELECT 1 + i % 200, i % 50 FROM generate_series(1, 400) i;
INSERT INTO es.town SELECT 't' || i, i FROM generate_series(1, 6) i;
CALL synth_generate_schema('es', 'es');
\echo :SQLSTATE
SELECT count(*) FROM synth_fit_schema('es', private => false);
CREATE SCHEMA et;
CREATE FUNCTION et_rows() RETURNS bigint LANGUAGE sql AS $$
	SELECT sum((xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %s', oid::regclass), false, true, '')))[1]::text::bigint)::bigint
	FROM pg_class WHERE relnamespace = 'et'::regnamespace AND relkind = 'r' $$;

-- arguments
CALL synth_generate_schema(NULL, 'et');
\echo :SQLSTATE
CALL synth_generate_schema('es', NULL);
\echo :SQLSTATE
CALL synth_generate_schema('es', 'et', scale => 0.01);
\echo :SQLSTATE
CALL synth_generate_schema('es', 'et', scale => 1001);
\echo :SQLSTATE
CALL synth_generate_schema('es', 'et', scale => 'NaN');
\echo :SQLSTATE
CALL synth_generate_schema('es', 'et', existing => 'maybe');
\echo :SQLSTATE
CALL synth_generate_schema('es', 'et', tables => '{}');
\echo :SQLSTATE
CALL synth_generate_schema('es', 'et', tables => '{person,NULL}');
\echo :SQLSTATE
CALL synth_generate_schema('es', 'et', tables => '{nothing}', skip => '{"no such"}');
\echo :SQLSTATE
CALL synth_generate_schema('es', 'no_schema');
\echo :SQLSTATE
CALL synth_generate_schema('no_schema', 'et');
\echo :SQLSTATE
-- the source itself
CALL synth_generate_schema('es', 'es');
\echo :SQLSTATE
CALL synth_generate_schema('es', 'es', existing => 'append');
\echo :SQLSTATE
SELECT count(*) FROM es.person;
-- tables that are not there
CALL synth_generate_schema('es', 'et');
\echo :SQLSTATE

-- several models of one table
SELECT synth_fit('es.person', private => false, model => 'es_second');
CREATE TABLE et.person (LIKE es.person INCLUDING ALL);
CREATE TABLE et.orders (LIKE es.orders INCLUDING ALL, FOREIGN KEY (person) REFERENCES et.person);
CREATE TABLE et.town (LIKE es.town INCLUDING ALL);
CALL synth_generate_schema('es', 'et', tables => '{person}');
SELECT count(*) FROM et.person;
SELECT synth_drop('es.person'), synth_fit('es.person', private => false, model => 'es_third');
CALL synth_generate_schema('es', 'et', existing => 'append');
\echo :SQLSTATE
SELECT synth_drop('es_second'), synth_drop('es_third');
SELECT count(*) FROM synth_fit_schema('es', private => false, replace => true);
TRUNCATE et.person, et.orders;

-- a parent that nobody fills, and the same with a row in it
CALL synth_generate_schema('es', 'et', skip => '{person}');
\echo :SQLSTATE
CREATE TABLE et.keeper (id int PRIMARY KEY);
ALTER TABLE et.orders ADD keeper int NOT NULL REFERENCES et.keeper;
CALL synth_generate_schema('es', 'et');
\echo :SQLSTATE
INSERT INTO et.keeper VALUES (77);
CALL synth_generate_schema('es', 'et', tables => '{person,orders}');
SELECT count(*) > 0 AS some, min(keeper), max(keeper) FROM et.orders;
ALTER TABLE et.orders DROP keeper;
DROP TABLE et.keeper;
TRUNCATE et.person, et.orders;

-- columns that nobody fills, columns of other types: of all tables at once
ALTER TABLE et.person ADD must int NOT NULL, ADD may int, ADD given int NOT NULL DEFAULT 3;
ALTER TABLE et.town ALTER name TYPE point USING point '(0,0)';
CALL synth_generate_schema('es', 'et');
\echo :SQLSTATE
SELECT et_rows();
CALL synth_generate('es.person', 'et.person', 10);
\echo :SQLSTATE
ALTER TABLE et.person DROP must;
ALTER TABLE et.town ALTER name TYPE text USING '';

-- CHECKs that are stricter than the source's: met by other rows, or by none
ALTER TABLE et.orders ADD CONSTRAINT small CHECK (total < 40);
CALL synth_generate_schema('es', 'et', seed => 1);
SELECT count(*) > 0 AS some, max(total) < 40 AS small FROM et.orders;
SELECT et_rows() AS before \gset
ALTER TABLE et.orders DROP CONSTRAINT small, ADD CONSTRAINT never CHECK (total < 0) NOT VALID;
CALL synth_generate_schema('es', 'et', seed => 1, existing => 'truncate');
\echo :SQLSTATE
SELECT et_rows() = :before AS unchanged;
ALTER TABLE et.orders DROP CONSTRAINT never;

-- fewer keys than rows
ALTER TABLE et.person ALTER id TYPE smallint;
CALL synth_generate_schema('es', 'et', scale => 1000, existing => 'truncate', tables => '{person,orders}');
\echo :SQLSTATE
SELECT et_rows() = :before AS unchanged;
ALTER TABLE et.person ALTER id TYPE int;

-- a trigger that raises, in the last table
CREATE FUNCTION et.raise() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not today' USING ERRCODE = '22000'; END $$;
CREATE TRIGGER raise AFTER INSERT ON et.orders FOR EACH STATEMENT EXECUTE FUNCTION et.raise();
\set VERBOSITY terse
CALL synth_generate_schema('es', 'et', existing => 'append');
\echo :SQLSTATE
\set VERBOSITY default
SELECT et_rows() = :before AS unchanged;
DROP TRIGGER raise ON et.orders;

-- tables that others refer to are not truncated without these
CREATE TABLE et.other (person int REFERENCES et.person);
CALL synth_generate_schema('es', 'et', existing => 'truncate');
\echo :SQLSTATE
SELECT et_rows() = :before AS unchanged;
-- what has no model is left alone, and named
RESET client_min_messages;
\set VERBOSITY terse
BEGIN;
CALL synth_generate_schema('es', 'et', existing => 'truncate', skip => '{person,orders}', seed => 1);
ROLLBACK;
\set VERBOSITY default
SET client_min_messages = warning;
DROP TABLE et.other;

-- rights: all that are missing, in one error
CREATE ROLE et_writer;
SET ROLE et_writer;
CALL synth_generate_schema('es', 'et');
\echo :SQLSTATE
RESET ROLE;
SELECT synth_grant(name, 'et_writer') FROM synth_models WHERE source_schema = 'es';
GRANT USAGE ON SCHEMA et TO et_writer;
GRANT INSERT (id, born) ON et.person TO et_writer;
GRANT SELECT ON et.person TO et_writer;
SET ROLE et_writer;
CALL synth_generate_schema('es', 'et', existing => 'append');
\echo :SQLSTATE
CALL synth_generate_schema('es', 'et', existing => 'truncate', tables => '{person,town}');
\echo :SQLSTATE
RESET ROLE;
GRANT INSERT ON ALL TABLES IN SCHEMA et TO et_writer;
SET ROLE et_writer;
CALL synth_generate_schema('es', 'et', tables => '{orders}');
\echo :SQLSTATE
RESET ROLE;
SELECT et_rows() = :before AS unchanged;
BEGIN READ ONLY;
CALL synth_generate_schema('es', 'et');
\echo :SQLSTATE
ROLLBACK;
-- a private model of this very transaction shows nothing, not even in a copy
TRUNCATE et.person, et.orders, et.town;
BEGIN;
SELECT synth_fit('es.town', model => 'es.town', replace => true);
CALL synth_generate_schema('es', 'et', tables => '{town}');
\echo :SQLSTATE
ROLLBACK;

DROP FUNCTION et_rows;
SELECT count(synth_drop(name)) FROM synth_models WHERE source_schema = 'es';
DROP SCHEMA es, et CASCADE;
DROP ROLE et_writer;
