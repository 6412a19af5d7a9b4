-- Models in their table: names, owners, grants, dropping.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE ROLE regress_catalog_alice;
CREATE ROLE regress_catalog_bob;
CREATE ROLE regress_catalog_team;
GRANT regress_catalog_team TO regress_catalog_bob;
CREATE SCHEMA catalog_test;
GRANT USAGE, CREATE ON SCHEMA catalog_test TO PUBLIC;
SET search_path = catalog_test, public;
\set SHOW_CONTEXT never

SET ROLE regress_catalog_alice;
CREATE TABLE catalog_patients (sex text NOT NULL CHECK (sex IN ('f', 'm')), age int NOT NULL CHECK (age BETWEEN 0 AND 9));
INSERT INTO catalog_patients SELECT CASE WHEN i % 3 = 0 THEN 'm' ELSE 'f' END, i % 10 FROM generate_series(1, 500) i;

-- named after the table unless the user names it
SELECT synth_fit('catalog_patients', method => 'independent');
SELECT synth_fit('catalog_patients', model => 'catalog_exact', private => false, method => 'independent');
SELECT name, owner, source_schema, source_name, method, is_private, epsilon, delta, unit, max_rows, imported, bytes > 0 AS has_bytes
FROM synth_models WHERE name LIKE 'catalog%' ORDER BY name;

-- taken names
SELECT synth_fit('catalog_patients', method => 'independent');
\echo :SQLSTATE
SELECT synth_fit('catalog_patients', method => 'independent', replace => true);
SELECT synth_fit('catalog_patients', model => '', method => 'independent');
\echo :SQLSTATE

-- other people see nothing of it
SET ROLE regress_catalog_bob;
SELECT count(*) FROM synth_models WHERE name LIKE 'catalog%';
SELECT synth_export('catalog_patients');
\echo :SQLSTATE
SELECT synth_export('catalog_no_such_model');
\echo :SQLSTATE
SELECT synth_drop('catalog_patients');
\echo :SQLSTATE
SELECT synth_grant('catalog_patients', 'regress_catalog_bob');
\echo :SQLSTATE
CREATE TABLE catalog_mine (flag boolean NOT NULL);
SELECT synth_fit('catalog_mine', model => 'catalog_patients', method => 'independent', replace => true);
\echo :SQLSTATE

-- granted, through a role
SET ROLE regress_catalog_alice;
SELECT synth_grant('catalog_patients', 'regress_catalog_team');
SELECT synth_grant('catalog_patients', 'regress_catalog_team');
SELECT synth_grant('catalog_patients', 'regress_no_such_role');
\echo :SQLSTATE
SELECT synth_grant(model => NULL, role => 'regress_catalog_team');
\echo :SQLSTATE
SELECT model, role, is_missing FROM synth_grants WHERE model LIKE 'catalog%';
SET ROLE regress_catalog_bob;
SELECT name, owner FROM synth_models WHERE name LIKE 'catalog%';
SELECT model, role, is_missing FROM synth_grants WHERE model LIKE 'catalog%';
-- a grant lets sample, not own
SELECT synth_export('catalog_patients');
\echo :SQLSTATE
SELECT synth_drop('catalog_patients');
\echo :SQLSTATE
SELECT synth_grant('catalog_patients', 'public');
\echo :SQLSTATE

-- revoked
SET ROLE regress_catalog_alice;
SELECT synth_revoke('catalog_patients', 'regress_catalog_team');
SET client_min_messages = notice;
SELECT synth_revoke('catalog_patients', 'regress_catalog_team');
SET client_min_messages = warning;
SET ROLE regress_catalog_bob;
SELECT count(*) FROM synth_models WHERE name LIKE 'catalog%';

-- everybody
SET ROLE regress_catalog_alice;
SELECT synth_grant('catalog_patients', 'public');
SET ROLE regress_catalog_bob;
SELECT name FROM synth_models WHERE name LIKE 'catalog%';

-- a private model that is replaced by an exact one loses its grants
SET ROLE regress_catalog_alice;
SELECT synth_fit('catalog_patients', method => 'independent', replace => true);
SELECT count(*) AS kept FROM synth_grants WHERE model = 'catalog_patients';
SELECT synth_fit('catalog_patients', private => false, method => 'independent', replace => true);
SELECT count(*) AS kept FROM synth_grants WHERE model = 'catalog_patients';
SET ROLE regress_catalog_bob;
SELECT count(*) FROM synth_models WHERE name LIKE 'catalog%';

-- a model survives its table and is found by its OID while that lives
SET ROLE regress_catalog_alice;
ALTER TABLE catalog_patients RENAME TO catalog_people;
SELECT source_name FROM synth_models WHERE name = 'catalog_exact';
DROP TABLE catalog_people;
SELECT length(synth_export('catalog_exact')) > 0 AS alive;

-- dropped; grants go with it
SELECT synth_grant('catalog_patients', 'regress_catalog_team');
\echo :SQLSTATE
RESET ROLE;
SELECT synth_grant('catalog_patients', 'regress_catalog_team');
SELECT synth_drop('catalog_patients');
SELECT count(*) FROM synth_model_grant WHERE model = 'catalog_patients';
SET ROLE regress_catalog_alice;
SELECT synth_drop('catalog_patients');
\echo :SQLSTATE
SET client_min_messages = notice;
SELECT synth_drop('catalog_patients', missing_ok => true);
SET client_min_messages = warning;
SELECT synth_drop(NULL);
\echo :SQLSTATE
BEGIN READ ONLY;
SELECT synth_drop('catalog_exact');
\echo :SQLSTATE
ROLLBACK;
SELECT synth_drop('catalog_exact');

-- roles that have gone break nothing: grants still hold, superusers see the rest
CREATE TABLE catalog_patients (flag boolean NOT NULL);
SELECT synth_fit('catalog_patients', method => 'independent');
SELECT synth_grant('catalog_patients', 'regress_catalog_team');
DROP TABLE catalog_patients;
RESET ROLE;
DROP OWNED BY regress_catalog_alice, regress_catalog_bob, regress_catalog_team;
DROP ROLE regress_catalog_alice;
SELECT name, owner FROM synth_models WHERE name = 'catalog_patients';
SET ROLE regress_catalog_bob;
SELECT name, owner FROM synth_models WHERE name = 'catalog_patients';
RESET ROLE;
DROP ROLE regress_catalog_team;
SELECT model, role, is_missing FROM synth_grants WHERE model = 'catalog_patients';
SELECT synth_revoke('catalog_patients', 'regress_catalog_team');
SELECT synth_drop('catalog_patients');

DROP SCHEMA catalog_test CASCADE;
DELETE FROM synth_ledger_entry WHERE source_schema = 'catalog_test';
DROP ROLE regress_catalog_bob;
