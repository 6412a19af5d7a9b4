-- References of made rows: real parents of the target, as many children as the model has seen, unique keys kept.
-- All fits are without privacy and all seeds are given, so that numbers are the same everywhere.
SET client_min_messages = warning;
CREATE SCHEMA fk;
CREATE SCHEMA fk2;
SET search_path = fk, public;

-- a clinic's orders: a table of parents, children with a skewed number of them, a self reference
CREATE TABLE customer (id serial PRIMARY KEY, segment text NOT NULL);
CREATE TABLE orders (
	id serial PRIMARY KEY,
	customer_id int NOT NULL REFERENCES customer,
	amount int NOT NULL,
	refund_of int REFERENCES orders
);
CREATE TABLE item (code text PRIMARY KEY, price int NOT NULL);
-- keys: references alone, a reference and an attribute, a 1:1 relation
CREATE TABLE order_item (order_id int REFERENCES orders, item_code text REFERENCES item, qty int, PRIMARY KEY (order_id, item_code));
CREATE TABLE order_step (order_id int REFERENCES orders, step smallint CHECK (step BETWEEN 1 AND 6), note text, PRIMARY KEY (order_id, step));
CREATE TABLE passport (customer_id int PRIMARY KEY REFERENCES customer, issued date NOT NULL);
-- composite keys: MATCH FULL, and columns that two keys share
CREATE TABLE site (region text, no int, PRIMARY KEY (region, no));
CREATE TABLE device (region text NOT NULL, no int, site_no int NOT NULL, PRIMARY KEY (region, no), FOREIGN KEY (region, site_no) REFERENCES site);
CREATE TABLE reading (
	id int PRIMARY KEY,
	region text NOT NULL,
	site_no int NOT NULL,
	device_no int,
	value int,
	FOREIGN KEY (region, site_no) REFERENCES site,
	FOREIGN KEY (region, device_no) REFERENCES device
);
CREATE TABLE visit (id int PRIMARY KEY, region text, site_no int, FOREIGN KEY (region, site_no) REFERENCES site MATCH FULL);

INSERT INTO customer (segment) SELECT 's' || i % 3 FROM generate_series(1, 200) i;
INSERT INTO orders (customer_id, amount) SELECT 1 + (i * i) % 60, i % 50 FROM generate_series(1, 600) i;
UPDATE orders SET refund_of = id / 2 WHERE id % 3 = 0;
INSERT INTO item SELECT 'item' || i, i FROM generate_series(1, 12) i;
INSERT INTO order_item SELECT o, 'item' || 1 + (o * k) % 12, k FROM generate_series(1, 500) o, generate_series(1, 2) k ON CONFLICT DO NOTHING;
INSERT INTO order_step SELECT o, k, 'n' || k FROM generate_series(1, 300) o, generate_series(1, 1 + o % 4) k;
INSERT INTO passport SELECT id, date '2020-01-01' + id FROM customer WHERE id % 2 = 0;
INSERT INTO site SELECT 'r' || i % 4, i FROM generate_series(1, 40) i;
INSERT INTO device SELECT region, 100 * no + k, no FROM site, generate_series(1, 3) k;
INSERT INTO reading SELECT row_number() OVER (), d.region, s.no, CASE WHEN d.no % 3 > 0 THEN d.no END, s.no % 7
	FROM device d JOIN site s ON s.region = d.region AND (s.no + d.no) % 3 = 0;
INSERT INTO visit SELECT i, CASE WHEN i % 4 > 0 THEN 'r' || i % 4 END, CASE WHEN i % 4 > 0 THEN i END FROM generate_series(1, 40) i;
INSERT INTO visit SELECT 100 + id, region, site_no FROM visit;

SELECT count(synth_fit(format('fk.%I', t)::regclass, private => false))
FROM unnest('{customer,orders,item,order_item,order_step,passport,site,device,reading,visit}'::text[]) t;

-- an empty copy; keys of other sequences than the source's
\set ECHO none
SELECT synth_schema_ddl('fk', 'fk2') \gexec
\set ECHO all
SET client_min_messages = warning;
SET search_path = fk2, public;
ALTER SEQUENCE fk2.orders_id_seq INCREMENT 7 RESTART 1000;

\echo no parents yet: an error before anything is made
DO $$ BEGIN CALL synth_generate('orders', 'fk2.orders', 10);
EXCEPTION WHEN OTHERS THEN RAISE WARNING '% %', SQLSTATE, SQLERRM; END $$;
\echo without a reference that must not be NULL: none
CALL synth_generate('visit', 'fk2.visit', 20, seed => 1);
SELECT count(*), count(region), count(site_no) FROM visit;
TRUNCATE visit;

CALL synth_generate('customer', 'fk2.customer', 200, seed => 1);
CALL synth_generate('item', 'fk2.item', 12, seed => 1);
CALL synth_generate('site', 'fk2.site', 40, seed => 1);
CALL synth_generate('orders', 'fk2.orders', 600, seed => 1);
CALL synth_generate('order_item', 'fk2.order_item', 800, seed => 1);
CALL synth_generate('order_step', 'fk2.order_step', 750, seed => 1);
CALL synth_generate('passport', 'fk2.passport', 100, seed => 1);
CALL synth_generate('device', 'fk2.device', 120, seed => 1);
CALL synth_generate('reading', 'fk2.reading', 800, seed => 1);
CALL synth_generate('visit', 'fk2.visit', 80, seed => 1);

\echo keys come from the sequence of the target, where rows of the same call refer to them
SELECT count(*), min(id) AS first, (max(id) - min(id)) / 7 + 1 AS steps FROM orders;
\echo no row is its own forebear
WITH RECURSIVE up AS (
	SELECT id AS start, refund_of AS at, 1 AS depth FROM orders WHERE refund_of IS NOT NULL
	UNION ALL
	SELECT up.start, o.refund_of, up.depth + 1 FROM up JOIN orders o ON o.id = up.at WHERE o.refund_of IS NOT NULL AND up.depth < 700)
SELECT count(*) AS circles FROM up WHERE start = at;
SELECT count(refund_of) BETWEEN 170 AND 230 AS share_is_kept, count(DISTINCT refund_of) BETWEEN 140 AND 230 AS degrees_are_kept FROM orders;

\echo customers without orders, and the most orders of one: as in the source
WITH made AS (SELECT c.id, count(o.id) AS n FROM customer c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id),
	source AS (SELECT c.id, count(o.id) AS n FROM fk.customer c LEFT JOIN fk.orders o ON o.customer_id = c.id GROUP BY c.id)
SELECT (SELECT count(*) FROM source WHERE n = 0) AS none, (SELECT count(*) FROM made WHERE n = 0) BETWEEN 168 AND 192 AS none_made,
	(SELECT max(n) FROM source) AS most, (SELECT max(n) FROM made) BETWEEN 15 AND 80 AS most_made;

\echo no pair is repeated, and nearly full tables are filled up
SELECT count(*), count(DISTINCT (order_id, item_code)) FROM order_item;
SELECT count(*), count(DISTINCT (order_id, step)), bool_and(step BETWEEN 1 AND 6) FROM order_step;
CREATE TABLE fk2.few (LIKE fk2.item INCLUDING ALL);
CREATE TABLE fk2.pair (order_id int REFERENCES fk2.passport, item_code text REFERENCES fk2.few, qty int, PRIMARY KEY (order_id, item_code));
INSERT INTO few SELECT * FROM item LIMIT 5;
CALL synth_generate('order_item', 'fk2.pair', 500, seed => 1);
SELECT count(*) FROM pair;
DELETE FROM pair WHERE qty = 1;
SELECT count(*) AS there FROM pair \gset
\echo into what is there
CALL synth_generate('order_item', 'fk2.pair', 500 - :there, seed => 2);
SELECT count(*) FROM pair;
TRUNCATE pair;
DO $$ BEGIN CALL synth_generate('order_item', 'fk2.pair', 501);
EXCEPTION WHEN OTHERS THEN RAISE WARNING '% %', SQLSTATE, SQLERRM; END $$;

\echo each parent once
SELECT count(*), count(DISTINCT customer_id) FROM passport;
CALL synth_generate('passport', 'fk2.passport', 100, seed => 2);
SELECT count(*), count(DISTINCT customer_id) FROM passport;
DO $$ BEGIN CALL synth_generate('passport', 'fk2.passport', 201);
EXCEPTION WHEN OTHERS THEN RAISE WARNING '% %', SQLSTATE, SQLERRM; END $$;
DO $$ BEGIN CALL synth_generate('passport', 'fk2.passport', 1);
EXCEPTION WHEN OTHERS THEN RAISE WARNING '% %', SQLSTATE, SQLERRM; END $$;

\echo composite keys: both agree on the column that they share, all or none is NULL
SELECT count(*) AS rows, count(*) FILTER (WHERE NOT EXISTS (SELECT FROM site s WHERE s.region = r.region AND s.no = r.site_no)) AS no_site,
	count(*) FILTER (WHERE device_no IS NOT NULL AND NOT EXISTS (SELECT FROM device d WHERE d.region = r.region AND d.no = r.device_no)) AS no_device,
	count(device_no) BETWEEN 1 AND 799 AS some_without
FROM reading r;
SELECT count(*) AS rows, count(*) FILTER (WHERE (region IS NULL) <> (site_no IS NULL)) AS half, count(region) BETWEEN 40 AND 75 AS share_is_kept FROM visit;

\echo a NOT NULL reference to the table itself: the first row refers to itself
CREATE TABLE fk2.tree (id int GENERATED ALWAYS AS IDENTITY (INCREMENT -2) PRIMARY KEY, customer_id int NOT NULL REFERENCES fk2.customer, amount int, refund_of int NOT NULL REFERENCES fk2.tree);
CALL synth_generate('orders', 'fk2.tree', 300, seed => 3);
SELECT count(*), max(id), count(*) FILTER (WHERE id = refund_of) BETWEEN 1 AND 100 AS roots, count(*) FILTER (WHERE refund_of < id) AS later FROM tree;

\echo a sequence that lags behind its column: what is there is skipped
CREATE TABLE fk2.lag (id serial PRIMARY KEY, customer_id int NOT NULL REFERENCES fk2.customer, amount int, refund_of int REFERENCES fk2.lag);
INSERT INTO lag (id, customer_id) SELECT i * 3, (SELECT min(id) FROM customer) FROM generate_series(1, 20) i;
CALL synth_generate('orders', 'fk2.lag', 100, seed => 3);
SELECT count(*), max(id) FROM lag;

\echo the same seed gives the same references
CREATE TABLE fk2.again (LIKE fk2.reading, FOREIGN KEY (region, site_no) REFERENCES fk2.site, FOREIGN KEY (region, device_no) REFERENCES fk2.device);
CALL synth_generate('reading', 'fk2.again', 800, seed => 1);
SELECT count(*) AS different FROM (TABLE reading EXCEPT TABLE again) d;

\echo types of parents and children may differ
CREATE TABLE fk2.wide (id bigint PRIMARY KEY);
INSERT INTO wide SELECT 5000000000 + i FROM generate_series(1, 10) i;
CREATE TABLE fk2.narrow (id int PRIMARY KEY, customer_id bigint NOT NULL REFERENCES fk2.wide, amount int);
CALL synth_generate('orders', 'fk2.narrow', 50, seed => 3);
SELECT count(*), min(customer_id) > 5000000000 AS there FROM narrow;

\echo rights: parents are read as the caller
CREATE ROLE fk_writer;
GRANT USAGE ON SCHEMA fk2 TO fk_writer;
GRANT INSERT, SELECT ON fk2.narrow TO fk_writer;
SELECT synth_grant('orders', 'fk_writer');
SET ROLE fk_writer;
DO $$ BEGIN CALL synth_generate('orders', 'fk2.narrow', 5);
EXCEPTION WHEN OTHERS THEN RAISE WARNING '% %', SQLSTATE, SQLERRM; END $$;
RESET ROLE;
GRANT SELECT (id) ON fk2.wide TO fk_writer;
SET ROLE fk_writer;
CALL synth_generate('orders', 'fk2.narrow', 5, seed => 4);
RESET ROLE;
SELECT count(*) FROM narrow;

DROP SCHEMA fk CASCADE;
DROP SCHEMA fk2 CASCADE;
SELECT count(synth_drop(m)) FROM unnest('{customer,orders,item,order_item,order_step,passport,site,device,reading,visit}'::name[]) m;
DROP ROLE fk_writer;
