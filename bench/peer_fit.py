"""Fits one synthesizer of the Python world on a CSV file and samples from it.

  peer_fit.py METHOD train.csv[.gz] rows out.csv [meta.json] [option=value ...]

METHOD: gaussian_copula, ctgan, tvae (SDV), arf (arfpy), mst, aim (dpmm).
meta.json names the type of each column as the evaluation script wants it
({"columns": {"age": "numeric", "sex": "categorical"}}); a column without one is
numeric if all its values are numbers and more than 20 are distinct.  Options:
epochs (ctgan, tvae), rows (train on that many rows only), epsilon, delta (dpmm).

Everything else is the library's default.  Missing labels stay missing for SDV
and dpmm; arfpy knows no missing value, so there a missing label is a label of
its own and a missing number the median.  arfpy and dpmm give numbers with all
their digits: they are rounded to the decimals of the training file, as SDV
does by itself.  dpmm gets the smallest and the largest training value as public
bounds and the training labels as a public list, and 0.1 of epsilon for its bins.

Prints one line: CPU seconds (user and system, children included) of the fit and
of sampling, without imports and reading, and the peak memory in MB.
"""
import json
import os
import resource
import sys
import warnings

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"
warnings.filterwarnings("ignore")
import numpy as np
import pandas as pd


def cpu():
    """User and system seconds of this process and its finished children."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def read(path, meta):
    """The table, its columns by kind and the decimals of the numbers as written."""
    raw = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], skipinitialspace=True)
    kind, decimals, frame = {}, {}, {}
    for c in raw.columns:
        number = pd.to_numeric(raw[c], errors="coerce")
        numbers = bool((number.notna() == raw[c].notna()).all() and number.notna().any())
        kind[c] = meta.get(c) or ("numeric" if numbers and number.nunique() > 20 else "categorical")
        if kind[c] == "numeric":
            written = raw[c].dropna().str.partition(".")[2].str.len()
            decimals[c] = int(written.max()) if len(written) else 0
            whole = decimals[c] == 0 and number.notna().all()
            frame[c] = number.astype("int64") if whole else number
        else:
            frame[c] = raw[c]
    return pd.DataFrame(frame), kind, decimals


def rounded(table, kind, decimals):
    """Numbers with as many decimals as the training file has; others as they are."""
    out = {}
    for c in table.columns:
        if kind[c] == "numeric":
            x = pd.to_numeric(table[c]).round(decimals[c])
            out[c] = x.astype("Int64") if decimals[c] == 0 else x
        else:
            out[c] = table[c]
    return pd.DataFrame(out)


def sdv(method, table, kind, options):
    """SDV: the metadata is declared, not guessed."""
    from sdv import single_table
    from sdv.metadata import Metadata
    kinds = {"numeric": "numerical", "datetime": "datetime"}
    metadata = Metadata.load_from_dict({"tables": {"t": {"columns": {
        c: {"sdtype": kinds.get(k, "categorical")} for c, k in kind.items()}}}})
    name = {"gaussian_copula": "GaussianCopulaSynthesizer", "ctgan": "CTGANSynthesizer", "tvae": "TVAESynthesizer"}[method]
    made = {"epochs": int(options["epochs"]), "enable_gpu": False} if "epochs" in options else {}
    synthesizer = getattr(single_table, name)(metadata, **made)
    return lambda: synthesizer.fit({"t": table}), lambda n: synthesizer.sample(num_rows=n)["t"]


def arf(table, kind):
    """arfpy; its forest as its defaults say (30 trees, 5 rows a leaf)."""
    from arfpy import arf as arfpy
    filled = {}
    for c in table.columns:
        x = table[c]
        filled[c] = x.fillna(x.median()) if kind[c] == "numeric" else x.fillna("").astype("category")
    filled = pd.DataFrame(filled)
    state = {}

    def fit():
        state["forest"] = arfpy.arf(x=filled, verbose=False)
        state["forest"].forde()

    return fit, lambda n: state["forest"].forge(n=n).astype({c: object for c in kind if kind[c] != "numeric"})


def dpmm(method, table, kind, options):
    """dpmm's pipelines, 0.9 of epsilon for the model and 0.1 for the bins."""
    from dpmm.pipelines import AIMPipeline, MSTPipeline
    domain = {}
    for c in table.columns:
        if kind[c] == "numeric":
            domain[c] = {"lower": float(table[c].min()), "upper": float(table[c].max())}
        else:
            table[c] = table[c].astype("category")
            domain[c] = {"categories": sorted(table[c].dropna().unique())}
    epsilon = float(options.get("epsilon", 1))
    pipeline = (AIMPipeline if method == "aim" else MSTPipeline)(
        epsilon=0.9 * epsilon, delta=float(options.get("delta", 1e-9)), proc_epsilon=0.1 * epsilon, n_jobs=1,
        **({"gen_kwargs": {"n_iters": int(options["iterations"])}} if "iterations" in options else {}))
    return lambda: pipeline.fit(table, domain=domain), lambda n: pipeline.generate(n_records=n)


def main():
    method, path, rows, out = sys.argv[1:5]
    rest = sys.argv[5:]
    meta = json.load(open(rest.pop(0)))["columns"] if rest and "=" not in rest[0] else {}
    options = dict(a.split("=", 1) for a in rest)
    table, kind, decimals = read(path, meta)
    np.random.seed(0)
    if "rows" in options:
        table = table.sample(min(int(options["rows"]), len(table)), random_state=0).reset_index(drop=True)
    if method in ("gaussian_copula", "ctgan", "tvae"):
        fit, sample = sdv(method, table, kind, options)
    elif method == "arf":
        fit, sample = arf(table, kind)
    elif method in ("mst", "aim"):
        fit, sample = dpmm(method, table, kind, options)
    else:
        sys.exit("peer_fit: unknown method " + method)
    start = cpu()
    fit()
    fitted = cpu()
    made = sample(int(rows))
    sampled = cpu()
    rounded(made[list(table.columns)], kind, decimals).to_csv(out, index=False)
    print("fit_cpu %.2f sample_cpu %.2f peak_mb %.0f" % (
        fitted - start, sampled - fitted, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


main()
