-- Tables that are declared public: kept whole, returned and written as they
-- are, for their owner to declare.
\set SHOW_CONTEXT never
CREATE SCHEMA public_rows;
SET search_path = public_rows, public;
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE DOMAIN short AS varchar(12);
CREATE TABLE kinds (
	code short PRIMARY KEY,
	of_day date,
	amount numeric(20,5),
	flag boolean,
	state mood,
	list integer[],
	doc jsonb,
	raw bytea,
	span int4range,
	at timestamptz,
	twice numeric GENERATED ALWAYS AS (amount * 2) STORED,
	gone integer);
ALTER TABLE kinds DROP gone;
INSERT INTO kinds VALUES
	('a', '2024-02-29', 1.5, true, 'good', '{1,2,NULL}', '{"a": ["x\\y", null]}', '\x00ff', '[1,5)', '2024-01-01 12:00+01'),
	('b ''"\', 'infinity', -99999999999.99999, false, 'bad', '{}', '"text"', '', 'empty', '-infinity'),
	('c', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE nothing (id integer PRIMARY KEY);
CREATE TABLE things (id serial PRIMARY KEY, kind short NOT NULL REFERENCES kinds, weight integer);
INSERT INTO things (kind, weight) SELECT (ARRAY['a', 'b ''"\'])[1 + (i % 3 = 0)::int], i % 50 FROM generate_series(1, 600) i;

SELECT synth_set('nothing', public => true);
SELECT table_name, role, epsilon_used, note FROM synth_fit_schema('public_rows', private => false, public_tables => '{kinds}');
SELECT name, method, is_private FROM synth_models WHERE source_schema = 'public_rows' ORDER BY name;
-- all of it comes back, whatever the settings of the session
SET datestyle = 'German';
SET timezone = 'Asia/Tokyo';
SET bytea_output = 'escape';
SELECT count(*) AS rows FROM synth_sample(NULL::kinds, 3, model => 'public_rows.kinds');
SELECT code, of_day, amount, flag, state, list, doc, raw, span, at FROM kinds
EXCEPT
SELECT code, of_day, amount, flag, state, list, doc, raw, span, at FROM synth_sample(NULL::kinds, 3, model => 'public_rows.kinds');
RESET datestyle;
RESET timezone;
RESET bytea_output;
-- in order, and fewer
SELECT code, flag FROM synth_sample(NULL::kinds, 2, model => 'public_rows.kinds');
SELECT code FROM synth_sample(NULL::kinds, 0, model => 'public_rows.kinds');
SELECT (synth_sample(NULL::kinds, 3, model => 'public_rows.kinds')).code LIMIT 1;
SELECT synth_sample -> 'code' AS code, synth_sample -> 'doc' AS doc FROM synth_sample('public_rows.kinds', 3);
SELECT * FROM synth_sample('public_rows.nothing', 0);
-- other row types: by name, with defaults for the rest
CREATE TABLE other (extra integer DEFAULT 7, state text, code text);
SELECT * FROM synth_sample(NULL::other, 3, model => 'public_rows.kinds');
-- children refer to what is there
SELECT kind, count(*) > 50 AS many FROM synth_sample(NULL::things, 600, model => 'public_rows.things', seed => 1) GROUP BY kind ORDER BY kind;
SELECT section, item, kind, detail FROM synth_describe('public_rows.kinds');
SELECT synth_import(synth_export('public_rows.kinds'), 'public_copy') \g /dev/null
SELECT count(*) FROM synth_sample(NULL::kinds, 3, model => 'public_copy');
SELECT count(*) AS charged FROM synth_ledger WHERE source_schema = 'public_rows' AND source_name IN ('kinds', 'nothing');

-- errors
SELECT * FROM synth_sample('public_rows.kinds', 4);
\echo :SQLSTATE
SELECT * FROM synth_sample('public_rows.kinds', 1, given => '{"code": "a"}');
\echo :SQLSTATE
CREATE TYPE unlike AS (a integer);
SELECT * FROM synth_sample(NULL::unlike, 1, model => 'public_rows.kinds');
\echo :SQLSTATE
CREATE TYPE narrow AS (code varchar(2));
SELECT * FROM synth_sample(NULL::narrow, 3, model => 'public_rows.kinds');
\echo :SQLSTATE
SELECT * FROM synth_fit_schema('public_rows', public_tables => '{kind}');
\echo :SQLSTATE
SET maintenance_work_mem = '1MB';
CREATE TABLE big AS SELECT i, repeat('x', 100) AS text FROM generate_series(1, 20000) i;
SELECT * FROM synth_fit_schema('public_rows', private => false, tables => '{big}', public_tables => '{big}');
\echo :SQLSTATE
RESET maintenance_work_mem;
DROP TABLE big;

\set VERBOSITY terse
-- for the owner to say, or whom he lets fit without privacy
CREATE ROLE regress_public;
GRANT USAGE ON SCHEMA public_rows TO regress_public;
GRANT SELECT ON ALL TABLES IN SCHEMA public_rows TO regress_public;
SET ROLE regress_public;
SELECT table_name FROM synth_fit_schema('public_rows', tables => '{kinds}', public_tables => '{kinds}', replace => true);
RESET ROLE;
SELECT synth_drop('public_rows.kinds');
SELECT fit_roles FROM synth_policy('kinds', roles => '{regress_public}');
SET ROLE regress_public;
SELECT table_name FROM synth_fit_schema('public_rows', tables => '{kinds}', public_tables => '{kinds}');
RESET ROLE;
SELECT fit_nonprivate FROM synth_policy('kinds', nonprivate => true);
SET ROLE regress_public;
SELECT table_name, role FROM synth_fit_schema('public_rows', tables => '{kinds}', public_tables => '{kinds}');
RESET ROLE;
-- under a budget nothing is public
SELECT synth_drop('public_rows.kinds');
SELECT budget FROM synth_policy('kinds', epsilon => 3);
SELECT table_name FROM synth_fit_schema('public_rows', tables => '{kinds}', public_tables => '{kinds}');
-- the word of an owner holds while he owns the table
SELECT role FROM synth_schema_plan('public_rows', tables => '{nothing}');
ALTER TABLE nothing OWNER TO regress_public;
SELECT role FROM synth_schema_plan('public_rows', tables => '{nothing}');
SELECT synth_unset('nothing');
SELECT synth_drop(name) FROM synth_models WHERE source_schema = 'public_rows' \g /dev/null
DROP SCHEMA public_rows CASCADE;
DROP ROLE regress_public;
