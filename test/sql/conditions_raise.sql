-- CHECKs that raise errors for some rows: such rows do not meet them.
SET client_min_messages = warning;
CREATE SCHEMA raising;
SET search_path = raising, public;
CREATE FUNCTION raising.picky(integer) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
$$BEGIN IF $1 = 2 THEN RAISE EXCEPTION 'no twos'; END IF; RETURN true; END$$;
CREATE FUNCTION raising.picky_sql(integer) RETURNS boolean LANGUAGE sql STABLE AS
$$SELECT (SELECT 10 / ($1 - 4)) IS NOT NULL$$;
CREATE TABLE source (id serial PRIMARY KEY, a integer NOT NULL CHECK (a BETWEEN 0 AND 6), b integer, c integer, t text);
INSERT INTO source (a, b, c, t) SELECT i % 7, i, 2147483000 + i % 600, (i % 9)::text FROM generate_series(1, 500) i;
SELECT synth_fit('source', 'raising', private => false);
-- division by zero, overflow, casts, functions in two languages
CREATE TABLE target (id serial PRIMARY KEY, a integer NOT NULL CHECK (a BETWEEN 0 AND 6), b integer, c integer, t text,
	CHECK (100 / (a - 3) < 50), CHECK (raising.picky(a)), CHECK (raising.picky_sql(a)), CHECK (b + c - b > 0), CHECK (t::integer > 1));
CALL synth_generate('raising', 'target', 2000, seed => 1);
SELECT count(*), array_agg(DISTINCT a) AS a, max(b::bigint + c) <= 2147483647 AS sums, min(t) AS t FROM target;
-- where every row raises one
CREATE TABLE nothing (id serial PRIMARY KEY, a integer NOT NULL, CHECK (1 / (a * 0) > 1));
CALL synth_generate('raising', 'nothing', 20, seed => 1);
SELECT count(*) FROM nothing;
-- the session goes on, in transactions and blocks too
BEGIN;
SAVEPOINT before;
CALL synth_generate('raising', 'nothing', 20, seed => 1);
ROLLBACK TO before;
CALL synth_generate('raising', 'target', 20, seed => 2);
COMMIT;
DO $$BEGIN
	BEGIN
		CALL synth_generate('raising', 'nothing', 20, seed => 1);
	EXCEPTION WHEN check_violation THEN
		RAISE WARNING '%', SQLERRM;
	END;
	CALL synth_generate('raising', 'target', 20, seed => 3);
END$$;
SELECT count(*) FROM target;
-- generated columns that cannot be computed, or must not be NULL
CREATE TABLE computed (id serial PRIMARY KEY, a integer NOT NULL, b integer, c integer, twice integer GENERATED ALWAYS AS (c * (CASE WHEN a < 2 THEN 1 ELSE 2 END)) STORED,
	ratio integer NOT NULL GENERATED ALWAYS AS (b / nullif(a, 5) / (a - 3)) STORED);
CALL synth_generate('raising', 'computed', 1000, seed => 1);
SELECT count(*), array_agg(DISTINCT a) AS a FROM computed;
-- rules of the model, in samples: the division is the rule's own
SELECT synth_fit('source', 'raising_rule', private => false, rules => '{"b / (a - 3) < 1000"}');
SELECT count(*), count(*) FILTER (WHERE a = 3) AS raise FROM synth_sample(NULL::source, 500, 'raising_rule', seed => 1);
SET search_path = public;
SELECT synth_drop('raising'), synth_drop('raising_rule');
DROP SCHEMA raising CASCADE;
RESET client_min_messages;
