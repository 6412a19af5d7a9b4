-- Public words: what is shipped, what users add, what is refused.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE ROLE regress_dictionary_reader;
CREATE ROLE regress_dictionary_writer;
\set SHOW_CONTEXT never

-- every locale has every list that it must have, with enough words
CREATE TEMP VIEW shipped AS SELECT * FROM synth_dictionary WHERE builtin;
SELECT array_agg(DISTINCT locale COLLATE "C" ORDER BY locale COLLATE "C") FROM shipped WHERE locale <> '';
CREATE TEMP TABLE floor (list text, at_least int);
INSERT INTO floor VALUES ('given', 100), ('family', 70), ('title', 3), ('street', 40), ('street_format', 1), ('city', 30),
	('region', 12), ('postcode', 1), ('phone', 1), ('national_id', 1), ('company_suffix', 6);
SELECT f.list, l.locale, count(s.value) FROM floor f CROSS JOIN (SELECT DISTINCT locale FROM shipped WHERE locale <> '') l
LEFT JOIN shipped s ON s.list = f.list AND s.locale = l.locale
GROUP BY f.list, l.locale, f.at_least HAVING count(s.value) < f.at_least;
SELECT locale, tag, count(*) FROM shipped WHERE list = 'given' AND tag <> '' GROUP BY 1, 2 HAVING count(*) < 50;
SELECT list, count(*) >= f.at_least AS enough
FROM (VALUES ('company_stem', 100), ('country', 249), ('colour', 40), ('iban', 15), ('card', 8), ('currency', 150), ('language', 183),
	('domain', 10), ('word', 200), ('slug', 400), ('file_extension', 20), ('user_agent', 8), ('phone', 1)) f (list, at_least)
LEFT JOIN shipped s USING (list) WHERE s.locale = '' GROUP BY list, f.at_least ORDER BY list COLLATE "C";
SELECT locale, count(*) >= 40 AS enough FROM shipped WHERE list = 'job' GROUP BY 1 ORDER BY locale COLLATE "C";

-- no word twice, names of women and men are different ones
SELECT list, locale, value FROM shipped GROUP BY list, locale, value, tag, parent HAVING count(*) > 1;
SELECT locale, value FROM shipped WHERE list = 'given' GROUP BY 1, 2 HAVING count(DISTINCT tag) > 1;
SELECT DISTINCT list, tag FROM shipped WHERE list IN ('given', 'title', 'slug') ORDER BY list, tag;
-- blanks at an end, or two of them, are slips
SELECT list, locale, value FROM shipped WHERE value ~ '^ |  | $' OR tag ~ '^ |  | $' OR parent ~ '^ |  | $';

-- places agree: a city's region, a region's country, a postcode that begins with the city's prefix
SELECT c.locale, c.value FROM shipped c WHERE c.list = 'city'
AND NOT EXISTS (SELECT FROM shipped r WHERE r.list = 'region' AND r.locale = c.locale AND r.value = c.parent);
SELECT locale, value, parent FROM shipped WHERE list = 'region' AND parent <> split_part(locale, '_', 2);
SELECT p.locale, p.value FROM shipped p WHERE list = 'postcode' ORDER BY p.locale COLLATE "C";
SELECT c.locale, c.value, c.tag FROM shipped c JOIN shipped p ON p.list = 'postcode' AND p.locale = c.locale
JOIN (VALUES ('nl_NL', '1000 AA'), ('en_GB', 'AB1 0AA'), ('pl_PL', '00-000'), ('pt_BR', '00000-000'), ('sv_SE', '100 00'),
	('en_US', '00000'), ('de_DE', '00000'), ('fr_FR', '00000'), ('es_ES', '00000'), ('it_IT', '00000'), ('tr_TR', '00000')) t (locale, text) ON t.locale = c.locale
WHERE c.list = 'city' AND (c.tag = '' OR overlay(t.text PLACING c.tag FROM 1) !~ ('^(' || p.value || ')$'));

-- country and currency codes; the countries of the locales
SELECT value, tag FROM shipped WHERE list = 'country' AND tag !~ '^[A-Z]{2} [A-Z]{3}$';
SELECT count(DISTINCT left(tag, 2)), count(DISTINCT right(tag, 3)) FROM shipped WHERE list = 'country' AND locale = '';
SELECT locale, value FROM shipped l WHERE list = 'country' AND locale <> ''
AND NOT EXISTS (SELECT FROM shipped a WHERE a.list = 'country' AND a.locale = '' AND a.tag = l.tag);
SELECT DISTINCT l.locale FROM shipped l WHERE l.locale <> ''
AND NOT EXISTS (SELECT FROM shipped c WHERE c.list = 'country' AND c.locale IN ('', l.locale) AND c.tag LIKE split_part(l.locale, '_', 2) || ' %');
SELECT list, value, tag FROM shipped WHERE list IN ('currency', 'language') AND (value !~ '^([A-Z]{3}|[a-z]{2})$' OR tag = '');
SELECT value FROM shipped WHERE list = 'colour' AND tag !~ '^#[0-9a-f]{6}$';

-- harmless: only domains that are reserved, only numbers that nobody has
SELECT value FROM shipped WHERE list = 'domain' AND value !~ '(^|\.)example\.(com|net|org)$|\.(example|test)$';
SELECT locale, value FROM shipped WHERE list IN ('phone', 'national_id') ORDER BY list, locale COLLATE "C", value COLLATE "C";
SELECT tag, value FROM shipped WHERE list = 'iban' ORDER BY tag;
-- BBANs have the length that their country says
SELECT s.tag FROM shipped s JOIN (VALUES ('AT', 16), ('BE', 12), ('CH', 17), ('CZ', 20), ('DE', 18), ('DK', 14), ('ES', 20), ('FI', 14), ('FR', 23),
	('GB', 18), ('IE', 18), ('IT', 23), ('LU', 16), ('NL', 14), ('NO', 11), ('PL', 24), ('PT', 21), ('SE', 20), ('TR', 22)) b (country, chars) ON b.country = s.tag
WHERE s.list = 'iban' AND repeat('0', b.chars) !~ ('^' || replace(replace(s.value, 'ZZZZ', '0{4}'), '999', '0{3}') || '$')
AND 'A' || repeat('0', b.chars - 1) !~ ('^' || s.value || '$');
SELECT count(*) FROM shipped WHERE list = 'iban';
SELECT tag, value FROM shipped WHERE list = 'card' ORDER BY value COLLATE "C";

-- everybody reads, nobody else writes
SET ROLE regress_dictionary_reader;
SELECT count(*) > 5000 AS many FROM synth_dictionary;
INSERT INTO synth_dictionary (list, locale, value) VALUES ('given', 'de_AT', 'Resi');
\echo :SQLSTATE
DELETE FROM synth_dictionary;
\echo :SQLSTATE
RESET ROLE;
GRANT INSERT ON synth_dictionary TO regress_dictionary_writer;
SET ROLE regress_dictionary_writer;
INSERT INTO synth_dictionary (list, locale, value, tag) VALUES ('given', 'de_AT', 'Resi', 'f'), ('given', 'de_AT', 'Poldi', 'm');
-- the same as a shipped one: both stay, so that a restore never fails
INSERT INTO synth_dictionary (list, locale, value, tag, weight) VALUES ('given', 'de_DE', 'Anna', 'f', 0.001);
INSERT INTO synth_dictionary (list, value) VALUES ('word', repeat('x', 200));
-- but a user's own only once
INSERT INTO synth_dictionary (list, locale, value, tag) VALUES ('given', 'de_AT', 'Resi', 'f');
\echo :SQLSTATE
INSERT INTO synth_dictionary (list, locale, value, tag) VALUES ('given', 'de_AT', 'Resi', 'f') ON CONFLICT DO NOTHING;
-- a copied locale must not say that it is shipped: it would not be dumped
INSERT INTO synth_dictionary SELECT list, 'de_AT', value, tag, parent, weight, builtin FROM synth_dictionary
WHERE locale = 'de_DE' AND list = 'given' AND value = 'Jutta';
\echo :SQLSTATE
RESET ROLE;
UPDATE synth_dictionary SET weight = 2 WHERE builtin AND list = 'word' AND value = 'lorem';
\echo :SQLSTATE
SELECT list, locale, tag, weight, length(value) FROM synth_dictionary WHERE NOT builtin ORDER BY list, locale COLLATE "C", tag;

-- what is no word
INSERT INTO synth_dictionary (list, value) VALUES ('givn', 'Anna');
\echo :SQLSTATE
INSERT INTO synth_dictionary (list, locale, value) VALUES ('given', 'german', 'Anna');
\echo :SQLSTATE
INSERT INTO synth_dictionary (list, value) VALUES ('word', '');
\echo :SQLSTATE
INSERT INTO synth_dictionary (list, value) VALUES ('word', repeat('x', 201));
\echo :SQLSTATE
INSERT INTO synth_dictionary (list, value, tag) VALUES ('word', 'x', repeat('x', 201));
\echo :SQLSTATE
INSERT INTO synth_dictionary (list, value) VALUES ('word', E'a\tb');
\echo :SQLSTATE
INSERT INTO synth_dictionary (list, value) VALUES ('word', NULL);
\echo :SQLSTATE
INSERT INTO synth_dictionary (list, value, weight) VALUES ('word', 'x', 0);
\echo :SQLSTATE
INSERT INTO synth_dictionary (list, value, weight) VALUES ('word', 'x', 'NaN');
\echo :SQLSTATE
INSERT INTO synth_dictionary (list, value, weight) VALUES ('word', 'x', 'Infinity');
\echo :SQLSTATE

-- whoever adds words cannot make the fits of others endless
CREATE TABLE dictionary_people (first_name text CHECK (first_name <> ''));
BEGIN;
INSERT INTO synth_dictionary (list, locale, value) SELECT 'given', chr(97 + i % 26) || chr(97 + i / 26) || '_XX', 'Anna' FROM generate_series(0, 401) i;
SELECT count(*) FROM synth_plan('dictionary_people');
\echo :SQLSTATE
ROLLBACK;
BEGIN;
INSERT INTO synth_dictionary (list, locale, value) SELECT 'given', 'en_US', 'Anna' || i FROM generate_series(1, 250000) i;
SELECT count(*) FROM synth_plan('dictionary_people');
\echo :SQLSTATE
ROLLBACK;
SELECT count(*) FROM synth_plan('dictionary_people');
-- its owner may add columns, but not take ours
BEGIN;
ALTER TABLE synth_dictionary ADD COLUMN note text DEFAULT 'x', ADD COLUMN day date;
SELECT count(*) FROM synth_plan('dictionary_people');
ALTER TABLE synth_dictionary DROP COLUMN note;
SELECT count(*) FROM synth_plan('dictionary_people');
ROLLBACK;
BEGIN;
ALTER TABLE synth_dictionary DROP COLUMN parent CASCADE;
SELECT count(*) FROM synth_plan('dictionary_people');
\echo :SQLSTATE
ROLLBACK;
DROP TABLE dictionary_people;

-- the escapes of the install script
SELECT synth_dictionary_text('plain'), synth_dictionary_text(''), synth_dictionary_text(NULL) IS NULL AS null_is_null;
SELECT synth_dictionary_text(e) COLLATE "C" AS text FROM unnest('{\\u0041\\u002c\\u005c,\\u0041b}'::text[]) e;
SELECT synth_dictionary_text(e) FROM (VALUES ('\')) v (e);
\echo :SQLSTATE
SELECT synth_dictionary_text(e) FROM (VALUES ('a\u12')) v (e);
\echo :SQLSTATE
SELECT synth_dictionary_text(e) FROM (VALUES ('\u0000')) v (e);
\echo :SQLSTATE
SELECT synth_dictionary_text(e) FROM (VALUES ('\ud800')) v (e);
\echo :SQLSTATE
SELECT synth_dictionary_text(e) FROM (VALUES ('\x41')) v (e);
\echo :SQLSTATE
SET ROLE regress_dictionary_reader;
SELECT synth_dictionary_text('x');
\echo :SQLSTATE
RESET ROLE;

DELETE FROM synth_dictionary WHERE NOT builtin;
REVOKE INSERT ON synth_dictionary FROM regress_dictionary_writer;
DROP ROLE regress_dictionary_reader, regress_dictionary_writer;
