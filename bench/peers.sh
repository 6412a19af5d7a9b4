#!/bin/bash
# Fidelity and cost beside the synthesizers of the Python world, in one run: SDV
# (GaussianCopula, CTGAN, TVAE), arfpy and dpmm, each fitted on NAME_train.csv and
# sampled, one of ours between any two of theirs.  The figures are those of
# evaluate.py (bench/fidelity.sh, bench/README.md): TVD is cut to the holdout's
# size, its floor is the holdout's own.  CPU is user and system, theirs without
# imports and reading, one thread each; ours is the backend's.  rows/s of ours
# include writing the CSV file, theirs do not.  Rows of ours with epsilon, and
# dpmm's, are private; all others are not: no formal guarantee.  Peers run with their
# defaults but for the epochs that are named; dpmm gets epsilon 1, delta 1e-9, the
# training extremes and labels as public knowledge (ours gets neither).  @target is
# the column that is predicted for TSTR.
#
#   bench/run peers            writes bench/results/peers.md
#   DATASETS="adult shoppers beijing"
#   OURS="private => false;epsilon => 1"  arguments of synth_fit, separated by semicolons
#   PEERS="gaussian_copula ctgan:epochs=30"   methods of peer_fit.py with their options
#   OTHER_PEERS=gaussian_copula           those for all data sets but the first
#   PEER_LIMIT=900             CPU seconds after which one is given up; the row says so
#   SEEDS=5                    memorised of ours: mean of as many samples
#   REPEAT=3                   of the two fits whose CPU is divided at the end
#   SYNTH_BENCH_VENV=dir       where the peers are installed (outside the repository)
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${SYNTH_SHARED:-$(cd ../shared && pwd)}
eval_dir=${EVAL_DIR:-$shared/eval}
peer_python=$(bench/peer_env)
python=
for p in "${SYNTH_PYTHON:-}" python3 /usr/bin/python3; do
	if [ -n "$p" ] && "$p" -c 'import pandas, sklearn, xgboost' 2>/dev/null; then
		python=$p
		break
	fi
done
[ -n "$python" ] || { echo "peers: needs a python3 with pandas, scikit-learn and xgboost (SYNTH_PYTHON=)" >&2; exit 1; }
IFS=';' read -r -a ours <<<"${OURS:-private => false;epsilon => 1;private => false, method => 'copula';epsilon => 1, target => '@target'}"
read -r -a sets <<<"${DATASETS:-adult shoppers beijing}"
read -r -a first_peers <<<"${PEERS:-gaussian_copula ctgan:epochs=30 tvae:epochs=100 mst arf}"
read -r -a other_peers <<<"${OTHER_PEERS:-gaussian_copula}"
rows=${ROWS:-32000}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

one_of_ours()				# data set, arguments of synth_fit
{
	if ! ROWS="$rows" SYNTH_PYTHON="$python" bench/fidelity.sh "$1" -- "$2" >"$tmp/ours" || ! grep "^| $1 |" "$tmp/ours"; then
		echo "peers: synth_fit with $2 failed on $1" >&2
		exit 1
	fi
}
one_of_theirs()				# data set, method of peer_fit.py with :option=value ...
{
	local method=${2%%:*} options label
	IFS=: read -r -a options <<<"$2"
	options=("${options[@]:1}")
	case $method in
		gaussian_copula) label="SDV GaussianCopula" ;;
		ctgan) label="SDV CTGAN" ;;
		tvae) label="SDV TVAE" ;;
		arf) label="arfpy" ;;
		mst | aim) label="dpmm ${method^^}, epsilon 1" ;;
		*) label=$method ;;
	esac
	[ ${#options[@]} -eq 0 ] || label="$label, ${options[*]//=/ }"
	if (
		[ -z "${PEER_LIMIT:-}" ] || ulimit -t "$PEER_LIMIT"
		exec nice "$peer_python" -W ignore bench/peer_fit.py "$method" "$tmp/train.csv" "$rows" "$tmp/peer.csv" "$eval_dir/$1.meta.json" "${options[@]}"
	) >"$tmp/peer" 2>"$tmp/err"; then
		nice "$python" "$shared/eval/evaluate.py" --train "$tmp/train.csv" --test "$tmp/test.csv" --synth "$tmp/peer.csv" \
			--meta "$eval_dir/$1.meta.json" --only shape,trend,tvd,c2st,mle,privacy,relations --out "$tmp/peer.json" >/dev/null
		read -r _ fit _ sample _ peak <"$tmp/peer"
		"$python" bench/fidelity.py cost "$tmp/peer.json" "$fit" "$peak" "$sample" "$rows"
		"$python" bench/fidelity.py row "$1" "$label" "$tmp/peer.json"
	elif [ -n "${PEER_LIMIT:-}" ] && ! grep -q Error "$tmp/err"; then
		echo "| $1 | \`$label\` | given up after $PEER_LIMIT s |"
	else
		tail -5 "$tmp/err" >&2
		echo "peers: $label failed on $1" >&2
		exit 1
	fi
}

echo "$("$peer_python" -m pip list --disable-pip-version-check 2>/dev/null |
	awk '$1 ~ /^(sdv|torch|arfpy|dpmm|numpy|pandas|scikit-learn)$/ {printf "%s%s %s", n++ ? ", " : "", $1, $2}'), Python $("$peer_python" -c 'import platform; print(platform.python_version())')."
echo
"$python" bench/fidelity.py header
for set in "${sets[@]}"; do
	gzip -dc "$eval_dir/${set}_train.csv.gz" >"$tmp/train.csv"
	gzip -dc "$eval_dir/${set}_test.csv.gz" >"$tmp/test.csv"
	if [ "$set" = "${sets[0]}" ]; then peers=("${first_peers[@]}"); else peers=("${other_peers[@]}"); fi
	i=0
	while [ $i -lt ${#ours[@]} ] || [ $i -lt ${#peers[@]} ]; do
		[ $i -ge ${#ours[@]} ] || one_of_ours "$set" "${ours[i]}"
		[ $i -ge ${#peers[@]} ] || one_of_theirs "$set" "${peers[i]}"
		i=$((i + 1))
	done
done

# the ratio of the two fits, by themselves, alternating
set=${sets[0]}
gzip -dc "$eval_dir/${set}_train.csv.gz" >"$tmp/train.csv"
for _ in $(seq "${REPEAT:-3}"); do
	psql -XAtq -v ON_ERROR_STOP=1 <<-SQL 2>/dev/null | awk '{t[NR] = $1} END {printf "ours %.2f\n", t[2] - t[1]}'
		SELECT pg_backend_pid() AS pid \gset
		\setenv BACKEND :pid
		\! bench/usage
		SELECT synth_fit('fidelity."$set"', model => 'fidelity', replace => true, ${ours[0]}) \g /dev/null
		\! bench/usage
	SQL
	nice "$peer_python" -W ignore bench/peer_fit.py gaussian_copula "$tmp/train.csv" 10 "$tmp/peer.csv" "$eval_dir/$set.meta.json" 2>/dev/null | awk '{print "theirs", $2}'
done | sort -k1,1 -k2,2n >"$tmp/ratio"
echo
awk -v set="$set" -v call="${ours[0]}" '
	{v[$1, ++n[$1]] = $2}
	END {
		m = int((n["ours"] + 1) / 2); a = v["ours", m]; b = v["theirs", m]
		printf "Fit of %s, median of %d alternating fits: `%s` %.2f s, SDV GaussianCopula %.2f s, ratio 1/%.1f.\n", set, n["ours"], call, a, b, b / a
	}' "$tmp/ratio"
