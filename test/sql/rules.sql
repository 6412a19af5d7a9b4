-- rules =>: what the schema does not say, and the user knows.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS synth;
CREATE SCHEMA test_rules;
SET search_path = test_rules, public;

CREATE TYPE grade AS ENUM ('low', 'mid', 'high');
CREATE TABLE flight (
	id int PRIMARY KEY,
	tail text NOT NULL CHECK (tail IN ('n1', 'n2', 'n3', 'n4', 'n5', 'n6')),
	carrier text NOT NULL CHECK (carrier IN ('aa', 'bb', 'cc')),
	air int NOT NULL,
	taxi int NOT NULL,
	elapsed int NOT NULL,
	booked date,
	flown date,
	code char(1) CHECK (code IN ('A', 'B')),
	cancelled boolean NOT NULL,
	level grade NOT NULL,
	price numeric(8,2) NOT NULL,
	"Net Price" numeric(8,2) NOT NULL,
	note jsonb);
INSERT INTO flight SELECT i, 'n' || 1 + i % 6, (ARRAY['aa', 'bb', 'cc'])[1 + i % 6 % 3], a, x, a + x, date '2020-01-01' + i % 400, date '2020-01-01' + i % 400 + i % 17,
	CASE WHEN i % 10 = 0 THEN chr(65 + i % 2) END, i % 5 = 0, (ARRAY['low', 'mid', 'high']::grade[])[1 + (a > 100)::int + (a > 200)::int], a * 1.5, a * 1.2
FROM (SELECT i, 20 + i * 37 % 280 AS a, i * 13 % 30 AS x FROM generate_series(1, 4000) AS i) AS q;
CREATE FUNCTION broken(relation regclass) RETURNS TABLE (sums bigint, orders bigint, implied bigint, prices bigint, levels bigint, fleets bigint) LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format($q$SELECT count(*) FILTER (WHERE elapsed <> air + taxi), count(*) FILTER (WHERE flown < booked),
		count(*) FILTER (WHERE code IS NOT NULL AND NOT cancelled), count(*) FILTER (WHERE "Net Price" > price),
		count(*) FILTER (WHERE level = 'low' AND air > 120 OR level = 'high' AND air < 150),
		(SELECT count(*) FROM (SELECT FROM %1$s GROUP BY tail HAVING count(DISTINCT carrier) > 1) AS t) FROM %1$s$q$, relation);
END $$;
SELECT * FROM broken('flight');

-- with and without privacy, in every row; a rule costs no budget
CREATE TABLE made (LIKE flight);
SELECT synth_fit('flight', model => 'ruled', epsilon => 0.5, rules => ARRAY['elapsed = air + taxi', 'booked <= flown', 'code IS NULL OR cancelled', '"Net Price" <= price',
	'level <> ''low'' OR air <= 120', 'level <> ''high'' OR air >= 150', 'tail -> carrier']);
CALL synth_generate('ruled', 'made', 4000, seed => 1);
SELECT count(*), b.* FROM made, broken('made') AS b GROUP BY 2, 3, 4, 5, 6, 7;
TRUNCATE made;
INSERT INTO made SELECT * FROM synth_sample(NULL::made, 3000, model => 'ruled', seed => 2);
SELECT count(*), b.* FROM made, broken('made') AS b GROUP BY 2, 3, 4, 5, 6, 7;
TRUNCATE made;
SELECT synth_fit('flight', model => 'exact', private => false, rules => '{elapsed = air + taxi, booked <= flown, code IS NULL OR cancelled, tail -> carrier, "\"Net Price\" <= price"}');
CALL synth_generate('exact', 'made', 4000, seed => 1);
SELECT count(*), b.sums, b.orders, b.implied, b.prices, b.fleets FROM made, broken('made') AS b GROUP BY 2, 3, 4, 5, 6;
-- the control: without them noise breaks every one (a test that could not fail would say nothing)
TRUNCATE made;
SELECT synth_fit('flight', model => 'unruled', epsilon => 0.5, method => 'independent');
CALL synth_generate('unruled', 'made', 4000, seed => 1);
SELECT sums > 0 AS sums, orders > 0 AS orders, implied > 0 AS implied, prices > 0 AS prices, levels > 0 AS levels, fleets > 0 AS fleets FROM broken('made');

-- bounds of one column, and rows to complete
SELECT synth_fit('flight', model => 'narrow', epsilon => 0.5, rules => '{air BETWEEN 50 AND 150, taxi <> 7}');
SELECT min(air) >= 50 AND max(air) <= 150 AS within, count(*) FILTER (WHERE taxi = 7) AS sevens FROM synth_sample(NULL::flight, 2000, model => 'narrow', seed => 3);
SELECT count(*), bool_and(c.elapsed = c.air + c.taxi) AS sums FROM (SELECT id, tail, carrier, air, taxi, NULL::int AS elapsed, booked, flown, code, cancelled, level, price, "Net Price", note
	FROM flight WHERE id <= 50) AS f, LATERAL synth_complete(ROW(f.*)::flight, 'exact', seed => 1) AS c;
-- a plan reads the rules too
SELECT count(*) > 10 AS planned FROM synth_plan('flight', rules => '{elapsed = air + taxi}');
-- models travel with their rules
SELECT synth_import(synth_export('ruled'), 'travelled');
SELECT count(*) FILTER (WHERE elapsed <> air + taxi OR flown < booked) FROM synth_sample(NULL::flight, 500, model => 'travelled', seed => 9);

-- a rule that nothing contradicts until rows are made: an error that names it, and no row
SELECT synth_fit('flight', model => 'hopeless', private => false, rules => '{air * taxi > 1000000}');
SELECT count(*) FROM synth_sample(NULL::flight, 10, model => 'hopeless', seed => 1);
\echo :SQLSTATE
TRUNCATE made;
CALL synth_generate('hopeless', 'made', 10, seed => 1);
\echo :SQLSTATE
SELECT count(*) FROM made;
SELECT synth_drop('hopeless');
-- a constraint of the source that a target does not have is no reason to make nothing
CREATE TABLE odd (a int NOT NULL CHECK (a BETWEEN 1 AND 9), b text NOT NULL CHECK (b IN ('x', 'y')), CONSTRAINT unlikely CHECK (a > 1 OR b = 'x') );
INSERT INTO odd SELECT 2 + i % 8, 'y' FROM generate_series(1, 100) AS i;
SELECT synth_fit('odd', private => false, bounds => '{"a": [2, 9]}');
CREATE TABLE plain (a int, b text);
CALL synth_generate('odd', 'plain', 50, seed => 1);
SELECT count(*) FROM plain WHERE a > 1 OR b = 'x';
SELECT synth_drop('odd');

-- what is no rule
SELECT synth_fit('flight', model => 'bad', rules => '{missing > 1}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{air + taxi}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{air >}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{"air > 1, taxi > 1"}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{"air > 1 FROM flight"}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{"air > 1; DROP TABLE flight"}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{""}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => ARRAY[NULL]::text[]);
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{true}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{air <> air AND false}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{air < -5000000000}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{air <= taxi - 5, air >= taxi}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{id > air}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{flight.air > 5}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{"air, missing -> taxi"}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{"air > (SELECT 1)"}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{sum(air) > 1}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{"rank() OVER () > 1"}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{"generate_series(1, air) > 1"}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{air > $1}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{booked < CURRENT_DATE}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{random() < 0.5}');
\echo :SQLSTATE
SELECT synth_fit('flight', model => 'bad', rules => '{pg_sleep(1) IS NULL}');
\echo :SQLSTATE
SELECT synth_plan('flight', rules => '{missing > 1}');
\echo :SQLSTATE
SELECT count(*) FROM synth_models AS m WHERE m::text LIKE '%bad%';

DROP SCHEMA test_rules CASCADE;
SELECT synth_drop(m) FROM unnest(ARRAY['ruled', 'exact', 'unruled', 'narrow', 'travelled']) AS m;
