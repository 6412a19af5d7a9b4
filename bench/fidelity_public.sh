#!/bin/bash
# Fidelity of private fits where the range of each number and the values of each
# text column are declared as public, as they stand in the training file: what
# declarations are worth, beside `bench/run fidelity`, which declares nothing.
# Means of FITS (3) fits; the columns are those of bench/fidelity.sh.
#
#   bench/run fidelity_public  writes bench/results/fidelity_public.md
set -eu
cd "$(dirname "$0")/.."
export PUBLIC=1 FITS="${FITS:-3}"
exec bench/fidelity.sh -- "epsilon => 1" "epsilon => 1, target => '@target'"
