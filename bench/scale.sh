#!/bin/bash
# Cost of a private fit (epsilon 1, defaults) as the table grows: adult repeated to
# 0.03, 0.3, 1 and 3 million rows; CPU and peak memory of the backend.
#
#   bench/run scale            writes bench/results/scale.md
#   SIZES="300000" bench/run scale
set -eu
cd "$(dirname "$0")/.."
shared=${SYNTH_SHARED:-$(cd ../shared && pwd)}
gzip -dc "$shared/data/adult.sql.gz" | psql -Xq -v ON_ERROR_STOP=1 >/dev/null
echo "maintenance_work_mem = $(psql -XAtqc 'SHOW maintenance_work_mem'); memory includes the shared buffers that the backend touched (at most 128 MB)."
echo
echo "| rows | fit CPU, s | microseconds a row | peak memory of the backend, MB |"
echo "|---|---|---|---|"
for n in ${SIZES:-32561 300000 1000000 3000000}; do
	psql -Xq -v ON_ERROR_STOP=1 -c "DROP TABLE IF EXISTS big" -c "CREATE TABLE big (LIKE adult.adult INCLUDING CONSTRAINTS)" \
		-c "INSERT INTO big SELECT a.* FROM adult.adult a CROSS JOIN generate_series(1, ceil($n / 32561.0)::int) LIMIT $n" -c 'VACUUM ANALYZE big'
	psql -XAtq -v ON_ERROR_STOP=1 2>/dev/null <<-'SQL' | awk -v n="$n" '{t[NR] = $1; m = $2} END {c = t[2] - t[1]; printf "| %d | %.2f | %.2f | %.0f |\n", n, c, 1e6 * c / n, m / 1024}'
		SELECT pg_backend_pid() AS pid \gset
		\setenv BACKEND :pid
		\! bench/usage
		SELECT synth_fit('big', model => 'big', replace => true) \g /dev/null
		\! bench/usage
	SQL
done
