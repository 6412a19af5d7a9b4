#!/bin/bash
# How alike joins of a synthetic schema are to those of its source: chinook, pagila,
# northwind at scale 1, small look-up tables declared public, free text left out;
# without privacy, and at epsilon 3 with customers as the people.  Children per
# parent (CardinalityShapeSimilarity) and pairs of a parent's and a child's column
# (all pairs; and those that are strong in the source: |r| > .5, Cramer's V > .3):
# means over FITS fits, formulas in test/schema/joins.sql.
#
#   bench/run joins            writes bench/results/joins.md
#   FITS=3
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${SYNTH_SHARED:-$(cd ../shared && pwd)}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
echo "| schema | fit | children per parent | least | pairs across joins | least | strong pairs |"
echo "|---|---|---|---|---|---|---|"
one()						# schema, public tables, person, max_rows
{
	gzip -dc "$shared/data/$1.sql.gz" | psql -Xq -v ON_ERROR_STOP=1 >/dev/null
	printf '%s\n' '\set ON_ERROR_STOP 1' "SELECT synth_schema_ddl('$1', 'copy') \\gexec" | psql -Xq >/dev/null
	local fit seed
	for fit in "private => false" "epsilon => 3, unit => '$3', max_rows => '$4'"; do
		: >"$tmp/scores"
		for seed in $(seq "${FITS:-3}"); do
			psql -XAtq -v ON_ERROR_STOP=1 >>"$tmp/scores" <<-SQL
				SET client_min_messages = error;
				SELECT synth_fit_schema('$1', $fit, public_tables => '$2', replace => true) \\g /dev/null
				CALL synth_generate_schema('$1', 'copy', seed => $seed, existing => 'truncate');
				\\o /dev/null
				\\i test/schema/joins.sql
				\\o
				SELECT avg(c.score), min(c.score), p.* FROM pg_temp.cardinality('$1', 'copy', '$2') c,
					(SELECT avg(score) AS avg, min(score) AS min, avg(score) FILTER (WHERE strength > CASE metric WHEN 'correlation' THEN .5 ELSE .3 END) AS avg_1
						FROM pg_temp.pair_trends('$1', 'copy', '$2')) p GROUP BY p.avg, p.min, p.avg_1;
			SQL
		done
		awk -F'|' -v n="$1" -v f="${fit%%, max_rows*}" '{for (i = 1; i <= 5; i++) s[i] += $i; none = $5 == ""} END {printf "| %s | %s | %.3f | %.3f | %.3f | %.3f | %s |\n", n, f, s[1] / NR, s[2] / NR, s[3] / NR, s[4] / NR, none ? "none" : sprintf("%.3f", s[5] / NR)}' "$tmp/scores"
	done
	psql -Xqc "DROP SCHEMA $1, copy CASCADE" 2>/dev/null
}
one chinook '{genre,media_type}' customer '{"invoice": 10, "invoice_line": 40}'
one pagila '{country,city,category,language}' customer '{"rental": 30, "payment": 30}'
one northwind '{categories,shippers,region,us_states}' customers '{"orders": 10, "order_details": 30}'
