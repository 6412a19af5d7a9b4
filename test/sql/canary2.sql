-- One person with very many rows: what they alone wrote stays with them.  With a
-- unit only max_rows rows of it count, in every histogram of labels, shapes,
-- tokens and links alike; otherwise 3,000 rows would be far above any threshold.
-- Beside it a canary of nine rows, of a unit each.  Three rows of one unit reach a threshold with a
-- probability of at most delta, 1e-9; nine rows, few beside the noise, below 1e-7 in all histograms together.
SET client_min_messages = warning;
CREATE DOMAIN aviary_code AS varchar(20);
CREATE TABLE aviary2 (
	id integer PRIMARY KEY,
	keeper integer NOT NULL,
	code aviary_code,
	ring text,
	anything varchar(30),
	city text,
	note text NOT NULL,
	tags text[],
	document jsonb,
	old json);
INSERT INTO aviary2
SELECT i, i / 2, 'AB-' || (1000 + i % 9000), chr(65 + i % 26) || (10000 + i % 9000), (ARRAY['red', 'green', 'blue'])[i % 3 + 1], 'Placeville', 'the usual words of a usual note', ARRAY['one', 'two'], '{"key": "value", "n": 1, "inner": {"deep": [1, 2]}}', '{"a": ["common"]}'
FROM generate_series(1, 20000) AS i;
-- keeper -1 has 3000 rows, keepers -2 .. -10 one each
INSERT INTO aviary2
SELECT 100000 + i, CASE WHEN i <= 3000 THEN -1 ELSE 2998 - i END, 'QZ-12/34', 'q' || c || '12', c, c, 'the ' || c || ' of it', ARRAY['one', c],
	jsonb_build_object(c, 1, 'key', c, 'inner', jsonb_build_object(c, ARRAY[c])), json_build_object('a', ARRAY[c], 'm', json_build_object(c || '1', 1, c || '2', 2))
FROM generate_series(1, 3009) AS i, LATERAL (SELECT CASE WHEN i <= 3000 THEN 'qzmany' ELSE 'qznine' END) AS x (c);
SELECT synth_fit('aviary2', model => 'caged2', unit => 'keeper', max_rows => 3,
	text => '{"code": "pattern", "ring": "pattern", "note": {"kind": "words", "per_row": 4}, "anything": "category", "city": "category"}');
CREATE FUNCTION holds2(payload bytea, what text) RETURNS boolean LANGUAGE sql AS $$ SELECT position(convert_to(what, 'UTF8') IN payload) > 0 $$;
SELECT holds2(synth_export('caged2'), 'green') AS frequent, holds2(synth_export('caged2'), 'usual') AS word, holds2(synth_export('caged2'), 'deep') AS key,
	holds2(synth_export('caged2'), 'AB-') AS code, holds2(synth_export('caged2'), 'qzmany') OR holds2(synth_export('caged2'), 'qznine') AS canary, holds2(synth_export('caged2'), 'QZ-[0-9]') AS prefix;
SELECT count(*) AS rows, bool_or(s.note ~ 'usual') AS words, bool_or(s.document::text ~ 'deep') AS keys, bool_or('two' = ANY (s.tags)) AS elements,
	count(*) FILTER (WHERE s::text ~ 'qz|QZ-') AS canaries
FROM synth_sample(NULL::aviary2, 100000, model => 'caged2', seed => 2) AS s;
-- where each row is a unit of its own, 3,000 rows are enough: so what is above can fail
SELECT synth_fit('aviary2', model => 'rows2', text => '{"code": "pattern", "ring": "pattern", "note": {"kind": "words", "per_row": 4}, "anything": "category", "city": "category"}');
SELECT holds2(synth_export('rows2'), 'qzmany') AS many, holds2(synth_export('rows2'), 'qznine') AS nine, holds2(synth_export('rows2'), 'QZ-[0-9]') AS prefix;
-- without privacy, and by a method that needs no number of rows for a label: arrays and documents that happen
-- to be categories need ten all the same
SELECT synth_fit('aviary2', model => 'cells2', private => false, method => 'independent', columns => '{tags, document, old}');
SELECT DISTINCT item, kind FROM synth_describe('cells2') WHERE section = 'column' AND item IN ('tags', 'document', 'old') ORDER BY 1;
SELECT holds2(synth_export('cells2'), 'qzmany') AS many, holds2(synth_export('cells2'), 'qznine') AS nine;
-- types whose bytes are no text have no words and no formats
CREATE TABLE roosts (id integer PRIMARY KEY, ip inet, mac macaddr);
INSERT INTO roosts SELECT i, '10.0.0.1', '08:00:2b:01:02:03' FROM generate_series(1, 100) AS i;
SELECT synth_fit('roosts', private => false, text => '{"ip": "words"}');
SELECT synth_fit('roosts', private => false, text => '{"ip": "mac"}');
SELECT synth_fit('roosts', private => false, text => '{"ip": "ip", "mac": "mac"}');
DROP TABLE aviary2, roosts;
DROP DOMAIN aviary_code;
DROP FUNCTION holds2(bytea, text);
SELECT synth_drop('caged2'), synth_drop('rows2'), synth_drop('cells2'), synth_drop('roosts');
