-- Models as bytes: export, import, and what an imported model may not do.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE ROLE regress_transfer_user;
CREATE SCHEMA transfer_test;
GRANT USAGE, CREATE ON SCHEMA transfer_test TO PUBLIC;
SET search_path = transfer_test, public;
SET ROLE regress_transfer_user;
CREATE TABLE transfer_t (kind text NOT NULL CHECK (kind IN ('a', 'b', 'c')), n int CHECK (n BETWEEN 0 AND 20), price numeric(8, 2) CHECK (price BETWEEN 0 AND 100));
INSERT INTO transfer_t SELECT substr('abc', 1 + i % 3, 1), nullif(i % 20, 7), i % 100 + 0.25 FROM generate_series(1, 1000) i;
SELECT synth_fit('transfer_t');
SELECT synth_fit('transfer_t', model => 'transfer_exact', private => false, method => 'marginal');

-- the round trip gives the same bytes and the same rows
SELECT synth_export('transfer_t') AS bytes \gset
SELECT synth_import(:'bytes', 'transfer_copy');
SELECT synth_export('transfer_copy') = :'bytes' AS same_bytes;
SELECT count(*) AS differences FROM (
	(SELECT * FROM synth_sample(NULL::transfer_t, 1000, model => 'transfer_t', seed => 7) EXCEPT ALL
	SELECT * FROM synth_sample(NULL::transfer_t, 1000, model => 'transfer_copy', seed => 7))) x;
SELECT name, owner, source_name, is_private, epsilon, imported FROM synth_models WHERE name LIKE 'transfer%' ORDER BY name;
-- it charges nobody
SELECT spent_unit, fits, nonprivate_fits FROM synth_budget('transfer_t');

-- one that is not private says so
SET client_min_messages = notice;
SELECT synth_import(synth_export('transfer_exact'), 'transfer_exact_copy');
SET client_min_messages = warning;
SELECT name, is_private, imported FROM synth_models WHERE name = 'transfer_exact_copy';

-- an imported private model can be rolled back, but not read before it is committed
BEGIN;
SELECT synth_import(:'bytes', 'transfer_again');
SELECT count(*) FROM synth_sample('transfer_again', 1);
\echo :SQLSTATE
ROLLBACK;

-- bad input
SELECT synth_import(:'bytes', 'transfer_t');
\echo :SQLSTATE
SELECT synth_import(NULL, 'transfer_x');
\echo :SQLSTATE
SELECT synth_import(:'bytes', NULL);
\echo :SQLSTATE
SELECT synth_import(:'bytes', '');
\echo :SQLSTATE
SELECT synth_import('', 'transfer_x');
\echo :SQLSTATE
SELECT synth_import('\x00', 'transfer_x');
\echo :SQLSTATE
SELECT synth_import('not a model', 'transfer_x');
\echo :SQLSTATE
SELECT synth_export(NULL);
\echo :SQLSTATE
SELECT synth_export('transfer_none');
\echo :SQLSTATE
SELECT synth_export(repeat('x', 100));
\echo :SQLSTATE
BEGIN READ ONLY;
SELECT synth_import(:'bytes', 'transfer_x');
\echo :SQLSTATE
ROLLBACK;

-- a model without the table it came from serves another one of the same columns
CREATE TABLE transfer_copy (LIKE transfer_t);
SET client_min_messages = notice;
SELECT count(*) FROM synth_sample(NULL::transfer_copy, 10);
SET client_min_messages = warning;
CREATE TABLE transfer_elsewhere (LIKE transfer_t);
SELECT count(*) FROM synth_sample(NULL::transfer_elsewhere, 10);
\echo :SQLSTATE

RESET ROLE;
DELETE FROM synth_model WHERE source_schema = 'transfer_test';
DROP SCHEMA transfer_test CASCADE;
DELETE FROM synth_ledger_entry WHERE source_schema = 'transfer_test';
DROP ROLE regress_transfer_user;
