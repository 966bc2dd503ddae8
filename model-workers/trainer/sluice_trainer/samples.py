"""Turns documents into training windows: readings, their aligned tags, and each epoch's choice among them."""
import random
from dataclasses import dataclass

from . import labels, weak, windows

SMALL_OCR = 1500        # words up to which a value is also looked for among misread words
OTHER = 8               # the class that no type claims, of which there are few
CLASS_ONLY = ("email", "financial_report", "other", "nda")


@dataclass
class Reading:
    """One way a document was read: its tokens, boxes, and the states of the tags whose values were found."""
    id: str
    cls: int
    words: list
    tokens: list
    bbox: list
    marks: list
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


def readings(m, docs, schema, grade, encode, taught=None):
    """Every reading of a document with its aligned tags.  taught: {field: value} that a larger model read of it; where the document
    has no label of its own that may train, these stand in, and what the larger model did not find stays unknown."""
    from .data import day_first
    classes = list(schema)
    kinds = labels.kinds(schema)
    normalise = lambda kind, value: grade.normalise(kind, value, day_first(m))
    fields = trained_fields(m, schema, normalise)
    if m["cls"] == "nda":
        fields = weak.labels([w["t"] for w in docs[0]["words"]])
    fields = {f: v for f, v in (taught or {}).items() if v and f in schema[m["cls"]]} | fields
    out = []
    for d in variants(m, docs):
        d = d | {"words": d["words"][:6000 if not fields else 40000]}
        texts = [w["t"] for w in d["words"]]
        placed = [(w["p"], *w["b"]) if w.get("b") else None for w in d["words"]]
        states = labels.align(texts, placed, fields, kinds, normalise, fuzzy=len(texts) < SMALL_OCR) if fields else {}
        states = labels.at_places(states, placed, {f: p for f, p in (m.get("places") or {}).items() if fields.get(f)}, kinds, len(texts))
        bbox = windows.boxes(d)
        out.append(Reading(m["id"], classes.index(m["cls"]), texts, windows.word_tokens(texts, encode), bbox, windows.marks(d, bbox),
                           states, bool(fields)))
    return out


def value_spans(states):
    """[start, end) of every value."""
    out, start = [], None
    for i, x in enumerate([*states, labels.OUT]):
        if start is not None and x != labels.INSIDE:
            out.append((start, i))
            start = None
        if x == labels.BEGIN:
            start = i
    return out


def donors(documents, kinds):
    """{(tag, number of words): [words of a value]} of the names that occur in training, each once a document."""
    out = {}
    for choices in documents:
        for tag, states in choices[0].states.items():
            if kinds[tag] in ("name", "name*"):
                for s, e in value_spans(states):
                    out.setdefault((tag, e - s), []).append(choices[0].words[s:e])
    return out


def varied(r, pool, kinds, rng, encode):
    """The reading with other documents' names of as many words, and other digits in ids and prices: what a value is must be seen
    from where it stands, since the few names of training do not come again."""
    words, tokens, marks = list(r.words), list(r.tokens), list(r.marks)
    for tag, states in r.states.items():
        for s, e in value_spans(states):
            if kinds[tag] in ("name", "name*"):
                new = rng.choice(pool.get((tag, e - s), [r.words[s:e]]))
            elif kinds[tag] in ("id", "price"):
                new = ["".join(rng.choice("123456789") if "1" <= c <= "9" else c for c in w) for w in r.words[s:e]]
            else:
                continue
            for i, w in zip(range(s, e), new):
                words[i], tokens[i] = w, windows.word_tokens([w], encode)[0]
                marks[i] = (*windows.shapes(w), *marks[i][len(windows.SHAPES):])
    return Reading(r.id, r.cls, words, tokens, r.bbox, marks, r.states, r.trains_fields)


def replayed(corrected, known, rng, share=.5, most=120):
    """The corrected documents, each as often as it takes for them to be about `share` of the list, among at most `most` of the known
    ones: what only new documents teach is soon unlearnt, and what thousands drown is never learnt."""
    if not corrected:
        return known
    kept = rng.sample(known, min(most, len(known)))
    times = max(1, round(len(kept) * share / (1 - share) / len(corrected)))
    return corrected * times + kept


def epoch(documents, rng: random.Random, vary=lambda r: r):
    """[(reading, span, index of the window)]: of documents that teach fields windows with a value (at most four, of contracts two) and
    one without; of half of the others one window, mostly of the first.  Where few documents teach a field, all their pages
    come by."""
    out = []
    for choices in documents:
        r = rng.choice(choices)
        if not r.trains_fields and r.cls != OTHER and rng.random() < .5:
            continue
        if r.trains_fields and rng.random() < .4:
            r = vary(r)
        spans = windows.cut(r.tokens, start=rng.randrange(24) if rng.random() < .3 and len(r.tokens) > 300 else 0)
        if not r.trains_fields:
            for _ in range(2 if r.cls == OTHER else 1):
                i = rng.choice([0, 0, 1, rng.randrange(len(spans))])
                out.append((r, spans[min(i, len(spans) - 1)], min(i, len(spans) - 1)))
            continue
        hit = [i for i, (s, e) in enumerate(spans) if any(labels.BEGIN in st[s:e] for st in r.states.values())]
        rest = [i for i in range(len(spans)) if i not in hit]
        take = rng.sample(hit, min(2 if "parties" in r.states else 4, len(hit))) + ([rng.choice(rest)] if rest else [])
        out += [(r, spans[i], i) for i in take]
    rng.shuffle(out)
    return out


def jitter(box, rng_shift):
    """The box moved and stretched a little, as another scanner would have it."""
    dx, dy, sx, sy = rng_shift
    if box == (0, 0, 0, 0):
        return box
    return tuple(min(1000, max(0, int(v * s + d))) for v, s, d in zip(box, (sx, sy, sx, sy), (dx, dy, dx, dy)))
