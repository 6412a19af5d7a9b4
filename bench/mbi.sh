#!/bin/bash
# Fit of adult_coded at epsilon 1, delta 1e-9: synth through SQL against AIM on the
# private-pgm project's inference (PyPI package mbi), interleaved: ours, theirs, ours.
# CPU seconds, user and system; theirs without imports and reading.  The package is
# installed into a virtual environment outside the repository (SYNTH_BENCH_VENV).
#
#   bench/run mbi              writes bench/results/mbi.md
#   PEER_LIMIT=600 bench/run mbi       stops theirs after so many CPU seconds (a lower bound)
set -eu
cd "$(dirname "$0")/.."
shared=${SYNTH_SHARED:-$(cd ../shared && pwd)}
python=$(bench/peer_env mbi==2.0.0)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
bench/adult_coded.sh
ours()
{
	psql -XAtq -v ON_ERROR_STOP=1 -v out="$tmp/s.csv" 2>/dev/null <<-'SQL' >"$tmp/fit"
		SELECT pg_backend_pid() AS pid \gset
		\setenv BACKEND :pid
		\! bench/usage
		SELECT synth_fit('adult_coded', epsilon => 1, replace => true) \g /dev/null
		\! bench/usage
		COPY (SELECT * FROM synth_sample(NULL::adult_coded, (SELECT count(*) FROM adult_coded))) TO STDOUT (FORMAT csv, HEADER) \g :out
	SQL
	awk '{t[NR] = $1; m = $2} END {printf "%.2f %.0f", t[2] - t[1], m / 1024}' "$tmp/fit"
}
tvd()
{
	"$python" "$shared/eval/tvd.py" "$shared/data/adult_coded.csv.gz" "$1" | awk '{print $4 " | " $6}'
}
a=$(ours)
ta=$(tvd "$tmp/s.csv")
"$python" -W ignore bench/peer_aim.py "$shared/data/adult_coded.csv.gz" "$shared/data/adult_coded.domain.json" 1 1e-9 "$tmp/p.csv" ${PEER_LIMIT:-} >"$tmp/peer" 2>"$tmp/err" || { cat "$tmp/err" >&2; exit 1; }
b=$(ours)
tb=$(tvd "$tmp/s.csv")
read -r _ theirs _ setup _ rounds _ finished _ <"$tmp/peer"
echo "mbi $("$python" -m pip list 2>/dev/null | awk '$1 == "mbi" {print $2}'), jax $("$python" -m pip list 2>/dev/null | awk '$1 == "jax" {print $2}')."
echo
echo "| fit | CPU, s | TVD2 | TVD3 |"
echo "|---|---|---|---|"
echo "| synth | ${a% *} | $ta |"
echo "| AIM on mbi, $rounds rounds$([ "$finished" = True ] || echo ' (stopped by the time limit: a lower bound)') | $theirs | $(tvd "$tmp/p.csv") |"
echo "| synth | ${b% *} | $tb |"
echo
echo "Ratio$([ "$finished" = True ] || echo ", at most"): 1/$(echo "${a% *} ${b% *} $theirs" | awk '{printf "%.0f", $3 / (($1 + $2) / 2)}'). (Importing and reading took theirs another $setup s.)"
