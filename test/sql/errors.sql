-- bad input to synth_plan() and synth_fit(): each with its SQLSTATE and HINT
\set VERBOSITY default
CREATE SCHEMA errors;
SET search_path = errors, public;
CREATE TABLE clinic (id serial PRIMARY KEY, age int CHECK (age BETWEEN 0 AND 110), sex text, visit date);
INSERT INTO clinic (age, sex, visit)
	SELECT i % 90, CASE i % 3 WHEN 0 THEN 'f' ELSE 'm' END, date '2020-01-01' + i % 700 FROM generate_series(1, 500) i;

-- the source
SELECT synth_fit('no_such_table');
\echo :SQLSTATE
SELECT synth_fit(NULL);
\echo :SQLSTATE
SELECT synth_fit(0::regclass);
\echo :SQLSTATE
SELECT synth_fit('clinic_pkey');
\echo :SQLSTATE
SELECT synth_fit('clinic_id_seq');
\echo :SQLSTATE
CREATE TYPE pair AS (a int, b int);
SELECT synth_fit('pair');
\echo :SQLSTATE

-- a table without usable columns
CREATE TABLE nothing ();
SELECT synth_fit('nothing');
\echo :SQLSTATE
CREATE TABLE only_key (id int PRIMARY KEY);
SELECT synth_fit('only_key');
\echo :SQLSTATE
CREATE TABLE dropped (a int, b text);
ALTER TABLE dropped DROP COLUMN a, DROP COLUMN b;
SELECT synth_fit('dropped');
\echo :SQLSTATE
CREATE TABLE generated (id int PRIMARY KEY, double_id int GENERATED ALWAYS AS (id * 2) STORED);
SELECT synth_fit('generated');
\echo :SQLSTATE
SELECT synth_fit('clinic', exclude => '{age,sex,visit}');
\echo :SQLSTATE

-- epsilon
SELECT synth_fit('clinic', epsilon => 0);
\echo :SQLSTATE
SELECT synth_fit('clinic', epsilon => -1);
\echo :SQLSTATE
SELECT synth_fit('clinic', epsilon => 'NaN');
\echo :SQLSTATE
SELECT synth_fit('clinic', epsilon => 20.5);
\echo :SQLSTATE
SELECT synth_fit('clinic', epsilon => '-Infinity');
\echo :SQLSTATE
SELECT synth_fit('clinic', epsilon => NULL);
\echo :SQLSTATE
SELECT count(*) > 0 FROM synth_plan('clinic', epsilon => 5.5);
SELECT count(*) FROM synth_plan('clinic', epsilon => 0);
\echo :SQLSTATE

-- delta
SELECT synth_fit('clinic', delta => 0);
\echo :SQLSTATE
SELECT synth_fit('clinic', delta => 1);
\echo :SQLSTATE
SELECT synth_fit('clinic', delta => 0.001);
\echo :SQLSTATE
SELECT synth_fit('clinic', delta => 'NaN');
\echo :SQLSTATE
SELECT synth_fit('clinic', delta => -1e-9);
\echo :SQLSTATE

-- method, name, sizes
SELECT synth_fit('clinic', method => 'magic');
\echo :SQLSTATE
SELECT synth_fit('clinic', method => 'MARGINAL');
\echo :SQLSTATE
SELECT synth_fit('clinic', model => '');
\echo :SQLSTATE
SELECT synth_fit('clinic', max_model_bytes => 0);
\echo :SQLSTATE
SELECT synth_fit('clinic', max_model_bytes => -5);
\echo :SQLSTATE
SELECT synth_fit('clinic', max_model_bytes => 9223372036854775807);
\echo :SQLSTATE

-- unit
SELECT synth_fit('clinic', unit => 'sex');
\echo :SQLSTATE
SELECT synth_fit('clinic', max_rows => 2);
\echo :SQLSTATE
SELECT synth_fit('clinic', unit => 'sex', max_rows => 0);
\echo :SQLSTATE
SELECT synth_fit('clinic', unit => 'nobody', max_rows => 1);
\echo :SQLSTATE

-- unknown columns
SELECT synth_fit('clinic', columns => '{age,agee}');
\echo :SQLSTATE
SELECT synth_fit('clinic', exclude => '{agee}');
\echo :SQLSTATE
SELECT synth_fit('clinic', target => 'agee');
\echo :SQLSTATE

-- nothing of the above was charged or stored
SELECT count(*) FROM synth_ledger WHERE source_schema = 'errors';
SELECT count(*) FROM synth_models WHERE source_schema = 'errors';

-- read-only transactions say so before anything else happens
BEGIN TRANSACTION READ ONLY;
SELECT synth_fit('clinic');
\echo :SQLSTATE
ROLLBACK;
BEGIN TRANSACTION READ ONLY;
SELECT count(*) FROM synth_plan('clinic');
COMMIT;

-- an error of a view never quotes the data of a private fit
CREATE VIEW divides AS SELECT id, 1 / (age - 17) AS odd, ('x' || sex)::text AS sex FROM clinic;
CREATE VIEW casts AS SELECT id, sex::int AS odd FROM clinic;
SELECT synth_fit('casts');
\echo :SQLSTATE
SELECT synth_fit('divides');
\echo :SQLSTATE
-- row-level units only where rows are rows of a table
SELECT synth_fit('divides', unit => 'result row');
\echo :SQLSTATE
-- the owner may see it without privacy
SELECT synth_fit('casts', private => false, method => 'marginal');
\echo :SQLSTATE

-- a limit of the server is no fault of the source: the hint says where to look
CREATE TABLE wide AS
SELECT md5('a' || i) AS a, md5('b' || i) AS b, md5('c' || i) AS c, md5('d' || i) AS d FROM generate_series(1, 20000) i;
SET maintenance_work_mem = '1MB';
SET temp_file_limit = '64kB';
SELECT synth_fit('wide');
\echo :SQLSTATE
RESET temp_file_limit;
RESET maintenance_work_mem;
SELECT count(*) FROM synth_ledger WHERE source_schema = 'errors';

-- methods without a guarantee, and what protects rows there
SELECT synth_fit('clinic', method => 'tree');
\echo :SQLSTATE
SELECT synth_fit('clinic', private => false, min_leaf => 0);
\echo :SQLSTATE
SELECT synth_fit('clinic', private => false, method => 'marginal', min_leaf => 3);
\echo :SQLSTATE
SELECT synth_fit('clinic', min_count => 3);
\echo :SQLSTATE
SELECT synth_fit('clinic', private => false, min_count => 2000000);
\echo :SQLSTATE
SELECT * FROM synth_plan('clinic', method => 'tree');
\echo :SQLSTATE

SET client_min_messages = warning;
DROP SCHEMA errors CASCADE;
