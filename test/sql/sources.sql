-- tables, partitioned tables, inheritance, views, materialised views, foreign tables, row security
CREATE SCHEMA sources;
SET search_path = sources, public;
SET client_min_messages = warning;
CREATE TABLE plain (kind text, amount int);
INSERT INTO plain SELECT CASE WHEN i % 4 = 0 THEN 'a' ELSE 'b' END, i % 10 FROM generate_series(1, 400) i;

CREATE TABLE parted (kind text, amount int) PARTITION BY LIST (kind);
CREATE TABLE part_a PARTITION OF parted FOR VALUES IN ('a');
-- attribute numbers of this partition differ
CREATE TABLE part_b (gone text, amount int, kind text);
ALTER TABLE part_b DROP COLUMN gone;
ALTER TABLE parted ATTACH PARTITION part_b FOR VALUES IN ('b');
INSERT INTO parted SELECT * FROM plain;

CREATE TABLE parent (kind text, amount int);
CREATE TABLE child (more text) INHERITS (parent);
INSERT INTO parent SELECT * FROM plain WHERE kind = 'a';
INSERT INTO child SELECT *, 'more' FROM plain WHERE kind = 'b';

CREATE VIEW projection AS SELECT amount, kind FROM plain WHERE amount >= 0;
CREATE MATERIALIZED VIEW copied AS SELECT * FROM plain;
CREATE MATERIALIZED VIEW unfilled AS SELECT * FROM plain WITH NO DATA;
CREATE VIEW joined AS SELECT p.kind, q.amount FROM plain p JOIN plain q USING (kind, amount) WHERE p.amount < 5;
CREATE VIEW nothing AS SELECT * FROM plain WHERE false;

-- each gives the same shares as the table
SELECT synth_fit(s::regclass, model => 'from ' || s, private => false, method => 'independent')
FROM unnest(ARRAY['plain', 'parted', 'parent', 'projection', 'copied']) AS s;
SELECT s, j ->> 'kind' AS kind, count(*)
FROM unnest(ARRAY['plain', 'parted', 'parent', 'projection', 'copied']) AS s,
	synth_sample('from ' || s, 400, seed => 1) AS j GROUP BY 1, 2 ORDER BY 1, 2;
-- a partition on its own, and a table without its children
SELECT synth_fit('part_b', private => false, method => 'marginal');
SELECT j ->> 'kind' AS kind, count(*) FROM synth_sample('part_b', 10, seed => 1) AS j GROUP BY 1;

-- private fits: projections at row level, other views at result row level only
SELECT synth_fit('projection');
SELECT synth_fit('joined');
\echo :SQLSTATE
SELECT synth_fit('joined', unit => 'result row');
SELECT synth_fit('nothing');
SELECT synth_fit('unfilled');
\echo :SQLSTATE

-- all of them charge the table itself
SELECT source_name, unit, fits FROM synth_ledger WHERE source_schema = 'sources' ORDER BY source_name COLLATE "C", unit COLLATE "C";

-- a foreign table
CREATE EXTENSION file_fdw;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE far (kind text, amount int) SERVER files
	OPTIONS (program 'for i in 1 2 3 4 5 6 7 8 9 10; do echo a,$i; echo b,$i; echo b,$i; echo b,$i; done', format 'csv');
SELECT synth_fit('far');
\echo :SQLSTATE
SELECT synth_fit('far', unit => 'result row');
SELECT synth_fit('far', model => 'exact far', private => false, method => 'independent');
SELECT j ->> 'kind' AS kind, count(*) FROM synth_sample('exact far', 40, seed => 1) AS j GROUP BY 1 ORDER BY 1;

-- row security: only what the role may see is read
CREATE ROLE regress_synth_reader;
GRANT USAGE, CREATE ON SCHEMA sources TO regress_synth_reader;
CREATE TABLE guarded (kind text, amount int);
INSERT INTO guarded SELECT * FROM plain;
ALTER TABLE guarded OWNER TO regress_synth_reader;
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY only_b ON guarded USING (kind = 'b');
SET ROLE regress_synth_reader;
SELECT synth_fit('guarded');
\echo :SQLSTATE
SELECT synth_fit('guarded', model => 'exact guarded', unit => 'result row', private => false, method => 'marginal');
SELECT j ->> 'kind' AS kind, count(*) FROM synth_sample('exact guarded', 100, seed => 1) AS j GROUP BY 1;
RESET ROLE;

SELECT count(synth_drop(name)) > 5 AS dropped FROM synth_models WHERE source_schema = 'sources';
DROP SCHEMA sources CASCADE;
DROP OWNED BY regress_synth_reader;
DROP ROLE regress_synth_reader;
