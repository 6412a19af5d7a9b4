-- Attacks on the ledger, the loader and the rights, each by its name.
-- mallory has SELECT on alice's table and owns a table of his own.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE ROLE regress_perm_alice;
CREATE ROLE regress_perm_mallory;
CREATE SCHEMA perm_test;
GRANT USAGE, CREATE ON SCHEMA perm_test TO PUBLIC;
SET search_path = perm_test, public;

SET ROLE regress_perm_alice;
CREATE TABLE perm_secret (sex text NOT NULL CHECK (sex IN ('f', 'm')), age int NOT NULL CHECK (age BETWEEN 0 AND 9), person int);
INSERT INTO perm_secret SELECT CASE WHEN i % 3 = 0 THEN 'm' ELSE 'f' END, i % 10, i FROM generate_series(1, 500) i;
GRANT SELECT ON perm_secret TO regress_perm_mallory;
SELECT synth_fit('perm_secret', method => 'independent', columns => '{sex,age}');
SELECT synth_fit('perm_secret', model => 'perm_exact', private => false, method => 'marginal', columns => '{sex,age}');
SELECT synth_budget('perm_secret', epsilon => 1.5);

-- attack: sample inside the fitting transaction, look, and roll back
BEGIN;
SELECT synth_fit('perm_secret', model => 'perm_look', epsilon => 0.1, columns => '{sex,age}');
SAVEPOINT a;
SELECT count(*) FROM synth_sample('perm_look', 5);
\echo :SQLSTATE
ROLLBACK TO a;
SELECT * FROM synth_describe('perm_look');
\echo :SQLSTATE
ROLLBACK TO a;
SELECT synth_export('perm_look');
\echo :SQLSTATE
ROLLBACK;

-- attack: hide the fit in a savepoint, released or not
BEGIN;
SAVEPOINT a;
SELECT synth_fit('perm_secret', model => 'perm_look', epsilon => 0.1, columns => '{sex,age}');
RELEASE a;
SAVEPOINT b;
SELECT count(*) FROM synth_sample('perm_look', 5);
\echo :SQLSTATE
ROLLBACK;

-- attack: replace a committed model and look at the new one
BEGIN;
SELECT synth_fit('perm_secret', epsilon => 0.1, columns => '{sex,age}', replace => true);
SELECT count(*) FROM synth_sample('perm_secret', 5);
\echo :SQLSTATE
ROLLBACK;
SELECT count(*) FROM synth_sample('perm_secret', 5);

-- attack: fit and look in one statement
SELECT count(*) FROM synth_sample((SELECT synth_fit('perm_secret', model => 'perm_look', epsilon => 0.1, columns => '{sex,age}')::text), 5);
\echo :SQLSTATE

-- attack: catch the error in a function, which is a subtransaction
DO $$
BEGIN
	PERFORM synth_fit('perm_secret', model => 'perm_look', epsilon => 0.1, columns => '{sex,age}');
	BEGIN
		PERFORM * FROM synth_sample('perm_look', 5);
		RAISE WARNING 'the attack worked';
	EXCEPTION WHEN object_not_in_prerequisite_state THEN
		RAISE WARNING 'refused';
	END;
	RAISE EXCEPTION 'take the charge back';
END
$$;
\echo :SQLSTATE

-- not an attack: a model that is not private can be sampled at once
BEGIN;
SET LOCAL ROLE regress_perm_mallory;
CREATE TABLE perm_own (flag boolean NOT NULL);
SELECT synth_fit('perm_own', model => 'perm_own', private => false, method => 'marginal');
SELECT count(*) FROM synth_sample('perm_own', 5);
ROLLBACK;

-- attack: rollback to refund.  Nothing was seen, nothing is charged
SELECT fits, spent, remaining FROM synth_budget('perm_secret');

-- attack: exceed the budget, in one fit or by many
SELECT synth_fit('perm_secret', model => 'perm_more', epsilon => 1.4, columns => '{sex,age}');
\echo :SQLSTATE
-- attack: drop the model to be refunded
SELECT synth_drop('perm_exact');
SELECT fits, nonprivate_fits, spent, remaining FROM synth_budget('perm_secret');
-- attack: void the budget by a fit without privacy
SELECT synth_fit('perm_secret', model => 'perm_more', private => false, method => 'marginal', columns => '{sex,age}');
\echo :SQLSTATE
SELECT synth_fit('perm_secret', model => 'perm_more', epsilon => 'Infinity', method => 'marginal', columns => '{sex,age}');
\echo :SQLSTATE
-- attack: spend on an account of another unit
SELECT synth_fit('perm_secret', model => 'perm_more', unit => 'person', max_rows => 1, columns => '{sex,age}');
\echo :SQLSTATE
SELECT synth_fit('perm_secret', model => 'perm_more', unit => 'result row', columns => '{sex,age}');
\echo :SQLSTATE

-- attack: rename the table
ALTER TABLE perm_secret RENAME TO perm_renamed;
SELECT synth_fit('perm_renamed', model => 'perm_more', epsilon => 1.4, columns => '{sex,age}');
\echo :SQLSTATE
-- attack: move it to another schema
RESET ROLE;
CREATE SCHEMA perm_other AUTHORIZATION regress_perm_alice;
SET ROLE regress_perm_alice;
ALTER TABLE perm_renamed SET SCHEMA perm_other;
SELECT synth_fit('perm_other.perm_renamed', model => 'perm_more', epsilon => 1.4, columns => '{sex,age}');
\echo :SQLSTATE
ALTER TABLE perm_other.perm_renamed SET SCHEMA perm_test;
ALTER TABLE perm_renamed RENAME TO perm_secret;

-- attack: view over the table, view over the view, materialised view
CREATE VIEW perm_view AS SELECT sex, age FROM perm_secret;
CREATE VIEW perm_view2 AS SELECT age, sex FROM perm_view WHERE age < 20;
CREATE MATERIALIZED VIEW perm_matview AS SELECT * FROM perm_view2;
SELECT synth_fit('perm_view', model => 'perm_more', epsilon => 1.4);
\echo :SQLSTATE
SELECT synth_fit('perm_view2', model => 'perm_more', epsilon => 1.4);
\echo :SQLSTATE
SELECT synth_fit('perm_matview', model => 'perm_more', epsilon => 1.4);
\echo :SQLSTATE
SELECT source_table, fits FROM synth_budget('perm_matview');
-- attack: two rows of the source for each row of the table
CREATE VIEW perm_twice AS SELECT s.sex, s.age FROM perm_secret s, generate_series(1, 2) i;
SELECT synth_fit('perm_twice', model => 'perm_more', epsilon => 0.1);
\echo :SQLSTATE
SELECT synth_fit('perm_twice', model => 'perm_more', epsilon => 0.1, unit => 'result row');
\echo :SQLSTATE
-- attack: hide the table in a subquery, a CTE, an outer query
CREATE VIEW perm_hidden AS
	WITH c AS (SELECT sex FROM perm_secret) SELECT i AS n, (SELECT count(*) FROM c) AS total FROM generate_series(1, 3) i
	WHERE EXISTS (SELECT 1 FROM perm_secret p WHERE p.age = i);
SELECT source_table, fits FROM synth_budget('perm_hidden');
-- attack: a unit of privacy by another column's name
CREATE VIEW perm_alias AS SELECT age AS person, sex FROM perm_secret;
SELECT synth_fit('perm_alias', model => 'perm_more', epsilon => 0.1, unit => 'person', max_rows => 1);
\echo :SQLSTATE
-- attack: table inheritance
CREATE TABLE perm_child () INHERITS (perm_secret);
SELECT source_table, fits FROM synth_budget('perm_child');
CREATE TABLE perm_second_parent (sex text NOT NULL);
ALTER TABLE perm_child INHERIT perm_second_parent;
SELECT source_table, fits FROM synth_budget('perm_second_parent') ORDER BY 1;
DROP TABLE perm_child;

-- attack: grant laundering.  SELECT is no permission to fit
SET ROLE regress_perm_mallory;
SELECT synth_fit('perm_secret', model => 'perm_stolen');
\echo :SQLSTATE
SELECT synth_fit('perm_secret', model => 'perm_stolen', private => false, method => 'marginal');
\echo :SQLSTATE
SELECT synth_budget('perm_secret');
\echo :SQLSTATE
SELECT synth_budget('perm_secret', epsilon => 20);
\echo :SQLSTATE
SELECT synth_policy('perm_secret', roles => '{regress_perm_mallory}');
\echo :SQLSTATE
-- attack: mallory owns the view, so he owns the source?
CREATE VIEW perm_mallory_view AS SELECT sex, age FROM perm_secret;
SELECT synth_fit('perm_mallory_view', model => 'perm_stolen', private => false, method => 'marginal');
\echo :SQLSTATE
CREATE MATERIALIZED VIEW perm_mallory_matview AS SELECT sex, age FROM perm_secret;
SELECT synth_fit('perm_mallory_matview', model => 'perm_stolen');
\echo :SQLSTATE
SELECT synth_policy('perm_mallory_view', roles => '{public}');
\echo :SQLSTATE
-- attack: a function reads the table where the view's text does not name it
CREATE FUNCTION perm_read() RETURNS SETOF perm_secret LANGUAGE sql IMMUTABLE AS 'SELECT * FROM perm_test.perm_secret';
CREATE VIEW perm_function_view AS SELECT sex, age FROM perm_read();
SELECT synth_fit('perm_function_view', model => 'perm_stolen', unit => 'result row');
\echo :SQLSTATE
CREATE FUNCTION perm_read_one(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN (SELECT age FROM perm_test.perm_secret WHERE person = $1); END';
CREATE VIEW perm_function_view2 AS SELECT perm_read_one(i) AS age FROM generate_series(1, 500) i;
SELECT synth_fit('perm_function_view2', model => 'perm_stolen', unit => 'result row');
\echo :SQLSTATE
CREATE VIEW perm_xml_view AS SELECT table_to_xml('perm_test.perm_secret', true, false, '')::text AS x;
SELECT synth_fit('perm_xml_view', model => 'perm_stolen', unit => 'result row');
\echo :SQLSTATE
-- attack: no right on a column
RESET ROLE;
REVOKE SELECT ON perm_secret FROM regress_perm_mallory;
GRANT SELECT (sex) ON perm_secret TO regress_perm_mallory;
SET ROLE regress_perm_alice;
SELECT fit_roles FROM synth_policy('perm_secret', roles => '{regress_perm_mallory}', epsilon => 5);
SET ROLE regress_perm_mallory;
SELECT synth_fit('perm_secret', model => 'perm_allowed', epsilon => 0.1);
\echo :SQLSTATE
SELECT synth_fit('perm_secret', model => 'perm_allowed', epsilon => 0.1, columns => '{sex}');
-- the owner's word is for private fits only, unless it says more
SELECT synth_fit('perm_secret', model => 'perm_stolen', private => false, method => 'marginal', columns => '{sex}');
\echo :SQLSTATE
-- attack: rename somebody else's table: not possible; make one of the same name: other permissions
SET ROLE regress_perm_alice;
ALTER TABLE perm_secret RENAME TO perm_kept;
CREATE TABLE perm_secret (flag boolean NOT NULL);
GRANT SELECT ON perm_secret TO regress_perm_mallory;
SET ROLE regress_perm_mallory;
SELECT synth_fit('perm_secret', model => 'perm_stolen');
\echo :SQLSTATE
SET ROLE regress_perm_alice;
DROP TABLE perm_secret;
ALTER TABLE perm_kept RENAME TO perm_secret;
-- attack: row security hides rows, and with them who is one row
ALTER TABLE perm_secret ENABLE ROW LEVEL SECURITY;
CREATE POLICY perm_rows ON perm_secret TO regress_perm_mallory USING (person % 2 = 0);
SET ROLE regress_perm_mallory;
SELECT synth_fit('perm_secret', model => 'perm_rls', epsilon => 0.1, columns => '{sex}');
\echo :SQLSTATE
SET ROLE regress_perm_alice;
DROP POLICY perm_rows ON perm_secret;
ALTER TABLE perm_secret DISABLE ROW LEVEL SECURITY;

-- attack: read or write the extension's tables
SET ROLE regress_perm_mallory;
SELECT payload FROM synth_model;
\echo :SQLSTATE
UPDATE synth_ledger_entry SET rho_spent = 0;
\echo :SQLSTATE
DELETE FROM synth_source_policy;
\echo :SQLSTATE
INSERT INTO synth_model_grant (model, role, granted) VALUES ('perm_secret', 'regress_perm_mallory', now());
\echo :SQLSTATE
SELECT * FROM synth_batch;
\echo :SQLSTATE
-- attack: let the views leak by a cheap function
CREATE FUNCTION perm_leak(name) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
	'BEGIN RAISE WARNING ''leaked %'', $1; RETURN true; END';
SELECT name FROM synth_models WHERE perm_leak(name) AND name LIKE 'perm%';

-- attack: search_path operator hijack
CREATE FUNCTION perm_equal(name, name) RETURNS boolean LANGUAGE plpgsql AS
	'BEGIN RAISE WARNING ''hijacked as %'', current_user; RETURN true; END';
CREATE FUNCTION perm_equal(name, text) RETURNS boolean LANGUAGE plpgsql AS
	'BEGIN RAISE WARNING ''hijacked as %'', current_user; RETURN true; END';
CREATE FUNCTION perm_equal(text, text) RETURNS boolean LANGUAGE plpgsql AS
	'BEGIN RAISE WARNING ''hijacked as %'', current_user; RETURN true; END';
CREATE OPERATOR perm_test.= (LEFTARG = name, RIGHTARG = name, FUNCTION = perm_equal);
CREATE OPERATOR perm_test.= (LEFTARG = name, RIGHTARG = text, FUNCTION = perm_equal);
CREATE OPERATOR perm_test.= (LEFTARG = text, RIGHTARG = text, FUNCTION = perm_equal);
CREATE TABLE perm_hijack (kind text NOT NULL CHECK (kind OPERATOR(pg_catalog.=) ANY (ARRAY['a', 'b'])), n int NOT NULL CHECK (n BETWEEN 0 AND 3));
INSERT INTO perm_hijack SELECT 'a', i % 4 FROM generate_series(1, 50) i;
RESET ROLE;
SET search_path = perm_test, pg_catalog, public;
SELECT public.synth_fit('perm_hijack', model => 'perm_hijack', method => 'independent');
SELECT count(*) FROM public.synth_sample('perm_hijack', 5);
SELECT count(*) > 0 AS read FROM public.synth_models;
SELECT count(*) > 0 AS read FROM public.synth_ledger;
SELECT public.synth_drop('perm_hijack');
SET search_path = perm_test, public;

-- attack: forge a payload.  A superuser can; the bytes are checked, no crash
SET ROLE regress_perm_alice;
SELECT synth_fit('perm_secret', model => 'perm_forged', epsilon => 0.1, columns => '{sex,age}');
RESET ROLE;
CREATE TABLE perm_saved AS SELECT payload FROM synth_model WHERE name = 'perm_forged';
UPDATE synth_model SET payload = '' WHERE name = 'perm_forged';
SELECT count(*) FROM synth_sample('perm_forged', 5);
\echo :SQLSTATE
UPDATE synth_model SET payload = 'SYNTHMDL' WHERE name = 'perm_forged';
SELECT * FROM synth_describe('perm_forged');
\echo :SQLSTATE
UPDATE synth_model m SET payload = substr(s.payload, 1, length(s.payload) - 1) FROM perm_saved s WHERE name = 'perm_forged';
SELECT synth_export('perm_forged');
\echo :SQLSTATE
UPDATE synth_model m SET payload = set_byte(s.payload, 100, 255 - get_byte(s.payload, 100)) FROM perm_saved s WHERE name = 'perm_forged';
SELECT count(*) FROM synth_sample('perm_forged', 5);
\echo :SQLSTATE
UPDATE synth_model m SET payload = s.payload || '\x00' FROM perm_saved s WHERE name = 'perm_forged';
SELECT count(*) FROM synth_sample('perm_forged', 5);
\echo :SQLSTATE
-- every single byte, and every length
DO $$
DECLARE
	good bytea;
	n int := 0;
BEGIN
	SELECT payload INTO good FROM perm_test.perm_saved;
	FOR i IN 0 .. length(good) - 1 LOOP
		BEGIN
			PERFORM synth_import(CASE WHEN i % 2 = 0 THEN set_byte(good, i, (get_byte(good, i) + 1) % 256) ELSE substr(good, 1, i) END, 'perm_imported');
			RAISE WARNING 'byte % may be changed', i;
		EXCEPTION WHEN data_corrupted THEN
			n := n + 1;
		END;
	END LOOP;
	IF n <> length(good) THEN
		RAISE WARNING '% of % changes were refused', n, length(good);
	END IF;
END
$$;
-- a damaged model can still be dropped
SET ROLE regress_perm_alice;
SELECT synth_drop('perm_forged');

-- attack: plant a model under another's table
SET ROLE regress_perm_mallory;
SELECT synth_export('perm_allowed') AS stolen \gset
SELECT synth_import(:'stolen', 'perm_planted');
SELECT synth_grant('perm_planted', 'public');
SET ROLE regress_perm_alice;
-- a NOTICE would say that the name had to decide between two
SET client_min_messages = notice;
SELECT count(*) FROM synth_sample(NULL::perm_secret, 3);
SET client_min_messages = warning;

-- attack: hand on a model without privacy after the owner's word has gone
RESET ROLE;
GRANT SELECT ON perm_secret TO regress_perm_mallory;
SET ROLE regress_perm_alice;
SELECT fit_nonprivate FROM synth_policy('perm_secret', roles => '{regress_perm_mallory}', nonprivate => true, reset => true);
SET ROLE regress_perm_mallory;
SELECT synth_fit('perm_secret', model => 'perm_given', private => false, method => 'marginal', columns => '{sex}');
SELECT synth_grant('perm_given', 'public');
SELECT synth_revoke('perm_given', 'public');
SET ROLE regress_perm_alice;
SELECT fit_roles FROM synth_policy('perm_secret', reset => true);
SET ROLE regress_perm_mallory;
SELECT synth_grant('perm_given', 'public');
\echo :SQLSTATE
-- the same through export and import
SELECT synth_export('perm_given') AS stolen \gset
SELECT synth_import(:'stolen', 'perm_laundered');
SELECT synth_grant('perm_laundered', 'public');
\echo :SQLSTATE
-- attack: a table handed to another owner keeps its budget and loses its permissions
RESET ROLE;
SET ROLE regress_perm_alice;
SELECT budget, fit_roles, in_force FROM synth_policy('perm_secret', roles => '{public}', epsilon => 2);
RESET ROLE;
CREATE ROLE regress_perm_heir;
ALTER TABLE perm_secret OWNER TO regress_perm_heir;
GRANT SELECT ON perm_secret TO regress_perm_mallory;
SET ROLE regress_perm_mallory;
SELECT synth_fit('perm_secret', model => 'perm_stolen', epsilon => 0.1);
\echo :SQLSTATE
SET ROLE regress_perm_heir;
SELECT budget, fit_roles, in_force FROM synth_policy('perm_secret');
SELECT synth_fit('perm_secret', model => 'perm_heir', epsilon => 19, columns => '{sex}');
\echo :SQLSTATE
SELECT budget, fit_roles, in_force FROM synth_policy('perm_secret', epsilon => 3);

RESET ROLE;
DELETE FROM synth_model WHERE name LIKE 'perm%';
DELETE FROM synth_model_grant WHERE model LIKE 'perm%';
DELETE FROM synth_ledger_entry WHERE source_schema IN ('perm_test', 'perm_other');
DELETE FROM synth_source_policy WHERE source_schema IN ('perm_test', 'perm_other');
DROP SCHEMA perm_test, perm_other CASCADE;
DROP OWNED BY regress_perm_alice, regress_perm_mallory, regress_perm_heir CASCADE;
DROP ROLE regress_perm_alice, regress_perm_mallory, regress_perm_heir;
