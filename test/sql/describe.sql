-- synth_describe(): everything a user may know of a model
SET client_min_messages = warning;
CREATE SCHEMA e;
CREATE TYPE e.size AS ENUM ('s', 'm', 'l');
CREATE TABLE e.shop (
	id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size e.size NOT NULL, town text, open boolean,
	price numeric(6,2) CHECK (price >= 0 AND price <= 50), day date CHECK (day BETWEEN '2022-01-01' AND '2022-12-31'), amount real,
	net numeric GENERATED ALWAYS AS (price / 1.2) STORED, place point NOT NULL);
INSERT INTO e.shop (size, town, open, price, day, amount, place)
SELECT (ARRAY['s', 'm', 'l'])[1 + i % 3]::e.size, (ARRAY['Ulm', 'Rom', NULL])[1 + i % 3], i % 2 = 0, i % 50, DATE '2022-01-01' + i % 365, i / 10.0, point(i, i)
FROM generate_series(1, 6000) i;
SELECT synth_fit('e.shop', model => 'open_shop', private => false, method => 'mst');
SELECT synth_fit('e.shop', model => 'shop', exclude => ARRAY['place'], bounds => '{"amount": [0, 1000]}');
RESET client_min_messages;

-- not private: says so, no noise anywhere
SELECT item, kind, CASE WHEN kind <> 'number' OR source = 'declared' THEN domain END AS domain, source,
	CASE WHEN kind <> 'number' THEN codes END AS codes, noise FROM synth_describe('open_shop') WHERE section = 'column' AND item <> 'place';
SELECT item, domain, source FROM synth_describe('open_shop') WHERE section = 'category' AND item <> 'place';
-- an axis lies within what is declared
SELECT bool_and(l >= 0 AND h <= 50) AS within FROM (SELECT split_part(trim(domain, '[]'), ', ', 1)::numeric AS l,
	split_part(trim(domain, '[]'), ', ', 2)::numeric AS h FROM synth_describe('open_shop') WHERE section = 'column' AND item = 'price') d;
SELECT item, kind, detail FROM synth_describe('open_shop') WHERE section IN ('privacy', 'budget');
SELECT item, detail FROM synth_describe('open_shop') WHERE section = 'model' AND item IN ('source', 'rows', 'owner') ORDER BY item;
SELECT count(*) > 0 AS marginals, count(noise) AS with_noise FROM synth_describe('open_shop') WHERE section = 'marginal';

-- private: the statement, phases that sum to the total, noise of each count
SELECT detail LIKE '%(epsilon, delta)-differential privacy with epsilon = 1 and delta = 1e-09%' AS states,
	detail LIKE '%Not covered%' AS limits, detail LIKE '%amount%' AS declared
FROM synth_describe('shop') WHERE section = 'privacy' AND item = 'statement';
SELECT item, detail FROM synth_describe('shop') WHERE section = 'privacy' AND item <> 'statement' ORDER BY item;
SELECT DISTINCT item, kind, noise > 0 AS noisy FROM synth_describe('shop') WHERE section = 'budget' ORDER BY item;
SELECT abs(sum(substring(detail FROM '^rho ([0-9.e-]+)')::float8) FILTER (WHERE item <> 'total')
	/ max(substring(detail FROM '^rho ([0-9.e-]+)')::float8) FILTER (WHERE item = 'total') - 1) < 0.01 AS sums FROM synth_describe('shop') WHERE section = 'budget';
SELECT item, kind, source, noise > 0 AS noisy FROM synth_describe('shop') WHERE section = 'column';
SELECT item, string_agg(domain, ',' ORDER BY domain COLLATE "C") FROM synth_describe('shop') WHERE section = 'category' AND source <> 'discovered' GROUP BY item ORDER BY item;
SELECT count(*) > 0 AS marginals, bool_and(noise > 0) AS noisy, bool_and(codes > 0) AS sizes FROM synth_describe('shop') WHERE section = 'marginal';
SELECT item, detail ~ '^about \d+$' AS noisy_rows FROM synth_describe('shop') WHERE section = 'model' AND item = 'rows';
-- it does not depend on the session's formats
SET DateStyle = 'German';
SELECT domain ~ '^\[2022-\d\d-\d\d, 2022-\d\d-\d\d\]$' AS iso FROM synth_describe('open_shop') WHERE item = 'day' AND section = 'column';
RESET DateStyle;

-- a private model shows nothing before its transaction commits
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT synth_fit('e.shop', model => 'hasty', exclude => ARRAY['place']);
SELECT count(*) FROM synth_describe('hasty');
\echo :SQLSTATE
ROLLBACK;
-- bad input
SELECT * FROM synth_describe(NULL);
\echo :SQLSTATE
SELECT * FROM synth_describe('nobody');
\echo :SQLSTATE
CREATE ROLE desc_reader;
SET ROLE desc_reader;
SELECT count(*) FROM synth_describe('shop');
\echo :SQLSTATE
RESET ROLE;
SELECT synth_grant('shop', 'desc_reader');
SET ROLE desc_reader;
SELECT count(*) > 20 AS rows FROM synth_describe(model => 'shop');
RESET ROLE;
SET client_min_messages = warning;
SELECT synth_drop('shop'), synth_drop('open_shop');
DROP SCHEMA e CASCADE;
DROP ROLE desc_reader;
