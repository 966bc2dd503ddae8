"""Turns documents into training windows: readings, their aligned tags, and each epoch's choice among them."""
import random
from dataclasses import dataclass

from . import labels, windows

SMALL_OCR = 1500        # words up to which a value is also looked for among misread words
CLASS_ONLY = ("email", "financial_report", "other", "nda")


@dataclass
class Reading:
    """One way a document was read: its tokens, boxes, and the states of the tags whose values were found."""
    id: str
    cls: int
    words: list
    tokens: list
    bbox: list
    states: dict
    trains_fields: bool


def rows(doc):
    """The same words in the order of the page's rows, as another parser may give them."""
    def key(w):
        return (w["p"], w["b"][1] + w["b"][3]) if w.get("b") else (w.get("p", 0), 0)
    words, line, out = sorted(doc["words"], key=key), [], []
    for w in words:
        if line and w.get("b") and line[-1].get("b") and w["p"] == line[-1]["p"]:
            a, b = line[0]["b"], w["b"]
            if (b[1] + b[3]) / 2 - (a[1] + a[3]) / 2 < .6 * (a[3] - a[1]):
                line.append(w)
                continue
        out += sorted(line, key=lambda x: x["b"][0] if x.get("b") else 0)
        line = [w]
    return doc | {"words": out + sorted(line, key=lambda x: x["b"][0] if x.get("b") else 0)}


def variants(m, docs):
    """The readings that training draws from: every reader's, in its own and in row order; mails also with headers."""
    for d in docs:
        yield d
        if m["cls"] in ("invoice", "order", "registration_form", "receipt", "other") and any(w.get("b") for w in d["words"]):
            yield rows(d)
        if d.get("headerWords"):
            yield d | {"words": [{"t": t, "p": 0, "b": None} for t in d["headerWords"]] + d["words"]}


def trained_fields(m, schema, normalise):
    """The labels that training may use: gold, licensed, and not read deterministically."""
    if m["cls"] in CLASS_ONLY or m["label_quality"] != "gold":
        return {}
    fields = {f: v for f, v in m["fields"].items() if f in schema[m["cls"]]}
    if m["cls"] == "contract" and (term := labels.term_of(fields, normalise)):
        fields["term"] = term
    return fields


def readings(m, docs, schema, grade, encode):
    from .data import day_first
    classes = list(schema)
    kinds = {f: k for fields in schema.values() for f, k in fields.items()} | {"term": "duration"}
    normalise = lambda kind, value: grade.normalise(kind, value, day_first(m))
    fields = trained_fields(m, schema, normalise)
    out = []
    for d in variants(m, docs):
        d = d | {"words": d["words"][:6000 if not fields else 40000]}
        texts = [w["t"] for w in d["words"]]
        placed = [(w["p"], *w["b"]) if w.get("b") else None for w in d["words"]]
        states = labels.align(texts, placed, fields, kinds, normalise, fuzzy=len(texts) < SMALL_OCR) if fields else {}
        out.append(Reading(m["id"], classes.index(m["cls"]), texts, windows.word_tokens(texts, encode), windows.boxes(d),
                           states, bool(fields)))
    return out


def epoch(documents, rng: random.Random):
    """[(reading, span, index of the window)]: of documents that teach fields windows with a value (at most three, of contracts four)
    and one without; of others one window, mostly of the first."""
    out = []
    for choices in documents:
        r = rng.choice(choices)
        spans = windows.cut(r.tokens, start=rng.randrange(24) if rng.random() < .3 and len(r.tokens) > 300 else 0)
        if not r.trains_fields:
            for _ in range(2 if r.cls == 8 else 1):
                i = rng.choice([0, 0, 1, rng.randrange(len(spans))])
                out.append((r, spans[min(i, len(spans) - 1)], min(i, len(spans) - 1)))
            continue
        hit = [i for i, (s, e) in enumerate(spans) if any(labels.BEGIN in st[s:e] for st in r.states.values())]
        rest = [i for i in range(len(spans)) if i not in hit]
        take = rng.sample(hit, min(4 if "parties" in r.states else 3, len(hit))) + ([rng.choice(rest)] if rest else [])
        out += [(r, spans[i], i) for i in take]
    rng.shuffle(out)
    return out


def jitter(box, rng_shift):
    """The box moved and stretched a little, as another scanner would have it."""
    dx, dy, sx, sy = rng_shift
    if box == (0, 0, 0, 0):
        return box
    return tuple(min(1000, max(0, int(v * s + d))) for v, s, d in zip(box, (sx, sy, sx, sy), (dx, dy, dx, dy)))
