-- The demonstration that `make demo` runs: profile, plan, fit, sample, compare.
-- Run it with psql in an empty database of a server that has synth installed,
-- from the repository: psql -d empty -f examples/demo.sql
\set ON_ERROR_STOP on
\set QUIET on
\pset pager off
\pset footer off
\pset null '(null)'
SET client_min_messages = warning;
SET timezone = 'UTC';
SELECT clock_timestamp() AS demo_began \gset

\echo
\echo '== 1. A table: 20,000 invented patients (examples/patients.sql says what is true of them)'
\ir patients.sql
CREATE EXTENSION IF NOT EXISTS synth;
SET client_min_messages = notice;
\pset title 'public.patients, first rows (real: not private)'
SELECT patient_id, sex, age, region, smoker, diagnosis, weeks, visits, cost, last_visit, bmi FROM patients ORDER BY 1 LIMIT 5;

\echo '== 2. Its profile, for people who may read the table:  SELECT * FROM synth_profile(''patients'')'
\ir demo_profile.sql

\echo '== 3. What a private fit will keep and lose, without reading a row:  SELECT * FROM synth_plan(''patients'')'
\pset title 'plan (public facts only)'
SELECT column_name, kind, domain_source, codes, round(noise::numeric, 1) AS noise, ceil(needs_rows) AS needs_rows, note
FROM synth_plan('patients');

\echo '== 4. The fit, private by default:  SELECT synth_fit(''patients'')'
\pset title
SELECT clock_timestamp() AS fit_began \gset
SELECT synth_fit('patients');
SELECT clock_timestamp() AS fit_ended \gset

\echo '== 5. 100,000 synthetic patients:  INSERT INTO staging.patients SELECT * FROM synth_sample(NULL::staging.patients, 100000)'
INSERT INTO staging.patients SELECT * FROM synth_sample(NULL::staging.patients, 100000);
SELECT clock_timestamp() AS sample_ended \gset
ANALYZE staging.patients;
\pset title 'staging.patients, first rows (synthetic)'
SELECT patient_id, sex, age, region, smoker, diagnosis, weeks, visits, cost, last_visit, bmi
FROM staging.patients ORDER BY 1 LIMIT 5;

\echo '== 6. Side by side.  real: exact figures of the table, not private; synthetic: from the private model'
\ir demo_compare.sql

\echo '== 7. How close:  SELECT * FROM synth_quality(''patients'', ''staging.patients'')'
\ir demo_quality.sql

\echo '== 8. What is promised to the people in the table'
\ir demo_statement.sql

SELECT round(extract(epoch FROM :'fit_ended'::timestamptz - :'fit_began'::timestamptz), 1) AS fit_s,
	   round(extract(epoch FROM :'sample_ended'::timestamptz - :'fit_ended'::timestamptz), 1) AS sample_s,
	   round(extract(epoch FROM clock_timestamp() - :'demo_began'::timestamptz), 1) AS all_s \gset
\echo '== Time taken: fit' :fit_s 's, 100,000 rows' :sample_s 's, the whole demonstration' :all_s 's'
