-- unit => a table: foreign keys tell whose rows are whose
CREATE SCHEMA people;
SET search_path = people, public;
SET client_min_messages = warning;
\set VERBOSITY terse

-- visits of patient 1: twenty, of 2: three, of 3: none, of 4: one, six of nobody; two tests of each visit
CREATE TABLE patients (id int PRIMARY KEY, sex text NOT NULL CHECK (sex IN ('f', 'm')), mother int REFERENCES patients);
CREATE TABLE doctors (id int PRIMARY KEY, field text);
CREATE TABLE visits (id int PRIMARY KEY, patient int REFERENCES patients, doctor int REFERENCES doctors, what text NOT NULL);
CREATE TABLE tests (id int PRIMARY KEY, visit int NOT NULL REFERENCES visits, result text NOT NULL);
INSERT INTO patients SELECT i, (ARRAY['f', 'm'])[1 + i % 2], NULL FROM generate_series(1, 5) i;
UPDATE patients SET mother = 1 WHERE id > 1;
INSERT INTO doctors SELECT i, 'x' FROM generate_series(1, 3) i;
INSERT INTO visits SELECT i, 1, 1, 'a' FROM generate_series(1, 20) i;
INSERT INTO visits SELECT 20 + i, 2, 2, 'b' FROM generate_series(1, 3) i;
INSERT INTO visits SELECT 24, 4, 2, 'd';
INSERT INTO visits SELECT 30 + i, NULL, 3, 'n' FROM generate_series(1, 6) i;
INSERT INTO tests SELECT 2 * v.id + k, v.id, upper(v.what) FROM visits v, generate_series(0, 1) k;

-- without privacy and with one column, a sample of all rows has the exact counts of the rows that were used
CREATE FUNCTION used(model text, field text) RETURNS TABLE (value text, n bigint) LANGUAGE sql AS
$$ SELECT j ->> field, count(*)
   FROM synth_sample(model, (SELECT detail::numeric FROM synth_describe(model) WHERE section = 'model' AND item = 'rows')) j
   GROUP BY 1 ORDER BY 1 $$;

-- one table: min(rows, max_rows) of each person, every row of nobody; along two foreign keys, too
SELECT synth_fit('visits', model => 'one', columns => '{what}', unit => 'patients', max_rows => 2, private => false, method => 'independent');
SELECT * FROM used('one', 'what');
SELECT synth_fit('tests', model => 'two', columns => '{result}', unit => 'people.patients', max_rows => 3, private => false, method => 'independent');
SELECT * FROM used('two', 'result');
-- a table of people has one row of each; that it refers to itself makes no owner
SELECT synth_fit('patients', model => 'self', columns => '{sex}', unit => 'patients', max_rows => 1, private => false, method => 'independent');
SELECT * FROM used('self', 'sex');

-- together: what refers to a row that was cut goes with it
SELECT table_name, role FROM synth_fit_schema('people', unit => 'patients', max_rows => '{"visits": 2, "tests": 100}', private => false, method => 'independent');
SELECT * FROM used('people.visits', 'what');
SELECT * FROM used('people.tests', 'result');
-- the bound of the children is one by itself
SELECT count(*) FROM synth_fit_schema('people', unit => 'patients', max_rows => '{"visits": 3, "tests": 1}', private => false, method => 'independent', replace => true);
SELECT * FROM used('people.tests', 'result');
-- the children that are kept are children of the rows that are kept; keys of two columns, and one whose equal values look different
CREATE TABLE rooms (house numeric, room text, person int REFERENCES patients, label int NOT NULL CHECK (label BETWEEN 1 AND 40), PRIMARY KEY (house, room));
CREATE TABLE beds (id int PRIMARY KEY, house numeric, room text, mark int NOT NULL CHECK (mark BETWEEN 101 AND 140), FOREIGN KEY (house, room) REFERENCES rooms);
INSERT INTO rooms SELECT i, 'r', 1, i FROM generate_series(1, 40) i;
INSERT INTO beds SELECT 2 * i + k, i::numeric + 0.00, 'r', 100 + i FROM generate_series(1, 40) i, generate_series(0, 1) k;
SELECT count(*) FROM synth_fit_schema('people', unit => 'patients', max_rows => '{"rooms": 7, "beds": 50}', tables => '{patients, rooms, beds}', private => false, method => 'independent', replace => true);
SELECT count(*) AS rooms, count(b.n) AS with_beds, sum(b.n) AS beds, (SELECT count(*) FROM used('people.beds', 'mark')) AS marks
FROM used('people.rooms', 'label') r LEFT JOIN used('people.beds', 'mark') b ON b.value::int = r.value::int + 100;

-- a row of several people counts for each: nobody has more than max_rows, by whichever foreign key
CREATE SCHEMA money;
SET search_path = money, people, public;
CREATE TABLE person (id numeric PRIMARY KEY, code text UNIQUE);
CREATE TABLE transfer (id int PRIMARY KEY, sender numeric REFERENCES person, receiver text REFERENCES person (code), kind text NOT NULL);
INSERT INTO person SELECT i, 'c' || i FROM generate_series(1, 40) i;
-- 1 sends to ten others, ten others send to 2, 3 sends to itself six times, two of nobody, one of 4 alone, 5 and 6 share one
INSERT INTO transfer SELECT i, 1.00, 'c' || (10 + i), 'out' FROM generate_series(1, 10) i;
INSERT INTO transfer SELECT 10 + i, 20 + i, 'c2', 'in' FROM generate_series(1, 10) i;
INSERT INTO transfer SELECT 20 + i, 3.0 + 0 * 10.0 ^ -i, 'c3', 'self' FROM generate_series(1, 6) i;
INSERT INTO transfer VALUES (31, NULL, NULL, 'nobody'), (32, NULL, NULL, 'nobody'), (33, 4, NULL, 'alone'), (34, 5, 'c6', 'pair');
-- equal keys need not look equal
CREATE TABLE gift (giver numeric REFERENCES person, kind text NOT NULL);
INSERT INTO gift SELECT CASE WHEN i % 2 = 0 THEN 3.0 ELSE 3.00 END, 'three' FROM generate_series(1, 8) i;
SELECT synth_fit('gift', columns => '{kind}', unit => 'person', max_rows => 1, private => false, method => 'independent');
SELECT * FROM used('gift', 'kind');
-- nor need they be equal under the referring column's collation: a parent's row is read once, and its children are one person's
CREATE SCHEMA spelling;
SET search_path = spelling, money, people, public;
CREATE COLLATION either_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE reader (name text COLLATE either_case PRIMARY KEY, adult boolean NOT NULL);
CREATE TABLE loan (id int PRIMARY KEY, reader text COLLATE "C" NOT NULL REFERENCES reader, late boolean NOT NULL);
INSERT INTO reader VALUES ('a', true), ('b', false);
INSERT INTO loan VALUES (1, 'a', true), (2, 'A', true), (3, 'b', true);
SELECT count(*) FROM synth_fit_schema('spelling', unit => 'reader', max_rows => '1', private => false, method => 'independent');
SELECT * FROM used('spelling.reader', 'adult');
SELECT * FROM used('spelling.loan', 'late');
SET search_path = money, people, public;
SELECT synth_fit('transfer', model => 'transfers ' || k, columns => '{kind}', unit => 'person', max_rows => k, private => false, method => 'independent') FROM unnest(ARRAY[1, 4, 100]) AS k;
SELECT k, u.* FROM unnest(ARRAY[1, 4, 100]) AS k, used('transfers ' || k, 'kind') AS u ORDER BY 1, 2;

-- one person less moves at most max_rows rows of each table, and none of other people's: schemas of random rows, each person's rows labelled
CREATE SCHEMA trial;
SET search_path = trial, money, people, public;
CREATE TABLE customer (a int, b text, PRIMARY KEY (a, b));
CREATE TABLE orders (id int PRIMARY KEY, a int, b text, who int NOT NULL CHECK (who BETWEEN 0 AND 12), FOREIGN KEY (a, b) REFERENCES customer);
CREATE TABLE lines (id serial PRIMARY KEY, order_id int NOT NULL REFERENCES orders, whose int NOT NULL CHECK (whose BETWEEN 100 AND 112));
CREATE FUNCTION bounded(max_rows jsonb) RETURNS TABLE (tab text, who int, n bigint) LANGUAGE plpgsql AS
$$ BEGIN
	PERFORM synth_fit_schema('trial', unit => 'customer', max_rows => max_rows, private => false, method => 'independent', replace => true);
	RETURN QUERY SELECT 'orders', u.value::int, u.n FROM used('trial.orders', 'who') u UNION ALL SELECT 'lines', u.value::int - 100, u.n FROM used('trial.lines', 'whose') u;
END $$;
CREATE TABLE outcome (trial int, moved_others bigint, orders_moved numeric, lines_moved numeric);
DO $$
DECLARE
	k_orders int;
	k_lines int;
	bounds jsonb;
	victim int;
BEGIN
	FOR t IN 1..4 LOOP
		TRUNCATE customer, orders, lines;
		PERFORM setseed(t / 10.0);
		k_orders := 1 + floor(random() * 4);
		k_lines := 1 + floor(random() * 6);
		bounds := jsonb_build_object('orders', k_orders, 'lines', k_lines);
		INSERT INTO customer SELECT i, 'k' FROM generate_series(1, 12) i;
		-- some orders of nobody; orders of one customer have the same number of lines
		INSERT INTO orders SELECT o, CASE WHEN c <= 12 THEN c END, CASE WHEN c <= 12 THEN 'k' END, CASE WHEN c <= 12 THEN c ELSE 0 END
		FROM (SELECT o, 1 + floor(random() * random() * 14)::int AS c FROM generate_series(1, 150) o) AS drawn;
		INSERT INTO lines (order_id, whose) SELECT id, who + 100 FROM orders, generate_series(1, 1 + coalesce(a, 0) % 3);
		CREATE TEMP TABLE before AS SELECT * FROM bounded(bounds);
		victim := 1 + floor(random() * 12)::int;
		DELETE FROM lines WHERE whose = victim + 100;
		DELETE FROM orders WHERE who = victim;
		DELETE FROM customer WHERE a = victim;
		CREATE TEMP TABLE after AS SELECT * FROM bounded(bounds);
		INSERT INTO outcome
		SELECT t, sum(abs(coalesce(b.n, 0) - coalesce(a.n, 0))) FILTER (WHERE who <> victim),
			   coalesce(sum(coalesce(b.n, 0) - coalesce(a.n, 0)) FILTER (WHERE who = victim AND tab = 'orders'), 0) / k_orders,
			   coalesce(sum(coalesce(b.n, 0) - coalesce(a.n, 0)) FILTER (WHERE who = victim AND tab = 'lines'), 0) / k_lines
		FROM before b FULL JOIN after a USING (tab, who);
		DROP TABLE before, after;
	END LOOP;
END $$;
SELECT trial, moved_others, orders_moved <= 1 AS orders_within, lines_moved <= 1 AS lines_within FROM outcome ORDER BY 1;
SET search_path = people, public;

SET client_min_messages = error;
-- private: what a model may know of other tables follows from who owns the rows
CREATE SCHEMA clinic;
SET search_path = clinic, people, public;
CREATE TABLE country (code text PRIMARY KEY, name text NOT NULL);
CREATE TABLE patient (id int PRIMARY KEY, sex text NOT NULL CHECK (sex IN ('f', 'm')), country text NOT NULL REFERENCES country);
CREATE TABLE doctor (id int PRIMARY KEY, field text NOT NULL CHECK (field IN ('x', 'y')));
CREATE TABLE visit (id int PRIMARY KEY, patient int NOT NULL REFERENCES patient, doctor int NOT NULL REFERENCES doctor, kind text NOT NULL CHECK (kind IN ('p', 'q')));
CREATE TABLE test (id int PRIMARY KEY, visit int NOT NULL REFERENCES visit, result boolean NOT NULL);
-- two ways to patients, which may be two patients
CREATE TABLE referral (id int PRIMARY KEY, visit int NOT NULL REFERENCES visit, patient int NOT NULL REFERENCES patient, good boolean NOT NULL);
CREATE TABLE note (id int PRIMARY KEY, visit int REFERENCES visit, good boolean NOT NULL);
INSERT INTO country VALUES ('de', 'Germany'), ('fr', 'France');
INSERT INTO patient SELECT i, (ARRAY['f', 'm'])[1 + i % 2], (ARRAY['de', 'fr'])[1 + i % 2] FROM generate_series(1, 3000) i;
INSERT INTO doctor SELECT i, (ARRAY['x', 'y'])[1 + i % 2] FROM generate_series(1, 20) i;
INSERT INTO visit SELECT i, 1 + i % 3000, 1 + i % 20, (ARRAY['p', 'q'])[1 + i % 2] FROM generate_series(1, 12000) i;
INSERT INTO test SELECT i, i, i % 3 = 0 FROM generate_series(1, 12000) i;
INSERT INTO referral SELECT i, i, 1 + i % 3000, true FROM generate_series(1, 100) i;
INSERT INTO note SELECT i, i, true FROM generate_series(1, 100) i;
SELECT table_name, role FROM synth_fit_schema('clinic', epsilon => 10, unit => 'patient', max_rows => '{"test": 7, "referral": 1, "note": 2}', public_tables => '{country}');
RESET client_min_messages;
-- visits: four of each patient, which the fit found out by itself; the test can fail with probability below 1e-9
SELECT name, is_private, unit, max_rows FROM synth_models WHERE source_schema = 'clinic' ORDER BY name COLLATE "C";
-- attributes that are no columns: of whom, and how many
SELECT m.name, d.section, d.item, d.domain, substring(d.detail FROM 'known by (.*)') AS known FROM synth_models m, synth_describe(m.name) d
WHERE m.source_schema = 'clinic' AND d.section IN ('foreign key', 'children') ORDER BY m.name COLLATE "C", d.section, d.item COLLATE "C", d.detail COLLATE "C";
-- what it cost: of each table, and of the people, whom all of it is spent on
SELECT source_name, unit, max_rows, fits, round(rho_spent::numeric, 3) AS rho FROM synth_ledger WHERE source_schema = 'clinic' ORDER BY 1, 2;
SELECT spent_unit, fits, spent <= 10 AS within, spent_delta <= 1e-9 AS delta_within FROM synth_budget('patient');
SELECT detail FROM synth_describe('clinic.visit') WHERE section = 'privacy' AND item = 'unit';
SELECT s AS said FROM synth_describe('clinic.visit'), regexp_split_to_table(detail, '(?<=\.) (?=[A-Z])') AS s WHERE section = 'privacy' AND item = 'statement' AND s ~ '(fitted with it|every table|nobody|absent)';
SELECT item, detail ~ 'sensitivity 1$' AS of_one FROM synth_describe('clinic.visit') WHERE section = 'budget' AND item = 'max_rows';

-- a budget of the people holds for whoever reads rows that are theirs
SELECT fit_unit FROM synth_policy('patient', epsilon => 11, delta => 1e-8, unit => 'clinic.patient');
SELECT synth_fit('visit', model => 'v', unit => 'clinic.patient', max_rows => 4, epsilon => 8);
SELECT synth_fit('visit', model => 'v', unit => 'clinic.patient', max_rows => 4, epsilon => 0.1) IS NOT NULL AS fitted;
SELECT synth_fit('patient', model => 'p', epsilon => 0.1);
SELECT count(*) FROM synth_fit_schema('clinic', epsilon => 9, unit => 'patient', tables => '{patient, visit}', replace => true);
SELECT count(*) FROM synth_fit_schema('clinic', unit => 'patient', tables => '{patient, visit}', max_rows => '4', epsilon => 0.2, replace => true);

-- plans know the table of people, too
SELECT substring(note FROM 'for (.*):') AS note FROM synth_plan('visit', unit => 'clinic.patient', max_rows => 4) WHERE column_name IS NULL;
SELECT substring(note FROM 'for (.*):') AS note FROM synth_plan('test', unit => 'patient') WHERE column_name IS NULL;

-- what cannot be
\set VERBOSITY default
SELECT synth_fit('visit', unit => 'nobody', max_rows => 1);
SELECT synth_fit('visit', unit => 'test', max_rows => 1);
SELECT synth_fit('country', unit => 'patient', max_rows => 1);
SELECT synth_fit_schema('clinic', unit => 'nobody');
SELECT synth_fit_schema('clinic', unit => 'country', public_tables => '{country}');
SELECT synth_fit_schema('clinic', max_rows => '3');
SELECT synth_fit_schema('clinic', unit => 'patient', max_rows => '{"doctor": 3}');
SELECT synth_fit_schema('clinic', unit => 'patient', max_rows => '{"nothing": 3}');
SELECT synth_fit_schema('clinic', unit => 'patient', max_rows => '{"visit": 0}');
SELECT synth_fit_schema('clinic', unit => 'patient', max_rows => '"many"');
-- row security on the way would make people of nobody
ALTER TABLE patient ENABLE ROW LEVEL SECURITY;
CREATE ROLE unit_schema_reader;
GRANT USAGE ON SCHEMA clinic TO unit_schema_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA clinic TO unit_schema_reader;
SELECT fit_roles FROM synth_policy('test', roles => '{unit_schema_reader}');
SET ROLE unit_schema_reader;
SELECT synth_fit('test', model => 't', unit => 'patient', max_rows => 1);
RESET ROLE;
SELECT fit_roles FROM synth_policy('patient', roles => '{unit_schema_reader}');
SELECT fit_roles FROM synth_policy('visit', roles => '{unit_schema_reader}');
SET ROLE unit_schema_reader;
SELECT synth_fit('test', model => 't', unit => 'patient', max_rows => 1);
RESET ROLE;

SET client_min_messages = warning;
SELECT count(synth_drop(name)) > 5 AS dropped FROM synth_models WHERE source_schema IN ('people', 'money', 'spelling', 'trial', 'clinic');
DROP SCHEMA people, money, spelling, trial, clinic CASCADE;
DROP ROLE unit_schema_reader;
