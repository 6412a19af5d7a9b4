#!/bin/bash
# Texts that a sample shares with its source: of every text column of three schemas the
# distinct made values of more than 8 characters, how many of them are values of the
# source's column, and what they are: public (a word of the dictionary), or not.  Models
# without privacy (the harder case) and at epsilon 1; ten times as many rows as the source
# has, at most a million.
#
#   bench/run copies            writes bench/results/copies.md
#   SETS="pagila northwind online_retail"
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${SYNTH_SHARED:-$(cd ../shared && pwd)}
for set in ${SETS:-pagila northwind online_retail}; do
	gzip -dc "$shared/data/$set.sql.gz" | psql -Xq -v ON_ERROR_STOP=1 >/dev/null
done
psql -XAtq -v ON_ERROR_STOP=1 -v sets="${SETS:-pagila northwind online_retail}" <<'SQL'
SET client_min_messages = error;
SELECT set_config('bench.sets', :'sets', false) \g /dev/null
CREATE TABLE copied (tab text, col text, fit text, made bigint, same bigint, public bigint, sample text);
DO $$
DECLARE
	s text;
	t record;
	private boolean;
	n bigint;
BEGIN
	FOREACH s IN ARRAY string_to_array(current_setting('bench.sets'), ' ') LOOP
		FOR t IN SELECT oid::regclass AS rel, relname FROM pg_class WHERE relnamespace = s::regnamespace
				AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname LOOP
			EXECUTE format('SELECT count(*) FROM %s', t.rel) INTO n;
			CONTINUE WHEN n = 0;
			FOREACH private IN ARRAY ARRAY[false, true] LOOP
				BEGIN
					PERFORM synth_fit(t.rel, model => 'copies_' || private::text || '_' || s || '_' || t.relname, private => private, replace => true);
				EXCEPTION WHEN object_not_in_prerequisite_state THEN
					NULL;	-- nothing to model
				END;
			END LOOP;
		END LOOP;
	END LOOP;
END $$;
DO $$
DECLARE
	m record;
	c record;
	n bigint;
BEGIN
	FOR m IN SELECT name, is_private, source_schema, source_name, format('%I.%I', source_schema, source_name) AS rel FROM synth_models WHERE name LIKE 'copies\_%' ORDER BY name LOOP
		EXECUTE format('SELECT count(*) FROM %s', m.rel) INTO n;
		BEGIN
			EXECUTE format('CREATE TEMP TABLE made AS SELECT * FROM synth_sample(NULL::%s, least(%s, 1000000), model => %L, seed => 1)', m.rel, 10 * n, m.name);
		EXCEPTION WHEN program_limit_exceeded THEN
			-- a composite key of few combinations
			CONTINUE;
		END;
		FOR c IN SELECT attname FROM pg_attribute WHERE attrelid = m.rel::regclass AND attnum > 0 AND NOT attisdropped
				AND atttypid IN ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype) LOOP
			EXECUTE format($q$
				INSERT INTO copied
				SELECT %1$L, %2$L, %3$L, count(*), count(*) FILTER (WHERE same), count(*) FILTER (WHERE same AND public),
					string_agg(v, ' | ') FILTER (WHERE same AND NOT public)
				FROM (SELECT v, r.t IS NOT NULL AS same, d.t IS NOT NULL AS public
					FROM (SELECT DISTINCT %2$I::text AS v FROM made WHERE length(%2$I::text) > 8) x
						LEFT JOIN (SELECT DISTINCT %2$I::text AS t FROM %1$s) r ON r.t = v
						LEFT JOIN (SELECT DISTINCT upper(value) AS t FROM synth_dictionary) d ON d.t = upper(v)) y$q$,
				m.rel, c.attname, CASE WHEN m.is_private THEN 'epsilon 1' ELSE 'not private' END);
		END LOOP;
		DROP TABLE made;
	END LOOP;
END $$;
\echo | schema | fit | text columns | distinct made values > 8 characters | equal a real one | of these public words | not public |
\echo |---|---|---|---|---|---|---|
SELECT format('| %s | %s | %s | %s | %s | %s | %s |', split_part(tab, '.', 1), fit, count(*), sum(made), sum(same), sum(public), sum(same - public))
FROM copied GROUP BY split_part(tab, '.', 1), fit ORDER BY 1;
\echo
\echo Columns with values that are not public:
\echo
SELECT format('* %s.%s (%s): %s of %s: %s', tab, col, fit, same - public, made, left(sample, 200)) FROM copied WHERE same > public ORDER BY 1;
SQL
