-- synth_undo(): a batch is deleted by its keys, or refused
SET client_min_messages = warning;
CREATE SCHEMA us;
CREATE TABLE us.land (code char(2) PRIMARY KEY, name text);
CREATE TABLE us.person (id int PRIMARY KEY, land char(2) REFERENCES us.land, born date NOT NULL);
CREATE TABLE us.orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person int NOT NULL REFERENCES us.person, total int NOT NULL);
CREATE TABLE us.tag (id uuid PRIMARY KEY, size int NOT NULL);
CREATE TABLE us.order_tag (orders bigint REFERENCES us.orders, tag uuid REFERENCES us.tag, PRIMARY KEY (orders, tag));
CREATE TABLE us.place (code text PRIMARY KEY, size int NOT NULL);
CREATE TABLE us.shop (id int PRIMARY KEY, boss int NOT NULL);
CREATE TABLE us.staff (id int PRIMARY KEY, shop int NOT NULL REFERENCES us.shop ON DELETE RESTRICT, mentor int REFERENCES us.staff);
ALTER TABLE us.shop ADD FOREIGN KEY (boss) REFERENCES us.staff ON DELETE RESTRICT;
CREATE TABLE us.measure (at timestamp NOT NULL, v int NOT NULL);
INSERT INTO us.land VALUES ('DE', 'Germany'), ('FR', 'France');
INSERT INTO us.person SELECT i, CASE WHEN i % 2 = 0 THEN 'DE' ELSE 'FR' END, DATE '1950-01-01' + i FROM generate_series(1, 100) i;
INSERT INTO us.orders (person, total) SELECT 1 + i % 100, i FROM generate_series(1, 200) i;
INSERT INTO us.tag SELECT md5(i::text)::uuid, i FROM generate_series(1, 10) i;
INSERT INTO us.order_tag SELECT i, md5((1 + i % 10)::text)::uuid FROM generate_series(1, 200) i;
INSERT INTO us.place SELECT 'P' || i, i FROM generate_series(1, 20) i;
WITH s AS (INSERT INTO us.shop SELECT i, i FROM generate_series(1, 5) i) INSERT INTO us.staff SELECT i, 1 + i % 5, nullif(i - 1, 0) FROM generate_series(1, 20) i;
INSERT INTO us.measure SELECT TIMESTAMP '2020-01-01' + i * INTERVAL '1 minute', i % 40 FROM generate_series(1, 50) i;
SELECT count(*) FROM synth_fit_schema('us', private => false, public_tables => '{land}');
SELECT synth_fit('us.place', private => false, model => 'us_place', text => '{"code": "key"}');
CREATE SCHEMA ut;
SELECT synth_schema_ddl('us', 'ut') \gexec
CREATE VIEW ut_rows AS
SELECT (SELECT count(*) FROM ut.land) AS land, (SELECT count(*) FROM ut.person) AS person, (SELECT count(*) FROM ut.orders) > 0 AS orders,
	(SELECT count(*) FROM ut.tag) AS tag, (SELECT count(*) FROM ut.order_tag) > 0 AS order_tag, (SELECT count(*) FROM ut.place) AS place,
	(SELECT count(*) FROM ut.shop) AS shop, (SELECT count(*) FROM ut.staff) AS staff, (SELECT count(*) FROM ut.measure) AS measure;
CREATE VIEW last_batch AS SELECT max(batch) AS batch FROM synth_batches;
\set VERBOSITY terse

-- a whole schema: serial keys, uuids, links without a key, a circle with ON DELETE RESTRICT, public rows
CALL synth_generate_schema('us', 'ut', seed => 1, skip => '{measure,place}');
SELECT * FROM ut_rows;
SELECT batch AS first FROM last_batch \gset
CALL synth_generate_schema('us', 'ut', seed => 2, skip => '{measure,place}', existing => 'append');
SELECT batch AS second FROM last_batch \gset
SELECT person, tag, shop, staff FROM ut_rows;
SELECT synth_undo(:second) > 250 AS many;
SELECT * FROM ut_rows;
SELECT synth_undo(:second);
\echo :SQLSTATE
SELECT synth_undo(:first) > 250 AS many;
SELECT * FROM ut_rows;
SELECT DISTINCT batch = :first AS first, undone IS NOT NULL AS undone FROM synth_batches WHERE batch IN (:first, :second) ORDER BY 1;

-- rows of others between those of the batch stay
CREATE SEQUENCE ut.gap INCREMENT 3;
CREATE TABLE ut.gaps (id int PRIMARY KEY DEFAULT nextval('ut.gap'), person int, total int);
CALL synth_generate('us.orders', 'ut.gaps', 20, seed => 1);
SELECT batch AS gaps FROM last_batch \gset
INSERT INTO ut.gaps VALUES (2), (3), (60), (61);
SELECT rows_inserted, first_key, last_key, key_column FROM synth_batches WHERE batch = :gaps;
SELECT synth_undo(:gaps);
SELECT array_agg(id ORDER BY id) FROM ut.gaps;
-- text keys, made again from their numbers; not where others were skipped
CALL synth_generate('us_place', 'ut.place', 20, seed => 1);
SELECT batch AS places FROM last_batch \gset
INSERT INTO ut.place VALUES ('mine', 1);
SELECT synth_undo(:places);
SELECT code FROM ut.place;
SELECT first_key AS taken FROM synth_batches WHERE batch = :places \gset
CALL synth_generate('us_place', 'ut.place', 1, seed => 1);
CALL synth_generate('us_place', 'ut.place', 20, seed => 1);
SELECT batch AS places FROM last_batch \gset
SELECT synth_undo(:places);
\echo :SQLSTATE
SELECT count(*) FROM ut.place;

-- refused, and nothing deleted: rows without a key,
CALL synth_generate_schema('us', 'ut', seed => 1, tables => '{measure}');
SELECT batch AS measures FROM last_batch \gset
SELECT synth_undo(:measures);
\echo :SQLSTATE
-- some gone,
TRUNCATE ut.land, ut.person, ut.orders, ut.order_tag, ut.tag;
CALL synth_generate_schema('us', 'ut', seed => 3, tables => '{land,person,orders,tag,order_tag}');
SELECT batch AS third FROM last_batch \gset
BEGIN;
DELETE FROM ut.order_tag WHERE orders = (SELECT min(orders) FROM ut.order_tag);
SELECT synth_undo(:third);
\echo :SQLSTATE
ROLLBACK;
-- rows of others that refer to them, be it with ON DELETE CASCADE,
CREATE TABLE ut.visit (person int REFERENCES ut.person ON DELETE CASCADE);
INSERT INTO ut.visit SELECT min(id) FROM ut.person;
SELECT synth_undo(:third);
\echo :SQLSTATE
DELETE FROM ut.visit;
INSERT INTO ut.orders (person, total) SELECT min(id), 7 FROM ut.person;
SELECT synth_undo(:third);
\echo :SQLSTATE
DELETE FROM ut.orders WHERE id = (SELECT max(id) FROM ut.orders);
-- rows that a trigger keeps,
CREATE FUNCTION ut.keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN CASE WHEN OLD.size > 9 THEN NULL ELSE OLD END; END $$;
CREATE TRIGGER keep BEFORE DELETE ON ut.tag FOR EACH ROW EXECUTE FUNCTION ut.keep();
UPDATE ut.tag SET size = 10 WHERE id = (SELECT id FROM ut.tag ORDER BY id LIMIT 1);
SELECT synth_undo(:third);
\echo :SQLSTATE
DROP TRIGGER keep ON ut.tag;
-- batches of others, batches that are none, missing rights
CREATE ROLE ut_writer;
GRANT USAGE ON SCHEMA ut TO ut_writer;
SET ROLE ut_writer;
SELECT synth_undo(:third);
\echo :SQLSTATE
RESET ROLE;
SELECT synth_undo(-1);
\echo :SQLSTATE
SELECT synth_undo(NULL) IS NULL AS nothing;
SELECT synth_grant('us.person', 'ut_writer');
GRANT INSERT, SELECT (id) ON ut.person TO ut_writer;
GRANT SELECT ON ut.land TO ut_writer;
SET ROLE ut_writer;
CALL synth_generate('us.person', 'ut.person', 5, seed => 9);
SELECT max(batch) AS written FROM synth_batches \gset
SELECT synth_undo(:written);
\echo :SQLSTATE
RESET ROLE;
SELECT synth_undo(:written);
-- in a transaction that is rolled back, it was not undone; and then it is
BEGIN;
SELECT synth_undo(:third) > 100 AS many;
ROLLBACK;
SELECT land, person FROM ut_rows;
SELECT synth_undo(:third) > 100 AS many;
SELECT land, person, orders, tag, order_tag FROM ut_rows;
-- a table that has gone
CALL synth_generate('us.person', 'ut.person', 5, seed => 9);
SELECT batch AS gone FROM last_batch \gset
ALTER TABLE ut.person RENAME TO people;
SELECT synth_undo(:gone);
\echo :SQLSTATE
ALTER TABLE ut.people RENAME TO person;
BEGIN READ ONLY;
SELECT synth_undo(:gone);
\echo :SQLSTATE
ROLLBACK;

DROP VIEW ut_rows, last_batch;
SELECT count(synth_drop(name)) FROM synth_models WHERE source_schema = 'us';
DROP SCHEMA us, ut CASCADE;
DROP ROLE ut_writer;
