-- A table that refers to itself by a key of which one column is the same on
-- both sides, and that no other foreign key sets; types and collations of keys
-- that differ from those of the columns that refer to them.
SET client_min_messages = warning;
CREATE SCHEMA self_a;
CREATE SCHEMA self_b;
SET search_path = self_a, public;
CREATE TABLE node (tenant text NOT NULL, id serial, up integer, PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, up) REFERENCES node (tenant, id));
INSERT INTO node SELECT 't' || i % 3, i, CASE WHEN i >= 9 THEN i - 9 END FROM generate_series(0, 120) i;
CREATE TABLE strict (tenant integer NOT NULL, id serial, up integer NOT NULL, PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, up) REFERENCES strict (tenant, id));
INSERT INTO strict SELECT i % 3, i, CASE WHEN i < 9 THEN i ELSE i - 9 END FROM generate_series(0, 120) i;
-- types that have no order make no contexts; 'a' and 'a  ' are one parent
CREATE TABLE parent (k char(5) PRIMARY KEY, kind text NOT NULL, nm text COLLATE "POSIX", ts timestamptz NOT NULL UNIQUE, pt point, js json);
INSERT INTO parent SELECT 'a' || i, 'l' || i % 3, 'n' || i % 4, timestamptz '2020-01-01 UTC' + i * interval '1h', point(i % 3, 1), '{}'
	FROM generate_series(1, 90) i;
CREATE TABLE child (id integer PRIMARY KEY, k varchar(8) NOT NULL REFERENCES parent, nm text COLLATE "C", ts timestamp REFERENCES parent (ts));
SET timezone = 'UTC';
INSERT INTO child SELECT i, 'a' || 1 + i % 45 || CASE WHEN i % 2 = 0 THEN '  ' ELSE '' END, 'n' || (1 + i % 45) % 4,
	timestamp '2020-01-01' + (1 + i % 90) * interval '1h' FROM generate_series(1, 900) i;
-- a user's types in the copy of the schema
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TYPE address AS (street text, number integer);
CREATE DOMAIN home AS address;
CREATE TABLE typed (id integer PRIMARY KEY, moods mood[], addr address, lives home);
INSERT INTO typed SELECT i, ARRAY['sad', 'glad']::mood[], ROW('High St', i % 2)::address, ROW('Low St', 1)::address FROM generate_series(1, 60) i;
SET client_min_messages = warning;
\set ECHO none
SELECT synth_schema_ddl('self_a', 'self_b') \gexec
\set ECHO all
SELECT table_name, role FROM synth_fit_schema('self_a', private => false);
-- a parent's number of children is one, whatever its children's spelling
SELECT item, detail FROM synth_describe('self_a.parent') WHERE item = 'rows';
CALL synth_generate_schema('self_a', 'self_b', seed => 1);
CREATE VIEW self_b.broken AS
	SELECT 'node' AS what FROM self_b.node c LEFT JOIN self_b.node p ON p.tenant = c.tenant AND p.id = c.up WHERE c.up IS NOT NULL AND p.id IS NULL
	UNION ALL SELECT 'strict' FROM self_b.strict c LEFT JOIN self_b.strict p ON p.tenant = c.tenant AND p.id = c.up WHERE p.id IS NULL
	UNION ALL SELECT 'child' FROM self_b.child c LEFT JOIN self_b.parent p USING (k) WHERE p.k IS NULL;
SELECT * FROM self_b.broken;
SELECT (SELECT count(*) FROM self_b.node) AS node, (SELECT count(*) FROM self_b.node WHERE up IS NULL) > 0 AS roots,
	(SELECT count(*) FROM self_b.strict) AS strict, (SELECT count(*) FROM self_b.parent) AS parent,
	(SELECT count(*) FROM self_b.child) AS child, (SELECT count(*) FROM self_b.typed WHERE (lives).street = 'Low St') AS typed;
CALL synth_generate_schema('self_a', 'self_b', scale => 3, seed => 2, existing => 'append');
SELECT * FROM self_b.broken;
SELECT count(*) FROM synth_fit_schema('self_a', epsilon => 3, unit => 'parent', max_rows => '20', replace => true);
CALL synth_generate_schema('self_a', 'self_b', seed => 3, existing => 'truncate');
SELECT * FROM self_b.broken;
SET search_path = public;
SELECT count(synth_drop(name)) FROM synth_models WHERE name LIKE 'self\_a.%';
DROP SCHEMA self_a, self_b CASCADE;
RESET timezone;
RESET client_min_messages;
