#!/bin/bash
# What a condition costs: rows of adult that meet an event of probability about 1e-4
# (synth_probability of the model itself) against rows without a condition, both
# counted as they come (SELECT count(*) FROM synth_sample(...)), interleaved; CPU of
# the backend, median of REPEAT runs; the set-up is in it.  Of each kind of event (two
# labels, a label and a range, two labels and a range) the one is taken whose
# probability is nearest to 1e-4.  Small samples are repeated CALLS times in one
# session, a fresh seed each; the set-up is then most of the cost.  The marginal model is private (epsilon 1, delta
# 1e-9), the tree is not: no formal guarantee.
#
#   bench/run given            writes bench/results/given.md
#   ROWS=100000 SMALL="100 1" REPEAT=3 CALLS=50
#   FITS="epsilon => 1;private => false"  arguments of synth_fit, separated by semicolons
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${SYNTH_SHARED:-$(cd ../shared && pwd)}
rows=${ROWS:-100000}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
IFS=';' read -r -a fits <<<"${FITS:-epsilon => 1, method => 'marginal';private => false, method => 'marginal';private => false, method => 'tree'}"
gzip -dc "$shared/data/adult.sql.gz" | psql -Xq -v ON_ERROR_STOP=1 >/dev/null

# candidates: labels of two columns, a label and a range, labels of two columns and a range
psql -Xq -v ON_ERROR_STOP=1 <<'SQL'
CREATE TABLE event (kind integer, given jsonb);
DO $$
DECLARE
	a text;
	b text;
	label text[] := ARRAY['education', 'marital_status', 'occupation', 'workclass', 'relationship', 'race', 'sex', 'income'];
BEGIN
	FOREACH a IN ARRAY label[1:3] LOOP
		FOREACH b IN ARRAY label LOOP
			CONTINUE WHEN array_position(label, b) <= array_position(label, a);
			EXECUTE format('INSERT INTO event SELECT 1, jsonb_build_object(%1$L, %1$I, %2$L, %2$I) FROM adult.adult
				WHERE %1$I IS NOT NULL AND %2$I IS NOT NULL GROUP BY %1$I, %2$I HAVING count(*) < 30', a, b);
		END LOOP;
	END LOOP;
	INSERT INTO event SELECT 2, jsonb_build_object('occupation', occupation, 'age', jsonb_build_object('min', least_age))
	FROM adult.adult, generate_series(50, 86, 4) AS least_age WHERE occupation IS NOT NULL AND age >= least_age
	GROUP BY occupation, least_age HAVING count(*) < 30;
	INSERT INTO event SELECT 3, jsonb_build_object('marital_status', marital_status, 'sex', sex, 'hours_per_week', jsonb_build_object('min', h, 'max', h + 15))
	FROM adult.adult, generate_series(5, 80, 5) AS h WHERE hours_per_week BETWEEN h AND h + 15
	GROUP BY marital_status, sex, h HAVING count(*) < 30;
END $$;
-- its share in the model; NULL if the model does not make such rows
CREATE FUNCTION share(model name, given jsonb) RETURNS double precision
LANGUAGE plpgsql AS $$
BEGIN
	RETURN (SELECT p.probability FROM synth_probability($1, $2) p);
EXCEPTION WHEN OTHERS THEN
	RETURN NULL;
END $$;
-- n rows, a number of times
CREATE PROCEDURE draw(model name, n numeric, given jsonb, calls integer)
LANGUAGE plpgsql AS $$
BEGIN
	FOR i IN 1..calls LOOP
		IF given IS NULL THEN
			PERFORM count(*) FROM synth_sample(NULL::adult.adult, n, model => model, seed => i);
		ELSE
			PERFORM count(*) FROM synth_sample(NULL::adult.adult, n, model => model, seed => i, given => given);
		END IF;
	END LOOP;
END $$;
SQL
draw()						# given or nothing, rows, calls: CPU seconds of a call
{
	psql -XAtq -v ON_ERROR_STOP=1 -v given="$1" -v n="$2" -v calls="$3" <<-'SQL' | awk -v calls="$3" '{t[NR] = $1} END {printf "%.6f\n", (t[2] - t[1]) / calls}'
		SELECT pg_backend_pid() AS pid \gset
		\setenv BACKEND :pid
		\! bench/usage
		CALL draw('given', :n, nullif(:'given', '')::jsonb, :calls);
		\! bench/usage
	SQL
}
condition()					# the event as SQL
{
	psql -XAtq -v given="$1" <<-'SQL'
		SELECT string_agg(CASE WHEN jsonb_typeof(value) = 'string' THEN format('%I = %L', key, value #>> '{}')
			ELSE format('%I BETWEEN %s AND %s', key, value->>'min', coalesce(value->>'max', '99999')) END, ' AND ')
		FROM jsonb_each(:'given')
	SQL
}
median()
{
	sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'
}
echo "| model | event | probability | rows | plain, CPU ms | with given, CPU ms | ratio | microseconds a row |"
echo "|---|---|---|---|---|---|---|---|"
for call in "${fits[@]}"; do
	psql -XAtq -v ON_ERROR_STOP=1 -c 'SET client_min_messages = error' -c "SELECT synth_fit('adult.adult', model => 'given', replace => true, $call)" >/dev/null
	for kind in 1 2 3; do
		psql -XAtq -v ON_ERROR_STOP=1 -F ' ' -c 'SET client_min_messages = error' -c "SELECT p, given FROM (SELECT share('given', given) AS p, given FROM event WHERE kind = $kind) e WHERE p > 0 ORDER BY abs(ln(p / 1e-4)), given LIMIT 1" >"$tmp/event"
		read -r probability event <"$tmp/event"
		# every row meets it
		meet=$(psql -XAtqc "SELECT count(*) FROM synth_sample(NULL::adult.adult, 1000, model => 'given', seed => 1, given => '${event//\'/\'\'}') s WHERE $(condition "$event")")
		[ "$meet" = 1000 ] || { echo "given: only $meet of 1000 rows meet $event" >&2; exit 1; }
		for n in $rows ${SMALL-100 1}; do
			calls=1
			[ "$n" -gt 1000 ] || calls=${CALLS:-50}
			for _ in $(seq "${REPEAT:-3}"); do
				draw "" "$n" "$calls" >>"$tmp/plain.$n"
				draw "$event" "$n" "$calls" >>"$tmp/given.$n"
			done
			a=$(median <"$tmp/plain.$n")
			b=$(median <"$tmp/given.$n")
			rm -f "$tmp/plain.$n" "$tmp/given.$n"
			echo "$a $b $n" | awk -v call="$call" -v event="$event" -v p="$probability" \
				'{printf "| `%s` | `%s` | %.1e | %d | %.2f | %.2f | %s | %.2f |\n", call, event, p, $3, 1000 * $1, 1000 * $2, ($1 > 0 ? sprintf("%.1f", $2 / $1) : ""), 1e6 * $2 / $3}'
		done
	done
done
