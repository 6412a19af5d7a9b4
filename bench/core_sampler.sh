#!/bin/sh
# Speed of the core's sampler, without a server:
#
#   bench/core_sampler.sh
#
# Prints nanoseconds a value for full blocks and blocks of 100 rows and of one
# row, and instructions a value if valgrind is installed (those do not depend
# on the load of the machine).  Results of one run: bench/core_sampler.md
set -eu
cd "$(dirname "$0")/.."
BUILD=$(mktemp -d)
trap 'rm -rf "$BUILD"' EXIT
bench/build_core core_sampler "$BUILD/core_sampler"
"$BUILD/core_sampler" 40 16384
"$BUILD/core_sampler" 4000 100
"$BUILD/core_sampler" 100000 1
if command -v valgrind > /dev/null; then
	for blocks in 1 3; do
		valgrind --tool=callgrind --callgrind-out-file="$BUILD/out" "$BUILD/core_sampler" $blocks 16384 2>&1 |
			sed -n 's/.*Collected : //p' > "$BUILD/count_$blocks"
	done
	echo "instructions a value in full blocks: $((($(cat "$BUILD/count_3") - $(cat "$BUILD/count_1")) / 2 / 16384 / 15))"
fi
