#!/usr/bin/python3
"""The parts of fidelity.sh that are not shell.

    fidelity.py table NAME TRAIN.csv TYPE      SQL that makes and fills fidelity.NAME
    fidelity.py public TRAIN.csv               bounds => and categories => of synth_fit, from the values in train
    fidelity.py target META.json               the column to be predicted
    fidelity.py cost RESULT.json CPU MB SAMPLING_CPU ROWS      adds the cost to the figures
    fidelity.py columns EVAL_DIR TRAIN.csv SAMPLE.csv META.json    error of each column and of the worst pairs
    fidelity.py header | row NAME ARGUMENTS RESULT.json ...    lines of the table

One rule for the types, from the train file alone: all values integers -> integer (or bigint), all numbers ->
TYPE, else text.  An empty field is NULL; a column without one is NOT NULL.
"""
import csv
import json
import re
import statistics
import sys

COLUMNS = [("fit CPU s", "fit_cpu", "%.2f"), ("peak MB", "fit_mb", "%.0f"), ("rows/s", "rows_per_s", "%.0f"),
           ("shape err %", "shape_err_pct", "%.2f"), ("trend err %", "trend_err_pct", "%.2f"),
           ("TVD2", "tvd2_matched", "%.4f"), ("floor", "tvd2_floor", "%.4f"),
           ("TVD3", "tvd3_matched", "%.4f"), ("floor", "tvd3_floor", "%.4f"),
           ("C2ST holdout", "c2st_xgb_auc_holdout", "%.3f"), ("TSTR", "tstr", "%.4f"), ("train on real", "trtr", "%.4f"),
           ("memorised", "memorised", "%.2f"), ("copies excess %", "copies_excess_pct", "%.2f"),
           ("rules broken %", "relations_broken_pct", "%.2f")]


def read(path):
    with open(path, newline="") as f:
        rows = csv.reader(f, skipinitialspace=True)
        names = next(rows)
        return names, list(zip(*rows))


def kind(values, fraction):
    present = [v for v in values if v != ""]
    if present and all(re.fullmatch(r"[+-]?\d+", v) for v in present):
        return "integer" if max(abs(int(v)) for v in present) < 2**31 else "bigint"
    if present and all(re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", v) for v in present):
        return fraction
    return "text"


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def table(name, path, fraction):
    names, columns = read(path)
    lines = ["%s %s%s" % (quoted(n), kind(v, fraction), "" if "" in v else " NOT NULL") for n, v in zip(names, columns)]
    print("DROP TABLE IF EXISTS fidelity.%s;" % quoted(name))
    print("CREATE TABLE fidelity.%s (\n\t%s);" % (quoted(name), ",\n\t".join(lines)))
    print("\\copy fidelity.%s FROM '%s' (FORMAT csv, HEADER)" % (quoted(name), path))
    print("ANALYZE fidelity.%s;" % quoted(name))


def public(path):
    names, columns = read(path)
    bounds, categories = {}, {}
    for n, v in zip(names, columns):
        present = [s for s in v if s != ""]
        if kind(v, "f") != "text":
            x = [json.loads(re.sub(r"^\+", "", s)) for s in present]
            bounds[n] = [min(x), max(x)]
        else:
            categories[n] = sorted(set(present))
    print("bounds => '%s', categories => '%s'" % tuple(json.dumps(x).replace("'", "''") for x in (bounds, categories)))


def columns(where, train, sample, meta):
    import numpy
    sys.path.insert(0, where)
    import evaluate
    meta = json.load(open(meta))
    real = evaluate.read(train)
    t = evaluate.Table(real, real, evaluate.read(sample), meta)

    def bins(c, k):
        if t.kind[c] == "categorical":
            return t.data[k][c] + 1
        q = numpy.unique(numpy.nanquantile(t.data["train"][c], numpy.arange(1, 10) / 10))
        x = t.data[k][c]
        return numpy.where(numpy.isnan(x), 0, 1 + numpy.searchsorted(q, x, "right"))

    def tvd(a, b):
        n = int(max(a.max(), b.max())) + 1
        return abs(numpy.bincount(a, minlength=n) / len(a) - numpy.bincount(b, minlength=n) / len(b)).sum() / 2

    code = {c: [bins(c, k).astype(numpy.int64) for k in ("train", "synth")] for c in t.columns}
    for c in t.columns:
        a, b = (t.data[k][c] for k in ("train", "synth"))
        if t.kind[c] == "categorical":
            print("column %-28s TVD %.4f" % (c, tvd(a + 1, b + 1)))
        else:
            a, b = numpy.sort(a[~numpy.isnan(a)]), numpy.sort(b[~numpy.isnan(b)])
            x = numpy.union1d(a, b)
            d = numpy.searchsorted(a, x, "right") / len(a) - numpy.searchsorted(b, x, "right") / len(b)
            i = abs(d).argmax()
            print("column %-28s KS %.4f at %.8g (%+.4f)" % (c, abs(d[i]), x[i], -d[i]))
    pairs = []
    for i, c in enumerate(t.columns):
        for d in t.columns[:i]:
            if c in t.num and d in t.num:
                r = []
                for k in ("train", "synth"):
                    z = numpy.vstack([t.data[k][c], t.data[k][d]])
                    r.append(numpy.corrcoef(z[:, ~numpy.isnan(z).any(0)])[0, 1])
                pairs.append((numpy.nan_to_num(abs(r[0] - r[1]) / 2, nan=1.0), "%s x %s: r %.3f, %.3f" % (d, c, r[0], r[1])))
            else:
                w = int(max(code[c][0].max(), code[c][1].max())) + 1
                pairs.append((tvd(code[d][0] * w + code[c][0], code[d][1] * w + code[c][1]), "%s x %s" % (d, c)))
    for e, label in sorted(pairs, reverse=True):
        print("pair %.4f %s" % (e, label))


def figures(path):
    r = json.load(open(path))
    for name in ("tstr", "trtr"):
        for score in ("auc", "r2"):
            if name + "_" + score in r:
                r[name] = r[name + "_" + score]
    return r


def row(name, arguments, paths):
    import glob
    results = []
    for p in paths:
        r = figures(p)
        again = [figures(q)["memorised"] for q in glob.glob(glob.escape(p[:-5]) + ".seed*.json")]
        if again:
            r["memorised"] = statistics.mean([r["memorised"]] + again)
        results.append(r)
    cells = []
    for _, key, form in COLUMNS:
        have = [r[key] for r in results if r.get(key) is not None]
        cells.append(form % statistics.mean(have) if have else "")
    print("| %s | `%s` | %s |" % (name, arguments, " | ".join(cells)), flush=True)


def main():
    verb, a = sys.argv[1], sys.argv[2:]
    if verb == "table":
        table(*a)
    elif verb == "public":
        public(*a)
    elif verb == "target":
        print(json.load(open(a[0])).get("target", "").replace("'", "''"))
    elif verb == "cost":
        r = json.load(open(a[0]))
        r.update(fit_cpu=float(a[1]), fit_mb=float(a[2]), rows_per_s=float(a[4]) / max(float(a[3]), 0.01))
        json.dump(r, open(a[0], "w"), indent=1)
    elif verb == "columns":
        columns(*a)
    elif verb == "header":
        print("| data | arguments | " + " | ".join(c[0] for c in COLUMNS) + " |")
        print("|---" * (2 + len(COLUMNS)) + "|", flush=True)
    elif verb == "row":
        row(a[0], a[1], a[2:])
    else:
        sys.exit(__doc__)


main()
