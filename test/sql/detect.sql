-- kinds of text columns: by type, by name, by content
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE SCHEMA detect;
SET search_path = detect, public;
CREATE FUNCTION kinds(source regclass) RETURNS TABLE (column_name text, kind text, from_what text) LANGUAGE sql AS $$
	SELECT column_name, max(value) FILTER (WHERE metric = 'text kind'), max(value) FILTER (WHERE metric = 'text kind from')
	FROM synth_profile(source) WHERE section = 'column' GROUP BY column_name ORDER BY column_name COLLATE "C"
$$;

-- no rows: types, names, domains; what is not text has no kind
CREATE DOMAIN us_postal_code AS text;
CREATE DOMAIN code AS varchar(4);
CREATE TABLE customers (
	id int, first_name text, last_name varchar(40), "E-Mail" text, phone char(20), city text, state text,
	area us_postal_code, x code, country varchar(2), ip_address inet, hw macaddr, notes text, name text, status text,
	customer_no text, created date, amount numeric, tags text[], emails text[], doc jsonb, title varchar(10));
SELECT * FROM kinds('customers') WHERE kind IS NOT NULL;

-- names that say nothing: the content decides
CREATE TABLE content AS
SELECT i AS id,
	'user' || i || '@example.com' AS a_mail,
	'https://example.org/' || i AS b_link_to,
	'192.0.2.' || i % 256 AS c_net,
	md5(i::text)::uuid::text AS d_key,
	'+1 202 555 0' || 100 + i % 100 AS e_call,
	'INV-' || lpad(i::text, 6, '0') AS f_code,
	upper(substr(md5(i::text), 1, 5)) AS g_code,
	(ARRAY['red', 'green', 'blue', 'black'])[1 + i % 4] AS h_paint,
	(ARRAY['low', 'middle', 'high'])[1 + i % 3] AS i_grade,
	repeat('lorem ', 1 + i % 5) || i || ' ipsum dolor' AS j_words,
	(ARRAY['EUR', 'USD', 'CHF'])[1 + i % 3] AS k_money,
	CASE WHEN i % 20 = 0 THEN 'unknown' || i ELSE 'x' || i || '@example.net' END AS l_mostly,
	CASE WHEN i % 4 = 0 THEN 'unknown' || i ELSE 'x' || i || '@example.net' END AS m_hardly,
	NULL::text AS n_nothing,
	'' AS o_empty,
	(ARRAY['a', 'b'])[1 + i % 2] || repeat('-', 300) || i AS p_long
FROM generate_series(1, 400) i;
SELECT * FROM kinds('content') WHERE column_name <> 'id';

-- a doubtful name is given up where the content says otherwise, and one without doubt is not
CREATE TABLE doubtful AS
SELECT 'C-' || i AS customer, 'user' || i || '@example.com' AS contact, 'P' || i % 7 AS title,
	(ARRAY['Sales', 'Support'])[1 + i % 2] AS job_title, 'unknown' AS email, 'Anna ' || i AS phone,
	(ARRAY['North', 'South', 'East'])[1 + i % 3] AS region, 'Berg Ltd' AS company, 1000 + i || '' AS composer,
	'text number ' || i || ' of many' AS description, (ARRAY['n/a', 'see file'])[1 + i % 2] AS remarks
FROM generate_series(1, 200) i;
SELECT * FROM kinds('doubtful');

-- few rows: the name decides
CREATE TABLE small AS SELECT 'Owner' AS job, 'Berlin' AS city, 'X1' AS code, 'hello' AS word;
SELECT * FROM kinds('small');

-- the sample of a profile is what is judged; a view has columns like any other
CREATE VIEW some_content AS SELECT a_mail AS q, f_code AS r, i_grade AS s FROM content;
SELECT * FROM kinds('some_content');
SELECT column_name, value FROM synth_profile('content', columns => '{f_code}', max_rows => 50) WHERE metric = 'text kind';

-- where there is little memory fewer values are looked at
CREATE TABLE crowded AS SELECT 'user' || i || '@' || repeat(md5(i::text), 2) || '.example.com' AS u,
	repeat(md5(i::text), 5) AS v, repeat(md5((-i)::text), 6) AS w FROM generate_series(1, 8000) i;
SET maintenance_work_mem = '1MB';
SELECT synth_fit('crowded', private => false);
RESET maintenance_work_mem;
SELECT kind, domain FROM synth_describe('crowded') WHERE section = 'column' AND item = 'u';
SELECT synth_drop('crowded');

SET client_min_messages = error;
DROP SCHEMA detect CASCADE;

-- looking at content runs no function of a type's owner, be it a cast
CREATE ROLE regress_detect_owner;
CREATE SCHEMA detect_own AUTHORIZATION regress_detect_owner;
SET ROLE regress_detect_owner;
CREATE TYPE detect_own.mood AS ENUM ('calm', 'cross');
CREATE TABLE detect_own.ran (by_whom text);
CREATE FUNCTION detect_own.told(detect_own.mood[]) RETURNS text LANGUAGE plpgsql AS $$ BEGIN INSERT INTO detect_own.ran VALUES (current_user); RETURN 'x'; END $$;
CREATE CAST (detect_own.mood[] AS text) WITH FUNCTION detect_own.told(detect_own.mood[]);
CREATE TABLE detect_own.moods (id integer PRIMARY KEY, moods detect_own.mood[], words text);
INSERT INTO detect_own.moods SELECT i, ARRAY['calm']::detect_own.mood[], 'text ' || i FROM generate_series(1, 30) AS i;
SELECT moods::text FROM detect_own.moods LIMIT 1;
SELECT count(*) AS ran FROM detect_own.ran;
TRUNCATE detect_own.ran;
RESET ROLE;
SELECT synth_fit('detect_own.moods', private => false);
SELECT count(*) > 0 AS profiled FROM synth_profile('detect_own.moods') WHERE column_name = 'moods';
SELECT * FROM detect_own.ran;
SELECT synth_drop('moods');
DROP SCHEMA detect_own CASCADE;
DROP ROLE regress_detect_owner;
