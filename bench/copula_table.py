#!/usr/bin/python3
"""A table of many correlated continuous columns whose distribution is known.

  copula_table.py ROWS COLUMNS SEED OUT.csv
  copula_table.py bounds COLUMNS

The rows are drawn from a Gaussian copula: correlation L L' + D, with FACTORS
common factors of loadings uniform on [-1, 1] and D what is missing to variance
1 (loadings are scaled so that a column's factors explain between a tenth and
nine tenths of it).  The distribution depends on COLUMNS alone; SEED is that of
the rows.  The columns c1, c2, ... take in turn a normal, a lognormal, a gamma, a
uniform, a beta and a Student t distribution (four degrees of freedom), each with parameters of
its own.  Numbers are written in six significant digits.  The second form prints,
as JSON, limits of each column that its distribution passes once in ten million
rows, outwards to two digits: what somebody who knows the subject would declare.
"""
import json
import math
import sys

import numpy
from scipy import special, stats

FACTORS = 5


def distribution(columns):
    """Loadings (columns x FACTORS), variances that are a column's own, and a quantile function a column."""
    rng = numpy.random.default_rng(20240229)
    loadings = rng.uniform(-1, 1, (columns, FACTORS))
    share = rng.uniform(0.1, 0.9, columns)
    loadings *= numpy.sqrt(share / (loadings ** 2).sum(1))[:, None]
    quantiles = []
    for j in range(columns):
        a, b = rng.uniform(0.5, 4, 2)
        scale = 10 ** rng.uniform(-1, 3)
        quantiles.append([
            lambda z, p, a=a, s=scale: s * (a + z),
            lambda z, p, a=a, s=scale: s * numpy.exp(a / 4 * z),
            lambda z, p, a=a, s=scale: s * special.gammaincinv(a, p),
            lambda z, p, a=a, s=scale: s * (p - a),
            lambda z, p, a=a, b=b, s=scale: s * special.betaincinv(a, b, p),
            lambda z, p, a=a, s=scale: s * (a + stats.t.ppf(p, 4))][j % 6])
    return loadings, 1 - share, quantiles


def outwards(x, up):
    """The next number of two digits, upwards or downwards."""
    if x == 0:
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(abs(x))) - 1)
    return float("%.3g" % ((math.ceil if up else math.floor)(x / unit) * unit))


def bounds(columns):
    z = numpy.array([-5.33, 5.33])
    p = special.ndtr(z)
    ends = [q(z, p) for q in distribution(columns)[2]]
    print(json.dumps({"c%d" % (j + 1): [outwards(a, False), outwards(b, True)] for j, (a, b) in enumerate(ends)}))


def main():
    if sys.argv[1] == "bounds":
        return bounds(int(sys.argv[2]))
    rows, columns, seed = (int(a) for a in sys.argv[1:4])
    loadings, own, quantiles = distribution(columns)
    rng = numpy.random.default_rng(seed)
    with open(sys.argv[4], "w") as f:
        f.write(",".join("c%d" % (j + 1) for j in range(columns)) + "\n")
        for start in range(0, rows, 10000):
            n = min(10000, rows - start)
            z = rng.standard_normal((n, FACTORS)) @ loadings.T + rng.standard_normal((n, columns)) * numpy.sqrt(own)
            p = special.ndtr(z)
            table = numpy.column_stack([q(z[:, j], p[:, j]) for j, q in enumerate(quantiles)])
            numpy.savetxt(f, table, fmt="%.6g", delimiter=",")


if __name__ == "__main__":
    main()
