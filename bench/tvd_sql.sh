#!/bin/bash
# Quality and cost of a private fit through SQL: adult_coded with its declared
# domain, delta 1e-9, epsilon 0.1, 1 and 10, three fits each; TVD_k is the mean
# total variation distance over all k-way marginals (tvd.py of the shared
# evaluation scripts).  CPU is the backend's, peak memory its VmHWM.
#
#   bench/run tvd_sql          writes bench/results/tvd_sql.md
#   FITS=1 EPSILONS=1 bench/run tvd_sql
set -eu
cd "$(dirname "$0")/.."
shared=${SYNTH_SHARED:-$(cd ../shared && pwd)}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python=${PYTHON:-python3}
"$python" -c 'import numpy' 2>/dev/null || { echo "tvd_sql: needs a python3 with numpy (PYTHON=)" >&2; exit 1; }

bench/adult_coded.sh
echo "| epsilon | fit | TVD1 | TVD2 | TVD3 | fit CPU, s | peak memory of the backend, MB |"
echo "|---|---|---|---|---|---|---|"
for eps in ${EPSILONS:-0.1 1 10}; do
	for i in $(seq "${FITS:-3}"); do
		# one session per fit, so that its peak memory is the fit's
		psql -XAtq -v ON_ERROR_STOP=1 -v eps="$eps" -v out="$tmp/s.csv" >"$tmp/fit" 2>"$tmp/err" <<-'SQL' || { cat "$tmp/err" >&2; exit 1; }
			SELECT pg_backend_pid() AS pid \gset
			\setenv BACKEND :pid
			\! bench/usage
			SELECT synth_fit('adult_coded', epsilon => :eps, replace => true) \g /dev/null
			\! bench/usage
			COPY (SELECT * FROM synth_sample(NULL::adult_coded, (SELECT count(*) FROM adult_coded))) TO STDOUT (FORMAT csv, HEADER) \g :out
		SQL
		cpu=$(awk '{t[NR] = $1; m = $2} END {printf "%.2f | %.0f", t[2] - t[1], m / 1024}' "$tmp/fit")
		tvd=$("$python" "$shared/eval/tvd.py" "$shared/data/adult_coded.csv.gz" "$tmp/s.csv" | awk '{print $2 " | " $4 " | " $6}')
		echo "| $eps | $i | $tvd | $cpu |"
		echo "$eps $tvd $cpu" >>"$tmp/all"
	done
	awk -v e="$eps" '$1 == e {n++; a += $2; b += $4; c += $6; d += $7; if ($9 > m) m = $9}
		END {printf "| **%s** | **mean** | **%.4f** | **%.4f** | **%.4f** | **%.2f** | %.0f |\n", e, a/n, b/n, c/n, d/n, m}' "$tmp/all"
done
