-- A source without keys, CHECKs and enums of its own is described by an empty
-- table of the same columns.
\set SHOW_CONTEXT never
CREATE SCHEMA local_copy;
CREATE SCHEMA far_away;
CREATE TYPE local_copy.status AS ENUM ('new', 'done', 'lost');
CREATE DOMAIN local_copy.percent AS integer CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE local_copy.person (id integer PRIMARY KEY);
CREATE TABLE local_copy.patients (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	owner integer NOT NULL REFERENCES local_copy.person,
	age integer NOT NULL CHECK (age BETWEEN 0 AND 120),
	state local_copy.status,
	share local_copy.percent,
	born date,
	died date,
	twice integer GENERATED ALWAYS AS (age * 2) STORED,
	mail text UNIQUE,
	CHECK (born <= died));
-- other types, another order, more columns, no constraint
CREATE TABLE far_away.patients AS
SELECT 5 AS more, 'x' || i || '@example.org' AS mail, date '2000-01-01' + 2 * i AS died, date '2000-01-01' + i AS born, (i % 100)::text AS share,
	(ARRAY['new', 'done', 'lost'])[1 + i % 3] AS state, i % 90 AS age, 1 + i % 7 AS owner, i AS id
FROM generate_series(1, 1000) i;

SELECT column_name, kind, domain, domain_source FROM synth_plan('far_away.patients') WHERE column_name IS NOT NULL;
SELECT column_name, kind, domain, domain_source FROM synth_plan('far_away.patients', constraints_from => 'local_copy.patients') WHERE column_name IS NOT NULL;
SELECT synth_fit('far_away.patients', private => false, constraints_from => 'local_copy.patients', model => 'far_plain');
SELECT source_schema, source_name FROM synth_models WHERE name = 'far_plain';
SELECT section, item, kind, domain FROM synth_describe('far_plain') WHERE section IN ('column', 'foreign key', 'rule');
-- rows fit the copy, with every constraint
INSERT INTO local_copy.person SELECT generate_series(1, 7);
CALL synth_generate('far_plain', 'local_copy.patients', 500, seed => 1);
SELECT count(*), count(DISTINCT state), bool_and(born <= died) FROM local_copy.patients;
-- with privacy, and as one who may only read the columns
SELECT synth_fit('far_away.patients', constraints_from => 'local_copy.patients', model => 'far_private') \g /dev/null
SELECT item, source FROM synth_describe('far_private') WHERE section = 'column' AND source IS NOT NULL;

-- errors
SELECT synth_fit('far_away.patients', constraints_from => 'local_copy.person', model => 'far_error');
\echo :SQLSTATE
ALTER TABLE far_away.patients DROP mail, DROP state;
SELECT synth_fit('far_away.patients', constraints_from => 'local_copy.patients', model => 'far_error');
\echo :SQLSTATE
CREATE VIEW local_copy.seen AS SELECT age FROM local_copy.patients;
SELECT synth_fit('far_away.patients', constraints_from => 'local_copy.seen', model => 'far_error');
\echo :SQLSTATE
-- a value that the copy's type does not know: told without privacy only
ALTER TABLE far_away.patients ADD mail text, ADD state text DEFAULT 'odd';
SELECT synth_fit('far_away.patients', constraints_from => 'local_copy.patients', model => 'far_error', exclude => '{mail}');
\echo :SQLSTATE
SELECT synth_fit('far_away.patients', private => false, constraints_from => 'local_copy.patients', model => 'far_error', exclude => '{mail}');
\echo :SQLSTATE
\set VERBOSITY terse
DROP SCHEMA local_copy, far_away CASCADE;
SELECT synth_drop('far_plain'), synth_drop('far_private');
