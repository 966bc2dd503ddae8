"""Reads the labelled documents, the parser's output and the recorded split."""
import hashlib
import importlib.util
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

SEED = 20240607
SPLITS = Path(__file__).parent.parent / "splits.json"
# Shares of (train, calibration); the rest is validation.  Classes with plenty give more to calibration, because
# a bound on the error needs about sixty accepted documents.
SHARES = {"receipt": (.56, .27), "nda": (.45, .30), "email": (.50, .30), "contract": (.60, .24),
          "registration_form": (.54, .26)}
DEFAULT_SHARES = (.58, .25)


def manifest(data):
    with open(Path(data) / "manifest.jsonl", encoding="utf-8") as lines:
        return {m["id"]: m for m in map(json.loads, lines)}


def schema(data):
    return json.loads((Path(data) / "schema.json").read_text(encoding="utf-8"))


def grader(data):
    """The grader as a module: labels are aligned with the very normalisers that judge them; ours where a set brings none."""
    import sys
    if not (Path(data) / "grade.py").exists():
        from . import grading
        return grading
    spec = importlib.util.spec_from_file_location("sluice_grade", Path(data) / "grade.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def day_first(m):
    """As the grader has it: Malaysian receipts and European invoices put the day first."""
    return m["cls"] == "receipt" or m["cls"] == "invoice" and not m["sub"].startswith("tv_ad")


def parsed(*paths):
    """{id: [parsed document, ...]}: a document may have several readings, such as two OCR engines'."""
    out = defaultdict(list)
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                d = json.loads(line)
                if d.get("words"):
                    out[d["id"]].append(d)
    return out


def recorded(path):
    """{id: {field: value}} of a larger model's recorded predictions: lines of {"id", "fields": {field: value or {"value"}}}."""
    out = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            r = json.loads(line)
            out[r["id"]] = {f: v["value"] if isinstance(v, dict) else v for f, v in r["fields"].items()}
    return out


# ---------------------------------------------------------------------------------------------------- datasets of corrections

def served_schema(bundle):
    """{class: {field: kind}} that a bundle reads, in its order."""
    fields = json.loads((Path(bundle) / "labels.json").read_text(encoding="utf-8"))
    return {c: {f: spec["kind"] for f, spec in fields["fields"].get(c, {}).items()} for c in fields["classes"]}


def widened_schema(known, sets):
    """The known classes and fields in their order, and behind them those of the sets that have a value in some label."""
    out = {c: dict(fields) for c, fields in known.items()}
    for folder in sets:
        theirs = schema(folder)
        for m in manifest(folder).values():
            mine = out.setdefault(m["cls"], {})
            for f, kind in theirs[m["cls"]].items():
                if m["fields"].get(f):
                    mine.setdefault(f, kind)
    return out


def joined(out, data, dataset, serving):
    """Writes the labelled set of DATA and of a dataset's export into `out`, as one set, and returns its split.  Where both have a
    document, DATA's side of it holds: what judged before never trains."""
    out.mkdir(parents=True, exist_ok=True)
    folders = [f for f in (data, dataset) if f]
    docs, split = {}, {}
    for folder in reversed(folders):
        docs |= {i: m | ({"dataset": True} if folder == dataset else {}) for i, m in manifest(folder).items()}
        sides = read_split(Path(folder) / "splits.json") if folder == dataset else read_split()
        split |= {i: side for i, side in sides.items() if i in docs}
    known = served_schema(serving) if serving else schema(folders[0])
    if data:
        known = {c: schema(data).get(c, {}) | fields for c, fields in known.items()}
    (out / "schema.json").write_text(json.dumps(widened_schema(known, [dataset] if dataset else [])), encoding="utf-8")
    with open(out / "manifest.jsonl", "w", encoding="utf-8") as lines:
        for m in docs.values():
            lines.write(json.dumps(m, ensure_ascii=False) + "\n")
    own = out / "grade.py"
    own.unlink(missing_ok=True)
    if data and (Path(data) / "grade.py").exists():
        own.write_bytes((Path(data) / "grade.py").read_bytes())
    return split


# ---------------------------------------------------------------------------------------------------- split

CALL_SIGN = re.compile(r"\b([EKW][A-Z]{3})(?:-?(?:TV|DT|LD|CD|HD|AM|FM)\d?)?\b")
SHORT_SIGN = re.compile(r"\b([KW][A-Z]{2})\b")
NO_SIGN = set("WEEK WILL WITH KIDS WHEN EACH WKLY EAST WEST KIND ELSE WORK ERIC EDIT WAYS WED WKS WAS WHO".split()) - {"WHO"}


def station(words):
    """The call sign that a broadcaster's form names most often, or None."""
    text = " ".join(words)
    for pattern in (CALL_SIGN, SHORT_SIGN):
        signs = Counter(s for s in pattern.findall(text) if s not in NO_SIGN)
        if signs:
            return signs.most_common(1)[0][0]
    return None


def letters(text):
    return re.sub(r"[^a-z0-9]+", "", str(text).lower())


def groups_of(m, words):
    """What ties a document to others of its issuer.  Documents that share a key never fall on two sides."""
    path, cls, fields = m["source"]["path"], m["cls"], m["fields"]
    name = path.rsplit("/", 1)[-1]
    if cls == "receipt":
        return [letters(fields.get("company"))[:10] or m["id"]]
    if m["sub"].startswith("tv_ad"):
        return [station(words) or m["id"]]
    if cls in ("invoice", "order"):
        return ["e:" + letters(fields.get("seller"))[:12], "e:" + letters(re.sub(r"\d+", "", name.rsplit(".", 1)[0]))[:24]]
    if cls == "registration_form":
        return [letters(name.split("_")[1])[:12]]
    if cls == "contract":
        return [letters(re.split(r"_|-|,", name)[0])[:9]]
    if cls == "nda":
        return [letters(p)[:14] for p in fields.get("party") or [] if p] or [m["id"]]
    if cls == "email":
        subject = re.sub(r"^(\s*(re|fwd?|aw)\s*:|\s*\[[^\]]*\])+", "", str(fields.get("subject") or "").lower())
        return [letters(subject)[:30] or m["id"]]
    if cls == "financial_report":
        return [f"cik{fields.get('cik')}", letters(fields.get("registrant_name"))[:12]]
    folder = path.rsplit("/", 1)[0] if "icdar" not in path else name[:5]
    return ["o:" + letters(name)[:8] if "icdar" not in path else folder]


def make_split(docs, words_of):
    """{id: train|calibration|validation}, by whole groups of one issuer, deterministic for SEED.

    Groups are joined where any key is shared and dealt in the order of a seeded hash, each to the side that is
    furthest below its share of the class.
    """
    parent = {}

    def root(x):
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    for m in docs.values():
        family = "tv" if m["sub"].startswith("tv_ad") else m["cls"] if not m.get("embedded_xml") else "e"
        for key in groups_of(m, words_of.get(m["id"], [])):
            parent[root(f"{family}|{key}")] = root("doc|" + m["id"])
    members = defaultdict(list)
    for m in docs.values():
        members[root("doc|" + m["id"])].append(m)
    total = Counter(stratum(m) for m in docs.values())
    filled, out = Counter(), {}
    order = sorted(members.values(), key=lambda g: hashlib.sha256(f"{SEED}{min(m['id'] for m in g)}".encode()).hexdigest())
    order.sort(key=len, reverse=True)       # large groups first, so that shares can still be met
    for group in order:
        want = Counter(stratum(m) for m in group)

        def room(side, share):
            return sum(n * (share(s) - filled[s, side] / total[s]) / max(share(s), .01) for s, n in want.items())

        shares = {"train": lambda s: of(s)[0], "calibration": lambda s: of(s)[1], "validation": lambda s: 1 - sum(of(s))}
        # a group larger than the small sides can hold goes to training
        fits = [side for side, share in shares.items()
                if side == "train" or all(filled[s, side] + n <= share(s) * total[s] + 1 for s, n in want.items())]
        side = max(fits, key=lambda s: room(s, shares[s]))
        for m in group:
            out[m["id"]] = side
            filled[stratum(m), side] += 1
    return dict(sorted(out.items()))


def stratum(m):
    gold = m["label_quality"] if m["cls"] == "registration_form" else ""
    return (m["cls"], m["sub"] if m["cls"] == "registration_form" else m["sub"][:5] if m["cls"] in ("invoice", "order") else "", gold)


def of(s):
    return SHARES.get(s[0], DEFAULT_SHARES)


def read_split(path=SPLITS):
    return json.loads(Path(path).read_text(encoding="utf-8"))["documents"]


def main():
    import argparse
    p = argparse.ArgumentParser(description="Makes splits.json anew; only needed when documents are added.")
    p.add_argument("--data", required=True)
    p.add_argument("--parsed", required=True)
    a = p.parse_args()
    docs, readings = manifest(a.data), parsed(a.parsed)
    split = make_split(docs, {i: [w["t"] for w in r[0]["words"]] for i, r in readings.items()})
    note = "By issuer: shop, broadcaster, seller, registrant, company, ticker, mail thread. Never at random by document."
    SPLITS.write_text(json.dumps({"seed": SEED, "note": note, "documents": split}, indent=0) + "\n", encoding="utf-8")
    table = Counter((docs[i]["cls"], side) for i, side in split.items())
    for c in sorted({c for c, _ in table}):
        print(c, {s: table[c, s] for s in ("train", "calibration", "validation")})


if __name__ == "__main__":
    main()
