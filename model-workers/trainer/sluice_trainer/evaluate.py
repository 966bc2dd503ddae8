"""Decodes parsed documents with a bundle into the grader's results, and grades them.

    python -m sluice_trainer.evaluate --data DATA --parsed parsed.jsonl --bundle BUNDLE [--split validation] --out results.jsonl
"""
import argparse
import json
from pathlib import Path

from . import data, decode


def results_of(bundle, docs):
    return [decode.decode(d, bundle) for d in docs]


def write_results(results, path):
    with open(path, "w", encoding="utf-8") as out:
        for r in results:
            out.write(json.dumps({k: v for k, v in r.items() if k != "spans"}, ensure_ascii=False) + "\n")


def report(results, data_folder, path):
    """The grader's own report, over just the documents that are in the results."""
    grade, schema = data.grader(data_folder), data.schema(data_folder)
    write_results(results, path)
    docs = grade.read_manifest(str(Path(data_folder) / "manifest.jsonl"), schema)
    grade.read_results(str(path), docs, schema)
    return grade, grade.grade([d for d in docs.values() if d.result], schema, include_silver=False)


def figures(results, data_folder, path):
    """The report's main figures, each with its n and 95 % interval."""
    _, r = report(results, data_folder, path)
    short = lambda x: None if x is None else round(x, 4)
    ci = lambda x: None if not x else [short(v) for v in x]
    f1 = lambda x: {"f1": short(x["f1"]), "ci95": ci(x["ci95"])}
    accuracy = r["classification"]["accuracy"]
    trust = r["trust"]["fields"]["exact"]
    return {"split": "validation", "documents": r["documents"], "gradedFields": r["graded_fields"],
            "classAccuracy": {"value": short(accuracy["rate"]), "n": accuracy["of"], "ci95": ci(accuracy["ci95"])},
            "classes": {c: {"n": v["support"], **f1(v)} for c, v in r["classification"]["classes"].items()},
            "fields": {row: {"documents": v["documents"], "microF1Exact": f1(v["micro"]["exact"]), "microF1Fuzzy": f1(v["micro"]["fuzzy"]),
                             "byField": {n: {"n": x["support"], "exact": f1(x["exact"]), "fuzzy": f1(x["fuzzy"])} for n, x in v["fields"].items()}}
                       for row, v in r["extraction"]["rows"].items() if row not in ("email", "financial_report")},
            "fieldConfidence": {"units": trust["units"], "auroc": short(trust["auroc"]), "ece": short(trust["ece"]), "aurc": short(trust["aurc"]),
                                "bins": [{"n": b["n"], "confidence": short(b["confidence"]), "accuracy": short(b["accuracy"])} for b in trust["bins"]]}}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True)
    p.add_argument("--parsed", required=True, nargs="+")
    p.add_argument("--bundle", required=True)
    p.add_argument("--split", default="validation", help="train, calibration, validation, or all")
    p.add_argument("--out", required=True, help="results.jsonl, as the grader reads it")
    p.add_argument("--threads", type=int, default=2)
    a = p.parse_args()
    from .export import judged_readings
    docs, split, parsed = data.manifest(a.data), data.read_split(), data.parsed(*a.parsed)
    if a.split == "all":
        split = {i: "all" for i in docs}
    bundle = decode.Bundle(a.bundle, threads=a.threads)
    grade, r = report(results_of(bundle, judged_readings(docs, parsed, split, a.split)), a.data, a.out)
    grade.print_report(r)


if __name__ == "__main__":
    main()
