-- unique days and moments are values: learned, made unique, and counted on where they are used up
SET client_min_messages = warning;
SET datestyle = 'ISO';
CREATE SCHEMA nk;
CREATE TABLE nk.day (day date PRIMARY KEY, weekday smallint NOT NULL, yr smallint NOT NULL CHECK (yr IN (0, 1)), n int,
	CHECK (weekday::numeric = EXTRACT(dow FROM day)), CHECK (yr = EXTRACT(year FROM day) - 2011));
INSERT INTO nk.day SELECT d, EXTRACT(dow FROM d), EXTRACT(year FROM d) - 2011, i % 7 FROM generate_series(0, 730) i, LATERAL (SELECT date '2011-01-01' + i AS d) x;
CREATE TABLE nk.moment (at timestamp UNIQUE, started timestamptz NOT NULL UNIQUE, tick time(3) UNIQUE, made timestamptz UNIQUE DEFAULT now(), v int);
INSERT INTO nk.moment SELECT timestamp '2020-01-01' + i * interval '1 hour', timestamptz '2020-01-01Z' + i * interval '1 minute',
	time '08:00' + i * interval '1 second', timestamptz '2020-01-01Z' + i * interval '1 minute', i % 3 FROM generate_series(1, 500) i;
SELECT synth_fit('nk.day', private => false), synth_fit('nk.day', 'day_tree', private => false, method => 'tree'),
	synth_fit('nk.day', 'day_private', epsilon => 1), synth_fit('nk.moment', private => false);
SELECT model, item, kind FROM unnest('{day,moment}'::name[]) model, synth_describe(model) WHERE section = 'column' ORDER BY 1, 2;
-- the rare ends are cut and counted on to: all the days there are, and no others
SELECT m AS model, count(*), count(DISTINCT day), min(day), max(day)
FROM unnest('{day,day_tree}'::name[]) m, synth_sample(NULL::nk.day, 731, m, seed => 1) GROUP BY m ORDER BY m;
SELECT count(*), count(DISTINCT day) FROM synth_sample(NULL::nk.day, 20000, 'day_private', seed => 1);
-- every condition holds, and what is there is passed over
CREATE TABLE nk.made (LIKE nk.day INCLUDING ALL);
INSERT INTO nk.made SELECT * FROM nk.day WHERE n = 3;
SELECT 731 - count(*) AS open FROM nk.made \gset
CALL synth_generate('day', 'nk.made', :open, seed => 2);
SELECT count(*), min(day), max(day) FROM nk.made;
-- moments go on by seconds or minutes, each once
SELECT count(DISTINCT at), count(DISTINCT started), count(DISTINCT tick), min(made)
FROM synth_sample(NULL::nk.moment, 5000, 'moment', seed => 1);
-- whoever asks for days gets no others, and an error when these are used up
SELECT count(DISTINCT day), bool_and(day BETWEEN '2011-03-01' AND '2011-03-31') AS meets
FROM synth_sample(NULL::nk.day, 31, 'day', '{"day": {"min": "2011-03-01", "max": "2011-03-31"}}', seed => 1);
SELECT count(*) FROM synth_sample(NULL::nk.day, 32, 'day', '{"day": {"min": "2011-03-01", "max": "2011-03-31"}}', seed => 1);
\echo :SQLSTATE
-- not learned: made up, and still unique
SELECT synth_fit('nk.day', 'day_without', columns => '{n}', private => false), synth_fit('nk.day', 'day_excluded', exclude => '{day}', private => false);
SELECT m AS model, item, kind FROM unnest('{day_without,day_excluded}'::name[]) m, synth_describe(m) WHERE section = 'column' AND item = 'day' ORDER BY 1;
SELECT m AS model, count(DISTINCT day), min(day) FROM unnest('{day_without,day_excluded}'::name[]) m, synth_sample(NULL::nk.day, 100, m, seed => 1) GROUP BY m ORDER BY m;

-- lines of an order: numbers go on where a model knows too few
CREATE TABLE nk.orders (id int PRIMARY KEY);
CREATE TABLE nk.line (order_id int REFERENCES nk.orders, line int, sum numeric(8,2), PRIMARY KEY (order_id, line));
CREATE TABLE nk.bounded (order_id int REFERENCES nk.orders, line int CHECK (line BETWEEN 1 AND 6), PRIMARY KEY (order_id, line));
INSERT INTO nk.orders SELECT generate_series(1, 40);
INSERT INTO nk.line SELECT o, l, o FROM generate_series(1, 40) o, generate_series(1, 2) l;
INSERT INTO nk.bounded SELECT o, l FROM generate_series(1, 40) o, generate_series(1, 2) l;
SELECT synth_fit('nk.line', private => false), synth_fit('nk.bounded', private => false);
CREATE TABLE nk.few (id int PRIMARY KEY);
INSERT INTO nk.few VALUES (1), (2), (3);
CREATE TABLE nk.lines (LIKE nk.line INCLUDING ALL, FOREIGN KEY (order_id) REFERENCES nk.few);
CREATE TABLE nk.bound (LIKE nk.bounded INCLUDING ALL, FOREIGN KEY (order_id) REFERENCES nk.few);
CALL synth_generate('line', 'nk.lines', 60, seed => 1);
SELECT sum(lines) AS count, min(line), bool_and(lines = last) AS without_gaps
FROM (SELECT order_id, count(*) AS lines, max(line) AS last, min(line) AS line FROM nk.lines GROUP BY order_id) x;
CALL synth_generate('bounded', 'nk.bound', 18, seed => 1);
SELECT count(*), min(line), max(line) FROM nk.bound;
CALL synth_generate('bounded', 'nk.bound', 1, seed => 1);
\echo :SQLSTATE
-- models of other tests are not listed with these
SELECT count(synth_drop(name)) AS dropped FROM synth_models WHERE source_schema = 'nk';
