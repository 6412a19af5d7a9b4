-- JSON documents and arrays: structure and elements above a threshold, values by kind, nobody's own
SET client_min_messages = warning;
CREATE TABLE event (
	id int PRIMARY KEY,
	payload jsonb NOT NULL,
	raw json,
	tags text[] NOT NULL,
	sizes int[],
	marks numeric(6,2)[],
	days date[],
	flags bool[],
	grid int[]
);
INSERT INTO event
SELECT i,
	CASE
		-- a key, a value and a structure that one row has; keys that are data; what is optional
		WHEN i = 77 THEN jsonb_build_object('canary_key', 'canary value', 'user', jsonb_build_object('canary_deep', 1))
		WHEN i = 78 THEN '[[[[[[[["canary value"]]]]]]]]'
		WHEN i % 4 = 0 THEN jsonb_build_object('status', 'new', 'user', jsonb_build_object('email', 'u' || i || '@canary.net',
			'first_name', 'Canary' || i), 'price', i % 90 + 0.99)
		WHEN i % 4 = 1 THEN jsonb_build_object('status', (ARRAY['new', 'paid', 'sent'])[i % 3 + 1], 'price', i, 'gift', i % 8 = 1,
			'code', 'C' || lpad(i::text, 6, '0'))
		WHEN i % 4 = 2 THEN jsonb_build_object('prices', jsonb_build_object((ARRAY['EUR', 'USD', 'JPY'])[i % 3 + 1], i,
			'C' || lpad(i::text, 6, '0'), i))
		ELSE jsonb_build_object('items', (SELECT jsonb_agg(jsonb_build_object('sku', 'S' || g, 'n', g)) FROM generate_series(1, i % 3 + 1) g),
			'note', 'secret remark number ' || i)
	END,
	CASE WHEN i % 10 > 0 THEN format('{"b": %s, "a": "x\u0041\n%s", "gone": null}', i % 5, i % 3)::json END,
	CASE WHEN i = 77 THEN ARRAY['canary value', 'red'] ELSE (ARRAY['red', 'green', 'blue', 'AB-' || lpad(i::text, 4, '0')])[1 : i % 5] END,
	CASE WHEN i % 10 > 1 THEN ARRAY[i % 100, 32767000 + i] END,
	ARRAY[i % 50 + 0.25, -i % 7],
	ARRAY['2024-01-01'::date + i % 3],
	ARRAY[i % 3 = 0, NULL, true],
	ARRAY[[1, 2], [3, i % 4]]
FROM generate_series(1, 2000) i;

CREATE FUNCTION anything_of(what text, model text) RETURNS bool LANGUAGE sql AS $$
	SELECT position(what IN s::text) > 0 FROM (SELECT string_agg(to_jsonb(s)::text, ' ') s FROM synth_sample(NULL::event, 2000, model) s) x $$;

-- without privacy
SELECT synth_fit('event', 'open', private => false);
CREATE TABLE made AS SELECT * FROM synth_sample(NULL::event, 2000, 'open', seed => 3);
-- the structures that rows have, each as often as it should be (a quarter each; five standard deviations, 2e-6)
SELECT coalesce((SELECT string_agg(k, ',' ORDER BY k) FROM jsonb_object_keys(payload) k), '') AS keys,
	abs(count(*) - 500) < 100 AS about_a_quarter
FROM made GROUP BY 1 ORDER BY 1;
-- values of few rows are made up, by their kind or form; frequent ones are kept
SELECT array_agg(DISTINCT payload->>'status' ORDER BY payload->>'status') AS status,
	bool_and(payload->>'code' ~ '^C[0-9]{6}$') AS code,
	bool_and(payload#>>'{user,email}' ~ '^[^@]+@([^@]+\.)?example(\.(com|net|org))?$|\.(test|example)$') AS email,
	bool_and(payload#>>'{user,first_name}' ~ '^[[:alpha:] -]+$') AS first_name,
	bool_and((payload->>'price')::numeric BETWEEN 0 AND 2100) AS price,
	bool_and(jsonb_array_length(payload->'items') BETWEEN 1 AND 3) AS items
FROM made;
SELECT array_agg(DISTINCT k ORDER BY k) FILTER (WHERE k !~ '^C') AS currencies, count(*) FILTER (WHERE k ~ '^C') AS codes
FROM made, jsonb_object_keys(payload->'prices') k;
SELECT anything_of('canary', 'open') AS canary, anything_of('Canary', 'open') AS name, anything_of('secret', 'open') AS remark;
-- json keeps its type, one spelling, NULLs
SELECT pg_typeof(raw), array_agg(DISTINCT raw->>'a' ORDER BY raw->>'a') AS a, array_agg(DISTINCT raw->>'b' ORDER BY raw->>'b') AS b,
	bool_and(raw->'gone' IS NOT DISTINCT FROM NULL OR raw->>'gone' IS NULL) AS gone, abs(count(*) FILTER (WHERE raw IS NULL) - 200) < 70 AS nulls
FROM made GROUP BY 1;
-- arrays: lengths, frequent elements, forms of the others, the element's type
SELECT array_agg(DISTINCT cardinality(tags) ORDER BY cardinality(tags)) AS lengths FROM made;
SELECT array_agg(DISTINCT t ORDER BY t) FILTER (WHERE t !~ '[0-9]') AS words, bool_and(t ~ '^AB-[0-9]{4}$') FILTER (WHERE t ~ '[0-9]') AS codes
FROM made, unnest(tags) t;
SELECT count(*) FILTER (WHERE cardinality(tags) > (SELECT count(DISTINCT t) FROM unnest(tags) t)) AS repeated FROM made;
SELECT bool_and(s BETWEEN 0 AND 2147483647) AS in_range, count(DISTINCT s) > 50 AS many, abs(count(DISTINCT id) - 1600) < 100 AS not_null
FROM made, unnest(sizes) s;
SELECT bool_and(m BETWEEN -10 AND 60) AS marks, bool_and(scale(m) = 2) AS cents FROM made, unnest(marks) m;
SELECT array_agg(DISTINCT d::text ORDER BY d::text) AS days FROM made, unnest(days) d;
-- the same seed, the same documents, whatever the order
SELECT count(*) AS differ FROM made m JOIN synth_sample(NULL::event, 2000, 'open', seed => 3) s USING (id)
WHERE (m.payload, m.tags, m.marks) IS DISTINCT FROM (s.payload, s.tags, s.marks);
-- other types of the target
CREATE TABLE other (payload json, raw text, tags varchar(3)[], sizes int2[], marks text[]);
INSERT INTO other SELECT * FROM synth_sample(NULL::other, 300, 'open', seed => 3);
SELECT bool_and(length(t) <= 3) AS cut FROM other, unnest(tags) t;
SELECT max(s) AS most FROM other, unnest(sizes) s;
CREATE TABLE misfit (payload int, tags text);
INSERT INTO misfit SELECT * FROM synth_sample(NULL::misfit, 3, 'open');

-- with privacy: what a single row has never passes, whatever is drawn
SELECT synth_fit('event', 'private', epsilon => 3);
SELECT anything_of('canary', 'private') AS canary, anything_of('Canary', 'private') AS name, anything_of('secret', 'private') AS remark;
SELECT bool_and(jsonb_typeof(payload) = 'object') AS objects FROM synth_sample(NULL::event, 2000, 'private');
-- elements that are NULL do not count, there is one dimension, and enough rows have every element
SELECT max(array_ndims(flags)) AS flag_dimensions, max(array_ndims(grid)) AS grid_dimensions, bool_and(array_position(flags, NULL) IS NULL) AS no_null,
	bool_and(days <@ ARRAY['2024-01-01', '2024-01-02', '2024-01-03', 'epoch']::date[]) AS days
FROM synth_sample(NULL::event, 2000, 'private');
-- the exported model has none of it either
SELECT position('canary'::bytea IN synth_export('private')) AS canary, position('canary'::bytea IN synth_export('open')) AS canary_open,
	position('secret'::bytea IN synth_export('open')) AS remark_open;

-- nothing is published of documents that differ all: placeholders, said once, whatever the data
SET client_min_messages = notice;
CREATE TABLE odd (doc jsonb NOT NULL);
INSERT INTO odd SELECT jsonb_build_array(jsonb_build_array(jsonb_build_array(jsonb_build_array(jsonb_build_array(jsonb_build_array(
	jsonb_build_array(i, 'canary'))))))) FROM generate_series(1, 100) i;
SELECT synth_fit('odd', private => false);
SELECT DISTINCT doc FROM synth_sample(NULL::odd, 50, 'odd');
-- nor of small documents that would fill the memory when they are written out: the others remain
TRUNCATE odd;
INSERT INTO odd SELECT jsonb_build_array(CASE WHEN i <= 50 THEN 1e131000 WHEN i <= 100 THEN 1e-16000 ELSE 1e300 END) FROM generate_series(1, 300) i;
SELECT synth_fit('odd', private => false, replace => true);
SELECT section, domain, detail FROM synth_describe('odd') WHERE section IN ('shape', 'token') ORDER BY 1, 2;
SELECT count(*) FROM synth_sample(NULL::odd, 300, 'odd');

-- elements that their domain refuses are made anew, or left out
CREATE DOMAIN tag_code AS text CHECK (value ~ '^t[0-9]+$');
CREATE DOMAIN amount AS int CHECK (value > 0);
CREATE TABLE picky (id int PRIMARY KEY, codes tag_code[], amounts amount[]);
INSERT INTO picky SELECT i, ARRAY['t' || i, 't' || i * 7]::tag_code[], ARRAY[i % 3 + 1, i]::amount[] FROM generate_series(1, 1000) i;
SELECT synth_fit('picky', private => false);
SELECT bool_and(c ~ '^t[0-9]+$') AS right_codes, count(*) > 1500 AS many FROM synth_sample(NULL::picky, 1000), unnest(codes) c;
SELECT bool_and(a > 0) AS right_amounts, max(a) > 99 AS large, count(*) > 1500 AS many FROM synth_sample(NULL::picky, 1000), unnest(amounts) a;
-- and it may want less than the source had
ALTER DOMAIN amount ADD CHECK (value < 100) NOT VALID;
SELECT bool_and(a BETWEEN 1 AND 99) AS right_amounts, count(*) > 500 AS many FROM synth_sample(NULL::picky, 1000), unnest(amounts) a;
ALTER DOMAIN tag_code ADD CHECK (value = 'nothing') NOT VALID;
SELECT count(*) FROM synth_sample(NULL::picky, 100) WHERE codes = '{}';
DROP TABLE picky;
DROP DOMAIN tag_code, amount;
DROP FUNCTION anything_of(text, text);
DROP TABLE event, made, other, misfit, odd;
SELECT synth_drop(m) FROM unnest('{open,private,odd,picky}'::name[]) AS m;
