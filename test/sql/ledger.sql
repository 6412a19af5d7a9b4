-- What fits add up to, for tables that are renamed, swapped, split, viewed.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE SCHEMA ledger_test;
SET search_path = ledger_test, public;
CREATE ROLE regress_ledger_reader;

CREATE TABLE ledger_a (flag boolean NOT NULL, person int);
CREATE TABLE ledger_b (flag boolean NOT NULL);
INSERT INTO ledger_a SELECT i % 2 = 0, i FROM generate_series(1, 100) i;

-- rho adds, epsilon does not: 30 fits at 1 are less than 30
SELECT count(synth_fit('ledger_a', model => 'ledger_a', columns => '{flag}', replace => true)) FROM generate_series(1, 30);
SELECT unit, max_rows, fits, nonprivate_fits, round(rho_spent::numeric, 5) AS rho, round(epsilon::numeric, 3) AS epsilon, delta
FROM synth_ledger WHERE source_name = 'ledger_a';
SELECT round(synth_compose(rho => 30 * 0.0149662, delta => 1e-9)::numeric, 3) AS composed;
SELECT synth_compose(-1, 1e-9);
\echo :SQLSTATE
SELECT synth_compose(1, 0);
\echo :SQLSTATE

-- one account per unit
SELECT synth_fit('ledger_a', model => 'ledger_a', columns => '{flag}', unit => 'person', max_rows => 2, replace => true);
SELECT unit, max_rows, fits, round(epsilon::numeric, 3) AS epsilon FROM synth_ledger WHERE source_name = 'ledger_a' ORDER BY unit;

-- a rename moves the account, a table that swaps names keeps its own
SELECT synth_fit('ledger_b', replace => true);
ALTER TABLE ledger_a RENAME TO ledger_x;
ALTER TABLE ledger_b RENAME TO ledger_a;
ALTER TABLE ledger_x RENAME TO ledger_b;
SELECT source_name, unit, fits FROM synth_ledger WHERE source_schema = 'ledger_test' ORDER BY 1, 2;
SELECT synth_fit('ledger_a', replace => true);
SELECT synth_fit('ledger_b', columns => '{flag}', replace => true);
SELECT source_name, unit, fits FROM synth_ledger_entry WHERE source_schema = 'ledger_test' ORDER BY 1, 2;
SELECT spent_unit, fits FROM synth_budget('ledger_a');
SELECT spent_unit, fits FROM synth_budget('ledger_b') ORDER BY 1;

-- a table that is dropped and made again is the same account
DROP TABLE ledger_a;
SELECT source_name, is_missing, fits FROM synth_ledger WHERE source_schema = 'ledger_test' ORDER BY 1, unit;
CREATE TABLE ledger_a (flag boolean NOT NULL);
SELECT synth_fit('ledger_a', replace => true);
SELECT source_name, unit, fits FROM synth_ledger_entry WHERE source_schema = 'ledger_test' ORDER BY 1, 2;

-- a table that takes a dropped one's name takes its account, too
DROP TABLE ledger_a;
ALTER TABLE ledger_b RENAME TO ledger_a;
SELECT synth_fit('ledger_a', columns => '{flag}', replace => true);
SELECT source_name, unit, fits, round(epsilon::numeric, 3) AS epsilon FROM synth_ledger WHERE source_schema = 'ledger_test' ORDER BY 1, 2;

-- rows as after a restore: their OIDs belong to another database, names count
UPDATE synth_ledger_entry SET origin = '0/0', source_oid = 'pg_class'::regclass WHERE source_schema = 'ledger_test';
SELECT spent_unit, fits FROM synth_budget('ledger_a') ORDER BY 1;
SELECT synth_fit('ledger_a', columns => '{flag}', replace => true);
SELECT unit, fits, origin = synth_origin() AS is_ours, source_oid = 'ledger_a'::regclass AS is_table FROM synth_ledger_entry
WHERE source_schema = 'ledger_test' ORDER BY 1;
-- and from then on a rename is followed, at every unit
ALTER TABLE ledger_a RENAME TO ledger_c;
SELECT spent_unit, fits FROM synth_budget('ledger_c') ORDER BY 1;
ALTER TABLE ledger_c RENAME TO ledger_a;
-- a template or a restore in which the OID is another table's
CREATE TABLE ledger_other (flag boolean NOT NULL);
UPDATE synth_ledger_entry SET origin = '0/0', source_oid = 'ledger_other'::regclass WHERE source_schema = 'ledger_test';
SELECT spent_unit, fits FROM synth_budget('ledger_other');

-- fits without privacy void the total, at every unit
SELECT synth_fit('ledger_a', private => false, method => 'marginal', replace => true);
SELECT unit, fits, nonprivate_fits, epsilon FROM synth_ledger WHERE source_name = 'ledger_a' ORDER BY unit;
SELECT spent_unit, spent FROM synth_budget('ledger_a') ORDER BY 1;

-- partitions charge their root
CREATE TABLE ledger_parted (part int NOT NULL, flag boolean NOT NULL) PARTITION BY LIST (part);
CREATE TABLE ledger_part1 PARTITION OF ledger_parted FOR VALUES IN (1) PARTITION BY LIST (flag);
CREATE TABLE ledger_part1t PARTITION OF ledger_part1 FOR VALUES IN (true);
SELECT synth_fit('ledger_part1t', columns => '{flag}');
SELECT synth_fit('ledger_parted', columns => '{flag}');
SELECT source_name, fits FROM synth_ledger WHERE source_name LIKE 'ledger_part%';

-- a table that becomes a part brings what was spent on it
CREATE TABLE ledger_part2 (part int NOT NULL, flag boolean NOT NULL);
SELECT synth_fit('ledger_part2', columns => '{flag}');
ALTER TABLE ledger_parted ATTACH PARTITION ledger_part2 FOR VALUES IN (2);
SELECT source_table, fits, spent > synth_compose(2 * 0.0144, 1e-9) AS counts_three FROM synth_budget('ledger_part2');
SELECT source_table, budget, remaining FROM synth_budget('ledger_parted', epsilon => 1.6);
SELECT synth_fit('ledger_part2', columns => '{flag}', replace => true);
\echo :SQLSTATE
SELECT budget FROM synth_budget('ledger_parted', epsilon => 'Infinity');

-- temporary tables are told apart by more than their names
CREATE TEMP TABLE ledger_temp (flag boolean NOT NULL);
SELECT synth_fit('ledger_temp');
DROP TABLE ledger_temp;
CREATE TEMP TABLE ledger_temp (flag boolean NOT NULL);
SELECT fits FROM synth_budget('ledger_temp');
SELECT synth_fit('ledger_temp', replace => true);
SELECT source_name, fits FROM synth_ledger WHERE source_name = 'ledger_temp';
SELECT synth_drop('ledger_temp');
DROP TABLE ledger_temp;

-- a view of two tables charges both, in one transaction or none
CREATE VIEW ledger_join AS SELECT p.flag, o.flag AS other FROM ledger_parted p JOIN ledger_other o USING (flag);
SELECT synth_fit('ledger_join', unit => 'result row');
SELECT source_name, unit, fits FROM synth_ledger WHERE source_name IN ('ledger_parted', 'ledger_other') ORDER BY 1, 2;
SELECT budget FROM synth_budget('ledger_other', epsilon => 0.5, unit => 'result row');
SELECT synth_fit('ledger_join', unit => 'result row', replace => true);
\echo :SQLSTATE
SELECT source_name, unit, fits FROM synth_ledger WHERE source_name IN ('ledger_parted', 'ledger_other') ORDER BY 1, 2;

-- who sees the ledger: whoever may read the table
SET ROLE regress_ledger_reader;
SELECT count(*) FROM synth_ledger WHERE source_schema = 'ledger_test';
RESET ROLE;
GRANT SELECT ON ledger_a TO regress_ledger_reader;
SET ROLE regress_ledger_reader;
SELECT source_name, unit FROM synth_ledger WHERE source_schema = 'ledger_test' ORDER BY 2;
RESET ROLE;

-- refused where nothing may be written
BEGIN READ ONLY;
SELECT synth_fit('ledger_a', model => 'ledger_ro');
\echo :SQLSTATE
ROLLBACK;

SELECT count(synth_drop(name)) > 0 AS dropped FROM synth_models WHERE source_schema = 'ledger_test';
DROP SCHEMA ledger_test CASCADE;
DELETE FROM synth_ledger_entry WHERE source_schema IN ('ledger_test', 'pg_temp');
DELETE FROM synth_source_policy WHERE source_schema = 'ledger_test';
DROP ROLE regress_ledger_reader;
