#!/bin/sh
# Speed of the core's makers of texts, without a server:
#
#   bench/core_text.sh [ROWS [KIND]]
#
# Prints CPU milliseconds to start a maker and nanoseconds a text of each kind,
# not unique and unique.  Results of one run: bench/core_text.md
set -eu
cd "$(dirname "$0")/.."
BUILD=$(mktemp -d)
trap 'rm -rf "$BUILD"' EXIT
bench/build_core core_text "$BUILD/core_text"
"$BUILD/core_text" "$@"
