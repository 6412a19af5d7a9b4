#!/usr/bin/python3
"""Shape and trend error of tables of continuous columns without a missing value.

  copula_error.py REAL.csv MADE.csv

shape error: Kolmogorov-Smirnov distance, mean over the columns; trend error:
half the difference of Pearson's correlations, mean over the pairs; both in
percent and as evaluate.py of the shared evaluation scripts defines them (which reads
files as text and minutes for millions of numbers).  Beside them the root mean square
over the pairs of what the correlation of the normal scores is off the true one,
which copula_table.py drew from.

Prints: shape error | trend error | correlation off
"""
import sys

import numpy
import pandas
from scipy import special, stats

import copula_table


def ks(a, b):
    a, b = numpy.sort(a), numpy.sort(b)
    x = numpy.concatenate([a, b])
    return abs(numpy.searchsorted(a, x, "right") / len(a) - numpy.searchsorted(b, x, "right") / len(b)).max()


def main():
    real, made = (pandas.read_csv(path).to_numpy(float) for path in sys.argv[1:3])
    columns = real.shape[1]
    above = numpy.triu_indices(columns, 1)
    shape = numpy.mean([ks(real[:, j], made[:, j]) for j in range(columns)])
    with numpy.errstate(all="ignore"):
        # a correlation that overflows counts as none
        found = numpy.nan_to_num(numpy.corrcoef(made.T)[above])
    trend = numpy.mean(abs(numpy.corrcoef(real.T)[above] - found)) / 2
    loadings, own, _ = copula_table.distribution(columns)
    truth = (loadings @ loadings.T + numpy.diag(own))[above]
    scores = special.ndtri((stats.rankdata(made, axis=0) - 0.5) / len(made))
    off = numpy.sqrt(numpy.mean((numpy.corrcoef(scores.T)[above] - truth) ** 2))
    print("%.2f | %.2f | %.4f" % (100 * shape, 100 * trend, off))


main()
