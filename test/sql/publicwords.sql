-- fits without privacy keep rare values that everybody knows, and no others; private fits keep neither
SET client_min_messages = warning;
CREATE TABLE words_buyer (
	id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	country text,
	country_code char(3),
	language char(8) NOT NULL,
	colour text,
	status text);
-- 11 countries, one of them in one row, and one that does not exist
INSERT INTO words_buyer (country, country_code, language, colour, status)
SELECT (ARRAY['France', 'Germany', 'USA', 'SPAIN', 'Brazil', 'Canada', 'Norway', 'Sweden', 'Czech Republic', 'Italy'])[i % 10 + 1],
	(ARRAY['FR', 'DEU', 'us'])[i % 3 + 1], (ARRAY['English', 'French', 'German'])[i % 3 + 1],
	(ARRAY['red', 'Navy', 'green', 'sky-ish'])[i % 4 + 1], 'state ' || i % 6
FROM generate_series(1, 28) AS i;
INSERT INTO words_buyer (country, country_code, language, colour, status) VALUES
	('Denmark', 'DK', 'Danish', 'vermilion of Anna', 'state 1'),
	('Freedonia', 'QX', 'Klingon', 'red', 'state 2');

CREATE FUNCTION pg_temp.made(model text) RETURNS TABLE (attribute text, labels text[]) LANGUAGE sql AS $$
	SELECT x.a, array_agg(DISTINCT rtrim(v) ORDER BY rtrim(v)) FROM synth_sample(NULL::words_buyer, 3000, model => model, seed => 1) AS b,
		LATERAL (VALUES ('country', b.country COLLATE "C"), ('country_code', b.country_code::text COLLATE "C"), ('colour', b.colour COLLATE "C"),
			('language', b.language::text COLLATE "C"), ('status', b.status COLLATE "C")) AS x (a, v)
	GROUP BY 1 ORDER BY 1 $$;

\echo without privacy: misspelt, unknown and other rare values do not come out
SELECT synth_fit('words_buyer', model => 'words_open', private => false);
SELECT * FROM pg_temp.made('words_open') WHERE attribute <> 'status';
SELECT count(*) AS real FROM pg_temp.made('words_open'), unnest(labels) AS l WHERE l ~ 'state|Anna|Freedonia|Klingon|QX';
\echo the share of rare words is theirs: 1 row in 30, 5 sigma of 3000 rows are 50
SELECT country, abs(count(*) - 100) < 50 AS as_often FROM synth_sample(NULL::words_buyer, 3000, model => 'words_open', seed => 1)
WHERE country = 'Denmark' GROUP BY 1;
\echo whoever asks for categories, or says what others become, has the same words
SELECT synth_fit('words_buyer', model => 'words_said', private => false, text => '{"country": "category"}', other => '{"colour": "none"}');
SELECT * FROM pg_temp.made('words_said') WHERE attribute IN ('country', 'colour');
\echo other methods
SELECT synth_fit('words_buyer', model => 'words_joined', private => false, method => 'copula');
SELECT * FROM pg_temp.made('words_joined') WHERE attribute IN ('country', 'country_code');
\echo with privacy 30 rows are too few for any value
SELECT synth_fit('words_buyer', model => 'words_closed', epsilon => 1);
SELECT count(*) AS told FROM synth_describe('words_closed') AS d WHERE d::text ~ 'France|Germany|Denmark|Freedonia|DEU|Danish|Klingon|Navy|Anna';

\echo mostly rare words that nobody knows: all are made
CREATE TABLE words_island (id integer PRIMARY KEY, country text NOT NULL);
INSERT INTO words_island SELECT i, CASE WHEN i % 4 = 0 THEN 'France' ELSE 'Island' || i END FROM generate_series(1, 40) AS i;
SELECT synth_fit('words_island', model => 'words_island', private => false);
SELECT count(*) FILTER (WHERE country ~ '^Island') AS real, count(*) FROM synth_sample(NULL::words_island, 100, model => 'words_island', seed => 1);

\echo words of the user are public too
INSERT INTO synth_dictionary (list, value, tag) VALUES ('country', 'Freedonia', 'QX QXX');
SELECT synth_fit('words_buyer', model => 'words_open', private => false, replace => true);
SELECT labels && '{Freedonia,QX}' AS told FROM pg_temp.made('words_open') WHERE attribute IN ('country', 'country_code');

\echo across a join
CREATE SCHEMA words_shop;
CREATE TABLE words_shop.client (id integer PRIMARY KEY, country text NOT NULL);
CREATE TABLE words_shop.bill (id integer PRIMARY KEY, client_id integer NOT NULL REFERENCES words_shop.client, amount integer NOT NULL);
INSERT INTO words_shop.client SELECT i, CASE WHEN i = 1 THEN 'Nowhere' ELSE (ARRAY['France', 'Germany', 'Norway', 'Sweden', 'Canada'])[i % 5 + 1] END
FROM generate_series(1, 40) AS i;
INSERT INTO words_shop.bill SELECT i, i % 40 + 1, CASE WHEN (i % 40 + 1) % 5 = 0 THEN 1000 ELSE 10 END + i % 7 FROM generate_series(1, 400) AS i;
CREATE SCHEMA words_copy;
CREATE TABLE words_copy.client (LIKE words_shop.client INCLUDING ALL);
CREATE TABLE words_copy.bill (LIKE words_shop.bill INCLUDING ALL, FOREIGN KEY (client_id) REFERENCES words_copy.client);
SELECT count(*) FROM synth_fit_schema('words_shop', private => false);
CALL synth_generate_schema('words_shop', 'words_copy', seed => 1);
SELECT country, count(DISTINCT c.id) > 3 AS several, avg(amount) > 500 AS dear FROM words_copy.client c JOIN words_copy.bill b ON b.client_id = c.id GROUP BY 1 ORDER BY 1;

DELETE FROM synth_dictionary WHERE value = 'Freedonia';
SELECT count(synth_drop(name)) FROM synth_models WHERE name ~ '^words_';
DROP TABLE words_buyer, words_island;
DROP SCHEMA words_shop, words_copy CASCADE;
