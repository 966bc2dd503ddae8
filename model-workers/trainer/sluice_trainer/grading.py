"""Holds values against labels where a labelled set brings no grader of its own: what aligning labels and watching a training need.
The judgement that counts is that of the whole pipeline, `./sluice evaluate`, whose normal forms these follow for the common cases.
"""
import datetime
import json
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher

MODES = ("exact", "fuzzy")
MONTHS = {name: number for number, names in enumerate((
    "january jan januar janvier enero ene", "february feb februar février febrero", "march mar märz mars marzo", "april apr avril abril abr",
    "may mai mayo", "june jun juni juin junio", "july jul juli juillet julio", "august aug août agosto ago",
    "september sept sep septembre septiembre", "october oct oktober okt octobre octubre", "november nov novembre noviembre",
    "december dec dezember dez décembre diciembre dic"), 1) for name in names.split()}
COMPANY = {"incorporated": "inc", "corporation": "corp", "limited": "ltd", "company": "co"}
CURRENCY = r"(?:[$€£¥]|usd|eur|euros?|gbp|chf|rm|us\$)"


def fold(value):
    return " ".join(unicodedata.normalize("NFKC", str(value)).casefold().split())


def date(value, day_first):
    """ISO yyyy-mm-dd of one whole date, or None."""
    s = fold(value)
    if m := re.fullmatch(r"\D*(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})\D*", s):
        parts = [int(x) for x in m.groups()]
    elif m := re.fullmatch(r"\D*(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4}|\d{2})\D*", s):
        a, b, y = (int(x) for x in m.groups())
        day, month = (a, b) if day_first else (b, a)
        if month > 12 >= day:
            day, month = month, day
        parts = [y + (0 if y > 99 else 2000 if y <= 40 else 1900), month, day]
    else:
        tokens = re.findall(r"[^\W\d_]+|\d+", s)
        months = {MONTHS[t] for t in tokens if t in MONTHS}
        years, days = {t for t in tokens if re.fullmatch(r"[12]\d{3}", t)}, {t for t in tokens if re.fullmatch(r"\d{1,2}", t)}
        if not len(months) == len(years) == len(days) == 1:
            return None
        parts = [int(years.pop()), months.pop(), int(days.pop())]
    try:
        return datetime.date(*parts).isoformat()
    except ValueError:
        return None


def price(value):
    """The amount; the later of '.' and ',' is the decimal point, a single one before three digits groups thousands."""
    s = re.sub(r"(?<=\d)[ '’](?=\d{3}(?!\d))", "", fold(value).replace("−", "-"))
    m = re.fullmatch(rf"([-(]?)\s*(?:{CURRENCY}\s*)?(-?)([\d.,]*\d)\s*(?:{CURRENCY})?([-)]?)", s)
    if not m:
        return None
    number = m[3]
    point = max(number.rfind("."), number.rfind(","))
    if point >= 0 and (len(number) - point - 1 != 3 or number.count(".") and number.count(",")):
        number = re.sub("[.,]", "", number[:point]) + "." + number[point + 1:]
    try:
        return Decimal(re.sub(r"[.,](?=\d{3}(?:[.,]|$))", "", number) if "." not in number else number) * (-1 if m[1] or m[2] or m[4] else 1)
    except InvalidOperation:
        return None


def text(value):
    return re.sub(r"[\W_]+", " ", re.sub(r"['’`´]", "", fold(value).replace("&", " and "))).strip() or None


def name(value):
    return (s := text(value)) and " ".join(COMPANY.get(w, w) for w in s.split())


def duration(value):
    if re.search(r"\b(perpetual|indefinite)", fold(value)):
        return "perpetual"
    found = re.findall(r"(\d+)[\s-]*(year|month|week|day)", fold(value))
    return " ".join(f"{int(n)}{u}" for n, u in found) or None


def normalise(kind, value, day_first=False):
    """A value in the normal form of its kind, or None."""
    if kind == "name*":
        return {n for v in (value if isinstance(value, list) else str(value).split(";")) if (n := name(v))} or None
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else ""
    if kind == "date":
        return date(value, day_first)
    return {"price": price, "text": text, "name": name, "duration": duration}.get(
        kind, lambda v: "".join(c for c in fold(v) if c.isalnum()) or None)(value)


def blank(value):
    return all(map(blank, value)) if isinstance(value, list) else value is None or not str(value).strip()


def counts(kind, label, read, mode):
    """(hits, extra, missed) of one field."""
    if kind == "name*":
        label, read = label or set(), read or set()
        hits = len(label & read)
        return hits, len(read) - hits, len(label) - hits
    hit = label is not None and (label == read or mode == "fuzzy" and kind in ("name", "text") and read is not None
                                 and SequenceMatcher(None, label, read, autojunk=False).ratio() >= .9)
    return int(hit), int(read is not None and not hit), int(label is not None and not hit)


@dataclass
class Unit:
    row: str
    name: str
    counts: dict

    def ok(self, mode):
        return not any(self.counts[mode][1:])


@dataclass
class Doc:
    id: str
    cls: str
    quality: str
    day_first: bool
    labels: dict
    result: dict = None
    units: list = field(default_factory=list)


def read_manifest(path, schema):
    from .data import day_first
    with open(path, encoding="utf-8") as lines:
        return {m["id"]: Doc(m["id"], m["cls"], m["label_quality"], day_first(m), m["fields"]) for m in map(json.loads, lines)}


def read_results(path, docs, schema):
    with open(path, encoding="utf-8") as lines:
        for r in map(json.loads, lines):
            docs[r["id"]].result = r


def units_of(doc, schema, unread):
    """The labelled fields of a document; labels that cannot be read go to `unread` instead."""
    for f, kind in schema[doc.cls].items():
        if f not in doc.labels:
            continue
        label = None if blank(doc.labels[f]) else normalise(kind, doc.labels[f], doc.day_first)
        if label is None and not blank(doc.labels[f]):
            unread[doc.cls, f].append(doc.id)
            continue
        given = (doc.result or {"fields": {}})["fields"].get(f) or {"value": None}
        read = None
        if not blank(given["value"]):
            read = normalise(kind, given["value"], doc.day_first)
            read = ({"\0"} if kind == "name*" else "\0") if read is None else read
        yield Unit(doc.cls, f, {mode: counts(kind, label, read, mode) for mode in MODES})


def f1(units, mode):
    tp, fp, fn = (sum(u.counts[mode][k] for u in units) for k in range(3))
    return {"f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else None, "ci95": None}


def grade(docs, schema, include_silver=False):
    """What the model card shows, without intervals and without a judgement of the confidences."""
    for d in docs:
        d.units = list(units_of(d, schema, defaultdict(list))) if d.quality == "gold" else []
    said = lambda d: d.result and d.result["class"]
    units = [u for d in docs for u in d.units]
    right = sum(said(d) == d.cls for d in docs)
    classes = {}
    for c in sorted({d.cls for d in docs}):
        tp, fp, fn = (sum(map(f, docs)) for f in (lambda d: d.cls == c == said(d), lambda d: d.cls != c == said(d), lambda d: d.cls == c != said(d)))
        classes[c] = {"support": tp + fn, "f1": 2 * tp / (2 * tp + fp + fn), "ci95": None}
    rows = {}
    for row in sorted({u.row for u in units}):
        mine = [u for u in units if u.row == row]
        fields = {n: [u for u in mine if u.name == n] for n in dict.fromkeys(u.name for u in mine)}
        rows[row] = {"documents": sum(d.cls == row for d in docs), "micro": {m: f1(mine, m) for m in MODES},
                     "fields": {n: {"support": sum(u.counts["exact"][0] + u.counts["exact"][2] for u in us)} | {m: f1(us, m) for m in MODES}
                                for n, us in fields.items()}}
    return {"documents": len(docs), "graded_fields": len(units),
            "classification": {"accuracy": {"rate": right / len(docs) if docs else None, "of": len(docs), "ci95": None}, "classes": classes},
            "extraction": {"rows": rows},
            "trust": {"fields": {"exact": {"units": len(units), "auroc": None, "ece": None, "aurc": None, "bins": []}}}}


def print_report(r):
    print(json.dumps(r, indent=1))
