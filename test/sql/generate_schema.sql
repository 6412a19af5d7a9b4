-- CALL synth_generate_schema(): every table of a schema, parents first, with
-- every constraint and trigger enabled
SET client_min_messages = warning;
CREATE SCHEMA gs;
CREATE TABLE gs.country (code char(2) PRIMARY KEY, since date NOT NULL);
CREATE TABLE gs.person (
	id serial PRIMARY KEY, country char(2) NOT NULL REFERENCES gs.country, born date NOT NULL,
	seen tstzrange, kind text NOT NULL CHECK (kind IN ('a', 'b')));
CREATE TABLE gs.orders (
	id bigint GENERATED ALWAYS AS IDENTITY (INCREMENT 5), person int NOT NULL REFERENCES gs.person,
	at timestamp NOT NULL, total numeric(8,2) CHECK (total >= 0), PRIMARY KEY (id));
CREATE TABLE gs.line (
	orders bigint NOT NULL REFERENCES gs.orders, no smallint NOT NULL CHECK (no BETWEEN 1 AND 9), amount int NOT NULL,
	PRIMARY KEY (orders, no));
CREATE TABLE gs.note (orders bigint NOT NULL, no smallint NOT NULL, words text, FOREIGN KEY (orders, no) REFERENCES gs.line);
CREATE TABLE gs.tag (id uuid PRIMARY KEY, weight int);
CREATE TABLE gs.order_tag (orders bigint REFERENCES gs.orders, tag uuid REFERENCES gs.tag, PRIMARY KEY (orders, tag));
-- a circle that needs both ends at once: nothing is nullable, nothing deferrable
CREATE TABLE gs.shop (id serial PRIMARY KEY, boss int NOT NULL, size int NOT NULL);
CREATE TABLE gs.staff (
	id serial PRIMARY KEY, shop int NOT NULL REFERENCES gs.shop, age int NOT NULL, mentor int REFERENCES gs.staff);
ALTER TABLE gs.shop ADD FOREIGN KEY (boss) REFERENCES gs.staff;
INSERT INTO gs.country SELECT chr(65 + i) || 'X', DATE '1900-01-01' + i FROM generate_series(0, 9) i;
INSERT INTO gs.person (country, born, seen, kind)
SELECT chr(65 + i % 10) || 'X', DATE '1950-01-01' + i * 17, tstzrange(TIMESTAMPTZ '2020-01-01' + i * INTERVAL '1 day', TIMESTAMPTZ '2021-01-01' + i * INTERVAL '1 day'),
	CASE i % 3 WHEN 0 THEN 'a' ELSE 'b' END FROM generate_series(1, 300) i;
INSERT INTO gs.orders (person, at, total)
SELECT 1 + i % 300, TIMESTAMP '2020-01-01' + i * INTERVAL '1 hour', i % 100 FROM generate_series(1, 900) i;
INSERT INTO gs.line SELECT 1 + 5 * (i / 2), 1 + i % 2, i % 50 FROM generate_series(0, 1799) i;
INSERT INTO gs.note SELECT 1 + 5 * (i / 2), 1 + i % 2, 'n' || i FROM generate_series(0, 1799, 3) i;
INSERT INTO gs.tag SELECT md5(i::text)::uuid, i % 7 FROM generate_series(1, 20) i;
INSERT INTO gs.order_tag SELECT 1 + 5 * i, md5((1 + i % 20)::text)::uuid FROM generate_series(0, 899) i;
WITH s AS (INSERT INTO gs.shop SELECT i, i, i * 10 FROM generate_series(1, 10) i)
INSERT INTO gs.staff SELECT i, 1 + i % 10, 20 + i % 40, nullif(i / 4, 0) FROM generate_series(1, 60) i;
SELECT count(*) FROM synth_fit_schema('gs', private => false, public_tables => '{country}');

-- the target is an empty copy
CREATE SCHEMA gt;
SELECT synth_schema_ddl('gs', 'gt') \gexec
RESET client_min_messages;

-- rows of two tables, with what is said at the end
\set VERBOSITY terse
CALL synth_generate_schema('gs', 'gt', seed => 1, tables => '{country,person}');
SELECT batch - min(batch) OVER () AS batch, part, model, seed, scale, target_name, rows_made, rows_inserted, key_column, key_runs
FROM synth_batches WHERE target_schema = 'gt' ORDER BY 1, 2;
-- what refers to them, later: the rest of the schema, parents read from the target
CALL synth_generate_schema('gs', 'gt', seed => 1, tables => '{gt.tag}', skip => '{gs.person}');
\set VERBOSITY default
SET client_min_messages = warning;
CALL synth_generate_schema('gs', 'gt', seed => 1, skip => '{country,person,tag}');
CREATE VIEW gt_broken AS
SELECT 'line' AS what, count(*) FROM gt.line l LEFT JOIN gt.orders o ON o.id = l.orders WHERE o.id IS NULL
UNION ALL SELECT 'orders', count(*) FROM gt.orders o LEFT JOIN gt.person p ON p.id = o.person WHERE p.id IS NULL
UNION ALL SELECT 'person', count(*) FROM gt.person p LEFT JOIN gt.country c ON c.code = p.country WHERE c.code IS NULL
UNION ALL SELECT 'note', count(*) FROM gt.note n LEFT JOIN gt.line l USING (orders, no) WHERE l.no IS NULL
UNION ALL SELECT 'order_tag', count(*) FROM gt.order_tag x LEFT JOIN gt.orders o ON o.id = x.orders LEFT JOIN gt.tag t ON t.id = x.tag WHERE o.id IS NULL OR t.id IS NULL
UNION ALL SELECT 'shop', count(*) FROM gt.shop s LEFT JOIN gt.staff b ON b.id = s.boss WHERE b.id IS NULL
UNION ALL SELECT 'staff', count(*) FROM gt.staff s LEFT JOIN gt.shop o ON o.id = s.shop LEFT JOIN gt.staff m ON m.id = s.mentor WHERE o.id IS NULL OR (m.id IS NULL AND s.mentor IS NOT NULL);
CREATE VIEW gt_rows AS
SELECT (SELECT count(*) FROM gt.country) AS country, (SELECT count(*) FROM gt.person) AS person,
	(SELECT count(*) FROM gt.orders) AS orders, (SELECT count(*) FROM gt.line) AS line, (SELECT count(*) FROM gt.note) AS note,
	(SELECT count(*) FROM gt.tag) AS tag, (SELECT count(*) FROM gt.order_tag) AS order_tag, (SELECT count(*) FROM gt.shop) AS shop,
	(SELECT count(*) FROM gt.staff) AS staff;
SELECT * FROM gt_broken WHERE count > 0;
SELECT country, person, orders BETWEEN 600 AND 1200 AS orders, line BETWEEN 1200 AND 2400 AS line, note > 100 AS note, tag, order_tag > 300 AS order_tag, shop, staff FROM gt_rows;
-- keys are the sequences' own
INSERT INTO gt.person (country, born, kind) VALUES ('AX', '2000-01-01', 'a');
INSERT INTO gt.orders (person, at) VALUES (1, now());

-- existing rows: an error; append; truncate
CALL synth_generate_schema('gs', 'gt', seed => 2, tables => '{shop,staff}');
\echo :SQLSTATE
CREATE TABLE rows_before AS SELECT * FROM gt_rows;
CALL synth_generate_schema('gs', 'gt', seed => 2, existing => 'append');
SELECT * FROM gt_broken WHERE count > 0;
SELECT n.country - b.country AS country, n.person - b.person AS person, n.tag - b.tag AS tag, n.shop - b.shop AS shop, n.staff - b.staff AS staff
FROM rows_before b, gt_rows n;
CALL synth_generate_schema('gs', 'gt', seed => 3, existing => 'truncate', scale => 3);
SELECT * FROM gt_broken WHERE count > 0;
SELECT country, person, tag, shop, staff, orders BETWEEN 1800 AND 3600 AS orders FROM gt_rows;
CALL synth_generate_schema('gs', 'gt', seed => 3, existing => 'truncate', scale => 0.1);
SELECT * FROM gt_broken WHERE count > 0;
SELECT country, person, tag, shop, staff FROM gt_rows;

-- the same seed makes the same rows, whichever tables are asked for
CREATE TEMP TABLE a AS SELECT * FROM gt.person;
CALL synth_generate_schema('gs', 'gt', seed => 3, existing => 'truncate', scale => 0.1);
SELECT count(*) AS different FROM (SELECT country, born, seen, kind FROM a EXCEPT ALL SELECT country, born, seen, kind FROM gt.person) d;

-- dates move together, but not those of public tables
CREATE TEMP TABLE c AS SELECT country, born, seen, kind FROM gt.person;
CREATE TEMP TABLE o AS SELECT total, at FROM gt.orders;
CALL synth_generate_schema('gs', 'gt', seed => 3, existing => 'truncate', scale => 0.1, shift_dates => '30 days');
SELECT count(*) AS different FROM (SELECT country, born + 30, tstzrange(lower(seen) + INTERVAL '30 days', upper(seen) + INTERVAL '30 days'), kind FROM c
	EXCEPT ALL SELECT country, born, seen, kind FROM gt.person) d;
SELECT count(*) AS different FROM (SELECT total, at + INTERVAL '30 days' FROM o EXCEPT ALL SELECT total, at FROM gt.orders) d;
SELECT min(since), max(since) FROM gt.country;

-- in a transaction, savepoints included
TRUNCATE gt.country, gt.person, gt.orders, gt.line, gt.note, gt.tag, gt.order_tag, gt.shop, gt.staff;
BEGIN;
SAVEPOINT s;
CALL synth_generate_schema('gs', 'gt', seed => 4);
ROLLBACK TO s;
SELECT person, orders, shop FROM gt_rows;
CALL synth_generate_schema('gs', 'gt', seed => 4, tables => '{country,person}');
SELECT country, person FROM gt_rows;
ROLLBACK;
SELECT country, person FROM gt_rows;
SELECT count(*) FROM synth_batches WHERE target_schema = 'gt' AND seed = 4;
DO $$ BEGIN CALL synth_generate_schema('gs', 'gt', seed => 5, tables => '{shop,staff}'); END $$;
SELECT shop, staff FROM gt_rows;

-- partitions, triggers that count, write and skip, row security
CREATE SCHEMA gp;
CREATE TABLE gp.person (id serial PRIMARY KEY, born date NOT NULL, kind text NOT NULL);
CREATE TABLE gp.orders (id bigint GENERATED BY DEFAULT AS IDENTITY, person int NOT NULL REFERENCES gp.person, at timestamp NOT NULL, total numeric(8,2))
	PARTITION BY RANGE (at);
CREATE TABLE gp.orders_early PARTITION OF gp.orders FOR VALUES FROM (MINVALUE) TO ('2020-01-20');
CREATE TABLE gp.orders_late PARTITION OF gp.orders FOR VALUES FROM ('2020-01-20') TO (MAXVALUE);
CREATE TABLE gp.log (what text, n bigint);
CREATE FUNCTION gp.log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO gp.log SELECT TG_TABLE_NAME, count(*) FROM made; RETURN NULL; END $$;
CREATE TRIGGER log AFTER INSERT ON gp.orders REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION gp.log();
CREATE FUNCTION gp.upper() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.kind := upper(NEW.kind); RETURN NEW; END $$;
CREATE TRIGGER upper BEFORE INSERT ON gp.person FOR EACH ROW EXECUTE FUNCTION gp.upper();
CALL synth_generate_schema('gs', 'gp', seed => 1, tables => '{person,orders}');
SELECT (SELECT count(*) FROM gp.orders_early) > 0 AS early, (SELECT count(*) FROM gp.orders_late) > 0 AS late,
	(SELECT count(*) FROM gp.orders) = (SELECT n FROM gp.log) AS logged, (SELECT bool_and(kind IN ('A', 'B')) FROM gp.person) AS upper;
CREATE ROLE gs_writer;
GRANT USAGE ON SCHEMA gp TO gs_writer;
GRANT SELECT, INSERT, TRUNCATE ON ALL TABLES IN SCHEMA gp TO gs_writer;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA gp TO gs_writer;
SELECT synth_grant('gs.person', 'gs_writer'), synth_grant('gs.orders', 'gs_writer');
CREATE POLICY look ON gp.person FOR SELECT TO gs_writer USING (true);
CREATE POLICY only_a ON gp.person FOR INSERT TO gs_writer WITH CHECK (kind IN ('a', 'A'));
ALTER TABLE gp.person ENABLE ROW LEVEL SECURITY;
SET ROLE gs_writer;
\set VERBOSITY terse
CALL synth_generate_schema('gs', 'gp', seed => 1, tables => '{person,orders}', existing => 'append');
\echo :SQLSTATE
RESET ROLE;
ALTER POLICY only_a ON gp.person WITH CHECK (kind IN ('A', 'B'));
SET ROLE gs_writer;
CALL synth_generate_schema('gs', 'gp', seed => 1, tables => '{person,orders}', existing => 'append');
RESET ROLE;
SELECT count(*) FROM gp.person;

-- deferred constraints are tried at the end of the call, and stay deferred
CREATE SCHEMA gd;
CREATE TABLE gd.person (id serial PRIMARY KEY, born date NOT NULL, kind text NOT NULL, UNIQUE (born) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE gd.orders (id serial PRIMARY KEY, person int NOT NULL REFERENCES gd.person DEFERRABLE INITIALLY DEFERRED, at timestamp NOT NULL);
CREATE FUNCTION gd.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no order of 2020 please'; END $$;
CALL synth_generate_schema('gs', 'gd', seed => 1, tables => '{person,orders}');
SELECT count(*) FROM gd.person;
CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON gd.orders DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gd.refuse();
CALL synth_generate_schema('gs', 'gd', seed => 1, tables => '{person,orders}', existing => 'truncate');
\echo :SQLSTATE
SELECT count(*) FROM gd.person;
DROP TRIGGER refuse ON gd.orders;
BEGIN;
CALL synth_generate_schema('gs', 'gd', seed => 1, tables => '{person,orders}', existing => 'truncate');
-- broken for a moment, as deferred constraints allow
UPDATE gd.orders SET person = person + 1000;
UPDATE gd.orders SET person = person - 1000;
COMMIT;
\set VERBOSITY default

DROP VIEW gt_broken, gt_rows;
DROP TABLE rows_before;
SELECT count(synth_drop(name)) FROM synth_models WHERE source_schema = 'gs';
DROP SCHEMA gs, gt, gp, gd CASCADE;
DROP ROLE gs_writer;
