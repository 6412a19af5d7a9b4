-- range columns: modelled by their lower end and their length
SET client_min_messages = warning;
SET datestyle = 'ISO, YMD';
CREATE SCHEMA ranges;
SET search_path = ranges, public;
CREATE TYPE floats AS RANGE (SUBTYPE = float8);
CREATE DOMAIN stay AS daterange CONSTRAINT stays CHECK (lower(VALUE) >= '2019-01-01');
CREATE TABLE booking (
	id int PRIMARY KEY,
	class text NOT NULL,
	night stay NOT NULL,
	open_end daterange,
	slot tsrange NOT NULL,
	zoned tstzrange,
	price numrange,
	seats int4range,
	big int8range,
	heat floats);
-- class a is short and early, class b long and late
INSERT INTO booking
SELECT i, CASE WHEN i % 2 = 0 THEN 'a' ELSE 'b' END,
	daterange('2020-01-01'::date + i % 100 + 1000 * (i % 2), '2020-01-01'::date + i % 100 + 1000 * (i % 2) + 1 + i % 5 + 20 * (i % 2)),
	CASE WHEN i % 5 = 0 THEN NULL WHEN i % 5 = 1 THEN daterange('2020-01-01'::date + i % 50, NULL)
		WHEN i % 5 = 2 THEN 'empty' ELSE daterange('2020-01-01'::date + i % 50, '2020-01-01'::date + i % 50 + 7) END,
	tsrange('2020-01-01'::timestamp + (i % 200) * interval '1 hour', '2020-01-01'::timestamp + (i % 200 + 1 + i % 4) * interval '1 hour'),
	tstzrange(NULL, '2020-01-01 00:00+00'::timestamptz + (i % 90) * interval '1 day'),
	numrange((i % 50) / 10.0, (i % 50) / 10.0 + 1.5),
	int4range(i % 30, i % 30 + 2 + i % 3),
	int8range(10000000000 + i % 30, 10000000000 + i % 30 + 2),
	floats((i % 40) / 4.0, (i % 40) / 4.0 + 0.5)
FROM generate_series(1, 2000) i;

SELECT synth_fit('booking', private => false);
SELECT column_name, kind, note FROM synth_plan('booking') WHERE kind = 'range' OR column_name LIKE '%night%';
SELECT item, kind, domain FROM synth_describe('booking') WHERE section = 'column' AND kind = 'range';

CREATE TABLE made (LIKE booking INCLUDING ALL);
CALL synth_generate('booking', 'made', 4000, seed => 1);
-- the shape of ranges: no empty one but where the source has them, no end where it has none
SELECT count(*) FILTER (WHERE isempty(night)) AS night, count(*) FILTER (WHERE isempty(slot)) AS slot,
	count(*) FILTER (WHERE isempty(price)) AS price, count(*) FILTER (WHERE isempty(heat)) AS heat,
	count(*) FILTER (WHERE NOT lower_inf(zoned) OR upper_inf(zoned)) AS zoned,
	count(*) FILTER (WHERE NOT lower_inc(slot) OR upper_inc(slot)) AS bounds,
	count(*) FILTER (WHERE zoned IS NULL) AS missing
FROM made;
-- each fifth of 4000 within 5 standard deviations (127) and the allocation of blocks
SELECT abs(count(*) FILTER (WHERE open_end IS NULL) - 800) < 127 AS missing,
	abs(count(*) FILTER (WHERE upper_inf(open_end)) - 800) < 127 AS without_end,
	abs(count(*) FILTER (WHERE isempty(open_end)) - 800) < 127 AS empty,
	count(*) FILTER (WHERE upper(open_end) - lower(open_end) <> 7) < 40 AS weeks
FROM made;
-- lengths and places belong to the class
SELECT class, min(upper(night) - lower(night)), max(upper(night) - lower(night)),
	max(lower(night)) < '2021-01-01' AS early, min(lower(night)) > '2022-01-01' AS late
FROM made GROUP BY class ORDER BY class;
SELECT min(upper(slot) - lower(slot)), max(upper(slot) - lower(slot)), bool_and(date_trunc('hour', lower(slot)) = lower(slot)) AS hours
FROM made;
SELECT count(*) FILTER (WHERE upper(price) - lower(price) BETWEEN 1.4 AND 1.6) > 3900 AS price,
	count(*) FILTER (WHERE upper(heat) - lower(heat) BETWEEN 0.4 AND 0.6) > 3900 AS heat,
	min(upper(seats) - lower(seats)) AS seats, bool_and(upper(big) - lower(big) = 2) AS big
FROM made;

-- without a table: built-in ranges, others as text
SELECT jsonb_object_keys(r) FROM (SELECT r FROM synth_sample('booking', 1, seed => 1) r) x ORDER BY 1;
SELECT count(*) FROM synth_sample('booking', 200, seed => 1) r
WHERE (r ->> 'night')::stay IS NULL OR (r ->> 'heat')::floats IS NULL OR (r ->> 'slot')::tsrange IS NULL;
-- the same rows whatever the session writes dates like
SET datestyle = 'German';
SELECT md5(string_agg(r::text, '|' ORDER BY r::text)) AS german FROM synth_sample('booking', 100, seed => 2) r \gset
SET datestyle = 'ISO, YMD';
SELECT md5(string_agg(r::text, '|' ORDER BY r::text)) = :'german' AS same FROM synth_sample('booking', 100, seed => 2) r;

-- through the executor: a view, and a partitioned table
CREATE VIEW seen AS SELECT class, night FROM booking;
SELECT synth_fit('seen', private => false);
SELECT count(*), bool_and(NOT isempty(night)) FROM synth_sample(NULL::seen, 500, 'seen', seed => 1);
CREATE TABLE parted (class text, night daterange NOT NULL) PARTITION BY LIST (class);
CREATE TABLE parted_a PARTITION OF parted FOR VALUES IN ('a');
CREATE TABLE parted_b PARTITION OF parted FOR VALUES IN ('b');
INSERT INTO parted SELECT class, night FROM booking;
SELECT synth_fit('parted', private => false);
CALL synth_generate('parted', 'parted', 500, seed => 1, into_source => true);
SELECT count(*) FROM parted;

-- a list of ranges is a category
SELECT synth_fit('parted', model => 'listed', private => false, categories => '{"night": ["[2020-01-01,2020-01-03)", "empty"]}');
SELECT item, kind FROM synth_describe('listed') WHERE section = 'column' AND item = 'night';
SELECT synth_fit('parted', model => 'bounded', private => false, bounds => '{"night": [1, 2]}');

-- private: valid ranges whatever the noise
SELECT synth_fit('booking', model => 'noisy', epsilon => 1);
SELECT count(*), count(*) FILTER (WHERE night IS NULL OR slot IS NULL) AS missing,
	count(*) FILTER (WHERE lower(night) < '2019-01-01') AS outside
FROM synth_sample(NULL::booking, 1000, 'noisy', seed => 1);
-- a target of another range type
CREATE TABLE other (class text, night tsrange);
CALL synth_generate('booking', 'other', 10);
RESET search_path;
DROP SCHEMA ranges CASCADE;
SELECT synth_drop(name) FROM synth_models WHERE source_schema = 'ranges' ORDER BY name;

-- the largest integer has nothing behind it
CREATE TABLE range_last (r int4range NOT NULL);
INSERT INTO range_last SELECT CASE WHEN i % 2 = 0 THEN '[2147483647,)'::int4range ELSE '[1,5)' END FROM generate_series(1, 400) i;
SELECT synth_fit('range_last', private => false, method => 'independent');
SELECT count(*), count(DISTINCT r) FILTER (WHERE upper(r) > 100) > 0 AS some FROM synth_sample(NULL::range_last, 400, seed => 1);
SELECT synth_drop('range_last');
DROP TABLE range_last;
