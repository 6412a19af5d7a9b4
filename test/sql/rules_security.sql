-- A rule is stored with its model and evaluated by whoever samples: it must never run anything of its author's.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE ROLE regress_rules_author;
CREATE SCHEMA test_rules_security AUTHORIZATION regress_rules_author;
SET search_path = test_rules_security, public;

-- everything that its author can make, and wants a superuser to run: each leaves a trace
SET ROLE regress_rules_author;
-- a sequence: even functions that are called immutable can move it
CREATE SEQUENCE trace;
GRANT USAGE, SELECT ON trace TO PUBLIC;
GRANT USAGE ON SCHEMA test_rules_security TO PUBLIC;
CREATE FUNCTION leave(text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM nextval('test_rules_security.trace'); RETURN true; END $$;
CREATE FUNCTION trap(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT test_rules_security.leave('operator') $$;
CREATE OPERATOR <= (LEFTARG = int, RIGHTARG = int, FUNCTION = trap);
CREATE OPERATOR %% (LEFTARG = int, RIGHTARG = int, FUNCTION = trap);
CREATE FUNCTION abs(int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT test_rules_security.leave('shadow')::int $$;
CREATE DOMAIN guarded AS int CHECK (test_rules_security.leave('domain'));
CREATE TYPE pair AS (a guarded);
CREATE TABLE visit (id int PRIMARY KEY, a int NOT NULL CHECK (a BETWEEN 0 AND 9), b int NOT NULL CHECK (b BETWEEN 0 AND 9));
INSERT INTO visit SELECT i, i % 5, 5 + i % 5 FROM generate_series(1, 500) AS i;
-- the schema of functions first: what search_path says must not matter
SET search_path = test_rules_security, pg_catalog, public;
SELECT synth_fit('visit', private => false, rules => '{test_rules_security.leave(''x'')}');
\echo :SQLSTATE
SELECT synth_fit('visit', private => false, rules => '{leave(''x'')}');
\echo :SQLSTATE
SELECT synth_fit('visit', private => false, rules => '{a OPERATOR(test_rules_security.%%) b}');
\echo :SQLSTATE
SELECT synth_fit('visit', private => false, rules => '{a %% b}');
\echo :SQLSTATE
SELECT synth_fit('visit', private => false, rules => '{a::test_rules_security.guarded > 1}');
\echo :SQLSTATE
SELECT synth_fit('visit', private => false, rules => ARRAY['''(1)''::test_rules_security.pair IS NOT NULL OR a = 1']);
\echo :SQLSTATE
SELECT synth_fit('visit', private => false, rules => ARRAY['test_rules_security.pair(''(1)'') IS NULL OR a = 1']);
\echo :SQLSTATE
SELECT synth_fit('visit', private => false, rules => ARRAY['CAST(''{1}'' AS test_rules_security.guarded[]) IS NULL OR a = 1']);
\echo :SQLSTATE
SELECT synth_fit('visit', private => false, rules => ARRAY['query_to_xml(''SELECT 1'', true, true, '''') IS NOT NULL OR a = 1']);
\echo :SQLSTATE
SELECT synth_fit('visit', private => false, rules => ARRAY['a > current_setting(''port'')::int']);
\echo :SQLSTATE
SELECT is_called FROM trace;
-- the trap works: this is what would be seen
SELECT leave('control');
SELECT is_called FROM trace;
ALTER SEQUENCE trace RESTART;
-- operators and functions of the same names as built-in ones: the built-in ones are meant
SELECT synth_fit('visit', model => 'innocent', private => false, rules => '{a <= b, abs(a) < 20}');
SELECT count(*), bool_and(a OPERATOR(pg_catalog.<=) b) AS ordered FROM synth_sample(NULL::visit, 500, model => 'innocent', seed => 1);
SELECT is_called FROM trace;
-- a CHECK that calls the author's function is not stored either, and not run by those who sample
ALTER TABLE visit ADD CONSTRAINT own CHECK (leave('check') OR a < b) NOT VALID;
ALTER TABLE visit ADD CONSTRAINT borrowed CHECK (a OPERATOR(test_rules_security.<=) b OR a + b > 0) NOT VALID;
ALTER SEQUENCE trace RESTART;
SELECT synth_fit('visit', model => 'author', private => false);
SELECT is_called FROM trace;
RESET ROLE;
SET search_path = test_rules_security, pg_catalog, public;
SELECT count(*) FROM synth_sample(NULL::visit, 100, model => 'author', seed => 1);
SELECT count(*) FROM synth_sample('innocent', 100, seed => 1);
SELECT is_called FROM trace;
-- the target's own constraints do run, as an INSERT would run them, and nobody is surprised by whose rights
CREATE TEMP TABLE target (id int, a int, b int, CHECK (leave('target') AND a OPERATOR(pg_catalog.<) 100));
CALL synth_generate('author', 'target', 10, seed => 1);
SELECT is_called AS by_the_target FROM trace;

-- proposals are made with the caller's rights
CREATE TABLE closed (a int, b int);
SET ROLE regress_rules_author;
SELECT * FROM synth_rules('closed');
\echo :SQLSTATE
RESET ROLE;

SELECT synth_drop(m) FROM unnest(ARRAY['innocent', 'author']) AS m;
DROP SCHEMA test_rules_security CASCADE;
DROP ROLE regress_rules_author;
