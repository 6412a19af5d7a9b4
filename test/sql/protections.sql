-- what fits without privacy keep to themselves all the same: labels, NULLs and special values of fewer than
-- min_count rows, and numbers beyond the min_count-th from either end.  Exact: whatever is made is compared with
-- the table; 40,000 rows of a model of 4,000 would show a value of nine rows 90 times if it were let through.
SET client_min_messages = warning;
CREATE SCHEMA s;
CREATE TYPE s.grade AS ENUM ('low', 'nine', 'ten', 'high');
CREATE DOMAIN s.tint AS text;
CREATE TABLE s.t (
	id serial PRIMARY KEY,
	e s.grade NOT NULL, en s.grade, b boolean, txt text, vc varchar(8) NOT NULL, ch char(5), tint s.tint,
	i2 smallint, i4 int NOT NULL, i8 bigint, n2 numeric(12,2), nn numeric NOT NULL, f4 real, f8 double precision NOT NULL, cash money,
	d date, t0 time(0), ts timestamp, tz timestamptz(0) NOT NULL, span interval
);
-- u counts the rows in an order of its own; the ends of every number are nine rows far out on each side
INSERT INTO s.t (e, en, b, txt, vc, ch, tint, i2, i4, i8, n2, nn, f4, f8, cash, d, t0, ts, tz, span)
SELECT
	CASE WHEN i <= 9 THEN 'nine' WHEN i <= 19 THEN 'ten' WHEN i % 3 = 0 THEN 'low' ELSE 'high' END::s.grade,
	CASE WHEN i > 9 THEN CASE WHEN i % 3 = 0 THEN 'low' ELSE 'high' END::s.grade END,
	CASE WHEN i > 9 THEN i % 3 = 0 END,
	CASE WHEN i <= 9 THEN 'Zzyzx' WHEN i <= 19 THEN 'Tenby' WHEN i > 28 THEN 'town ' || i % 5 END,
	CASE WHEN i <= 9 THEN 'Zzyzx' WHEN i <= 19 THEN 'Tenby' ELSE 'v' || i % 4 END,
	CASE WHEN i <= 9 THEN 'Zzyz' WHEN i <= 19 THEN 'Ten' ELSE 'c' || i % 4 END,
	CASE WHEN i <= 9 THEN 'Zzyzx' WHEN i <= 19 THEN 'Tenby' ELSE 'c' || i % 4 END,
	CASE WHEN i <= 9 THEN 30000 + i WHEN i > 3991 THEN -30000 + i - 3991 WHEN i <> ALL ('{10,11,12,13,14,15,16,17,18}') THEN u % 100 END,
	CASE WHEN i <= 9 THEN 2000000000 + i WHEN i > 3991 THEN -2000000000 + i ELSE u END,
	CASE WHEN i <= 9 THEN 1e18 + i WHEN i > 3991 THEN -1e18 + i ELSE u * 1000 END,
	CASE WHEN i <= 9 THEN 1e9 + i / 4.0 WHEN i > 3991 THEN -1e9 + i / 4.0 ELSE u / 100.0 END,
	CASE WHEN i <= 9 THEN 'NaN' WHEN i <= 18 THEN 1e30 + i WHEN i > 3991 THEN -1e30 + i ELSE u / 7.0 END,
	CASE WHEN i <= 9 THEN 'Infinity' WHEN i <= 18 THEN '-Infinity' WHEN i <= 27 THEN 1e20 + i WHEN i > 3991 THEN -1e20 + i ELSE sqrt(u) END,
	CASE WHEN i <= 9 THEN 'NaN' WHEN i <= 18 THEN 'Infinity' WHEN i <= 27 THEN 1e200 * i WHEN i > 3991 THEN -1e200 * i ELSE ln(u) END,
	CASE WHEN i <= 9 THEN 1000000000 + i WHEN i > 3991 THEN -1000000000 + i ELSE u / 4 END::money,
	CASE WHEN i <= 9 THEN 'infinity' WHEN i <= 18 THEN date '9000-01-01' + i WHEN i > 3991 THEN date '0100-01-01' + i ELSE date '2020-01-01' + u % 900 END,
	CASE WHEN i <= 9 THEN time '23:00' + i * interval '1 s' WHEN i > 3991 THEN time '00:00' + (i - 3991) * interval '1 s' ELSE time '08:00' + u * interval '5 s' END,
	CASE WHEN i <= 9 THEN '-infinity' WHEN i <= 18 THEN timestamp '9000-01-01' + i * interval '1 s' WHEN i > 3991 THEN timestamp '0100-01-01' + i * interval '1 s' ELSE timestamp '2020-01-01' + u * interval '1 h' END,
	CASE WHEN i <= 9 THEN timestamptz '9000-01-01Z' + i * interval '1 s' WHEN i > 3991 THEN timestamptz '0100-01-01Z' + i * interval '1 s' ELSE timestamptz '2020-01-01Z' + u * interval '1 min' END,
	CASE WHEN i <= 9 THEN interval '900 years' + i * interval '1 day' WHEN i > 3991 THEN interval '-900 years' + i * interval '1 s' ELSE u * interval '1 min' END
FROM (SELECT i, 1 + i * 1237 % 4001 AS u FROM generate_series(1, 4000) i) x;
SELECT synth_fit('s.t', model => 'tree', private => false);
SELECT synth_fit('s.t', model => 'copula', private => false, method => 'copula');
SELECT synth_fit('s.t', model => 'tree_1', private => false, min_count => 1);
SELECT synth_fit('s.t', model => 'copula_1', private => false, method => 'copula', min_count => 1);
-- per column: how many rows show what fewer than `few` rows of the source hold, and whether all that is common is there
CREATE FUNCTION s.shown(few int, OUT item name, OUT rare bigint, OUT missing bigint) RETURNS SETOF record LANGUAGE plpgsql AS $$
DECLARE
	a record;
	words text;
	numbers text;
BEGIN
	FOR a IN SELECT attname, atttypid FROM pg_attribute WHERE attrelid = 's.t'::regclass AND attnum > 1 ORDER BY attnum LOOP
		item := a.attname;
		-- labels and special values: by their number of rows.  Other numbers: by their place from either end
		words := CASE WHEN item IN ('e', 'en', 'b', 'txt', 'vc', 'ch', 'tint') THEN 'true' ELSE format('(%1$I IS NULL OR %1$I::text IN (''NaN'', ''Infinity'', ''-Infinity'', ''infinity'', ''-infinity''))', item) END;
		numbers := CASE words WHEN 'true' THEN 'false' ELSE 'NOT ' || words END;
		EXECUTE format($q$
			WITH source AS (SELECT %1$I::text AS v, count(*) AS n FROM s.t WHERE %2$s GROUP BY 1),
			ends AS (SELECT (SELECT %1$I FROM s.t WHERE %3$s ORDER BY 1 OFFSET $1 - 1 LIMIT 1) AS low, (SELECT %1$I FROM s.t WHERE %3$s ORDER BY 1 DESC OFFSET $1 - 1 LIMIT 1) AS high)
			SELECT (SELECT count(*) FROM s.made WHERE %2$s AND NOT EXISTS (SELECT FROM source WHERE v IS NOT DISTINCT FROM %1$I::text AND n >= $1))
				+ (SELECT count(*) FROM s.made, ends WHERE %3$s AND (%1$I < low OR %1$I > high)),
				(SELECT count(*) FROM source WHERE n >= $1 AND NOT EXISTS (SELECT FROM s.made WHERE %2$s AND v IS NOT DISTINCT FROM %1$I::text))$q$, item, words, numbers)
		INTO rare, missing USING few;
		RETURN NEXT;
	END LOOP;
END $$;
CREATE FUNCTION s.judged(model name, few int, OUT columns bigint, OUT showing text, OUT lacking text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'DROP TABLE IF EXISTS s.made; CREATE TABLE s.made (LIKE s.t)';
	EXECUTE 'INSERT INTO s.made SELECT * FROM synth_sample(NULL::s.t, 40000, $1, seed => 1)' USING model;
	SELECT count(*), string_agg(item, ' ') FILTER (WHERE rare > 0), string_agg(item, ' ') FILTER (WHERE missing > 0) INTO columns, showing, lacking FROM s.shown(few);
END $$;
SET client_min_messages = warning;
\pset null '(none)'
-- nothing rare shows; what has ten rows does
SELECT m, j.* FROM unnest('{tree,copula}'::name[]) m, LATERAL s.judged(m, 10) j;
-- the test can tell: with min_count => 1 all of it shows, in every column
SELECT m, j.* FROM unnest('{tree_1,copula_1}'::name[]) m, LATERAL s.judged(m, 10) j;
-- nor in the bytes of a model, nor in what it says of itself; in those without the rule they are
SELECT m, position('Zzyz'::bytea IN synth_export(m)) > 0 AS in_payload, (SELECT count(*) > 0 FROM synth_describe(m) d WHERE d::text ~ 'Zzyz|9000-|0100-') AS described
FROM unnest('{tree,copula,tree_1,copula_1}'::name[]) m;
-- asking for them does not help
RESET client_min_messages;
SELECT m, p.* FROM unnest('{tree,copula}'::name[]) m, LATERAL synth_probability(m, '{"e": "nine"}') p;
SELECT m, count(*), count(*) FILTER (WHERE e = 'ten') AS ten FROM unnest('{tree,copula}'::name[]) m, LATERAL synth_sample(NULL::s.t, 100, m, '{"e": ["nine", "ten"]}', 1) GROUP BY m ORDER BY m;
SELECT count(*) FROM synth_sample(NULL::s.t, 10, 'tree', '{"e": "nine"}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::s.t, 10, 'copula', '{"e": "nine"}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::s.t, 10, 'tree', '{"txt": "Zzyzx"}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::s.t, 10, 'tree', '{"i2": null}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::s.t, 10, 'tree', '{"i4": {"min": 1000000}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::s.t, 10, 'copula', '{"i4": {"min": 1000000}}');
\echo :SQLSTATE
SELECT count(*) FROM synth_sample(NULL::s.t, 10, 'tree', weights => '{"e": {"nine": 0.5, "*": 0.5}}');
\echo :SQLSTATE
-- steered rows are held to it as well: all combinations, an extreme end, and rows completed from a rare one
CREATE FUNCTION s.steered(model name, request text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	showing text;
BEGIN
	TRUNCATE s.made;
	EXECUTE format('INSERT INTO s.made SELECT * FROM synth_sample(NULL::s.t, 4000, %L, seed => 1, %s)', model, request);
	SELECT string_agg(item, ' ') INTO showing FROM s.shown(10) WHERE rare > 0;
	RETURN showing;
END $$;
SELECT m, s.steered(m, 'balance => ''{e,vc}''') AS balanced, s.steered(m, 'tail => ''{"i4": 0.01, "n2": {"share": 0.05}}''') AS ends,
	s.steered(m, 'weights => ''{"txt": {"Tenby": 0.5, "*": 0.5}}''') AS weighted FROM unnest('{tree,copula}'::name[]) m;
SELECT m, count(*), count(*) FILTER (WHERE c.e = 'nine' OR c.txt = 'Zzyzx' OR c.vc = 'Zzyzx' OR c.i4 > 4001 OR c.nn = 'NaN' OR c.f8 = 'NaN') AS shown
FROM unnest('{tree,copula}'::name[]) m, s.t, LATERAL synth_complete(ROW(t.id, NULL, NULL, NULL, NULL, NULL, NULL, t.tint, t.i2, NULL, NULL, NULL, NULL, NULL, NULL, t.cash, t.d, NULL, NULL, NULL, NULL)::s.t, m, 1) c
WHERE t.id <= 9 GROUP BY m ORDER BY m;
-- methods that cannot promise it do not take the word
SELECT synth_fit('s.t', model => 'marginal', private => false, method => 'marginal', min_count => 10);
\echo :SQLSTATE
SET client_min_messages = warning;
SELECT count(synth_drop(name)) FROM synth_models;
DROP SCHEMA s CASCADE;
