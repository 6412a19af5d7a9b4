-- generated keys of every type, and composite keys made unique
SET client_min_messages = warning;
CREATE SCHEMA k;
CREATE TABLE k.all_types (
	id int PRIMARY KEY, small smallint UNIQUE, big bigint UNIQUE, num numeric(12,0) UNIQUE, amount numeric(6,2) UNIQUE,
	word text UNIQUE, code varchar(6) UNIQUE, fixed char(4) UNIQUE, label name UNIQUE,
	guid uuid UNIQUE, day date UNIQUE DEFAULT CURRENT_DATE, at timestamp UNIQUE DEFAULT LOCALTIMESTAMP, atz timestamptz UNIQUE DEFAULT now(), raw bytea UNIQUE, addr inet UNIQUE, v int);
INSERT INTO k.all_types
SELECT i, i, i, i, i, i, i, i, i, md5(i::text)::uuid, DATE '2020-01-01' + i, TIMESTAMP '2020-01-01' + i * INTERVAL '1 hour',
	TIMESTAMPTZ '2020-01-01Z' + i * INTERVAL '1 hour', int8send(i), '10.0.0.0'::inet + i, i % 5 FROM generate_series(1, 200) i;
SELECT synth_fit('k.all_types', private => false, method => 'independent', text => '{"word": "key", "code": "key", "fixed": "key", "label": "key"}');
RESET client_min_messages;
SELECT item, kind FROM synth_describe('all_types') WHERE section = 'column' ORDER BY item;
CREATE TABLE k.made (LIKE k.all_types INCLUDING ALL);
INSERT INTO k.made SELECT * FROM synth_sample(NULL::k.made, 3000, 'all_types', seed => 1);
SELECT id, small, big, num, amount, word, code, fixed, label, day, at, raw, addr FROM k.made WHERE id IN (1, 3000) ORDER BY id;
SELECT count(DISTINCT guid), bool_and(guid::text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$') AS version_4 FROM k.made;
-- the next rows have other keys, whatever the seed
INSERT INTO k.made SELECT * FROM synth_sample(NULL::k.made, 1000, 'all_types', seed => 1, key_start => 3001);
INSERT INTO k.made SELECT * FROM synth_sample(NULL::k.made, 1000, 'all_types', seed => 2, key_start => 4001);
SELECT count(*), max(id) FROM k.made;
-- the server itself would refuse a repeated key
INSERT INTO k.made SELECT * FROM synth_sample(NULL::k.made, 1, 'all_types', seed => 2, key_start => 5000);
\echo :SQLSTATE
-- a type that ends is an error before the first row, naming the column
SELECT count(*) FROM synth_sample(NULL::k.made, 40000, 'all_types');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::k.made, 10, 'all_types', key_start => 9223372036854775800);
\echo :SQLSTATE
CREATE TABLE k.tiny (id "char", v int);
SELECT string_agg(id::text, '') FROM synth_sample(NULL::k.tiny, 35, 'all_types');
SELECT count(*) FROM synth_sample(NULL::k.tiny, 36, 'all_types');
\echo :SQLSTATE
-- decimals first, then strings with a letter: never one that was a decimal before
CREATE TABLE k.short (id varchar(3));
SELECT id FROM synth_sample(NULL::k.short, 3, 'all_types', key_start => 998);
SELECT count(DISTINCT id), min(length(id)), max(length(id)), max(id COLLATE "C")
FROM synth_sample(NULL::k.short, 46656, 'all_types', key_start => 0);
SELECT count(DISTINCT length(id)), bool_and(id ~ '^[0-9A-Z]+$') AS clean FROM synth_sample(NULL::k.short, 46656, 'all_types', key_start => 0);
-- small letters only when all else is used up, and never where case is ignored
SELECT id FROM synth_sample(NULL::k.short, 2, 'all_types', key_start => 46655);
SELECT id FROM synth_sample(NULL::k.short, 1, 'all_types', key_start => 238327);
SELECT count(*) FROM synth_sample(NULL::k.short, 238329, 'all_types', key_start => 0);
\echo :SQLSTATE
-- domains over key types are checked
CREATE DOMAIN k.positive AS int CHECK (VALUE > 0);
CREATE TABLE k.domain_key (id k.positive);
SELECT min(id), max(id) FROM synth_sample(NULL::k.domain_key, 5, 'all_types');
SELECT min(id), max(id) FROM synth_sample(NULL::k.domain_key, 5, 'all_types', key_start => 0);
\echo :SQLSTATE

-- a composite key: few combinations, all used up
SET client_min_messages = warning;
CREATE TABLE k.grid (a int NOT NULL CHECK (a BETWEEN 1 AND 10), b text NOT NULL CHECK (b IN ('x', 'y', 'z')), c boolean NOT NULL, v int, PRIMARY KEY (a, b, c));
INSERT INTO k.grid SELECT a, b, c, a FROM generate_series(1, 10) a, unnest(ARRAY['x', 'y', 'z']) b, unnest(ARRAY[true, false]) c;
SELECT synth_fit('k.grid', private => false, method => 'independent');
RESET client_min_messages;
SELECT count(*), count(DISTINCT (a, b, c)) FROM synth_sample(NULL::k.grid, 30, seed => 1);
SELECT count(*), count(DISTINCT (a, b, c)), count(DISTINCT (a, b)), sum(a) FROM synth_sample(NULL::k.grid, 60, seed => 1);
SELECT count(*) FROM synth_sample(NULL::k.grid, 61, seed => 1);
\echo :SQLSTATE
-- without one of its columns there is no such key
CREATE TABLE k.part (a int, b text);
SELECT count(*) FROM synth_sample(NULL::k.part, 1000, 'grid');
-- the marginals survive: a key of two wide columns with heavy values
SET client_min_messages = warning;
CREATE TABLE k.sale (day date NOT NULL CHECK (day BETWEEN '2021-01-01' AND '2021-12-31'), shop text NOT NULL, till int NOT NULL CHECK (till BETWEEN 1 AND 500), PRIMARY KEY (day, shop, till));
INSERT INTO k.sale SELECT DISTINCT DATE '2021-01-01' + (i * 7) % 365, CASE WHEN i % 10 < 7 THEN 'main' ELSE 's' || i % 10 END, 1 + (i * 7919) % 500
FROM generate_series(1, 20000) i;
SELECT synth_fit('k.sale', private => false, method => 'independent');
RESET client_min_messages;
CREATE TABLE k.sales (LIKE k.sale INCLUDING ALL);
INSERT INTO k.sales SELECT * FROM synth_sample(NULL::k.sales, 50000, 'sale', seed => 4);
SELECT count(*), abs(avg((shop = 'main')::int) - (SELECT avg((shop = 'main')::int) FROM k.sale)) < 0.02 AS shop_share FROM k.sales;
-- rows with a NULL are never duplicates
SET client_min_messages = warning;
CREATE TABLE k.nullable (a int CHECK (a BETWEEN 1 AND 3), b int CHECK (b BETWEEN 1 AND 3), UNIQUE (a, b));
INSERT INTO k.nullable SELECT a, b FROM generate_series(1, 3) a, generate_series(1, 3) b;
INSERT INTO k.nullable SELECT 1, NULL FROM generate_series(1, 991);
SELECT synth_fit('k.nullable', private => false, method => 'independent');
RESET client_min_messages;
CREATE TABLE k.nullables (LIKE k.nullable INCLUDING ALL);
INSERT INTO k.nullables SELECT * FROM synth_sample(NULL::k.nullables, 800, 'nullable', seed => 1);
SELECT count(*), count(b) <= 9 AS few FROM k.nullables;
-- memory of the set is checked beforehand
SET maintenance_work_mem = '1MB';
SELECT count(*) FROM synth_sample(NULL::k.sale, 1000000);
\echo :SQLSTATE
RESET maintenance_work_mem;
SET client_min_messages = warning;
SELECT synth_drop(m) FROM unnest(ARRAY['all_types', 'grid', 'sale', 'nullable']::name[]) m;
DROP SCHEMA k CASCADE;
