#!/bin/bash
# Fidelity of fits of real tables, as evaluate.py of the shared evaluation
# scripts defines every figure: NAME_train.csv.gz is loaded with types that are
# inferred from it by one rule (fidelity.py), fitted, 32,000 rows are sampled
# and held beside train and NAME_test.csv.gz.  TVD3 is cut to the size of the
# holdout ("matched"), its floor is the holdout's own.  CPU is the backend's.
# Rows with epsilon are private (delta 1e-9), rows with private => false are
# not: no formal guarantee.  No bounds are declared, no column is a key.
#
#   bench/run fidelity         writes bench/results/fidelity.md
#   bench/fidelity.sh [data set ...] [-- 'arguments of synth_fit' ...]
#                              as in  bench/fidelity.sh adult -- 'private => false' "epsilon => 1, target => '@target'"
#                              (@target: the column to be predicted); uses the server that PGHOST
#                              names if SYNTH_DATA is set (scripts/cluster env), else starts one
#   EVAL_DIR=dir               where the data sets are (default: eval of SYNTH_SHARED)
#   FITS=3                     mean of several fits; each is sampled with its own seed
#   SEEDS=5                    memorised: mean of as many samples of each fit
#   ONLY=shape,trend           groups of evaluate.py; QUICK=1: shape,trend,tvd,relations
#   ROWS=32000 SEED=1          of the sample
#   PUBLIC=1                   declares each number's least and largest value in train and each text's values,
#                              which then count as public
#   NUMBERS=numeric            type of columns with a fraction (default: double precision)
#   OUT=dir                    keeps samples, figures and errors of single columns there
set -eu
cd "$(dirname "$0")/.."
shared=${SYNTH_SHARED:-$(cd ../shared 2>/dev/null && pwd || echo none)}
eval_dir=${EVAL_DIR:-$shared/eval}
python=
for p in "${SYNTH_PYTHON:-}" python3 /usr/bin/python3; do
	if [ -n "$p" ] && "$p" -c 'import pandas, sklearn, xgboost' 2>/dev/null; then
		python=$p
		break
	fi
done
[ -f "$shared/eval/evaluate.py" ] || { echo "fidelity: no data; set SYNTH_SHARED to the directory that bench/README.md describes" >&2; exit 1; }
[ -n "$python" ] || { echo "fidelity: needs a python3 with pandas, scikit-learn and xgboost (SYNTH_PYTHON=)" >&2; exit 1; }
if [ -z "${SYNTH_DATA:-}" ]; then
	exec scripts/cluster run -c max_parallel_workers_per_gather=0 bash -c 'psql -Xqc "CREATE EXTENSION synth" && exec bench/fidelity.sh "$@"' _ "$@"
fi

sets=()
fits=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
	sets+=("$1")
	shift
done
[ $# -eq 0 ] || shift
while [ $# -gt 0 ]; do
	[ "$1" = -- ] || fits+=("$1")
	shift
done
if [ ${#sets[@]} -eq 0 ]; then
	for f in "$eval_dir"/*_train.csv.gz; do
		f=${f##*/}
		sets+=("${f%_train.csv.gz}")
	done
fi
[ ${#fits[@]} -gt 0 ] || fits=("private => false" "epsilon => 1" "epsilon => 1, target => '@target'")

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
out=${OUT:-$tmp/out}
mkdir -p "$out"
only=${ONLY:-shape,trend,tvd,c2st,mle,privacy,relations}
[ -z "${QUICK:-}" ] || only=shape,trend,tvd,relations

sample()					# table, model, seed, file
{
	# a session of its own: its CPU is sampling and writing the csv
	psql -XAtq -v ON_ERROR_STOP=1 -v table="$1" -v model="$2" -v seed="$3" -v rows="${ROWS:-32000}" -v out="$4" <<-'SQL' | awk '{t[NR] = $1} END {printf "%.2f\n", t[2] - t[1]}'
		SELECT pg_backend_pid() AS pid \gset
		\setenv BACKEND :pid
		\! bench/usage
		COPY (SELECT * FROM synth_sample(NULL::fidelity.:"table", :rows, model => :'model', seed => :seed)) TO STDOUT (FORMAT csv, HEADER) \g :out
		\! bench/usage
	SQL
}

evaluate()					# data set, sample, groups, file
{
	nice "$python" "$shared/eval/evaluate.py" --train "$tmp/train.csv" --test "$tmp/test.csv" --synth "$2" \
		--meta "$eval_dir/$1.meta.json" --only "$3" --out "$4" >"${4%.json}.txt"
}

psql -Xq -v ON_ERROR_STOP=1 -c 'SET client_min_messages = error' -c 'CREATE SCHEMA IF NOT EXISTS fidelity'
"$python" bench/fidelity.py header
for set in "${sets[@]}"; do
	gzip -dc "$eval_dir/${set}_train.csv.gz" >"$tmp/train.csv"
	gzip -dc "$eval_dir/${set}_test.csv.gz" >"$tmp/test.csv"
	"$python" bench/fidelity.py table "$set" "$tmp/train.csv" "${NUMBERS:-double precision}" >"$tmp/table.sql"
	psql -Xq -v ON_ERROR_STOP=1 -f "$tmp/table.sql" >/dev/null 2>"$tmp/err" || { cat "$tmp/err" >&2; exit 1; }
	target=$("$python" bench/fidelity.py target "$eval_dir/$set.meta.json")
	number=0
	for arguments in "${fits[@]}"; do
		number=$((number + 1))
		call=${arguments//@target/$target}
		[ -z "${PUBLIC:-}" ] || call="$call, $("$python" bench/fidelity.py public "$tmp/train.csv")"
		results=()
		for i in $(seq "${FITS:-1}"); do
			base=$out/${set}_${number}_$i
			cpu=$(psql -XAtq -v ON_ERROR_STOP=1 <<-SQL | awk '{t[NR] = $1; m = $2} END {printf "%.2f %.0f", t[2] - t[1], m / 1024}'
				SELECT pg_backend_pid() AS pid \gset
				\setenv BACKEND :pid
				\! bench/usage
				SET client_min_messages = error;
				SELECT synth_fit('fidelity."$set"', model => 'fidelity', replace => true, $call) \g /dev/null
				\! bench/usage
			SQL
			)
			sampling=$(sample "$set" fidelity $((${SEED:-1} + i - 1)) "$base.csv")
			evaluate "$set" "$base.csv" "$only" "$base.json"
			if [ -n "${SEEDS:-}" ] && [ "$SEEDS" -gt 1 ]; then
				for s in $(seq 2 "$SEEDS"); do
					sample "$set" fidelity $((${SEED:-1} + 1000 * (s - 1) + i - 1)) "$base.again.csv" >/dev/null
					evaluate "$set" "$base.again.csv" privacy "$base.seed$s.json"
				done
				rm -f "$base.again.csv"
			fi
			# shellcheck disable=SC2086 # two words
			"$python" bench/fidelity.py cost "$base.json" $cpu "$sampling" "${ROWS:-32000}"
			[ -z "${OUT:-}" ] || "$python" bench/fidelity.py columns "$shared/eval" "$tmp/train.csv" "$base.csv" "$eval_dir/$set.meta.json" >"$base.columns.txt"
			results+=("$base.json")
		done
		"$python" bench/fidelity.py row "$set" "$arguments" "${results[@]}"
	done
done
