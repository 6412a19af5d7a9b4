-- The owner's word: synth_policy and synth_budget, good and bad input.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE ROLE regress_policy_owner;
CREATE ROLE regress_policy_analyst;
CREATE ROLE regress_policy_group;
GRANT regress_policy_group TO regress_policy_analyst;
CREATE SCHEMA policy_test;
GRANT USAGE, CREATE ON SCHEMA policy_test TO PUBLIC;
SET search_path = policy_test, public;
SET ROLE regress_policy_owner;
CREATE TABLE policy_t (flag boolean NOT NULL, person int);
GRANT SELECT ON policy_t TO regress_policy_group;

-- nothing laid down yet
SELECT * FROM synth_policy('policy_t');
SELECT * FROM synth_budget('policy_t');

-- what is left out stays as it is
SELECT * FROM synth_policy('policy_t', roles => '{regress_policy_group}');
SELECT * FROM synth_policy('policy_t', epsilon => 3);
SELECT * FROM synth_policy('policy_t', delta => 1e-7);
SELECT * FROM synth_policy('policy_t', nonprivate => true);
SELECT * FROM synth_policy('policy_t', unit => 'person');
SELECT * FROM synth_policy('policy_t');
SELECT * FROM synth_budget('policy_t');
SELECT * FROM synth_budget('policy_t', epsilon => 1);
SELECT * FROM synth_policy('policy_t');

-- another connection's analyst, through a group
SET ROLE regress_policy_analyst;
SELECT synth_fit('policy_t', model => 'policy_m', columns => '{flag}');
\echo :SQLSTATE
SELECT synth_fit('policy_t', model => 'policy_m', columns => '{flag}', unit => 'person', max_rows => 1);
SELECT fits, spent, budget, remaining FROM synth_budget('policy_t');
SELECT synth_fit('policy_t', model => 'policy_m2', columns => '{flag}', unit => 'person', max_rows => 1, epsilon => 0.001);
\echo :SQLSTATE
-- the whole budget can be spent, to the last fit
SET ROLE regress_policy_owner;
SELECT remaining FROM synth_budget('policy_t', epsilon => 2);
SET ROLE regress_policy_analyst;
SELECT synth_fit('policy_t', model => 'policy_m2', columns => '{flag}', unit => 'person', max_rows => 1,
	epsilon => (SELECT remaining FROM synth_budget('policy_t')));
SELECT fits, spent, budget, remaining < 0.01 AS used_up FROM synth_budget('policy_t');

-- nonprivate is the owner's word too, but no fit without privacy under a budget
SELECT synth_fit('policy_t', model => 'policy_n', columns => '{flag}', private => false, method => 'marginal');
\echo :SQLSTATE
SET ROLE regress_policy_owner;
SELECT budget, fit_unit FROM synth_policy('policy_t', epsilon => 'Infinity');
SET ROLE regress_policy_analyst;
SELECT synth_fit('policy_t', model => 'policy_n', columns => '{flag}', private => false, method => 'marginal');

-- taken back
SET ROLE regress_policy_owner;
SELECT * FROM synth_policy('policy_t', reset => true);
SET ROLE regress_policy_analyst;
SELECT synth_fit('policy_t', model => 'policy_m3', columns => '{flag}');
\echo :SQLSTATE
SELECT * FROM synth_budget('policy_t');
\echo :SQLSTATE

-- a budget over what is on record says what it does not cover
SET ROLE regress_policy_owner;
SELECT fits, nonprivate_fits, spent, budget FROM synth_budget('policy_t', epsilon => 5) ORDER BY spent_unit;
-- delta is a budget, too
SELECT budget_delta FROM synth_budget('policy_t', epsilon => 5, delta => 1e-10) WHERE budget IS NOT NULL;
SELECT synth_fit('policy_t', model => 'policy_m3', columns => '{flag}');
\echo :SQLSTATE

-- bad input
SELECT synth_policy(NULL);
\echo :SQLSTATE
SELECT synth_policy('policy_none');
\echo :SQLSTATE
SELECT synth_policy(0);
\echo :SQLSTATE
SELECT synth_policy('policy_t', epsilon => 0);
\echo :SQLSTATE
SELECT synth_policy('policy_t', epsilon => -1);
\echo :SQLSTATE
SELECT synth_policy('policy_t', epsilon => 'NaN');
\echo :SQLSTATE
SELECT synth_budget('policy_t', delta => 0);
\echo :SQLSTATE
SELECT synth_budget('policy_t', delta => 1);
\echo :SQLSTATE
SELECT synth_budget('policy_t', delta => 'NaN');
\echo :SQLSTATE
SELECT synth_policy('policy_t', unit => 'flags');
\echo :SQLSTATE
SELECT synth_policy('policy_t', roles => '{regress_policy_nobody}');
\echo :SQLSTATE
SELECT synth_policy('policy_t', roles => '{NULL}');
\echo :SQLSTATE
SELECT synth_policy('policy_t', roles => '{{a},{b}}');
\echo :SQLSTATE
SELECT synth_budget(NULL);
\echo :SQLSTATE
CREATE VIEW policy_v AS SELECT flag FROM policy_t;
SELECT synth_policy('policy_v', epsilon => 1);
\echo :SQLSTATE
SELECT synth_budget('policy_v', epsilon => 1);
\echo :SQLSTATE
SELECT fits, nonprivate_fits FROM synth_budget('policy_v') ORDER BY spent_unit;
CREATE INDEX policy_i ON policy_t (flag);
SELECT synth_policy('policy_i', epsilon => 1);
\echo :SQLSTATE
BEGIN READ ONLY;
SELECT synth_policy('policy_t', epsilon => 1);
\echo :SQLSTATE
ROLLBACK;

-- limits follow a rename, and a table that takes the name has none of them
ALTER TABLE policy_t RENAME TO policy_old;
CREATE TABLE policy_t (flag boolean NOT NULL);
SELECT budget, in_force FROM synth_policy('policy_old');
SELECT budget, in_force FROM synth_policy('policy_t');
SELECT budget, in_force FROM synth_policy('policy_t', epsilon => 7);
RESET ROLE;
SELECT source_name, epsilon FROM synth_source_policy WHERE source_schema = 'policy_test' ORDER BY 1;

DELETE FROM synth_model WHERE source_schema = 'policy_test';
DROP SCHEMA policy_test CASCADE;
DELETE FROM synth_ledger_entry WHERE source_schema = 'policy_test';
DELETE FROM synth_source_policy WHERE source_schema = 'policy_test';
DROP ROLE regress_policy_owner, regress_policy_analyst, regress_policy_group;
