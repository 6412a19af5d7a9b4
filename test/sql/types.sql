-- Every type goes in as values and comes out as values of the same type.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
SET datestyle = 'ISO, YMD';
SET intervalstyle = 'postgres';
SET timezone = 'UTC';
CREATE SCHEMA test_types;
SET search_path = test_types, public;

-- a column that holds one value only: what 50 sampled rows hold
CREATE FUNCTION sampled(typ text, val text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
	result text[];
BEGIN
	EXECUTE format('CREATE TABLE one (x %s)', typ);
	EXECUTE format('INSERT INTO one SELECT %L::%s FROM generate_series(1, 200)', val, typ);
	PERFORM synth_fit('one', model => 'one', private => false, method => 'marginal', replace => true,
		text => CASE WHEN typ ~ 'inet|cidr|mac|json|\[' THEN '{"x": "category"}'::jsonb END);
	EXECUTE 'SELECT array_agg(DISTINCT x::text) FROM synth_sample(NULL::one, 50, ''one'', seed => 1)' INTO result;
	DROP TABLE one;
	RETURN result;
END $$;

-- exact: categories, and what is no point of an axis; prints what is not
CREATE TABLE exact (typ text, val text);
INSERT INTO exact VALUES
	('boolean', 'true'), ('boolean', 'false'),
	('text', ''), ('text', 'héllo, wörld'), ('text', E'tab\tnewline\n"quote" \\'), ('text', 'NULL'),
	('varchar(3)', 'abc'), ('char(5)', 'ab   '), ('char(1)', ''), ('name', 'a name'), ('"char"', 'x'),
	('uuid', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'),
	('inet', '10.0.0.1/8'), ('inet', '::1/64'), ('cidr', '10.0.0.0/8'), ('macaddr', '08:00:2b:01:02:03'),
	('macaddr8', '08:00:2b:01:02:03:04:05'),
	('json', '{"a":  1}'), ('jsonb', '{"a": [1, null]}'), ('bytea', '\x00ff'), ('xml', '<a/>'),
	('int[]', '{1,NULL,3}'), ('text[]', '{"a b",c}'), ('date[]', '{2011-02-03,infinity}'), ('money[]', '{$1.50}'),
	('float8[]', '{0.1,0.30000000000000004}'), ('interval[]', '{"1 mon"}'), ('int[]', '{{1,2},{3,4}}'), ('int[]', '{}'),
	('int4range', '[1,5)'), ('int4range', 'empty'), ('numrange', '(,1.5)'),
	('daterange', '[2011-01-01,2012-01-01)'),
	('tstzrange', '["2011-01-01 00:00:00+00","2011-01-02 00:00:00+00")'), ('int4multirange', '{[1,3),[5,7)}'),
	('bit(3)', '101'), ('varbit', '1010'), ('point', '(1,2)'), ('box', '(1,1),(0,0)'),
	('tsvector', '''a'' ''b'''), ('pg_lsn', '16/B374D848'), ('oid', '42'),
	('numeric', 'NaN'), ('numeric', 'Infinity'), ('numeric', '-Infinity'), ('numeric(5,2)', 'NaN'),
	('real', 'NaN'), ('real', 'Infinity'), ('real', '-Infinity'), ('float8', 'NaN'), ('float8', '-Infinity'),
	('date', 'infinity'), ('date', '-infinity'), ('timestamp', 'infinity'), ('timestamp', '-infinity'),
	('timestamptz', 'infinity'), ('timestamptz', '-infinity'),
	('smallint', '0'), ('int', '0'), ('bigint', '0'), ('numeric(10,2)', '0.00'), ('real', '0'), ('float8', '0'),
	('money', '$0.00'), ('time', '24:00:00');
SELECT typ, val, sampled(typ, val) FROM exact
WHERE sampled(typ, val) IS DISTINCT FROM ARRAY[CASE WHEN typ LIKE 'char%' THEN rtrim(val) ELSE val END];
-- normal forms: minus zero is zero, timetz is told in UTC, months are 30 days
SELECT typ, val, sampled(typ, val) FROM (VALUES
	('real', '-0'), ('float8', '-0'), ('timetz', '24:00:00+00'), ('timetz', '00:00:00+00'),
	('interval year to month', '1 year 2 mons')) AS v (typ, val);
SELECT bool_and(x::timetz BETWEEN '10:34+00' AND '10:35+00') AS utc
FROM unnest(sampled('timetz', '12:34:56+02')) AS x;

-- near: one value of a number or time, extremes included; prints what is not
CREATE TABLE near (typ text, val text, tolerance float8);
INSERT INTO near VALUES
	('smallint', '-32768', 500), ('smallint', '32767', 500), ('smallint', '40', 1),
	('int', '-2147483648', 3e7), ('int', '2147483647', 3e7), ('int', '99999', 1000),
	('bigint', '-9223372036854775808', 1e17), ('bigint', '9223372036854775807', 1e17), ('bigint', '1', 0),
	('numeric(10,2)', '12.34', 0.1), ('numeric(10,2)', '99999999.99', 1e6), ('numeric(10,2)', '-99999999.99', 1e6),
	('numeric(18,0)', '999999999999999999', 1e16), ('numeric(18,18)', '0.999999999999999999', 0.01),
	('numeric(5,-2)', '9999900', 1e5), ('numeric(3,5)', '0.00999', 1e-3),
	('numeric(38,10)', '1234567890123456789012345678.0123456789', 1e26),
	('numeric(38,10)', '9999999999999999999999999999.9999999999', 1e27),
	('numeric(20,0)', '99999999999999999999', 2e18),
	('numeric', '123456789012345678901234567890', 1e28), ('numeric', '1e300', 1e299), ('numeric', '0.1', 0.01),
	('numeric', '-18446744073709551616', 1e18),
	('real', '3.14', 0.01), ('real', '1e-45', 1e-30), ('real', '3.4028235e+38', 1e37), ('real', '-3.4028235e+38', 1e37),
	('float8', '0.1', 0.01), ('float8', '1.7976931348623157e+308', 2e307), ('float8', '5e-324', 1e-300),
	('float8', '-1e-300', 1e-290);
SELECT typ, val, x FROM near, unnest(sampled(typ, val)) AS x
WHERE NOT (abs(x::numeric - val::numeric) <= tolerance::numeric);
CREATE TABLE near_time (typ text, val text, tolerance interval);
INSERT INTO near_time VALUES
	('date', '2011-02-03', '7 days'), ('date', '0044-03-15 BC', '20 years'), ('date', '4714-11-24 BC', '100 years'),
	('timestamp', '2011-02-03 04:05:06.789', '7 days'), ('timestamp(0)', '2011-02-03 04:05:06', '7 days'),
	('timestamp', '4714-11-24 00:00:00 BC', '100 years'), ('timestamp', '294276-12-31 23:59:59.999999', '3000 years'),
	('timestamptz', '2011-02-03 04:05:06+00', '7 days'), ('timestamptz', '294276-12-31 23:59:59.999999+00', '3000 years');
SELECT typ, val, x FROM near_time, unnest(sampled(typ, val)) AS x
WHERE x::timestamp < greatest(val::timestamp, '4000-01-01 BC') - tolerance AND x::timestamp < val::timestamp
	OR x::timestamp > least(val::timestamp, '290000-01-01') + tolerance AND x::timestamp > val::timestamp;
-- years that timestamps do not reach
SELECT bool_and(x::date > '5800000-01-01') FROM unnest(sampled('date', '5874897-12-31')) AS x;
SELECT bool_and(x::time BETWEEN '12:34' AND '12:35') AS time,
	bool_and(x::time(0)::text = x) FILTER (WHERE typ = 'time(0)') AS time0
FROM (VALUES ('time'), ('time(0)')) AS v (typ), unnest(sampled(typ, '12:34:56')) AS x;
SELECT val, bool_and(x::interval BETWEEN val::interval - tol AND val::interval + tol) AS near
FROM (VALUES ('1 mon', interval '1 day'), ('-01:30:00', '5 minutes'), ('3 days 04:05:06', '1 hour'),
	('1000 years', '30 years')) AS v (val, tol), unnest(sampled('interval', val)) AS x
GROUP BY val, tol ORDER BY val;
-- beyond what 64 bits of microseconds hold
SELECT val, bool_and(abs(extract(epoch FROM x::interval)) BETWEEN 9e12 AND 9.3e12) AS saturated
FROM (VALUES ('178000000 years'), ('-178000000 years')) AS v (val), unnest(sampled('interval', val)) AS x
GROUP BY val ORDER BY val;

-- all together, with NULLs, edge values, domains, constraints: the table takes every sampled row
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN cents AS numeric(10,2) CHECK (VALUE >= 0);
CREATE DOMAIN tip AS cents NOT NULL CHECK (VALUE <= 50) DEFAULT 0;
CREATE DOMAIN code AS varchar(4);
CREATE TABLE everything (
	k bigint PRIMARY KEY,
	b boolean, i2 smallint, i4 int, i8 bigint, n numeric(8,3), nx numeric, r real, f float8, m money,
	t text, v varchar(4), c char(4), nm name, e mood, ch "char",
	d date, ti time(2), tz timetz, ts timestamp(3), tt timestamptz, iv interval(1),
	u uuid, ip inet, ci cidr, ma macaddr, j json, jb jsonb, by bytea, a int[], rg int4range,
	dc cents, dt tip, dv code
);
INSERT INTO everything
SELECT g, g % 2 = 0, (g % 300 - 150)::smallint, g * 1000003, g * 4611686018427387::bigint,
	(g % 1000) * 99.999, power(10::numeric, g % 60 - 30), g / 7.0, power(10::float8, g % 600 - 300), (g % 977)::money,
	CASE WHEN g % 3 = 0 THEN '' ELSE 'text ' || g % 5 END, 'v' || g % 7, 'c' || g % 11, 'n' || g % 3,
	(ARRAY['sad', 'ok', 'happy']::mood[])[g % 3 + 1], chr(65 + g % 20)::"char",
	date '2000-02-29' + g * 31, time '00:00' + g * interval '8.64 s', (time '00:00' + g * interval '7.77 s')::timetz,
	timestamp '1999-12-31 23:59:59.999' + g * interval '1 h 1 ms', timestamptz '1970-01-01 00:00+00' + g * interval '11 d',
	g * interval '36 h 0.1 s' - interval '100 d',
	md5((g % 4)::text)::uuid, ('10.0.0.' || g % 5)::inet, ('10.' || g % 3 || '.0.0/16')::cidr, '08:00:2b:01:02:03',
	'{"a":1}', json_build_object('b', g % 2)::jsonb, decode(lpad(to_hex(g % 9), 2, '0'), 'hex'), ARRAY[g % 3, NULL], int4range(g % 4, 9),
	(g % 100) + 0.25, g % 51, 'd' || g % 6
FROM generate_series(1, 1000) AS g;
INSERT INTO everything (k) SELECT g FROM generate_series(1001, 1100) AS g;
INSERT INTO everything (k, i2, i4, i8, n, nx, r, f, m, d, ti, tz, ts, tt, iv)
VALUES (2001, 32767, 2147483647, 9223372036854775807, 99999.999, 'Infinity', 'Infinity', 'NaN', '92233720368547758.07',
		'infinity', '24:00', '24:00+15:59', 'infinity', 'infinity', '178000000 years'),
	(2002, -32768, -2147483648, -9223372036854775808, -99999.999, 'NaN', '-Infinity', '-Infinity', '-92233720368547758.08',
		'4714-11-24 BC', '00:00', '00:00-15:59', '4714-11-24 BC', '-infinity', '-178000000 years'),
	(2003, 0, 0, 0, 'NaN', '-Infinity', 'NaN', '-0', 0,
		'5874897-12-31', '23:59:59.99', '23:59:59.999999-15:59:59', '294276-12-31 23:59:59.999', '294276-12-31 23:59:59.999999+00', '0');
SELECT synth_fit('everything', private => false, method => 'independent', text => '{"jb": "category", "a": "category"}');
CREATE TABLE everything_copy (LIKE everything INCLUDING ALL);
INSERT INTO everything_copy SELECT * FROM synth_sample(NULL::everything_copy, 3000, 'everything', seed => 42);
SELECT count(*), count(DISTINCT k) FROM everything_copy;
-- what was NULL may be NULL, and nothing else; categories are those of the source
SELECT count(*) FILTER (WHERE t IS NULL) BETWEEN 100 AND 800 AS nulls,
	count(*) FILTER (WHERE dt IS NULL) AS never,
	(SELECT count(*) FROM (SELECT t, v, c, nm, e FROM everything_copy EXCEPT SELECT t, v, c, nm, e FROM everything) AS x) > 0 AS mixed,
	(SELECT count(*) FROM (SELECT t FROM everything_copy EXCEPT SELECT t FROM everything) AS x) AS new_t,
	(SELECT count(*) FROM (SELECT u FROM everything_copy EXCEPT SELECT u FROM everything) AS x) AS new_u,
	(SELECT count(*) FROM (SELECT jb FROM everything_copy EXCEPT SELECT jb FROM everything) AS x) AS new_jb,
	(SELECT count(*) FROM (SELECT a FROM everything_copy EXCEPT SELECT a FROM everything) AS x) AS new_a
FROM everything_copy;
-- specials survive beside ordinary values
SELECT synth_fit('everything', model => 'specials', private => false, method => 'independent',
	columns => ARRAY['f', 'd', 'nx']);
SELECT bool_or(f = 'NaN') AS nan, bool_or(f = '-Infinity') AS neginf, bool_or(d = 'infinity') AS date_infinity,
	bool_or(nx = 'Infinity') AS numeric_infinity, bool_or(nx = 'NaN') AS numeric_nan
FROM synth_sample(NULL::everything, 20000, 'specials', seed => 3);
-- privately, too, the table takes every row
SELECT synth_fit('everything', model => 'private', epsilon => 5, method => 'independent');
TRUNCATE everything_copy;
INSERT INTO everything_copy SELECT * FROM synth_sample(NULL::everything_copy, 3000, 'private', seed => 42);
SELECT count(*) FROM everything_copy;

-- columns that are not modelled: NULL, else an unmistakable placeholder
CREATE TABLE secrets (
	b boolean NOT NULL, i2 smallint NOT NULL, n numeric(3,3) NOT NULL, f float8 NOT NULL, m money NOT NULL,
	t text NOT NULL, v varchar(4) NOT NULL, c char(12) NOT NULL, nm name NOT NULL, ch "char" NOT NULL, e mood NOT NULL,
	d date NOT NULL, ti time NOT NULL, tz timetz NOT NULL, ts timestamp NOT NULL, tt timestamptz NOT NULL, iv interval NOT NULL,
	u uuid NOT NULL, ip inet NOT NULL, ci cidr NOT NULL, ma macaddr NOT NULL, j json NOT NULL, jb jsonb NOT NULL, x xml NOT NULL,
	by bytea NOT NULL, a text[] NOT NULL, rg int4range NOT NULL, mr nummultirange NOT NULL, bi bit(4) NOT NULL, vb varbit NOT NULL,
	p point NOT NULL, l line NOT NULL, po polygon NOT NULL, tsv tsvector NOT NULL, tsq tsquery NOT NULL, o oid NOT NULL,
	comp near NOT NULL, dt tip, dv code NOT NULL, nullable text, kept int NOT NULL CHECK (kept = 1)
);
SELECT synth_fit('secrets', columns => ARRAY['kept']);
SELECT * FROM synth_sample(NULL::secrets, 1, 'secrets', seed => 1) \gx

DROP SCHEMA test_types CASCADE;
SELECT synth_drop(name) IS NULL AS dropped FROM unnest(ARRAY['one', 'everything', 'specials', 'private', 'secrets']) AS name;
