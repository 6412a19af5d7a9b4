-- synth_plan(): what a fit will keep and lose, from public knowledge
CREATE SCHEMA plans;
SET search_path = plans, public;
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN grade AS int CHECK (VALUE BETWEEN 1 AND 6);
CREATE TABLE patient (
	id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	age int NOT NULL CHECK (age BETWEEN 0 AND 110),
	sex text NOT NULL CHECK (sex IN ('f', 'm')),
	feeling mood,
	mark grade,
	cost numeric(10,2) CHECK (cost >= 0),
	city text,
	born date,
	twice int GENERATED ALWAYS AS (age * 2) STORED,
	smokes boolean);
CREATE TABLE visit (patient_id int REFERENCES patient, reason text);

SELECT column_name, kind, domain, domain_source, CASE WHEN kind = 'category' OR column_name IN ('age', 'mark') THEN codes END AS codes, note FROM synth_plan('patient') WHERE column_name IS NOT NULL;
-- the noise is there for every modelled column, and discovery needs more rows than a declared list
SELECT column_name, noise > 0 AS noise, needs_rows > 0 AS needs_rows
FROM synth_plan('patient') WHERE kind IN ('category', 'number');
SELECT max(needs_rows) FILTER (WHERE domain_source = 'discovered') >
	   max(needs_rows) FILTER (WHERE domain_source <> 'discovered') AS discovery_needs_more
FROM synth_plan('patient') WHERE kind = 'category';
-- the table's own row
SELECT column_name, kind, domain, needs_rows > 100 AS needs_rows,
	   note ~ 'epsilon 1, delta 1e-09 for one row' AS says_epsilon, note ~ 'mostly noise' AS says_size
FROM synth_plan('patient') WHERE kind = 'table';
-- less epsilon, more noise; more columns, more noise
SELECT a.noise > 5 * b.noise AS more_noise, a.needs_rows > 3 * b.needs_rows AS needs_more
FROM synth_plan('patient', epsilon => 0.1) a JOIN synth_plan('patient') b USING (column_name) WHERE column_name = 'age';
SELECT a.noise < b.noise AS less_noise
FROM synth_plan('patient', columns => '{age}') a JOIN synth_plan('patient') b USING (column_name) WHERE column_name = 'age';
-- noise grows with the rows of a unit
SELECT round(b.noise / a.noise) AS times
FROM synth_plan('visit', unit => 'patient_id', max_rows => 1) a
	JOIN synth_plan('visit', unit => 'patient_id', max_rows => 10) b USING (column_name) WHERE column_name = 'reason';
-- what the user declares
SELECT column_name, domain, domain_source, CASE WHEN kind = 'category' OR column_name IN ('age', 'mark') THEN codes END AS codes
FROM synth_plan('patient', bounds => '{"born": ["1900-01-01", "2030-12-31"]}', categories => '{"city": ["Ulm", "Bonn"]}')
WHERE column_name IN ('born', 'city');
-- a foreign key proposes a unit; nothing is said once there is one
SELECT note ~ 'unit => ''patient_id''' AS proposes FROM synth_plan('visit') WHERE kind = 'table';
SELECT note ~ 'if several rows' AS proposes FROM synth_plan('visit', unit => 'patient_id', max_rows => 1) WHERE kind = 'table';
-- methods
SELECT method, noise IS NULL AS no_pairs
FROM unnest(ARRAY['marginal', 'aim', 'mst', 'independent']) AS method, synth_plan('patient', method => method)
WHERE kind = 'table';
-- epsilon => 'Infinity' is private => false
SELECT noise IS NULL AS no_noise, note FROM synth_plan('patient', epsilon => 'Infinity') WHERE kind = 'table';
-- a table with nothing to model is explained
CREATE TABLE only_key (id int PRIMARY KEY);
SELECT column_name, kind, note FROM synth_plan('only_key');
-- other kinds of relations
CREATE VIEW old AS SELECT age, sex FROM patient WHERE age > 60;
CREATE VIEW per_sex AS SELECT sex, count(*) AS patients FROM patient GROUP BY sex;
SELECT count(*) FROM synth_plan('old');
SELECT note ~ 'result row' AS needs_result_row FROM synth_plan('per_sex') WHERE kind = 'table';
SELECT note ~ 'result row' AS needs_result_row FROM synth_plan('old') WHERE kind = 'table';
-- it reads no row: a view that cannot be read has a plan
CREATE VIEW broken AS SELECT age / (age - age) AS x FROM patient;
INSERT INTO patient (age, sex) VALUES (5, 'f');
SELECT count(*) FROM synth_plan('broken');
-- and spends nothing
SELECT count(*) FROM synth_ledger WHERE source_schema = 'plans';
-- everybody may plan what everybody may look up
CREATE ROLE regress_synth_planner;
GRANT USAGE ON SCHEMA plans TO regress_synth_planner;
SET ROLE regress_synth_planner;
SELECT count(*) FROM synth_plan('plans.patient');
RESET ROLE;
SET client_min_messages = warning;
DROP SCHEMA plans CASCADE;
DROP ROLE regress_synth_planner;
