-- text =>: what users may say, what plans tell, what is refused
SET client_min_messages = warning;
CREATE DOMAIN postal_code AS text CHECK (VALUE ~ '^[0-9]{5}$');
CREATE TABLE person (
	id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	sex text CHECK (sex IN ('f', 'm')),
	first_name text NOT NULL,
	last_name text NOT NULL,
	email varchar(60) NOT NULL UNIQUE,
	billing_city text,
	billing_zip postal_code,
	country text,
	sku text NOT NULL CHECK (sku ~ '^[A-Z]{2}-[0-9]{3}$'),
	grade text NOT NULL CHECK (grade IN ('a', 'b')),
	status text,
	remarks text,
	tags text[],
	data jsonb,
	loc inet);
INSERT INTO person (sex, first_name, last_name, email, billing_city, billing_zip, country, sku, grade, status, remarks, tags, data, loc)
SELECT CASE WHEN i % 2 = 0 THEN 'f' ELSE 'm' END, 'F' || i, 'L' || i, 'p' || i || '@q.r', 'C' || i, lpad(i::text, 5, '0'), 'France', 'AB-' || lpad((i % 1000)::text, 3, '0'),
	'a', 'open', repeat('x ', i % 9 + 1), '{}', '{}', '10.0.0.1'
FROM generate_series(1, 2000) AS i;

SELECT column_name, kind, domain, domain_source, note FROM synth_plan('person') WHERE column_name IS NOT NULL;
SELECT synth_fit('person');
SELECT item, kind, domain, source, detail FROM synth_describe('person') WHERE section = 'column' AND kind = 'text';
-- what belongs together agrees, what is unique is unique, what is checked passes
CREATE TABLE made (LIKE person INCLUDING CONSTRAINTS INCLUDING INDEXES);
INSERT INTO made SELECT * FROM synth_sample(NULL::made, 20000, model => 'person', seed => 1);
SELECT count(*), count(DISTINCT email), count(*) FILTER (WHERE email !~ '@([a-z.-]+[.])?(example[.](com|net|org)|[a-z-]+[.](example|test))$') AS reachable FROM made;
-- given names of the dictionary tell a sex, which is that of the row
SELECT count(*) FILTER (WHERE d.tag <> m.sex) AS wrong, count(*) > 10000 AS enough
FROM made m JOIN (SELECT value, min(tag) AS tag FROM synth_dictionary WHERE list = 'given' AND locale = 'en_US' AND tag <> '' GROUP BY value HAVING count(DISTINCT tag) = 1) d ON d.value = m.first_name;

-- overrides
SELECT column_name, kind, domain, domain_source FROM synth_plan('person', text => '{
	"*": {"locale": "de_DE"}, "first_name": "given", "last_name": {"kind": "family", "by": "id"}, "sku": "pattern:[A-C]{2}-[0-9]{3}",
	"status": ["open", "closed"], "remarks": "words", "billing_city": "category", "country": "null", "email": "key", "data": "category", "tags": "email"}')
WHERE column_name IS NOT NULL;
SELECT synth_fit('person', model => 'said', text => '{"status": ["open", "closed"], "sku": "pattern:[A-C]{2}-[0-9]{3}", "last_name": {"kind": "family", "by": "id", "locale": "de_DE"}}');
SELECT array_agg(DISTINCT status ORDER BY status) FILTER (WHERE status IS NOT NULL) AS status, bool_and(sku ~ '^[A-C]{2}-[0-9]{3}$') AS sku
FROM synth_sample(NULL::person, 1000, model => 'said', seed => 1);
-- the same person under the same number, whatever the seed
SELECT count(*) FILTER (WHERE a.last_name <> b.last_name) AS differ, count(DISTINCT a.last_name) > 20 AS varied
FROM synth_sample(NULL::person, 500, model => 'said', seed => 1) a JOIN synth_sample(NULL::person, 500, model => 'said', seed => 2) b USING (id);

-- refused
CREATE FUNCTION refusal(what jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	message text; hint text;
BEGIN
	PERFORM synth_fit('person', model => 'refused', text => what, replace => true);
	RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
	RETURN SQLSTATE || ' ' || message || E'\n    ' || regexp_replace(hint, 'en_US, .*', '...');
END $$;
\pset format unaligned
SELECT refusal('[]');
SELECT refusal('{"emial": "email"}');
SELECT refusal('{"email": "e-mial"}');
SELECT refusal('{"email": 3}');
SELECT refusal('{"email": {"sort": "email"}}');
SELECT refusal('{"email": {"kind": "email", "locale": "xx_YY"}}');
SELECT refusal('{"*": {"locale": "xx_YY"}}');
SELECT refusal('{"*": "email"}');
SELECT refusal('{"first_name": {"kind": "given", "by": "nobody"}}');
SELECT refusal('{"first_name": {"kind": "given", "by": "first_name"}}');
SELECT refusal('{"remarks": {"kind": "words", "per_row": 0}}');
SELECT refusal('{"sku": "pattern:[A-Z"}');
SELECT refusal('{"sku": "pattern:[A-Z]+"}');
SELECT refusal('{"sku": "pattern:(a)\\1"}');
SELECT refusal('{"sku": "pattern:[a-z]{6}"}');
SELECT refusal('{"sku": "email"}');
SELECT refusal('{"email": "pattern:[a-z]{80}"}');
SELECT refusal('{"grade": "email"}');
SELECT refusal('{"grade": ["a", "a"]}');
SELECT refusal('{"sex": "title"}');
SELECT refusal('{"id": "email"}');
SELECT refusal('{"email": "category"}');
SELECT refusal('{"data": "email"}');
SELECT refusal('{"status": []}');
\pset format aligned
DROP TABLE person, made;
DROP DOMAIN postal_code;
DROP FUNCTION refusal(jsonb);
SELECT synth_drop('person'), synth_drop('said');
-- empty texts are texts; where a CHECK refuses them there are none
SET client_min_messages = warning;
CREATE TABLE blank (note text NOT NULL, remarks text NOT NULL CHECK (remarks <> ''));
INSERT INTO blank SELECT CASE WHEN i % 2 = 0 THEN '' ELSE repeat('word' || i || ' ', 1 + i % 7) END, repeat('more' || i || ' ', 1 + i % 9) FROM generate_series(1, 3000) AS i;
SELECT synth_fit('blank', text => '{"note": "lorem", "remarks": "lorem"}');
SELECT count(*) FILTER (WHERE note = '') BETWEEN 700 AND 1300 AS empty, count(*) FILTER (WHERE remarks = '') AS refused FROM synth_sample(NULL::blank, 2000, seed => 1);
SELECT synth_drop('blank');
DROP TABLE blank;
