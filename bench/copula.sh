#!/bin/bash
# Method copula on 100 correlated continuous columns x 100,000 rows of a known
# distribution (bench/copula_table.py: a Gaussian copula of five factors under
# normal, lognormal, gamma, uniform, beta and t marginals), beside SDV's
# GaussianCopulaSynthesizer on the same CSV file, interleaved: ours, theirs, ours.
# CPU seconds, user and system: ours of the backend, sampling into an unlogged table;
# theirs without imports and reading, sampling into a data frame.  shape and trend
# errors are those of bench/fidelity.sh, against the rows that were fitted;
# "correlation off" is the root mean square of what the correlations of the normal
# scores are off the true ones; "fresh rows" are another sample of the true
# distribution.  The rows with epsilon are private (delta 1e-9), without and with
# declared bounds that the distribution itself passes once in ten million rows; the
# others are not private: no formal guarantee.
#
#   bench/run copula           writes bench/results/copula.md
#   ROWS=100000 COLUMNS=100    of the table
#   WIDE=200                   columns of a second table, fitted and sampled by ours alone
#   METHOD=independent         another method of ours
#   SYNTH_BENCH_VENV=dir       where SDV is installed (outside the repository)
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${ROWS:-100000}
peer_python=$(bench/peer_env)
python=
for p in "${SYNTH_PYTHON:-}" python3 /usr/bin/python3; do
	if [ -n "$p" ] && "$p" -c 'import pandas, scipy' 2>/dev/null; then
		python=$p
		break
	fi
done
[ -n "$python" ] || { echo "copula: needs a python3 with pandas and scipy (SYNTH_PYTHON=)" >&2; exit 1; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

table()						# name, columns, file: makes a table and its rows
{
	"$python" bench/copula_table.py "$rows" "$2" 1 "$3"
	psql -Xq -v ON_ERROR_STOP=1 <<-SQL
		CREATE TABLE $1 ($(sed 1q "$3" | sed 's/,/ double precision NOT NULL, /g') double precision NOT NULL);
		\\copy $1 FROM '$3' (FORMAT csv, HEADER)
		VACUUM ANALYZE $1;
	SQL
}
errors()					# file: shape, trend and correlation error
{
	PYTHONDONTWRITEBYTECODE=1 nice "$python" bench/copula_error.py "$tmp/train.csv" "$1"
}
ours()						# table, arguments of synth_fit, file or nothing: prints CPU of fit, of sampling, peak MB
{
	psql -XAtq -v ON_ERROR_STOP=1 <<-SQL >"$tmp/ours" 2>"$tmp/err" || { cat "$tmp/err" >&2; return 1; }
		SELECT pg_backend_pid() AS pid \\gset
		\\setenv BACKEND :pid
		DROP TABLE IF EXISTS made;
		\\! bench/usage
		SELECT synth_fit('$1', model => 'copula', replace => true, $2) \\g /dev/null
		\\! bench/usage
		CREATE UNLOGGED TABLE made AS SELECT * FROM synth_sample(NULL::$1, $rows, model => 'copula', seed => 1);
		\\! bench/usage
	SQL
	[ -z "${3:-}" ] || psql -Xq -v ON_ERROR_STOP=1 -c "COPY made TO STDOUT (FORMAT csv, HEADER)" >"$3"
	awk '{t[NR] = $1; m = $2} END {printf "%.2f %.2f %.0f\n", t[2] - t[1], t[3] - t[2], m / 1024}' "$tmp/ours"
}
line()						# label, fit, sampling, peak, errors
{
	echo "| $1 | $2 | $3 | $(echo "$2 $3" | awk '{printf "%.2f", $1 + $2}') | $4 | $5 |"
}

table correlated "${COLUMNS:-100}" "$tmp/train.csv"
"$python" bench/copula_table.py "$rows" "${COLUMNS:-100}" 3 "$tmp/again.csv"
echo "$("$peer_python" -m pip list --disable-pip-version-check 2>/dev/null | awk '$1 ~ /^(sdv|copulas|rdt|numpy|scipy)$/ {printf "%s%s %s", n++ ? ", " : "", $1, $2}'); ${COLUMNS:-100} columns, $rows rows."
echo
echo "| fit | fit CPU, s | $rows rows, CPU s | both | peak MB | shape err % | trend err % | correlation off |"
echo "|---|---|---|---|---|---|---|---|"
exact="private => false, method => '${METHOD:-copula}'"
read -r f1 s1 m1 < <(ours correlated "$exact" "$tmp/made.csv")
line "synth, \`$exact\`" "$f1" "$s1" "$m1" "$(errors "$tmp/made.csv")"
nice "$peer_python" -W ignore bench/peer_fit.py gaussian_copula "$tmp/train.csv" "$rows" "$tmp/made.csv" >"$tmp/peer" 2>"$tmp/err" || { cat "$tmp/err" >&2; exit 1; }
read -r _ pf _ ps _ pm <"$tmp/peer"
line "SDV GaussianCopula" "$pf" "$ps" "$pm" "$(errors "$tmp/made.csv")"
read -r f2 s2 m2 < <(ours correlated "$exact" "$tmp/made.csv")
line "synth, \`$exact\`" "$f2" "$s2" "$m2" "$(errors "$tmp/made.csv")"
private="epsilon => 1, method => '${METHOD:-copula}'"
read -r f s m < <(ours correlated "$private" "$tmp/made.csv")
line "synth, \`$private\`" "$f" "$s" "$m" "$(errors "$tmp/made.csv")"
read -r f s m < <(ours correlated "$private, bounds => '$("$python" bench/copula_table.py bounds "${COLUMNS:-100}")'" "$tmp/made.csv")
line "synth, \`$private, bounds => ...\`" "$f" "$s" "$m" "$(errors "$tmp/made.csv")"
echo "| fresh rows | | | | | $(errors "$tmp/again.csv") |"
echo
echo "$f1 $s1 $f2 $s2 $pf $ps" | awk '{a = ($1 + $2 + $3 + $4) / 2; b = $5 + $6; printf "Fit and sampling: %.2f s against %.2f s, ratio 1/%.1f.\n", a, b, b / a}'
if [ "${WIDE:-200}" -gt 0 ]; then
	psql -Xqc "DROP TABLE correlated"
	rm -f "$tmp"/*.csv
	table wide "${WIDE:-200}" "$tmp/train.csv"
	echo
	echo "${WIDE:-200} columns, $rows rows:"
	echo
	echo "| fit | fit CPU, s | $rows rows, CPU s | both | peak MB | shape err % | trend err % | correlation off |"
	echo "|---|---|---|---|---|---|---|---|"
	for call in "$exact" "$private"; do
		read -r f s m < <(ours wide "$call" "$tmp/made.csv")
		line "synth, \`$call\`" "$f" "$s" "$m" "$(errors "$tmp/made.csv")"
	done
fi
