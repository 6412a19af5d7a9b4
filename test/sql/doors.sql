-- the doors beside synth_sample(): synth_probability(), synth_complete() and requests.  Who may pass them, what they
-- refuse before a commit, and that a table of rows is completed from one reading of the model
SET client_min_messages = warning;
CREATE ROLE regress_door_alice;
CREATE ROLE regress_door_mallory;
CREATE SCHEMA door;
GRANT USAGE, CREATE ON SCHEMA door TO PUBLIC;
SET ROLE regress_door_alice;
CREATE TABLE door.secret (sex text NOT NULL CHECK (sex IN ('f', 'm')), age int CHECK (age BETWEEN 0 AND 9), cost int NOT NULL CHECK (cost BETWEEN 0 AND 99));
INSERT INTO door.secret SELECT CASE WHEN i % 3 = 0 THEN 'm' ELSE 'f' END, i % 10, i % 10 * 10 + i % 7 FROM generate_series(1, 2000) i;
SELECT synth_fit('door.secret', model => 'door_noisy', method => 'copula');
SELECT synth_fit('door.secret', model => 'door_tree', private => false);

-- one reading a statement: scans of the table of models, as the transaction counts them
CREATE TABLE door.holes AS SELECT CASE WHEN i % 2 = 0 THEN 'f' END AS sex, NULL::int AS age, i % 100 AS cost FROM generate_series(1, 100000) i;
CREATE FUNCTION door.scans() RETURNS bigint LANGUAGE sql AS 'SELECT seq_scan + coalesce(idx_scan, 0) FROM pg_stat_xact_all_tables WHERE relid = ''synth_model''::regclass';
BEGIN;
SELECT door.scans() AS none \gset
SELECT count(c.age) FROM (SELECT * FROM door.holes LIMIT 1) h, LATERAL synth_complete(h::door.holes, 'door_tree', 1) c;
SELECT door.scans() - :none AS of_one_row \gset
SELECT count(*), count(c.sex) AS sexes, count(c.age) > 99000 AS ages, count(*) FILTER (WHERE c.cost IS DISTINCT FROM h.cost OR h.sex <> c.sex) AS changed
FROM door.holes h, LATERAL synth_complete(h, 'door_tree', 1) c;
SELECT :of_one_row > 0 AS counts, door.scans() - :none - 2 * :of_one_row AS more_for_100000;
COMMIT;

-- attack: look through a door, and roll back.  Also at shares, at a request, and after a savepoint
BEGIN;
SELECT synth_fit('door.secret', model => 'door_look', method => 'copula', epsilon => 0.1);
SAVEPOINT a;
SELECT * FROM synth_probability('door_look', '{"age": 3}');
\echo :SQLSTATE
ROLLBACK TO a;
SELECT c.* FROM door.holes h, LATERAL synth_complete(h, 'door_look') c;
\echo :SQLSTATE
ROLLBACK TO a;
SELECT * FROM synth_sample(NULL::door.secret, 5, 'door_look', balance => '{sex}');
\echo :SQLSTATE
ROLLBACK TO a;
-- what is wrong in a request is not told either
SELECT * FROM synth_sample(NULL::door.secret, 5, 'door_look', '{"age": 77}');
\echo :SQLSTATE
ROLLBACK TO a;
SELECT count(*) FROM synth_sample('door_look', 5, tail => '{"cost": 0.1}');
\echo :SQLSTATE
ROLLBACK;
-- attack: replace a model that a statement has in its cache
BEGIN;
SELECT count(*) FROM (SELECT * FROM door.holes LIMIT 1) h, LATERAL synth_complete(h::door.holes, 'door_noisy', 1) c;
SELECT synth_fit('door.secret', model => 'door_noisy', method => 'copula', epsilon => 0.1, replace => true);
SELECT count(*) FROM (SELECT * FROM door.holes LIMIT 1) h, LATERAL synth_complete(h::door.holes, 'door_noisy', 1) c;
\echo :SQLSTATE
ROLLBACK;
-- not an attack: a model that is not private, at once
BEGIN;
SELECT synth_fit('door.secret', model => 'door_look', private => false);
SELECT probability > 0 AS told FROM synth_probability('door_look', '{"age": 3}');
SELECT count(c.sex) FROM (SELECT * FROM door.holes LIMIT 5) h, LATERAL synth_complete(h::door.holes, 'door_look') c;
ROLLBACK;

-- attack: no grant
SET ROLE regress_door_mallory;
CREATE TABLE door.own (sex text, age int, cost int);
INSERT INTO door.own VALUES (NULL, 3, NULL);
SELECT * FROM synth_probability('door_tree', '{"age": 3}');
\echo :SQLSTATE
SELECT c.* FROM door.own o, LATERAL synth_complete(o, 'door_tree') c;
\echo :SQLSTATE
SELECT * FROM synth_sample('door_tree', 1, given => '{"age": 3}');
\echo :SQLSTATE
SELECT * FROM synth_sample(NULL::door.own, 1, 'door_tree', weights => '{"sex": {"f": 1}}');
\echo :SQLSTATE
CALL synth_generate('door_tree', 'door.own', 1, balance => '{sex}');
\echo :SQLSTATE
-- attack: hide behind a view or a function of somebody who may: rights are those of the caller
SET ROLE regress_door_alice;
CREATE VIEW door.filled AS SELECT c.* FROM (SELECT NULL::text AS sex, 3 AS age, NULL::int AS cost) o, LATERAL synth_complete(ROW(o.sex, o.age, o.cost)::door.holes, 'door_tree', 1) c;
GRANT SELECT ON door.filled TO regress_door_mallory;
SELECT count(cost) FROM door.filled;
SET ROLE regress_door_mallory;
SELECT * FROM door.filled;
\echo :SQLSTATE
-- a grant opens all of them, and its end closes them; also in a prepared statement
PREPARE filled AS SELECT count(c.cost) FROM door.own o, LATERAL synth_complete(o, 'door_tree', 1) c;
SET ROLE regress_door_alice;
SELECT synth_grant('door_tree', 'regress_door_mallory');
SET ROLE regress_door_mallory;
EXECUTE filled;
SELECT probability > 0 AS told FROM synth_probability('door_tree', '{"age": 3}');
SELECT count(*) FROM synth_sample(NULL::door.own, 4, 'door_tree', '{"age": 3}', balance => '{sex}');
SET ROLE regress_door_alice;
SELECT synth_revoke('door_tree', 'regress_door_mallory');
SET ROLE regress_door_mallory;
EXECUTE filled;
\echo :SQLSTATE
RESET ROLE;
DELETE FROM synth_model WHERE source_schema = 'door';
DELETE FROM synth_ledger_entry WHERE source_schema = 'door';
DROP SCHEMA door CASCADE;
DROP ROLE regress_door_alice, regress_door_mallory;
