#!/bin/bash
# Logical rules of ten real data sets in synthetic rows: each schema is fitted
# without privacy, told the rules that synth_rules() proposes, and made anew at
# scale 1.  So are, where one condition or dependency of a row can state them, the rules
# that a user would know and that synth_rules() does not propose, because the source
# itself breaks them here and there (soft), or because they are about texts: see
# `known` below.  Violations are counted by the query of each rule (rules.tsv); a soft
# rule holds if it is broken no more often than in the source.
#
#   bench/run rules            writes bench/results/rules.md
#   SCHEMAS="adult chinook"
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${SYNTH_SHARED:-$(cd ../shared && pwd)}
rules="$shared/data/rules.tsv"
known()						# schema: table and rule of what a user would add
{
	case $1 in
		adult) printf '%s\n' "adult.adult|relationship <> 'Husband' OR sex = 'Male'" "adult.adult|relationship <> 'Wife' OR sex = 'Female'" ;;
		kddcup99) printf '%s\n' "kddcup99.connection|service -> protocol_type" "kddcup99.connection|NOT land OR protocol_type = 'tcp'" ;;
		diabetes130) printf '%s\n' "diabetes130.encounter|patient_nbr -> gender, race" ;;
		hflights) printf '%s\n' "hflights.flight|origin, dest -> distance" "hflights.flight|tail_num -> unique_carrier" ;;
		online_retail) printf '%s\n' "online_retail.invoice_line|customer_id -> country" ;;
		pagila) printf '%s\n' "pagila.customer|email = first_name || '.' || last_name || '@sakilacustomer.org'" ;;
	esac
}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for name in ${SCHEMAS:-$(awk -F'\t' 'NR > 1 {print $1}' "$rules" | sort -u)}; do
	gzip -dc "$shared/data/$name.sql.gz" | psql -Xq -v ON_ERROR_STOP=1 >/dev/null
	printf '%s\n' '\set ON_ERROR_STOP 1' "SELECT synth_schema_ddl('$name', 'copy') \\gexec" | psql -Xq >/dev/null
	psql -Xq -v ON_ERROR_STOP=1 >/dev/null <<-SQL
		SET client_min_messages = error;
		SET maintenance_work_mem = '1GB';
		CREATE TEMP TABLE known AS SELECT split_part(k, '|', 1) AS tab, substr(k, strpos(k, '|') + 1) AS rule
			FROM unnest(string_to_array(\$known\$$(known "$name")\$known\$, E'\n')) AS k;
		SELECT format('SELECT synth_set(%L, rules => ARRAY(SELECT p.rule FROM synth_rules(%L) p WHERE NOT p.in_check UNION SELECT rule FROM known WHERE tab = %L))',
			c.oid::regclass, c.oid::regclass, c.oid::regclass)
			FROM pg_class c WHERE c.relnamespace = '$name'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition \gexec
		SELECT synth_fit_schema('$name', private => false);
		CALL synth_generate_schema('$name', 'copy', seed => 1);
	SQL
	awk -F'\t' -v s="$name" '$1 == s {print $2 "\t" $3 "\t" $4 "\t" $5}' "$rules" |
		while IFS=$'\t' read -r rule in_check real sql; do
			printf '%s\t%s\t%s\t%s\t%s\n' "$name" "$rule" "$in_check" "$real" "$(psql -XAtq -c "SET search_path = copy, public" -c "$sql" 2>&1 | tail -1)"
		done >>"$tmp/found"
	psql -Xqc "DROP SCHEMA $name, copy CASCADE" 2>/dev/null
done
awk -F'\t' '{held = $5 <= $4; n[$3]++; h[$3] += held}
	END {for (c in n) printf "| %s | %d of %d | %.0f %% |\n", c == "yes" ? "stated by a CHECK" : "not stated", h[c], n[c], 100 * h[c] / n[c]}' "$tmp/found" |
	sort -r | { echo "| rules | held | share |"; echo "|---|---|---|"; cat; }
echo
echo "| schema | rule | in a CHECK | violations in the source | in the synthetic rows |"
echo "|---|---|---|---|---|"
awk -F'\t' '{printf "| %s | %s | %s | %s | %s |\n", $1, $2, $3, $4, $5}' "$tmp/found"
