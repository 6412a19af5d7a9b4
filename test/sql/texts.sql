-- texts in samples: how many there are, what the target has, what may be asked for
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE SCHEMA test_texts;
SET search_path = test_texts, public;

CREATE FUNCTION refusal(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	message text; hint text;
BEGIN
	EXECUTE statement;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
	RETURN SQLSTATE || ' ' || message || E'\n    ' || hint;
END $$;

CREATE TABLE item (id integer PRIMARY KEY, sku text NOT NULL UNIQUE, size text, label text, remark text);
INSERT INTO item SELECT i, 'A' || i, CASE WHEN i % 2 = 0 THEN 'S' ELSE 'L' END, CASE WHEN i % 4 > 0 THEN 'x' || i END, repeat('word ', i % 6)
FROM generate_series(1, 600) AS i;
SELECT synth_fit('item', model => 'item', private => false,
	text => '{"sku": "pattern:[AB][0-4]", "label": "pattern:[a-z]{3}[0-9]{3}", "remark": "lorem"}');

-- as many unique texts as there are, and not one more
SELECT count(DISTINCT sku), min(sku), max(sku) FROM synth_sample(NULL::item, 10, model => 'item', seed => 1);
SELECT refusal($$SELECT count(*) FROM synth_sample(NULL::item, 11, model => 'item')$$);
SELECT refusal($$SELECT count(*) FROM synth_sample(NULL::item, 10, model => 'item', key_start => 2)$$);
SELECT refusal($$SELECT count(*) FROM synth_sample('item', 11)$$);
-- unique texts do not depend on the seed: ranges that do not overlap never collide; others do
SELECT count(DISTINCT sku), count(*) FROM (
	SELECT sku FROM synth_sample(NULL::item, 4, model => 'item', seed => 1)
	UNION ALL SELECT sku FROM synth_sample(NULL::item, 6, model => 'item', seed => 2, key_start => 5)) AS s;
SELECT count(*) FROM synth_sample(NULL::item, 10, model => 'item', seed => 1) a JOIN synth_sample(NULL::item, 10, model => 'item', seed => 2) b USING (id, sku);
SELECT count(*) < 5 AS few FROM synth_sample(NULL::item, 10, model => 'item', seed => 1) a JOIN synth_sample(NULL::item, 10, model => 'item', seed => 2) b USING (id, label);

-- the same rows again, one by one and all at once, in either form
CREATE TABLE many (label text, remark text);
SELECT bool_and(a.label IS NOT DISTINCT FROM b.label AND a.remark IS NOT DISTINCT FROM b.remark)
FROM (SELECT row_number() OVER () AS n, s.* FROM synth_sample(NULL::many, 20000, model => 'item', seed => 3) s) a
JOIN (SELECT row_number() OVER () AS n, (r).* FROM (SELECT synth_sample(NULL::many, 20000, model => 'item', seed => 3) AS r LIMIT 17000) s) b USING (n);
SELECT count(*), count(label) BETWEEN 14000 AND 16000 AS a_quarter_null, bool_and(label ~ '^[a-z]{3}[0-9]{3}$') AS shape FROM synth_sample(NULL::many, 20000, model => 'item', seed => 3);
SELECT bool_and(a.label IS NOT DISTINCT FROM m.m->>'label' AND a.remark IS NOT DISTINCT FROM m.m->>'remark' AND a.sku = m.m->>'sku') AS both_forms
FROM synth_sample(NULL::item, 10, model => 'item', seed => 4) a JOIN (SELECT synth_sample('item', 10, seed => 4) AS m) m ON a.id = (m.m->>'id')::integer;

-- what the target has is passed over, for all columns of the row
CREATE TABLE shelf (LIKE item INCLUDING ALL);
INSERT INTO shelf (id, sku) VALUES (1001, 'A1'), (1002, 'B4'), (1003, 'no such'), (1004, 'A0');
CALL synth_generate('item', 'shelf', 3, seed => 1);
CALL synth_generate('item', 'shelf', 4, seed => 2);
SELECT count(*), count(DISTINCT sku), string_agg(sku, ' ' ORDER BY sku) FROM shelf;
SELECT refusal($$CALL synth_generate('item', 'shelf', 1, seed => 3)$$);
SELECT refusal($$CALL synth_generate('item', 'shelf', 11, seed => 3)$$);
DELETE FROM shelf WHERE sku IN ('A0', 'A3');
SELECT refusal($$CALL synth_generate('item', 'shelf', 3, seed => 4)$$);
CALL synth_generate('item', 'shelf', 2, seed => 4);
SELECT count(*), count(DISTINCT sku) FROM shelf;
-- where the rest begins in the middle, and rows are passed over, it goes on at the beginning
CREATE TABLE half (LIKE item INCLUDING ALL);
INSERT INTO half (id, sku) VALUES (1, 'A2'), (2, 'B0'), (3, 'B3');
CALL synth_generate('item', 'half', 7, seed => 1);
SELECT count(*), count(DISTINCT sku) FROM half;
SELECT refusal($$CALL synth_generate('item', 'half', 1, seed => 1)$$);
-- whoever may not read the texts cannot pass them over
CREATE ROLE test_texts_writer;
GRANT USAGE ON SCHEMA test_texts TO test_texts_writer;
GRANT INSERT, SELECT (id) ON shelf TO test_texts_writer;
SELECT synth_grant('item', 'test_texts_writer');
SET ROLE test_texts_writer;
SELECT refusal($$CALL synth_generate('item', 'shelf', 1, seed => 5)$$);
RESET ROLE;

-- composite keys of texts with few values: combinations differ, from those of the target too
CREATE TABLE pair (given_name text NOT NULL, family_name text NOT NULL, shirt integer, UNIQUE (given_name, family_name));
INSERT INTO pair SELECT 'F' || i % 50, 'L' || i / 50, i % 7 FROM generate_series(1, 1000) AS i;
SELECT synth_fit('pair', model => 'pair', private => false);
CREATE TABLE pair_copy (LIKE pair INCLUDING ALL);
INSERT INTO pair_copy SELECT * FROM synth_sample(NULL::pair_copy, 5000, model => 'pair', seed => 1);
CALL synth_generate('pair', 'pair_copy', 1000, seed => 1);
SELECT count(*), count(DISTINCT given_name) < 500 AS few_given, count(DISTINCT family_name) < 500 AS few_family FROM pair_copy;
SELECT refusal($$SELECT count(*) FROM synth_sample(NULL::pair_copy, 1000000, model => 'pair', seed => 1)$$);

-- types of the target: shorter, padded, checked, not texts at all
CREATE DOMAIN short_code AS varchar(6) CHECK (VALUE !~ '^z');
CREATE TABLE narrow (sku char(4), label short_code, remark varchar(5));
SELECT bool_and(octet_length(sku) = 4 AND sku::text ~ '^[AB][0-4]$') AS padded, max(length(remark)) AS longest
FROM synth_sample(NULL::narrow, 10, model => 'item', seed => 1);
CREATE DOMAIN no_code AS text CONSTRAINT none CHECK (VALUE = 'none');
CREATE TABLE strict (label no_code);
SELECT refusal($$SELECT count(*) FROM synth_sample(NULL::strict, 100, model => 'item', seed => 1)$$);
CREATE TABLE wrong (label integer, remark point);
SELECT refusal($$SELECT count(*) FROM synth_sample(NULL::wrong, 100, model => 'item', seed => 1)$$);
CREATE TABLE machine (host inet NOT NULL UNIQUE, card macaddr, short name);
INSERT INTO machine SELECT '10.1.0.0'::inet + i, '08:00:2b:01:02:03', 'n' || i FROM generate_series(1, 300) AS i;
SELECT synth_fit('machine', model => 'machine', private => false, text => '{"host": "ip", "card": "mac", "short": "username"}');
CREATE TABLE machine_copy (LIKE machine INCLUDING ALL);
CALL synth_generate('machine', 'machine_copy', 300, seed => 1);
CALL synth_generate('machine', 'machine_copy', 300, seed => 2);
-- documentation's networks only (RFC 5737), local cards
SELECT count(*), count(DISTINCT host), bool_and(host <<= '192.0.2.0/24' OR host <<= '198.51.100.0/24' OR host <<= '203.0.113.0/24') AS harmless FROM machine_copy;
SELECT bool_and(get_bit(substring(macaddr_send(card) FROM 1 FOR 1), 1) = 1) AS local FROM machine_copy;

-- arrays and documents, in rows and in jsonb
CREATE TABLE paper (id integer PRIMARY KEY, tags text[] NOT NULL, marks integer[] NOT NULL, head jsonb NOT NULL);
INSERT INTO paper SELECT i, ARRAY['a', 'b'], ARRAY[7, 8, 9], '{"kind": "note", "open": true}' FROM generate_series(1, 300) AS i;
SELECT synth_fit('paper', model => 'paper', private => false, text => '{"tags": "array", "marks": "array", "head": "document"}');
SELECT (SELECT array_agg(t ORDER BY t) FROM unnest(tags) AS t) AS tags, cardinality(marks) AS marks, marks <@ ARRAY[7, 8, 9] AS known, head FROM synth_sample(NULL::paper, 2, model => 'paper', seed => 1);
SELECT m->'marks' <@ '[7, 8, 9]' AS known, jsonb_array_length(m->'marks') AS marks, jsonb_typeof(m->'tags') AS tags, m->'head' AS head FROM synth_sample('paper', 2, seed => 1) AS m;

SELECT refusal($$SELECT synth_fit('item', model => 'refused', private => false, text => '{"remark": "array"}')$$);
SELECT refusal($$SELECT synth_fit('item', model => 'refused', private => false, text => '{"remark": "document"}')$$);
SELECT refusal($$SELECT synth_fit('paper', model => 'refused', private => false, text => '{"head": "email"}')$$);

-- labels of a category may be asked for, and are not those that few rows have
CREATE TABLE visit (id integer PRIMARY KEY, country text);
INSERT INTO visit SELECT i, CASE WHEN i % 10 > 0 THEN 'France' ELSE 'Country ' || i END FROM generate_series(1, 2000) AS i;
SELECT synth_fit('visit', model => 'visit', private => false, min_count => 5);
SELECT count(*) FILTER (WHERE country = 'France') BETWEEN 800 AND 950 AS published, count(*) FILTER (WHERE country ~ '[0-9]') AS copied
FROM synth_sample(NULL::visit, 1000, model => 'visit', seed => 1);
SELECT count(*), min(country), max(country) FROM synth_sample(NULL::visit, 100, model => 'visit', given => '{"country": "France"}', seed => 1);
SELECT refusal($$SELECT count(*) FROM synth_sample(NULL::visit, 100, model => 'visit', given => '{"country": "Country 10"}')$$);

-- the same person under the same key, here and there, whatever the seed and the type of the key
CREATE TABLE client (client_id bigint PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL);
INSERT INTO client SELECT i, 'F' || i, 'L' || i FROM generate_series(1, 200) AS i;
CREATE TABLE receipt (client_id integer NOT NULL CHECK (client_id BETWEEN 1 AND 200), last_name text NOT NULL, total integer);
INSERT INTO receipt SELECT 1 + i % 200, 'L' || (1 + i % 200), i % 7 FROM generate_series(1, 2000) AS i;
SELECT synth_fit('client', model => 'client', private => false, text => '{"first_name": {"kind": "given", "by": "client_id"}, "last_name": {"kind": "family", "by": "client_id"}}');
SELECT synth_fit('receipt', model => 'receipt', private => false, text => '{"last_name": {"kind": "family", "by": "client_id"}}');
SELECT count(*) > 500 AS joined, count(*) FILTER (WHERE c.last_name <> r.last_name) AS differ, count(DISTINCT c.last_name) > 50 AS varied
FROM synth_sample(NULL::client, 200, model => 'client', seed => 1) c JOIN synth_sample(NULL::receipt, 1000, model => 'receipt', seed => 2) r USING (client_id);
-- the server's own numbers begin at 1 where its sequence does
CREATE TABLE client_copy (client_id bigint GENERATED ALWAYS AS IDENTITY, first_name text, last_name text);
CALL synth_generate('client', 'client_copy', 200, seed => 3);
SELECT count(*) FILTER (WHERE c.last_name <> r.last_name OR c.first_name <> r.first_name) AS differ
FROM client_copy c JOIN synth_sample(NULL::client, 200, model => 'client', seed => 1) r USING (client_id);

-- a text may say who it is
CREATE TABLE member (code text NOT NULL UNIQUE, family_name text NOT NULL);
INSERT INTO member SELECT 'M' || i, 'L' || i FROM generate_series(1, 100) AS i;
SELECT synth_fit('member', model => 'member', private => false, text => '{"code": "pattern:M-[0-9]{4}", "family_name": {"kind": "family", "by": "code"}}');
SELECT count(*), count(*) FILTER (WHERE a.family_name <> b.family_name) AS differ, count(DISTINCT a.family_name) > 50 AS varied
FROM synth_sample(NULL::member, 500, model => 'member', seed => 1) a JOIN synth_sample(NULL::member, 500, model => 'member', seed => 2) b USING (code);

-- conditions: whether there is a text, not what it says
SELECT count(*), count(label) FROM synth_sample(NULL::item, 10, model => 'item', given => '{"label": null}', seed => 1);
SELECT count(*), count(label) FROM synth_sample(NULL::item, 10, model => 'item', given => '{"label": {"null": false}, "size": {"null": false}}', seed => 1);
SELECT count(*) FILTER (WHERE label IS NULL) FROM synth_sample(NULL::many, 1000, model => 'item', weights => '{"label": [{"value": null, "share": 1}]}', seed => 1);
SELECT probability BETWEEN 0.2 AND 0.3 AS a_quarter FROM synth_probability('item', '{"label": null}');
SELECT refusal($$SELECT count(*) FROM synth_sample(NULL::item, 10, model => 'item', given => '{"label": "abc123"}')$$);
SELECT refusal($$SELECT count(*) FROM synth_sample(NULL::item, 10, model => 'item', given => '{"remark": {"min": 3}}')$$);
SELECT refusal($$SELECT count(*) FROM synth_sample(NULL::item, 10, model => 'item', given => '{"sku": "A1"}')$$);
SELECT refusal($$SELECT count(*) FROM synth_sample(NULL::item, 10, model => 'item', given => '{"label": {"null": true}}')$$);
SELECT refusal($$SELECT count(*) FROM synth_sample(NULL::item, 10, model => 'item', balance => '{remark}')$$);
SELECT refusal($$SELECT count(*) FROM synth_sample(NULL::item, 10, model => 'item', tail => '{"remark": 0.1}')$$);
SELECT refusal($$SELECT count(*) FROM synth_sample(NULL::item, 10, model => 'item', weights => '{"label": {"abc123": 1}}')$$);

-- rows that are completed: what is there stays, what is missing is made
SELECT count(*), count(c.remark), bool_and(c.id = i.id AND c.sku = i.sku AND c.size = i.size) AS kept, bool_and(c.label IS NOT DISTINCT FROM i.label OR c.label ~ '^[a-z]{3}[0-9]{3}$') AS made
FROM (SELECT id, sku, size, label, NULL::text AS remark FROM item WHERE id <= 200) AS s, LATERAL synth_complete(s::text::item, 'item', 1) c JOIN item i USING (id);
CREATE VIEW bare AS SELECT row(id, sku, size, NULL, NULL)::item AS i FROM item WHERE id < 50;
SELECT count(*), count(c.label) BETWEEN 20 AND 49 AS some, count(DISTINCT c.label) > 15 AS varied FROM bare, LATERAL synth_complete(i, 'item', 7) AS c;
SELECT bool_and(c.client_id = i AND c.first_name = m.first_name AND c.last_name = 'kept') AS by_key
FROM generate_series(1, 50) AS i, LATERAL synth_complete(ROW(i, NULL, 'kept')::client, 'client') AS c, synth_sample(NULL::client, 50, model => 'client') AS m WHERE m.client_id = i;
WITH a AS MATERIALIZED (SELECT c.* FROM bare, LATERAL synth_complete(i, 'item', 7) AS c), b AS MATERIALIZED (SELECT c.* FROM bare, LATERAL synth_complete(i, 'item', 8) AS c)
SELECT count(*) < 5 AS other_by_seed FROM a JOIN b USING (id, remark);
WITH a AS MATERIALIZED (SELECT c.* FROM bare, LATERAL synth_complete(i, 'item', 7) AS c), b AS MATERIALIZED (SELECT c.* FROM bare, LATERAL synth_complete(i, 'item', 7) AS c)
SELECT count(*) FROM a JOIN b USING (id) WHERE a.label IS NOT DISTINCT FROM b.label AND a.remark IS NOT DISTINCT FROM b.remark;

DROP SCHEMA test_texts CASCADE;
DROP ROLE test_texts_writer;
SELECT synth_drop(m) FROM unnest('{item,pair,machine,paper,visit,client,receipt,member}'::name[]) AS m;
