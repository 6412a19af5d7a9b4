#!/bin/sh
# Error of private fits of the coded Adult table, and the CPU that a fit takes.
#
#   bench/tvd.sh [fits]        (default 3 fits for each epsilon)
#
# TVD_k is the mean total variation distance over all k-way marginals between
# the table and as many synthetic rows.  The table is adult_coded.csv.gz with
# its declared public domain, found through SYNTH_SHARED (or ../shared).  No
# server is needed: this measures the core.  All figures but those of the last
# three lines are of private models; delta is 1e-9.
set -eu
cd "$(dirname "$0")/.."
shared=${SYNTH_SHARED:-../shared}
fits=${1:-3}
if [ ! -f "$shared/data/adult_coded.csv.gz" ]; then
	echo "bench/tvd.sh: skipped, adult_coded.csv.gz is not in $shared/data (set SYNTH_SHARED)"
	exit 0
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/synth-tvd.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
bench/build_core core_adult "$work/core_adult"
gzip -dc "$shared/data/adult_coded.csv.gz" > "$work/adult.csv"
cp "$shared/data/adult_coded.domain.json" "$work/adult.json"
run()
{
	printf '%-12s %-12s ' "$2" "$1"
	OPENBLAS_NUM_THREADS=1 "$work/core_adult" "$work/adult.csv" "$work/adult.json" "$1" "$fits" "$2" | tail -1
}
for epsilon in 0.1 1 10; do
	run $epsilon marginal
done
run 1 mst
run 1 independent
echo "not private:"
for method in marginal mst independent; do
	run inf $method
done
