-- what a fit of a schema makes of its foreign keys
CREATE SCHEMA shop;
SET search_path = shop, public;
SET client_min_messages = warning;
\set VERBOSITY terse

CREATE TABLE country (code char(2) PRIMARY KEY, title text NOT NULL);
CREATE TABLE customer (
	id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	country char(2) NOT NULL REFERENCES country,
	segment text NOT NULL CHECK (segment IN ('home', 'office')),
	since date NOT NULL,
	sponsor int REFERENCES customer);
CREATE TABLE product (id int PRIMARY KEY, price numeric(8,2) NOT NULL, weight int NOT NULL CHECK (weight BETWEEN 1 AND 9));
CREATE TABLE orders (
	id int PRIMARY KEY,
	customer int NOT NULL REFERENCES customer,
	home_country char(2) NOT NULL REFERENCES country,
	placed date NOT NULL,
	express boolean NOT NULL,
	coupon int);
-- a diamond: the line's customer is the order's; its price is the product's
CREATE TABLE line (
	order_id int REFERENCES orders,
	no int,
	product int NOT NULL REFERENCES product,
	customer int NOT NULL REFERENCES customer,
	paid numeric(8,2) NOT NULL,
	pieces int NOT NULL,
	PRIMARY KEY (order_id, no));
-- composite, all or nothing
CREATE TABLE complaint (
	id int PRIMARY KEY,
	order_id int, no int,
	grade text NOT NULL CHECK (grade IN ('mild', 'angry')),
	FOREIGN KEY (order_id, no) REFERENCES line MATCH FULL);
CREATE TABLE tag (id int PRIMARY KEY, colour text NOT NULL CHECK (colour IN ('red', 'green')));
CREATE TABLE order_tag (order_id int REFERENCES orders, tag_id int REFERENCES tag, PRIMARY KEY (order_id, tag_id));
-- a circle that no NULL opens
CREATE TABLE shop (id int PRIMARY KEY, boss int NOT NULL, size int NOT NULL);
CREATE TABLE clerk (id int PRIMARY KEY, shop int NOT NULL REFERENCES shop, age int NOT NULL);
ALTER TABLE shop ADD CONSTRAINT shop_boss FOREIGN KEY (boss) REFERENCES clerk DEFERRABLE INITIALLY DEFERRED;
-- keys that only partitions have, and partitions without
CREATE TABLE visit (id int NOT NULL, note text, shop int NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE visit_1 PARTITION OF visit FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE visit_2 (at date NOT NULL, shop int NOT NULL, id int NOT NULL, note text);
ALTER TABLE visit ATTACH PARTITION visit_2 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
CREATE TABLE visit_3 PARTITION OF visit FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
ALTER TABLE visit_1 ADD CONSTRAINT visit_shop FOREIGN KEY (shop) REFERENCES shop;
ALTER TABLE visit_2 ADD CONSTRAINT visit_shop FOREIGN KEY (shop) REFERENCES shop;

INSERT INTO country SELECT chr(65 + i) || 'X', 'land ' || i FROM generate_series(0, 4) i;
INSERT INTO customer (country, segment, since, sponsor)
	SELECT chr(65 + i % 5) || 'X', CASE WHEN i % 3 = 0 THEN 'office' ELSE 'home' END, date '2019-01-01' + i * 7, nullif(i / 4, 0)
	FROM generate_series(1, 120) i;
INSERT INTO product SELECT i, i * 1.25, 1 + i % 9 FROM generate_series(1, 40) i;
INSERT INTO orders SELECT i, 1 + i * 7 % 90, c.country, c.since + i % 50, c.segment = 'office', i % 4
	FROM generate_series(1, 400) i JOIN customer c ON c.id = 1 + i * 7 % 90;
INSERT INTO line SELECT o.id, k, p.id, o.customer, p.price, CASE WHEN p.weight > 5 THEN 1 ELSE 3 + k END
	FROM orders o CROSS JOIN generate_series(1, 2) k JOIN product p ON p.id = 1 + (o.id * 3 + k) % 40;
INSERT INTO complaint SELECT i, CASE WHEN i % 2 = 0 THEN i END, CASE WHEN i % 2 = 0 THEN 1 END, CASE WHEN i % 3 = 0 THEN 'mild' ELSE 'angry' END
	FROM generate_series(1, 100) i;
INSERT INTO tag SELECT i, CASE WHEN i < 4 THEN 'red' ELSE 'green' END FROM generate_series(1, 8) i;
INSERT INTO order_tag SELECT o.id, 1 + (o.id + k) % 8 FROM orders o CROSS JOIN generate_series(1, 2) k WHERE o.id % 3 > 0;
BEGIN;
INSERT INTO shop SELECT i, i, i * 10 FROM generate_series(1, 30) i;
INSERT INTO clerk SELECT i, 1 + i % 30, 20 + i % 40 FROM generate_series(1, 90) i;
COMMIT;
INSERT INTO visit SELECT i, 'n', 1 + i % 30, date '2020-01-01' + i * 3 FROM generate_series(1, 300) i;

-- order: parents first, a circle together
SELECT table_name FROM synth_fit_schema('shop', private => false, public_tables => '{country}', replace => true);

CREATE FUNCTION links(model text, sections text[] DEFAULT '{foreign key,children,rule}')
RETURNS TABLE (item text, kind text, domain text, detail text) LANGUAGE sql AS
$$ SELECT item, kind, domain, detail FROM synth_describe(model::name) WHERE section = ANY (sections) $$;

-- a public parent: its keys are categories; a table that refers to itself
SELECT * FROM links('shop.customer');
SELECT item, kind, domain, source FROM synth_describe('shop.customer') WHERE section = 'column';
-- the public key is a copy here, and orders are placed by customers that exist already
SELECT * FROM links('shop.orders');
SELECT item, kind FROM synth_describe('shop.orders') WHERE section = 'column';
-- a diamond
SELECT * FROM links('shop.line');
SELECT item, kind FROM synth_describe('shop.line') WHERE section = 'column';
-- composite, with and without parents
SELECT * FROM links('shop.complaint');
-- a link table
SELECT * FROM links('shop.order_tag');
-- a circle
SELECT * FROM links('shop.shop');
SELECT * FROM links('shop.clerk');
-- partitions
SELECT * FROM links('shop.visit');

-- contexts are made before the columns that depend on them
SELECT item, detail FROM synth_describe('shop.line') WHERE section = 'tree';

-- a table by itself: edges by value, nothing hidden; parents that may not be read are not counted
SELECT synth_fit('line', private => false, replace => true);
SELECT * FROM links('line');
SELECT item, kind FROM synth_describe('line') WHERE section = 'column';
CREATE ROLE shop_clerk;
GRANT USAGE ON SCHEMA shop TO shop_clerk;
-- how many children parents have is told with SELECT and the owner's word; one of the two does not suffice
GRANT SELECT ON line, orders, product TO shop_clerk;
SELECT synth_policy(t::regclass, roles => '{shop_clerk}', nonprivate => true) FROM unnest('{line,orders,customer}'::text[]) AS t;
SET ROLE shop_clerk;
SELECT synth_fit('line', model => 'theirs', private => false);
SELECT * FROM links('theirs');
-- a schema without the rights on all of it
\set VERBOSITY default
SELECT count(*) FROM synth_fit_schema('shop', private => false, tables => '{line}');
\set VERBOSITY terse
RESET ROLE;

-- private, row by row: no parent is looked at, no child counted, nothing is repeated
SELECT table_name FROM synth_fit_schema('shop', epsilon => 3, public_tables => '{country}', replace => true);
SELECT m.name, d.item, d.kind, d.domain, d.detail
FROM synth_models m, LATERAL synth_describe(m.name) d
WHERE m.name LIKE 'shop.%' AND d.section IN ('foreign key', 'children', 'rule')
ORDER BY m.name, d.item;
-- private, with people: what belongs to a person is told apart
SELECT table_name FROM synth_fit_schema('shop', epsilon => 3, public_tables => '{country}', unit => 'customer',
	max_rows => '5', tables => '{customer,orders,line}', replace => true);
SELECT m.name, d.item, d.kind, d.domain, d.detail
FROM synth_models m, LATERAL synth_describe(m.name) d
WHERE m.name IN ('shop.customer', 'shop.orders', 'shop.line') AND d.section IN ('foreign key', 'children', 'rule')
ORDER BY m.name, d.item;

-- NOT VALID: rows without a parent
CREATE TABLE stray (id int PRIMARY KEY, customer int NOT NULL, v int);
INSERT INTO stray SELECT i, CASE WHEN i % 4 = 0 THEN 1000 ELSE i END, i % 5 FROM generate_series(1, 80) i;
ALTER TABLE stray ADD FOREIGN KEY (customer) REFERENCES customer NOT VALID;
SELECT count(*) FROM synth_fit_schema('shop', private => false, tables => '{customer,stray}', public_tables => '{country}', replace => true);
SELECT * FROM links('shop.stray');

RESET client_min_messages;
DROP OWNED BY shop_clerk;
DROP ROLE shop_clerk;

SET client_min_messages = warning;
DROP SCHEMA shop CASCADE;
SELECT count(synth_drop(name)) > 0 AS dropped FROM synth_models;
