#!/bin/bash
# Fit of a wide, large table: kddcup99 (805,050 rows x 44 columns, many of them nearly
# always 0), methods tree and copula without privacy, marginal with epsilon 1 and
# without.  CPU of the backend, user and system.  Peak memory is the process's (VmHWM);
# the fit's own is that without the shared buffers and without what the session had
# before.  Temporary files hold what does not fit into maintenance_work_mem.  The
# rows with epsilon are private, the others are not: no formal guarantee.
#
#   bench/run kdd              writes bench/results/kdd.md
#   FITS="private => false;epsilon => 1"  arguments of synth_fit, separated by semicolons
#   MEMORY=64MB                maintenance_work_mem
#   SAMPLE=100000              rows sampled from each
#   ROWS=805050                takes the first rows only
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${SYNTH_SHARED:-$(cd ../shared && pwd)}
memory=${MEMORY:-64MB}
sample=${SAMPLE:-100000}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
temporary()					# bytes of temporary files so far
{
	psql -XAtqc "SELECT temp_bytes FROM pg_catalog.pg_stat_database WHERE datname = pg_catalog.current_database()"
}
gzip -dc "$shared/data/kddcup99.sql.gz" | psql -Xq -v ON_ERROR_STOP=1 >/dev/null
if [ -n "${ROWS:-}" ]; then
	psql -Xqc "CREATE TABLE few AS SELECT * FROM kddcup99.connection LIMIT $ROWS" -c "TRUNCATE kddcup99.connection" \
		-c "INSERT INTO kddcup99.connection SELECT * FROM few" -c "DROP TABLE few"
fi
psql -Xqc "VACUUM ANALYZE kddcup99.connection"
psql -Xqc "CREATE UNLOGGED TABLE made (LIKE kddcup99.connection)"
IFS=';' read -r -a fits <<<"${FITS:-private => false, method => 'tree';epsilon => 1, method => 'marginal';private => false, method => 'marginal';private => false, method => 'copula'}"
echo "$(psql -XAtqc 'SELECT count(*) FROM kddcup99.connection') rows x $(psql -XAtqc "SELECT count(*) FROM pg_catalog.pg_attribute WHERE attrelid = 'kddcup99.connection'::regclass AND attnum > 0") columns, maintenance_work_mem = $memory."
echo
echo "| fit | CPU, s | microseconds a row | peak MB | the fit's own, MB | temporary files, MB | model, kB | $sample rows, CPU s |"
echo "|---|---|---|---|---|---|---|---|"
for call in "${fits[@]}"; do
	before=$(temporary)
	psql -XAtq -v ON_ERROR_STOP=1 <<-SQL >"$tmp/fit" 2>"$tmp/err" || { cat "$tmp/err" >&2; exit 1; }
		SET maintenance_work_mem = '$memory';
		SELECT pg_backend_pid() AS pid \\gset
		\\setenv BACKEND :pid
		\\! bench/usage
		SELECT synth_fit('kddcup99.connection', model => 'kdd', replace => true, $call) \\g /dev/null
		\\! bench/usage
	SQL
	sleep 1						# the session's statistics arrive after its end
	read -r bytes model < <(temporary | tr '\n' ' '; psql -XAtqc "SELECT bytes FROM synth_models WHERE name = 'kdd'")
	psql -XAtq -v ON_ERROR_STOP=1 <<-SQL >"$tmp/sample" 2>"$tmp/err" || { cat "$tmp/err" >&2; exit 1; }
		SELECT pg_backend_pid() AS pid \\gset
		\\setenv BACKEND :pid
		\\! bench/usage
		INSERT INTO made SELECT * FROM synth_sample(NULL::made, $sample, model => 'kdd');
		\\! bench/usage
		TRUNCATE made;
	SQL
	sampling=$(awk '{t[NR] = $1} END {printf "%.2f", t[2] - t[1]}' "$tmp/sample")
	awk -v call="$call" -v n="${ROWS:-805050}" -v temp="$((bytes - before))" -v model="$model" -v s="$sampling" '
		{t[NR] = $1; m = $2; own[NR] = $2 - $3}
		END {c = t[2] - t[1]; printf "| `%s` | %.2f | %.1f | %.0f | %.0f | %.0f | %.0f | %s |\n", call, c, 1e6 * c / n, m / 1024, (own[2] - own[1]) / 1024, temp / 1048576, model / 1024, s}' "$tmp/fit"
done
