-- A canary: texts that occur once, nine times and ten times.  They are in every
-- kind of text column, and must be neither in a model's bytes nor in a million
-- rows.  Private fits: ten rows reach the threshold of a column (above 6 standard
-- deviations of its noise, and here above 60 rows) with a probability below 1e-8
-- each.  Fits without privacy: nine rows are fewer than min_count.
SET client_min_messages = warning;
CREATE TABLE aviary (
	id integer PRIMARY KEY,
	code text NOT NULL,
	full_name text NOT NULL,
	email text NOT NULL UNIQUE,
	city text,
	job text,
	anything text,
	description text,
	note text NOT NULL,
	tags text[],
	document jsonb);
INSERT INTO aviary
SELECT i, 'AB-' || (1000 + i % 9000), 'Someone Else', 'x' || i || '@y.z', 'Placeville', 'Clerk', (ARRAY['red', 'green', 'blue'])[i % 3 + 1],
	'a plain description', 'the usual words of a usual note', ARRAY['one', 'two'], '{"key": "value", "n": 1}'
FROM generate_series(1, 20000) AS i;
-- the three canaries, in lower and in upper case so that they fit everything
CREATE FUNCTION canary(i integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN i = 1 THEN 'qzonceqz' WHEN i BETWEEN 2 AND 10 THEN 'qzninexqz' WHEN i BETWEEN 11 AND 20 THEN 'qztenyqz' END
$$;
UPDATE aviary SET code = canary(id), full_name = 'Q ' || canary(id), email = canary(id) || id || '@' || canary(id) || '.net', city = canary(id),
	job = canary(id), anything = canary(id), description = 'about ' || canary(id), note = 'the ' || canary(id) || ' of it',
	tags = ARRAY['one', canary(id)], document = jsonb_build_object('key', canary(id), canary(id), 1, 'n', 1)
WHERE id <= 20;

SELECT synth_fit('aviary', model => 'caged', text => '{"code": "pattern", "note": "words"}');
SELECT synth_fit('aviary', model => 'free', private => false, text => '{"code": "pattern", "note": "words", "city": "category"}');
-- frequent values come through, so that the rest of this file can fail
SELECT bool_or(s::text ~ 'red') AS category, bool_or(s.note ~ 'usual') AS words, bool_or('two' = ANY (s.tags)) AS element, bool_or(s.document->>'key' = 'value') AS value
FROM synth_sample(NULL::aviary, 1000, model => 'caged', seed => 1) AS s;
SELECT bool_or(s::text ~ 'red') AS category, bool_or(s.note ~ 'usual') AS words, bool_or('two' = ANY (s.tags)) AS element, bool_or(s.document->>'key' = 'value') AS value
FROM synth_sample(NULL::aviary, 1000, model => 'free', seed => 1) AS s;
-- not in the bytes
CREATE FUNCTION holds(payload bytea, what text) RETURNS boolean LANGUAGE sql AS $$ SELECT position(convert_to(what, 'UTF8') IN payload) > 0 $$;
SELECT holds(synth_export('caged'), 'green') AS frequent, holds(synth_export('caged'), 'qzonce') AS once, holds(synth_export('caged'), 'qznine') AS nine,
	holds(synth_export('caged'), 'qzten') AS ten, holds(synth_export('caged'), 'Someone') AS name;
SELECT holds(synth_export('free'), 'green') AS frequent, holds(synth_export('free'), 'qzonce') AS once, holds(synth_export('free'), 'qznine') AS nine,
	holds(synth_export('free'), 'Someone') AS name;
-- not in the rows
SELECT count(*) AS rows, count(*) FILTER (WHERE s::text ~* 'qz(once|nine|ten)') AS canaries
FROM synth_sample(NULL::aviary, 1000000, model => 'caged', seed => 2) AS s;
SELECT count(*) AS rows, count(*) FILTER (WHERE s::text ~* 'qz(once|nine)') AS canaries
FROM synth_sample(NULL::aviary, 1000000, model => 'free', seed => 2) AS s;
-- nor in what a model tells of itself
SELECT count(*) FILTER (WHERE d::text ~ 'green') > 0 AS frequent, count(*) FILTER (WHERE d::text ~ 'qz(once|nine|ten)') AS canaries
FROM synth_describe('caged') AS d;
DROP TABLE aviary;
DROP FUNCTION canary(integer), holds(bytea, text);
SELECT synth_drop('caged'), synth_drop('free');
