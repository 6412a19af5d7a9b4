-- Side doors past the loader, the guard and the rights, each by its name.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE ROLE regress_leaks_mallory;
CREATE SCHEMA leaks_test;
GRANT USAGE, CREATE ON SCHEMA leaks_test TO PUBLIC;
SET search_path = leaks_test, public;
CREATE TABLE leaks_t (kind text, amount int);
INSERT INTO leaks_t SELECT 'k' || i % 3, i % 10 FROM generate_series(1, 500) i;

-- attack: read what noise has decided off the size of a model that will be rolled back
BEGIN;
SELECT synth_fit('leaks_t');
SAVEPOINT a;
SELECT name, bytes, rho FROM synth_models WHERE name = 'leaks_t';
RELEASE a;
COMMIT;
SELECT name, bytes > 0 AS has_bytes, rho > 0 AS has_rho FROM synth_models WHERE name = 'leaks_t';
BEGIN;
SELECT synth_fit('leaks_t', replace => true);
SELECT name, bytes, rho FROM synth_models WHERE name = 'leaks_t';
ROLLBACK;
-- nothing to hide
BEGIN;
SELECT synth_fit('leaks_t', model => 'leaks_exact', private => false, method => 'marginal');
SELECT name, bytes > 0 AS has_bytes FROM synth_models WHERE name = 'leaks_exact';
ROLLBACK;

-- attack: bytes that call themselves private
SELECT synth_import(synth_export('leaks_t'), 'leaks_imported');
SELECT item, left(detail, 56) AS detail FROM synth_describe('leaks_imported') WHERE item = 'statement';

-- attack: place code where planning runs it as whoever plans: the CHECK of a domain inside another type
SET ROLE regress_leaks_mallory;
CREATE FUNCTION leaks_run(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	IF current_user <> 'regress_leaks_mallory' THEN
		RAISE WARNING 'foreign code runs';
	END IF;
	RETURN true;
END $$;
CREATE DOMAIN leaks_domain AS int CHECK (leaks_run(VALUE));
CREATE TYPE leaks_pair AS (a leaks_domain, b int);
CREATE TYPE leaks_range AS RANGE (subtype = int);
CREATE TABLE leaks_code (
	list leaks_domain[] NOT NULL DEFAULT '{1}',
	pair leaks_pair NOT NULL DEFAULT '(1,2)',
	direct leaks_domain NOT NULL DEFAULT 1,
	plain int[] NOT NULL DEFAULT '{3}',
	range leaks_range NOT NULL DEFAULT '[1,2)',
	n int);
INSERT INTO leaks_code VALUES (DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, 1);
RESET ROLE;
SELECT column_name, kind, note FROM synth_plan('leaks_code', columns => '{list,pair,direct,plain,range}') WHERE column_name IS NOT NULL AND kind = 'category';
SELECT synth_plan('leaks_code', categories => '{"list": ["{1}"]}');
\echo :SQLSTATE
SELECT synth_fit('leaks_code');
SELECT count(*) > 0 AS profiled FROM synth_profile('leaks_code');

-- attack: rows that say where they are stored, which depends on the rows before them
CREATE VIEW leaks_place AS SELECT ctid::text AS place, kind FROM leaks_t;
SELECT synth_fit('leaks_place');
\echo :SQLSTATE
CREATE VIEW leaks_first AS SELECT kind FROM leaks_t WHERE ctid = '(0,1)';
SELECT synth_fit('leaks_first');
\echo :SQLSTATE
CREATE VIEW leaks_whole AS SELECT kind, amount FROM leaks_t WHERE leaks_t IS NOT NULL;
SELECT synth_fit('leaks_whole');

-- attack: a join behind a foreign table behind a partition
CREATE EXTENSION file_fdw;
CREATE SERVER leaks_files FOREIGN DATA WRAPPER file_fdw;
CREATE TABLE leaks_parted (kind text, amount int) PARTITION BY LIST (kind);
CREATE FOREIGN TABLE leaks_far PARTITION OF leaks_parted FOR VALUES IN ('a') SERVER leaks_files OPTIONS (program 'echo a,1', format 'csv');
SELECT synth_fit('leaks_parted');
\echo :SQLSTATE
SELECT synth_fit('leaks_parted', unit => 'result row');

-- attack: be created under the name of a role that was dropped, or had its name changed
CREATE ROLE regress_leaks_gone;
CREATE ROLE regress_leaks_team;
CREATE TABLE leaks_owned (kind text, amount int);
INSERT INTO leaks_owned SELECT * FROM leaks_t;
ALTER TABLE leaks_owned OWNER TO regress_leaks_gone;
SET ROLE regress_leaks_gone;
SELECT synth_fit('leaks_owned', private => false, method => 'marginal');
SELECT synth_grant('leaks_owned', 'regress_leaks_team');
SET ROLE regress_leaks_team;
SELECT count(*) FROM synth_sample('leaks_owned', 3);
RESET ROLE;
ALTER ROLE regress_leaks_team RENAME TO regress_leaks_crew;
CREATE ROLE regress_leaks_team;
SET ROLE regress_leaks_team;
SELECT count(*) FROM synth_sample('leaks_owned', 3);
\echo :SQLSTATE
SELECT count(*) FROM synth_models WHERE name = 'leaks_owned';
SET ROLE regress_leaks_crew;
SELECT count(*) FROM synth_sample('leaks_owned', 3);
SELECT model, role FROM synth_grants WHERE model = 'leaks_owned';
RESET ROLE;
DROP OWNED BY regress_leaks_gone;
DROP ROLE regress_leaks_gone;
CREATE ROLE regress_leaks_gone;
SET ROLE regress_leaks_gone;
SELECT count(*) FROM synth_sample('leaks_owned', 3);
\echo :SQLSTATE
SELECT synth_drop('leaks_owned');
\echo :SQLSTATE
SELECT count(*) FROM synth_models WHERE name = 'leaks_owned';
RESET ROLE;
SELECT synth_revoke('leaks_owned', 'regress_leaks_crew');
SELECT count(*) AS left FROM synth_model_grant WHERE model = 'leaks_owned';

SELECT count(synth_drop(name)) AS dropped FROM synth_models WHERE name LIKE 'leaks%';
DELETE FROM synth_ledger_entry WHERE source_schema = 'leaks_test';
DROP EXTENSION file_fdw CASCADE;
DROP SCHEMA leaks_test CASCADE;
DROP OWNED BY regress_leaks_mallory;
DROP ROLE regress_leaks_mallory, regress_leaks_gone, regress_leaks_team, regress_leaks_crew;
