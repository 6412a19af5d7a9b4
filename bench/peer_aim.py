"""AIM on the inference library of the private-pgm project (PyPI package mbi).

The package ships the inference (Estimator, junction trees) but not the
mechanism's loop, so the loop is written here from the paper (McKenna et al.
2022, algorithm 4), with the settings of the project's own script: all pairs as
the workload, 16 d rounds, 80 MB, 1,000 iterations of mirror descent a round with
a warm start.  Everything that takes time is the library's.

  peer_aim.py data.csv domain.json epsilon delta out.csv [time limit, CPU s]

Prints one line: CPU seconds of the fit (user and system, all threads), of which
importing and reading, rounds, model size.
"""
import itertools
import json
import math
import resource
import sys

def cpu():
    u = resource.getrusage(resource.RUSAGE_SELF)
    return u.ru_utime + u.ru_stime

import jax
jax.config.update("jax_enable_x64", True)
import csv
import gzip
import numpy as np
from mbi import Domain, Dataset, LinearMeasurement
from mbi.estimation import MirrorDescent
from mbi.junction_tree import hypothetical_model_size

def cdp_delta(rho, eps):
    lo, hi = 1.01, (eps + 1) / (2 * rho) + 2
    for _ in range(1000):
        a = (lo + hi) / 2
        if (2 * a - 1) * rho - eps + math.log1p(-1 / a) < 0:
            lo = a
        else:
            hi = a
    return math.exp((a - 1) * (a * rho - eps) + a * math.log1p(-1 / a)) / (a - 1)

def cdp_rho(eps, delta):
    lo, hi = 0.0, eps + 1
    for _ in range(200):
        m = (lo + hi) / 2
        if cdp_delta(m, eps) <= delta:
            lo = m
        else:
            hi = m
    return lo

def main():
    data_path, domain_path, eps, delta, out = sys.argv[1:6]
    eps, delta = float(eps), float(delta)
    limit = float(sys.argv[6]) if len(sys.argv) > 6 else math.inf
    with (gzip.open(data_path, "rt") if data_path.endswith("gz") else open(data_path)) as f:
        r = csv.reader(f)
        names = next(r)
        rows = np.array([[int(x) for x in row] for row in r])
    sizes = json.load(open(domain_path))
    domain = Domain(names, [sizes[n] for n in names])
    data = Dataset({n: rows[:, j] for j, n in enumerate(names)}, domain)
    setup = cpu()

    rng = np.random.default_rng()
    d = len(names)
    rho = cdp_rho(eps, delta)
    pairs = list(itertools.combinations(names, 2))
    weight = {}
    for c in [(n,) for n in names] + pairs:
        weight[c] = float(sum(len(set(c) & set(s)) for s in pairs))
    answers = {c: data.project(c).datavector() for c in weight}
    rounds = 16 * d
    sigma = math.sqrt(rounds / (2 * 0.9 * rho))
    epsilon = math.sqrt(8 * 0.1 * rho / rounds)
    measured = [LinearMeasurement(answers[(n,)] + rng.normal(0, sigma, len(answers[(n,)])), (n,), sigma) for n in names]
    used = d * 0.5 / sigma ** 2
    engine = MirrorDescent()
    model = engine.estimate(domain, measured)
    done = 0
    last = False
    while not last and cpu() - setup < limit:
        if rho - used < 2 * (0.5 / sigma ** 2 + epsilon ** 2 / 8):
            left = rho - used
            sigma = math.sqrt(1 / (2 * 0.9 * left))
            epsilon = math.sqrt(8 * 0.1 * left)
            last = True
        used += epsilon ** 2 / 8 + 0.5 / sigma ** 2
        size_limit = 80 * used / rho
        cliques = [m.clique for m in measured]
        score = {}
        for c in weight:
            if c in cliques or hypothetical_model_size(domain, cliques + [c]) <= size_limit:
                bias = math.sqrt(2 / math.pi) * sigma * domain.size(c)
                score[c] = weight[c] * (np.abs(answers[c] - np.asarray(model.project(c).datavector())).sum() - bias)
        keys = list(score)
        q = np.array([score[k] for k in keys])
        p = 0.5 * epsilon / max(weight[k] for k in keys) * (q - q.max())
        p = np.exp(p)
        choice = keys[rng.choice(len(keys), p=p / p.sum())]
        measured.append(LinearMeasurement(answers[choice] + rng.normal(0, sigma, len(answers[choice])), choice, sigma))
        before = np.asarray(model.project(choice).datavector())
        model = engine.estimate(domain, measured, warm_start=model)
        after = np.asarray(model.project(choice).datavector())
        if np.abs(after - before).sum() <= sigma * math.sqrt(2 / math.pi) * domain.size(choice):
            sigma /= 2
            epsilon *= 2
        done += 1
        if done % 4 == 0:
            # each round compiles programs of its own; kept, they use up the process's memory maps
            jax.clear_caches()
    fit = cpu() - setup
    synthetic = model.synthetic_data(len(rows))
    cols = [np.asarray(synthetic.to_dict()[n] if hasattr(synthetic, "to_dict") else synthetic.df[n]) for n in names]
    with open(out, "w", newline="") as f:
        w = csv.writer(f)
        w.writerow(names)
        w.writerows(zip(*[c.tolist() for c in cols]))
    print("fit_cpu %.1f setup_cpu %.1f rounds %d finished %s size_mb %.2f" % (
        fit, setup, done, last, hypothetical_model_size(domain, [m.clique for m in measured])))

main()
