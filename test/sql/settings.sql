-- Settings: declared once, taken by every later plan and fit, overridden by
-- arguments, followed through renames, and refused where they are wrong.
\set SHOW_CONTEXT never
CREATE SCHEMA settings_clinic;
SET search_path = settings_clinic, public;
CREATE TABLE patients (
	id integer PRIMARY KEY,
	age integer,
	blood text,
	contact text,
	ward text,
	arrived date,
	left_at date);

-- columns and tables
SELECT synth_set('patients.age', bounds => '[0, 120]');
SELECT synth_set('settings_clinic.patients.contact', kind => 'email');
SELECT synth_set('patients', categories => '{"blood": ["A", "B", "AB", "0"]}', rules => '{"arrived <= left_at"}');
SELECT synth_set('patients.ward', exclude => true);
SELECT source_schema, source_name, column_name, settings, is_missing FROM synth_settings ORDER BY column_name NULLS FIRST;
SELECT column_name, kind, domain, domain_source, note FROM synth_plan('patients') WHERE column_name IS NOT NULL;

-- what is set twice is replaced, what is set beside stays
SELECT synth_set('patients.blood', other => '"0"');
SELECT synth_set('patients.blood', categories => '["A", "B", "0"]');
SELECT settings FROM synth_settings WHERE column_name = 'blood';

-- arguments override: another way to model the column, a column that was left out
SELECT column_name, kind, domain FROM synth_plan('patients', bounds => '{"age": [18, 65]}', text => '{"blood": "lorem"}', rules => '{}', columns => '{age, blood, ward}') WHERE column_name IN ('age', 'blood', 'ward', 'contact');
SELECT column_name, kind, domain FROM synth_plan('patients', categories => '{"contact": ["yes", "no"]}', rules => '{}') WHERE column_name IN ('contact', 'left_at');

-- a unit and a method for all fits; a unit that is given is not mixed with what was set
SELECT synth_set('patients', unit => 'ward', max_rows => 3);
SELECT note FROM synth_plan('patients', columns => '{age}', rules => '{}') WHERE column_name IS NULL;
SELECT note FROM synth_plan('patients', columns => '{age}', rules => '{}', unit => 'row') WHERE column_name IS NULL;
SELECT synth_unset('patients.ward');
SELECT synth_set('patients', unit => 'row', max_rows => 1, method => 'independent');
SELECT synth_fit('patients', model => 'settings_model') \g /dev/null
SELECT method, unit FROM synth_models WHERE name = 'settings_model';

-- renames are followed, also where two columns swap their names
ALTER TABLE patients RENAME age TO years;
ALTER TABLE patients RENAME contact TO age;
ALTER TABLE patients RENAME years TO contact;
ALTER TABLE patients RENAME TO people;
SELECT source_name, column_name, settings FROM synth_settings WHERE column_name IN ('age', 'contact') ORDER BY column_name;
SELECT synth_set('people.contact', bounds => '[0, 110]');
SELECT source_name, column_name, settings FROM synth_settings WHERE column_name IN ('age', 'contact') ORDER BY column_name;
-- a column that is gone takes its settings along, and leaves its name free
ALTER TABLE people DROP age;
SELECT column_name, is_missing FROM synth_settings WHERE is_missing;
ALTER TABLE people ADD age integer;
SELECT synth_set('people.age', bounds => '[1, 2]');
SELECT column_name, settings FROM synth_settings WHERE column_name IN ('age', 'contact') ORDER BY column_name;

-- errors, when it is set and not later
SELECT synth_set('people.age', bounds => '[2, 1]');
\echo :SQLSTATE
SELECT synth_set('people.age', bounds => '"high"');
\echo :SQLSTATE
SELECT synth_set('people.age', kind => 'email');
\echo :SQLSTATE
SELECT synth_set('people.blood', kind => 'blood group');
\echo :SQLSTATE
SELECT synth_set('people.blood', text => '{"kind": "email", "colour": "red"}');
\echo :SQLSTATE
SELECT synth_set('people', bounds => '{"height": [1, 2]}');
\echo :SQLSTATE
SELECT synth_set('people', bounds => '[1, 2]');
\echo :SQLSTATE
SELECT synth_set('people', rules => '{"height > 2"}');
\echo :SQLSTATE
SELECT synth_set('people', rules => '{"age"}');
\echo :SQLSTATE
SELECT synth_set('people', method => 'magic');
\echo :SQLSTATE
SELECT synth_set('people', max_rows => 0);
\echo :SQLSTATE
SELECT synth_set('people', kind => 'email');
\echo :SQLSTATE
SELECT synth_set('people', exclude => true);
\echo :SQLSTATE
SELECT synth_set('people.age', public => true);
\echo :SQLSTATE
SELECT synth_set('people.age', skip => true);
\echo :SQLSTATE
SELECT synth_set('people.age', kind => 'email', text => '"email"');
\echo :SQLSTATE
SELECT synth_set('people');
\echo :SQLSTATE
SELECT synth_set('peopel', public => true);
\echo :SQLSTATE
SELECT synth_set('people.agee', exclude => true);
\echo :SQLSTATE
SELECT synth_set('nowhere.people', public => true);
\echo :SQLSTATE
SELECT synth_set('a.b.c.d', public => true);
\echo :SQLSTATE
SELECT synth_set(NULL, public => true);
\echo :SQLSTATE
SELECT synth_set('people', unit => 'nobody', max_rows => 2);
\echo :SQLSTATE
-- nothing of it has been kept
SELECT column_name, settings FROM synth_settings ORDER BY column_name NULLS FIRST;

-- a name that means two things
CREATE SCHEMA people;
CREATE TABLE people.age ();
SELECT synth_set('people.age', exclude => true);
\echo :SQLSTATE
DROP SCHEMA people CASCADE;

-- for owners only; seen by whoever may read the table
CREATE ROLE regress_settings;
GRANT USAGE ON SCHEMA settings_clinic TO regress_settings;
SET ROLE regress_settings;
SELECT synth_set('people.age', exclude => true);
\echo :SQLSTATE
SELECT synth_unset('people');
\echo :SQLSTATE
SELECT count(*) FROM synth_settings;
TABLE synth_setting;
RESET ROLE;
GRANT SELECT (id) ON people TO regress_settings;
SET ROLE regress_settings;
SELECT count(*) > 0 AS seen FROM synth_settings;
RESET ROLE;

SELECT synth_unset('people.age');
SELECT synth_unset('people.age');
SELECT synth_unset('people') > 0 AS unset;
SELECT count(*) FROM synth_settings;
\set VERBOSITY terse
DROP SCHEMA settings_clinic CASCADE;
DROP ROLE regress_settings;
SELECT synth_drop('settings_model');
