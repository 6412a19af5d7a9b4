-- Fits by people: whose accounts they charge, who may say that a table is
-- public, and that nothing which depends on rows is seen before the commit.
\set VERBOSITY default
\set SHOW_CONTEXT never
CREATE SCHEMA accounts;
SET search_path = accounts, public;
SET client_min_messages = warning;
CREATE TABLE ward (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE patient (id int PRIMARY KEY, sex text NOT NULL CHECK (sex IN ('f', 'm')));
CREATE TABLE visit (id int PRIMARY KEY, patient int NOT NULL REFERENCES patient, ward int NOT NULL REFERENCES ward, kind text NOT NULL CHECK (kind IN ('p', 'q')));
CREATE TABLE test (id int PRIMARY KEY, visit int NOT NULL REFERENCES visit, result boolean NOT NULL);
INSERT INTO ward SELECT i, 'w' || i FROM generate_series(1, 5) i;
INSERT INTO patient SELECT i, (ARRAY['f', 'm'])[1 + i % 2] FROM generate_series(1, 500) i;
INSERT INTO visit SELECT i, 1 + i % 500, 1 + i % 5, (ARRAY['p', 'q'])[1 + i % 2] FROM generate_series(1, 1500) i;
INSERT INTO test SELECT i, i, i % 3 = 0 FROM generate_series(1, 1500) i;

-- how many rows of a person a fit used is estimated from the rows: no message and no view says so while a ROLLBACK could take the charge back
BEGIN;
SELECT table_name, role, regexp_replace(note, 'rho [0-9.e-]+', 'rho', 'g') AS note FROM synth_fit_schema('accounts', epsilon => 3, unit => 'patient', skip => '{ward}');
SELECT name, rho, max_rows, bytes FROM synth_models WHERE source_schema = 'accounts' ORDER BY name;
SET LOCAL client_min_messages = notice;
SELECT synth_fit('test', model => 'alone', unit => 'patient', epsilon => 1);
SELECT max_rows FROM synth_models WHERE name = 'alone';
SELECT max_rows FROM synth_models WHERE name = 'accounts.visit';
ROLLBACK;
SELECT count(*) FROM synth_ledger WHERE source_schema = 'accounts';

-- a fit spends of all rows that it tells of: children's of their parents', parents' of the children that they count
SET client_min_messages = error;
SELECT count(*) FROM synth_fit_schema('accounts', epsilon => 3, unit => 'patient', max_rows => '3', skip => '{ward}');
SELECT source_name, unit, fits FROM synth_ledger WHERE source_schema = 'accounts' ORDER BY 1, 2;
SELECT max_rows FROM synth_models WHERE name = 'accounts.visit';

-- the owner's budget on a table holds for fits of its children that tell of it
SELECT spent_unit, budget FROM synth_budget('visit', epsilon => 4, unit => 'accounts.patient');
SELECT count(*) FROM synth_fit_schema('accounts', epsilon => 3, unit => 'patient', max_rows => '3', tables => '{visit, test}', replace => true);
RESET client_min_messages;

-- that a table is public is its owner's word, also where it is left out of the fit
CREATE ROLE synth_accounts_fitter;
GRANT USAGE ON SCHEMA accounts TO synth_accounts_fitter;
GRANT SELECT ON ALL TABLES IN SCHEMA accounts TO synth_accounts_fitter;
SET client_min_messages = warning;
SELECT count(*) FROM (SELECT synth_budget('visit', epsilon => 'Infinity')) AS b;
SELECT synth_drop(name) FROM synth_models WHERE source_schema = 'accounts' \g /dev/null
SELECT synth_policy(t::regclass, roles => '{synth_accounts_fitter}', unit => 'row') FROM unnest('{test,visit}'::text[]) AS t;
SET ROLE synth_accounts_fitter;
\set VERBOSITY terse
-- ward: keys would become labels; visit: its rows would be nobody's, and so would those of test
SELECT count(*) FROM synth_fit_schema('accounts', public_tables => '{ward}', skip => '{ward, patient, test}');
SELECT count(*) FROM synth_fit_schema('accounts', public_tables => '{visit}', tables => '{test}');
RESET ROLE;
SELECT synth_set('ward', public => true);
SET ROLE synth_accounts_fitter;
SELECT count(*) FROM synth_fit_schema('accounts', tables => '{visit}', replace => true);
RESET ROLE;
-- a budget forbids it to everybody
SELECT count(*) FROM synth_budget('ward', epsilon => 1);
SELECT count(*) FROM synth_fit_schema('accounts', tables => '{visit}', replace => true);
SELECT count(*) FROM (SELECT synth_unset('ward'), synth_budget('ward', epsilon => 'Infinity')) AS u;

-- tables that inherit: keys tell their rows apart no more, and foreign keys do not hold for them
SET client_min_messages = error;
CREATE TABLE person (id int PRIMARY KEY);
CREATE TABLE staff () INHERITS (person);
CREATE TABLE country (code int, part int, eu boolean NOT NULL, PRIMARY KEY (code, part));
CREATE TABLE colony () INHERITS (country);
CREATE TABLE trip (id int PRIMARY KEY, person int NOT NULL REFERENCES person, code int NOT NULL, part int NOT NULL, far boolean NOT NULL, FOREIGN KEY (code, part) REFERENCES country);
INSERT INTO person SELECT i FROM generate_series(1, 100) i;
INSERT INTO staff SELECT i FROM generate_series(1, 100) i;
INSERT INTO country VALUES (1, 1, true), (2, 1, false);
INSERT INTO colony VALUES (1, 1, false), (1, 1, true);
INSERT INTO trip SELECT i, i % 100 + 1, 1 + i % 2, 1, i % 2 = 0 FROM generate_series(1, 400) i;
SELECT synth_fit('trip', unit => 'accounts.person', max_rows => 2);
-- a row of the source stays one row, whatever is read with it
SELECT count(*) FROM synth_fit_schema('accounts', public_tables => '{country}', private => false, method => 'independent', tables => '{trip, country}');
SELECT detail AS rows FROM synth_describe('accounts.trip') WHERE section = 'model' AND item = 'rows';

-- two keys that look different are one person's where the referred key's type and collation say so, and only there
CREATE COLLATION either_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE reader (house int, name text COLLATE either_case, PRIMARY KEY (house, name));
CREATE TABLE loan (id int PRIMARY KEY, house int NOT NULL, name text COLLATE "C" NOT NULL, late boolean NOT NULL, FOREIGN KEY (house, name) REFERENCES reader);
INSERT INTO reader VALUES (1, 'a'), (1, 'b');
INSERT INTO loan VALUES (1, 1, 'a', true), (2, 1, 'A', true), (3, 1, 'b', true);
CREATE TABLE owner (code char(4) PRIMARY KEY);
CREATE TABLE car (id int PRIMARY KEY, owner varchar(10) NOT NULL REFERENCES owner, red boolean NOT NULL);
INSERT INTO owner VALUES ('aa'), ('ab'), ('ac');
INSERT INTO car VALUES (1, 'aa', true), (2, 'ab', true), (3, 'ac', true), (4, 'ac  ', true);
SELECT synth_fit('loan', unit => 'accounts.reader', max_rows => 1, columns => '{late}', private => false, method => 'independent');
SELECT detail AS readers FROM synth_describe('loan') WHERE section = 'model' AND item = 'rows';
SELECT synth_fit('car', unit => 'accounts.owner', max_rows => 1, columns => '{red}', private => false, method => 'independent');
SELECT detail AS owners FROM synth_describe('car') WHERE section = 'model' AND item = 'rows';

-- a key of one partition of the people, whose columns come in another order
CREATE TABLE member (club int, code int, PRIMARY KEY (club, code)) PARTITION BY LIST (club);
CREATE TABLE member_1 (code int NOT NULL, club int NOT NULL);
ALTER TABLE member ATTACH PARTITION member_1 FOR VALUES IN (1);
ALTER TABLE member_1 ADD UNIQUE (code);
CREATE TABLE fine (id int PRIMARY KEY, member int NOT NULL REFERENCES member_1 (code), paid boolean NOT NULL);
INSERT INTO member SELECT 1, i FROM generate_series(1, 10) i;
INSERT INTO fine SELECT i, 1 + i % 10, true FROM generate_series(1, 100) i;
SELECT synth_fit('fine', unit => 'accounts.member', max_rows => 2, columns => '{paid}', private => false, method => 'independent');
SELECT detail AS of_ten_members FROM synth_describe('fine') WHERE section = 'model' AND item = 'rows';

-- in a circle a parent may be cut on account of somebody who does not own the row: the row stays
CREATE SCHEMA circle;
CREATE TABLE circle.human (id int PRIMARY KEY);
CREATE TABLE circle.bill (id int PRIMARY KEY, owner int NOT NULL REFERENCES circle.human, account int);
CREATE TABLE circle.account (id int PRIMARY KEY, owner int NOT NULL REFERENCES circle.human, bill int NOT NULL REFERENCES circle.bill, good boolean NOT NULL);
CREATE TABLE circle.item (bill int NOT NULL REFERENCES circle.bill, cheap boolean NOT NULL);
ALTER TABLE circle.bill ADD FOREIGN KEY (account) REFERENCES circle.account;
INSERT INTO circle.human SELECT i FROM generate_series(1, 9) i;
INSERT INTO circle.bill VALUES (1, 1), (2, 2), (3, 8);
INSERT INTO circle.account VALUES (1, 3, 1, true), (2, 4, 2, true), (9, 9, 3, true);
UPDATE circle.bill SET account = 9 WHERE id IN (1, 2);
SELECT table_name, role FROM synth_fit_schema('circle', unit => 'human', max_rows => '{"bill": 1, "account": 50, "item": 50}', private => false, method => 'independent');
SELECT item, detail FROM (VALUES ('circle.bill'), ('circle.account')) AS m (name), synth_describe(m.name::name) WHERE section = 'model' AND item IN ('source', 'rows');
DROP SCHEMA circle CASCADE;

SELECT synth_drop(name) FROM synth_models WHERE source_schema IN ('accounts', 'circle') \g /dev/null
DROP SCHEMA accounts CASCADE;
DROP OWNED BY synth_accounts_fitter;
DROP ROLE synth_accounts_fitter;
