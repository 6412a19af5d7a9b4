-- Fits of whole schemas: which tables, under which names, what each may spend,
-- what is charged, and errors that are said of all tables at once.
-- How tables learn of each other is in fitlinks.sql, whose rows are whose in
-- unit_schema.sql, what is kept whole in public_tables.sql.
\set SHOW_CONTEXT never
CREATE SCHEMA schema_fit;
SET search_path = schema_fit, public;
CREATE TABLE customer (id serial PRIMARY KEY, age integer CHECK (age BETWEEN 0 AND 120), vip boolean NOT NULL);
CREATE TABLE orders (id serial PRIMARY KEY, customer integer NOT NULL REFERENCES customer, amount numeric(8,2) CHECK (amount BETWEEN 0 AND 100), state text CHECK (state IN ('new', 'paid')));
CREATE TABLE tag (id integer PRIMARY KEY);
CREATE TABLE order_tag (orders integer REFERENCES orders, tag integer REFERENCES tag, PRIMARY KEY (orders, tag));
CREATE TABLE empty_one (id integer PRIMARY KEY, note text, big boolean);
CREATE TABLE no_columns ();
CREATE TABLE "Odd name.x" ("a b" boolean);
CREATE TABLE a_table_of_which_the_name_is_so_long_that_with_its_schema_it_is (x boolean);
CREATE TABLE parted (k integer NOT NULL CHECK (k BETWEEN 0 AND 9)) PARTITION BY LIST (k);
CREATE TABLE parted_low PARTITION OF parted FOR VALUES IN (0, 1, 2, 3, 4);
CREATE TABLE parted_high PARTITION OF parted DEFAULT;
CREATE VIEW seen AS SELECT * FROM customer;
INSERT INTO customer (age, vip) SELECT i % 100, i % 7 = 0 FROM generate_series(1, 400) i;
INSERT INTO orders (customer, amount, state) SELECT 1 + i % 400, i % 50, CASE WHEN i % 3 = 0 THEN 'new' ELSE 'paid' END FROM generate_series(1, 1200) i;
INSERT INTO tag SELECT generate_series(1, 20);
INSERT INTO order_tag SELECT i, 1 + i % 20 FROM generate_series(1, 700) i;
INSERT INTO no_columns SELECT FROM generate_series(1, 30);
INSERT INTO parted SELECT i % 10 FROM generate_series(1, 300) i;

-- every table, partitions in their parents', views not
SELECT table_name, model, role, epsilon_used, note FROM synth_fit_schema('schema_fit', private => false);
SELECT name, method, source_name FROM synth_models WHERE source_schema = 'schema_fit' ORDER BY name;
-- numbers of rows are known of all of them, be there anything to model or not
SELECT name, detail AS rows FROM synth_models, synth_describe(name) WHERE source_schema = 'schema_fit' AND section = 'model' AND item = 'rows' ORDER BY name;

-- private: what the tables spend adds up to less than the statement's
SELECT table_name, role, epsilon_used < 1 AS is_part, note FROM synth_fit_schema('schema_fit', replace => true);
SELECT count(*) AS fits, sum(rho_spent) BETWEEN 0.99 * 0.0144 AND 0.01441 AS rho, max(delta) <= 1.0001e-9 AS delta FROM synth_ledger WHERE source_schema = 'schema_fit';
SELECT name, is_private, epsilon FROM synth_models WHERE source_schema = 'schema_fit' ORDER BY name;
-- private numbers of rows are noisy, of tables without anything to model too (20 sigma: never wrong by chance)
SELECT name, abs(substring(detail FROM '[0-9]+')::numeric - CASE name WHEN 'schema_fit.tag' THEN 20 ELSE 30 END) < 400 AS near
FROM synth_models, synth_describe(name)
WHERE name IN ('schema_fit.tag', 'schema_fit.no_columns') AND section = 'model' AND item = 'rows' ORDER BY name;
SELECT count(*) FROM synth_sample(NULL::order_tag, 100, model => 'schema_fit.order_tag');

-- some tables: a single one has the whole budget
SELECT table_name, epsilon_used, note FROM synth_fit_schema('schema_fit', tables => '{customer}', replace => true);
SELECT table_name FROM synth_fit_schema('schema_fit', tables => '{customer, schema_fit.orders, "\"Odd name.x\""}', skip => '{customer}', private => false, replace => true);
SELECT table_name, note FROM synth_fit_schema('schema_fit', skip => '{empty_one,no_columns,"Odd name.x",parted,a_table_of_which_the_name_is_so_long_that_with_its_schema_it_is}', private => false, replace => true);
SELECT synth_set('order_tag', skip => true);
SELECT synth_set('orders', method => 'independent', rules => '{"amount < 90"}');
SELECT table_name FROM synth_fit_schema('schema_fit', skip => '{empty_one,no_columns,"Odd name.x",parted,a_table_of_which_the_name_is_so_long_that_with_its_schema_it_is}', private => false, replace => true);
SELECT method FROM synth_models WHERE name = 'schema_fit.orders';
-- what is asked for by name is not skipped
SELECT table_name FROM synth_fit_schema('schema_fit', tables => '{order_tag}', private => false, replace => true);
SELECT synth_unset('order_tag'), synth_unset('orders');

-- a private model of the transaction cannot be seen, and a rollback takes all of them back
BEGIN;
SELECT count(*) FROM synth_fit_schema('schema_fit', replace => true);
SELECT * FROM synth_sample(NULL::customer, 1, model => 'schema_fit.customer');
ROLLBACK;
SELECT count(*) FROM synth_models WHERE source_schema = 'schema_fit' AND is_private;

-- errors: of arguments
\set VERBOSITY default
SELECT * FROM synth_fit_schema('schema_fitt');
\echo :SQLSTATE
SELECT * FROM synth_fit_schema(NULL);
\echo :SQLSTATE
SELECT * FROM synth_fit_schema('schema_fit', tables => '{seen}');
\echo :SQLSTATE
SELECT * FROM synth_fit_schema('schema_fit', skip => '{order}');
\echo :SQLSTATE
SELECT * FROM synth_fit_schema('schema_fit', epsilon => NULL);
\echo :SQLSTATE
SELECT * FROM synth_fit_schema('schema_fit', method => 'tree');
\echo :SQLSTATE
SELECT * FROM synth_fit_schema('schema_fit', unit => 'customers');
\echo :SQLSTATE
SELECT * FROM synth_fit_schema('schema_fit', unit => 'customer', max_rows => '{"orders": 0}');
\echo :SQLSTATE
SELECT * FROM synth_fit_schema('schema_fit', max_model_bytes => 1);
\echo :SQLSTATE
SELECT * FROM synth_fit_schema('schema_fit', rules => '{"customer": ["nobody > 1"]}', tables => '{customer}', replace => true);
\echo :SQLSTATE
-- of several tables, together: names that are taken
SELECT * FROM synth_fit_schema('schema_fit', tables => '{customer, orders, tag}');
\echo :SQLSTATE
-- a single one as it is
SELECT * FROM synth_fit_schema('schema_fit', tables => '{customer}');
\echo :SQLSTATE
-- rights
CREATE ROLE regress_schema_fit;
GRANT USAGE ON SCHEMA schema_fit TO regress_schema_fit;
GRANT SELECT ON customer, tag TO regress_schema_fit;
SELECT synth_drop(name) FROM synth_models WHERE source_schema = 'schema_fit' \g /dev/null
SELECT count(synth_policy(c, roles => '{regress_schema_fit}', nonprivate => true)) FROM unnest('{customer, orders, order_tag}'::regclass[]) c;
SET ROLE regress_schema_fit;
SELECT * FROM synth_fit_schema('schema_fit', tables => '{customer, orders, tag, order_tag}');
\echo :SQLSTATE
SELECT * FROM synth_fit_schema('schema_fit', tables => '{customer, orders, tag, order_tag}', private => false);
\echo :SQLSTATE
SELECT table_name FROM synth_fit_schema('schema_fit', tables => '{customer}');
RESET ROLE;
SELECT name, owner FROM synth_models WHERE source_schema = 'schema_fit';
SELECT sum(fits) AS fits FROM synth_ledger WHERE source_schema = 'schema_fit' AND source_name IN ('orders', 'tag');
-- budgets: one that would be exceeded, and nothing is charged to the others
SELECT budget FROM synth_budget('orders', epsilon => 0.1);
SELECT budget FROM synth_budget('tag', epsilon => 0.1);
SELECT * FROM synth_fit_schema('schema_fit', epsilon => 5, tables => '{orders, tag, order_tag}');
\echo :SQLSTATE
SELECT * FROM synth_fit_schema('schema_fit', private => false, tables => '{orders, tag, order_tag}');
\echo :SQLSTATE
SELECT sum(fits) AS fits FROM synth_ledger WHERE source_schema = 'schema_fit' AND source_name IN ('orders', 'tag');
-- a schema without tables
CREATE SCHEMA schema_fit_nothing;
SELECT * FROM synth_fit_schema('schema_fit_nothing');
SELECT * FROM synth_fit_schema('schema_fit_nothing', tables => '{a}');
\echo :SQLSTATE
\set VERBOSITY terse
DROP SCHEMA schema_fit, schema_fit_nothing CASCADE;
SELECT synth_drop(name) FROM synth_models WHERE source_schema = 'schema_fit' \g /dev/null
DROP ROLE regress_schema_fit;
