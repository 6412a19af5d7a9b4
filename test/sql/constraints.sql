-- What CHECK constraints, domains and enums say about a column, in any spelling.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
SET datestyle = 'ISO, YMD';
SET intervalstyle = 'postgres';
SET timezone = 'UTC';
CREATE SCHEMA test_constraints;
SET search_path = test_constraints, public;

CREATE FUNCTION plan(source regclass) RETURNS TABLE (column_name text, kind text, domain text, source_of_domain text)
LANGUAGE sql AS $$
	SELECT p.column_name, p.kind, p.domain, p.domain_source FROM synth_plan(source) AS p WHERE p.column_name IS NOT NULL
$$;

-- numbers
CREATE TABLE numbers (
	plain int,
	two_sided int CHECK (two_sided BETWEEN 0 AND 120),
	strict int CHECK (strict > 0 AND strict < 10),
	mirrored bigint CHECK (100 >= mirrored AND -5 < mirrored),
	two_checks int CHECK (two_checks >= 1) CHECK (two_checks <= 9),
	negated int CHECK (NOT (negated < 1 OR negated > 5)),
	negated_between int CHECK (NOT negated_between NOT BETWEEN 3 AND 4),
	one_end int CHECK (one_end >= 18),
	hull int CHECK (hull BETWEEN 1 AND 3 OR hull BETWEEN 7 AND 9),
	or_null int CHECK (or_null IS NULL OR or_null < 10),
	open_or int CHECK (open_or < 5 OR open_or > 7),
	cross_type smallint CHECK (cross_type <= 70000 AND cross_type > 0.5),
	cast_int int CHECK (cast_int::numeric < 7.5 AND cast_int::float8 > -1.5),
	scaled numeric(6,2) CHECK (scaled > 0 AND scaled < 100),
	wide numeric(24,2) CHECK (wide > 0 AND wide <= 1000),
	free numeric CHECK (free >= 0 AND free <= 1e20),
	single real CHECK (single > 0 AND single < 0.1),
	double float8 CHECK (double BETWEEN -1 AND 1),
	finite float8 CHECK (finite >= 0 AND finite < 'Infinity'),
	cash money CHECK (cash >= '$0' AND cash < '1000'::money),
	nothing int CHECK (nothing > 5 AND nothing < 3),
	modulo int CHECK (modulo % 5 = 0),
	narrowing numeric CHECK (narrowing::int = 4),
	two_columns int CHECK (two_columns < plain),
	part_of_two int, CHECK (part_of_two > 0 AND part_of_two < plain)
);
SELECT * FROM plan('numbers');

-- times
CREATE TABLE times (
	d date CHECK (d >= '2011-01-01' AND d < '2012-01-01'),
	d_ts date CHECK (d_ts < timestamp '2011-01-01 12:00' AND d_ts >= timestamp '2010-01-01 12:00'),
	ts timestamp(0) CHECK (ts > '2011-01-01' AND ts <= '2011-12-31 23:59:59.7'),
	tz timestamptz CHECK (tz >= '2020-01-01 00:00+00'),
	ti time CHECK (ti BETWEEN '08:00' AND '18:00'),
	tt timetz CHECK (tt >= '08:00+00'),
	iv interval CHECK (iv >= '0' AND iv <= '1 year'),
	of_day timestamp CHECK (of_day::time < '18:00')
);
SELECT * FROM plan('times');

-- lists
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
ALTER TYPE mood ADD VALUE 'calm' BEFORE 'happy';
CREATE TABLE lists (
	b boolean, always boolean NOT NULL CHECK (always), e mood, cheerful mood NOT NULL CHECK (cheerful <> 'sad'),
	vc varchar(5) CHECK (vc IN ('a', 'bb', 'ccc')),
	vc_any varchar CHECK (vc_any = ANY ('{x,y}')),
	vc_cast varchar(9) CHECK (vc_cast::text = ANY (ARRAY['p'::varchar, 'q'::varchar]::text[])),
	t text CHECK (t = 'one' OR t = 'two' OR 'three' = t),
	not_all text CHECK (NOT (not_all <> ALL (ARRAY['m', 'n']))),
	or_null text CHECK (or_null IS NULL OR or_null IN ('u', 'v')),
	in_null text CHECK (in_null IN ('u', NULL)),
	minus text CHECK (minus IN ('a', 'b', 'c') AND minus <> 'b'),
	meet text CHECK (meet IN ('a', 'b', 'c')) CHECK (meet IN ('b', 'c', 'd')),
	too_long varchar(2) CHECK (too_long IN ('ab', 'abc')),
	padded char(3) CHECK (padded IN ('x', 'yy')),
	one_char char(1) CHECK (one_char = 'M' OR one_char = 'F'),
	q "char" CHECK (q IN ('i', 'o')),
	nm name CHECK (nm = 'n1' OR nm = 'n2'),
	i int CHECK (i IN (3, 1, 2)), s smallint CHECK (s = 4 OR s = 2), n numeric(4,1) CHECK (n IN (1.5, 2)),
	half int CHECK (half IN (1, 2) OR half BETWEEN 10 AND 12),
	d date CHECK (d IN ('2020-02-29', '2019-02-28')),
	u uuid CHECK (u = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'),
	ip inet CHECK (ip IN ('10.0.0.1', '10.0.0.2')),
	open text CHECK (open <> 'never'), pattern text CHECK (pattern ~ '^[a-z]+$'),
	lowered text CHECK (lower(lowered) IN ('a', 'b'))
);
SELECT * FROM plan('lists');

-- domains over domains
CREATE DOMAIN years AS int CHECK (VALUE BETWEEN 0 AND 120);
CREATE DOMAIN adult AS years CHECK (VALUE >= 18) CHECK (VALUE IS NOT NULL);
CREATE DOMAIN worker AS adult CHECK (VALUE < 68);
CREATE DOMAIN level AS varchar(6) CHECK (VALUE IN ('low', 'middle', 'high'));
CREATE DOMAIN some_level AS level CHECK (VALUE <> 'middle');
CREATE DOMAIN required AS text NOT NULL;
CREATE TABLE domains (y years, a adult, w worker CHECK (w > 20), l level, s some_level NOT NULL, r required, m text CHECK (m IS NOT NULL));
SELECT p.column_name, p.domain, p.domain_source, p.codes, p.note FROM synth_plan('domains') AS p WHERE column_name IS NOT NULL;

-- partitions: their bounds are constraints; NOT VALID ones are, too
CREATE TABLE log (year int, what text) PARTITION BY LIST (year);
CREATE TABLE log_new PARTITION OF log FOR VALUES IN (2010, 2011);
CREATE TABLE log_rest PARTITION OF log DEFAULT;
CREATE TABLE measure (at date NOT NULL, v int) PARTITION BY RANGE (at);
CREATE TABLE measure_2011 PARTITION OF measure FOR VALUES FROM ('2011-01-01') TO ('2012-01-01');
CREATE TABLE spread (k int, v int) PARTITION BY HASH (k);
CREATE TABLE spread_0 PARTITION OF spread FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE later (x int);
ALTER TABLE later ADD CHECK (x < 5) NOT VALID;
SELECT source, p.* FROM unnest(ARRAY['log_new', 'log_rest', 'measure_2011', 'spread_0', 'later']::regclass[]) AS source, plan(source) AS p;

-- a constraint's own functions never run: they are not ours, and we are not its owner
CREATE FUNCTION trap(anyelement) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RAISE EXCEPTION 'trap called';
END $$;
CREATE FUNCTION trap_eq(int, text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RAISE EXCEPTION 'trap operator called';
END $$;
CREATE OPERATOR = (LEFTARG = int, RIGHTARG = text, FUNCTION = trap_eq);
CREATE DOMAIN trapped AS text CHECK (trap(VALUE)) DEFAULT 'd';
CREATE TABLE traps (
	a int CHECK (trap(a)), b int CHECK (trap(5) OR b < 3), c int CHECK (c = 'x'::text),
	d trapped NOT NULL, e text NOT NULL DEFAULT 'e' CHECK (trap(e)), f int CHECK (f > 1 AND trap(f)),
	g text NOT NULL DEFAULT trap(1)::text, h int CHECK (1 / h > 0)
);
SELECT p.column_name, p.kind, p.domain, p.note FROM synth_plan('traps') AS p WHERE column_name IS NOT NULL;

-- what becomes of unpublished values: never what the column would refuse
CREATE TABLE others (
	nullable text,
	null_forbidden text CHECK (null_forbidden IS NOT NULL),
	has_default text NOT NULL DEFAULT 'unknown',
	cast_default varchar(9) NOT NULL DEFAULT 'unknown'::character varying,
	long_default varchar(3) NOT NULL DEFAULT 'unknown',
	refused_default text NOT NULL DEFAULT 'unknown' CHECK (length(refused_default) = 2),
	accepted_default text NOT NULL DEFAULT 'xx' CHECK (length(accepted_default) = 2),
	computed_default text NOT NULL DEFAULT upper('x' || 'y'),
	volatile_default text NOT NULL DEFAULT now()::text,
	none text NOT NULL,
	null_or_default text DEFAULT 'unknown',
	parent text NOT NULL DEFAULT 'p'
);
CREATE TABLE parents (p text PRIMARY KEY);
ALTER TABLE others ADD FOREIGN KEY (parent) REFERENCES parents;
SELECT p.column_name, p.note FROM synth_plan('others') AS p WHERE column_name IS NOT NULL;

-- values that are all different are not published; what then, is what the column accepts
-- (one of these 2,700 labels is published in one run of five million, by the threshold's delta)
CREATE TABLE unpublished (
	plain text NOT NULL, short varchar(4) NOT NULL, sized text NOT NULL CHECK (length(sized) = 2),
	capitals text NOT NULL CHECK (capitals ~ '^[A-Z]{3}$'), digits char(5) NOT NULL CHECK (digits ~ '^[0-9]{5}$'),
	blob bytea NOT NULL, document json NOT NULL, may_be_null text, has_default text NOT NULL DEFAULT 'd',
	stay int4range NOT NULL CHECK (NOT isempty(stay)), stays nummultirange NOT NULL CHECK (NOT isempty(stays))
);
INSERT INTO unpublished
SELECT 'p' || g, g, chr(65 + g / 26) || chr(97 + g % 26), 'A' || chr(65 + g / 26) || chr(65 + g % 26), lpad(g::text, 5, '0'),
	g::text::bytea, to_json(g), g, g, int4range(g, g + 1), nummultirange(numrange(g, g + 1))
FROM generate_series(1, 300) AS g;
SELECT synth_fit('unpublished', epsilon => 1, method => 'independent');
-- patterns of CHECKs are made, and so are documents; the rest are placeholders that the CHECKs accept
SELECT DISTINCT plain, short, sized, capitals ~ '^[A-Z]{3}$' AS capitals, digits ~ '^[0-9]{5}$' AS digits, blob, document IS NOT NULL AS document, may_be_null, has_default, stay IS NOT NULL AS stay, stays
FROM synth_sample(NULL::unpublished, 100, 'unpublished');
INSERT INTO unpublished SELECT * FROM synth_sample(NULL::unpublished, 100, 'unpublished');
SELECT count(*) FROM unpublished;
SELECT count(synth_drop('unpublished'));

-- the constrained tables take what their models make, private or not
INSERT INTO numbers (plain, two_sided, strict, mirrored, scaled, wide, free, single, double, finite, cash, hull, cross_type, cast_int)
SELECT g, g % 121, g % 9 + 1, g % 105 - 4, (g % 9999 + 1) / 100.0, (g % 1000) + 0.01, g * 1e17, (g % 99 + 1) / 1000.0, sin(g), g, (g % 1000)::money,
	CASE WHEN g % 2 = 0 THEN 2 ELSE 8 END, g, g % 8
FROM generate_series(1, 500) AS g;
INSERT INTO times (d, ts, tz, ti, tt, iv, d_ts)
SELECT '2011-01-01'::date + g % 365, '2011-01-01 00:00:01'::timestamp + g * interval '15 hours', '2020-01-01 00:00+00'::timestamptz + g * interval '1 h',
	time '08:00' + g * interval '1 min', timetz '08:00+00' + g * interval '1 min', g * interval '17 h', date '2010-01-02' + g % 364
FROM generate_series(1, 500) AS g;
INSERT INTO lists (always, cheerful, vc, t, padded, i, n, d)
SELECT true, 'happy', 'bb', 'one', 'yy', 1 + g % 3, 1.5, '2020-02-29' FROM generate_series(1, 300) AS g;
INSERT INTO domains SELECT g % 121, 18 + g % 100, 21 + g % 47, 'low', 'high', 'r' || g % 3, 'm' FROM generate_series(1, 300) AS g;
-- the hull and the rules that are not bounds are for integrity checks, later
ALTER TABLE numbers DROP CONSTRAINT numbers_hull_check, DROP CONSTRAINT numbers_open_or_check, DROP CONSTRAINT numbers_nothing_check,
	DROP CONSTRAINT numbers_modulo_check, DROP CONSTRAINT numbers_narrowing_check, DROP CONSTRAINT numbers_check, DROP CONSTRAINT numbers_check1;
ALTER TABLE times DROP CONSTRAINT times_of_day_check;
ALTER TABLE lists DROP CONSTRAINT lists_pattern_check, DROP CONSTRAINT lists_half_check, DROP CONSTRAINT lists_open_check, DROP CONSTRAINT lists_lowered_check;
CREATE FUNCTION refill(source regclass, is_private boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM synth_fit(source, private => is_private, epsilon => 1, model => 'm_' || source::text, replace => true,
		method => 'independent');
END $$;
CREATE PROCEDURE sample_into(source regclass) LANGUAGE plpgsql AS $$
DECLARE
	n bigint;
BEGIN
	EXECUTE format('INSERT INTO %s SELECT * FROM synth_sample(NULL::%1$s, 2000, %L, seed => 7)', source, 'm_' || source::text);
	GET DIAGNOSTICS n = ROW_COUNT;
	RAISE WARNING '% takes % rows', source, n;
END $$;
SELECT refill(source, false) FROM unnest(ARRAY['numbers', 'times', 'lists', 'domains']::regclass[]) AS source;
CALL sample_into('numbers');
CALL sample_into('times');
CALL sample_into('lists');
CALL sample_into('domains');
SELECT refill(source, true) FROM unnest(ARRAY['numbers', 'times', 'lists', 'domains']::regclass[]) AS source;
CALL sample_into('numbers');
CALL sample_into('times');
CALL sample_into('lists');
CALL sample_into('domains');

SELECT count(synth_drop('m_' || name)) FROM unnest(ARRAY['numbers', 'times', 'lists', 'domains']) AS name;
DROP SCHEMA test_constraints CASCADE;
