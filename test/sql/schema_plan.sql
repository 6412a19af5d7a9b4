-- Plans of whole schemas: what is said of each table before any row is read.
\set SHOW_CONTEXT never
CREATE SCHEMA plan_shop;
CREATE TABLE plan_shop.country (code text PRIMARY KEY, name text NOT NULL);
CREATE TABLE plan_shop.city (id serial PRIMARY KEY, country text NOT NULL REFERENCES plan_shop.country, name text);
CREATE TABLE plan_shop.customer (id serial PRIMARY KEY, given_name text, email text, city integer REFERENCES plan_shop.city, vip boolean);
CREATE TABLE plan_shop.orders (id serial PRIMARY KEY, customer integer NOT NULL REFERENCES plan_shop.customer, placed date, amount numeric(8,2));
CREATE TABLE plan_shop.tag (id integer PRIMARY KEY);
CREATE TABLE plan_shop.order_tag (orders integer REFERENCES plan_shop.orders, tag integer REFERENCES plan_shop.tag, PRIMARY KEY (orders, tag));
CREATE TABLE plan_shop.visit_log (at timestamp, path text, bytes integer);
CREATE TABLE plan_shop.counter (id uuid PRIMARY KEY);
CREATE TABLE plan_shop.odd (id integer PRIMARY KEY, points point[]);

SELECT table_name, role, parents, columns_modelled, share FROM synth_schema_plan('plan_shop');
SELECT table_name, note FROM synth_schema_plan('plan_shop') WHERE note IS NOT NULL;
-- a unit changes what its tables are
SELECT table_name, role, note, setting FROM synth_schema_plan('plan_shop', unit => 'customer', public_tables => '{country}');
SELECT table_name, note FROM synth_schema_plan('plan_shop', unit => 'customer', max_rows => '{"orders": 4, "order_tag": 9}') WHERE table_name LIKE 'order%';
-- shares add up, and noise grows with the number of tables
SELECT round(sum(share)::numeric, 2) FROM synth_schema_plan('plan_shop');
SELECT one.needs_rows < all_of_them.needs_rows AS fewer
FROM synth_schema_plan('plan_shop', tables => '{orders}') one
JOIN synth_schema_plan('plan_shop') all_of_them USING (table_name);
-- without privacy there is nothing that a table needs
SELECT table_name, needs_rows, note FROM synth_schema_plan('plan_shop', private => false, tables => '{orders, customer}');

-- no row is read, no right on rows is needed
CREATE ROLE regress_plan;
GRANT USAGE ON SCHEMA plan_shop TO regress_plan;
CREATE VIEW pg_temp.reads AS SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) AS n FROM pg_stat_xact_user_tables WHERE schemaname = 'plan_shop';
INSERT INTO plan_shop.visit_log SELECT now(), 'x', 1 FROM generate_series(1, 100);
BEGIN;
SELECT count(*) FROM synth_schema_plan('plan_shop', tables => '{orders, visit_log, customer}');
SELECT n FROM pg_temp.reads;
ROLLBACK;
SET ROLE regress_plan;
SELECT count(*) FROM synth_schema_plan('plan_shop');
RESET ROLE;

-- unless it is of a table that is public, whose keys are categories
SET ROLE regress_plan;
SELECT count(*) FROM synth_schema_plan('plan_shop', public_tables => '{city, tag}');
\echo :SQLSTATE
RESET ROLE;

-- the statements are ones that can be run, and change the plan
SELECT setting FROM synth_schema_plan('plan_shop') WHERE setting IS NOT NULL \gexec
SELECT table_name, role, setting FROM synth_schema_plan('plan_shop');

-- errors
SELECT * FROM synth_schema_plan('plan_shopp');
\echo :SQLSTATE
SELECT * FROM synth_schema_plan(NULL);
\echo :SQLSTATE
SELECT * FROM synth_schema_plan('plan_shop', unit => 'custmer');
\echo :SQLSTATE
SELECT * FROM synth_schema_plan('plan_shop', skip => '{custmer}');
\echo :SQLSTATE
SELECT * FROM synth_schema_plan('plan_shop', tables => '{NULL}');
\echo :SQLSTATE
SELECT * FROM synth_schema_plan('plan_shop', rules => '{"orders": "amount >"}');
\echo :SQLSTATE
SELECT * FROM synth_schema_plan('plan_shop', rules => '{"orders": 1}');
\echo :SQLSTATE
SELECT * FROM synth_schema_plan('plan_shop', rules => '["amount > 1"]');
\echo :SQLSTATE
SELECT * FROM synth_schema_plan('plan_shop', epsilon => 0);
\echo :SQLSTATE
SELECT synth_schema_plan('plan_shop') IS NULL;
\echo :SQLSTATE
\set VERBOSITY terse
SELECT sum(synth_unset(format('plan_shop.%I', source_name))) > 0 AS unset FROM (SELECT DISTINCT source_name FROM synth_settings WHERE source_schema = 'plan_shop') s;
DROP SCHEMA plan_shop CASCADE;
DROP ROLE regress_plan;
