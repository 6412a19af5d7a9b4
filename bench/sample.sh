#!/bin/bash
# Cost of making rows: INSERT ... SELECT * FROM synth_sample against INSERT ...
# SELECT * FROM a real table of as many rows of the same type, interleaved, CPU of the
# backend; the targets are emptied in between.  Real table: adult (32,561 rows)
# repeated to ROWS.
#
#   bench/run sample           writes bench/results/sample.md
#   ROWS=1000000 REPEAT=3 bench/run sample
set -eu
cd "$(dirname "$0")/.."
shared=${SYNTH_SHARED:-$(cd ../shared && pwd)}
rows=${ROWS:-1000000}
gzip -dc "$shared/data/adult.sql.gz" | psql -Xq -v ON_ERROR_STOP=1 >/dev/null
psql -Xq -v ON_ERROR_STOP=1 <<SQL
CREATE TABLE adult_1m AS
SELECT a.* FROM adult.adult a CROSS JOIN generate_series(1, ceil($rows / 32561.0)::int) LIMIT $rows;
CREATE TABLE real_target (LIKE adult_1m);
CREATE TABLE synth_target (LIKE adult_1m);
CREATE UNLOGGED TABLE real_unlogged (LIKE adult_1m);
CREATE UNLOGGED TABLE synth_unlogged (LIKE adult_1m);
VACUUM ANALYZE adult_1m;
SELECT synth_fit('adult.adult', model => 'adult') \g /dev/null
SQL
one()						# label, statement
{
	psql -XAtq -v ON_ERROR_STOP=1 -v stmt="$2" <<-'SQL' | awk -v l="$1" '{t[NR] = $1; m = $2} END {printf "%s %.2f %.0f\n", l, t[2] - t[1], m / 1024}'
		SELECT pg_backend_pid() AS pid \gset
		\setenv BACKEND :pid
		\! bench/usage
		:stmt \g /dev/null
		\! bench/usage
	SQL
}
tmp=$(mktemp)
trap 'rm -f "$tmp"' EXIT
for i in $(seq "${REPEAT:-3}"); do
	for kind in target unlogged; do
		psql -Xqc "TRUNCATE real_$kind, synth_$kind" -c CHECKPOINT
		one "real_$kind" "INSERT INTO real_$kind SELECT * FROM adult_1m"
		one "sample_$kind" "INSERT INTO synth_$kind SELECT * FROM synth_sample(NULL::adult_1m, $rows, model => 'adult')"
		psql -Xqc "TRUNCATE synth_$kind"
		one "generate_$kind" "CALL synth_generate('adult', 'synth_$kind', $rows)"
	done
done >"$tmp"
echo "$rows rows of 15 columns, median of ${REPEAT:-3} interleaved runs, CPU seconds of the backend."
echo
echo "| statement | logged: CPU s | ratio | unlogged: CPU s | ratio | peak memory, MB |"
echo "|---|---|---|---|---|---|"
awk '{k = $1; n[k]++; v[k, n[k]] = $2; if ($3 > m[k]) m[k] = $3}
	function median(k,   i, j, t, c, a) {
		c = n[k]; for (i = 1; i <= c; i++) a[i] = v[k, i]
		for (i = 1; i <= c; i++) for (j = i + 1; j <= c; j++) if (a[j] < a[i]) {t = a[i]; a[i] = a[j]; a[j] = t}
		return a[int((c + 1) / 2)] }
	function line(title, k) {
		printf "| %s | %.2f | %.2f | %.2f | %.2f | %.0f |\n", title, median(k "_target"), median(k "_target") / median("real_target"),
			median(k "_unlogged"), median(k "_unlogged") / median("real_unlogged"), m[k "_target"] }
	END { line("`INSERT ... SELECT * FROM adult_1m`", "real"); line("`INSERT ... SELECT * FROM synth_sample(...)`", "sample")
		line("`CALL synth_generate(...)`", "generate") }' "$tmp"
