"""The reference decoder: a parsed document and a bundle to a class, fields and confidences.

The README specifies it step by step; the Java reader follows the same steps.
"""
import json
import math
import re
from pathlib import Path

import numpy as np

from . import windows

START, CONTINUE = 0.10, 0.40        # the least probability that begins a span, and that continues one
NUMERIC_DATE = re.compile(r"\d{1,4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}")
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
EDGE = " ,;:*_|~=<>\"'“”„‘’`-–—"
CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}


def softmax(values):
    top = max(values)
    e = [math.exp(v - top) for v in values]
    return [x / sum(e) for x in e]


def begin_inside(logits):
    """Probabilities of B and of I, each [words, tags], of logits [words, 2 * tags]; O's logit is 0."""
    z = np.asarray(logits, dtype=np.float64)
    b, i = z[:, 0::2], z[:, 1::2]
    top = np.maximum(0, np.maximum(b, i))
    eb, ei, eo = np.exp(b - top), np.exp(i - top), np.exp(-top)
    return eb / (eb + ei + eo), ei / (eb + ei + eo)


def logit(p):
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def lookup(points, x):
    """Piecewise linear through points [[raw, calibrated], ...] of rising raw; constant outside them."""
    if not points:
        return x
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        if x <= x1:
            return y0 if x1 == x0 else y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]


# ---------------------------------------------------------------------------------------------------- values

def clean(kind, tag, words):
    """The value that a span's words say, or '' where they hold none of the kind."""
    text = " ".join(words).strip()
    if kind == "price":
        joined = re.sub(r"(\d[.,]) (\d)", r"\1\2", text)
        m = NUMBER.search(joined)
        if not m:
            return ""
        return ("-" if re.search(r"[-(−]\s*\D{0,3}$", joined[:m.start()]) else "") + m[0]
    if kind == "date":
        found = NUMERIC_DATE.findall(text)
        if found:
            return found[-1 if tag == "flight_to" else 0].replace(" ", "")
        text = text.strip(EDGE + ".()[]")
        return text if any(c.isdigit() for c in text) else ""
    if kind == "id":
        return re.sub(r"^[^\w]+|[^\w]+$", "", text)
    if kind == "code":
        return CURRENCIES.get(text, re.sub(r"[^\w]", "", text).upper())
    if kind == "duration":
        return text.strip(EDGE + ".()[]") if len(text) > 2 else ""
    text = text.strip(EDGE)
    if text.endswith(")") and "(" not in text or text.endswith("("):
        text = text[:-1].strip(EDGE)
    if text.startswith("(") and ")" not in text:
        text = text[1:].strip(EDGE)
    return text if any(c.isalnum() for c in text) else ""


# ---------------------------------------------------------------------------------------------------- spans

def spans(begin, inside):
    """[(start, end, raw, weakest)] of the words' probabilities (NaN where no window covered a word), in reading order.

    A span begins at a word whose B is at least START and that is in no span, and goes on over words whose I is at least CONTINUE
    and greater than their B.  raw is the mean, weakest the least, over its words of B (first) or I.
    """
    out, end = [], 0
    with np.errstate(invalid="ignore"):
        starts, goes = np.flatnonzero(begin >= START), (inside >= CONTINUE) & (inside > begin)
    for k in starts:
        if k < end:
            continue
        end = k + 1
        while end < len(begin) and goes[end]:
            end += 1
        p = [float(begin[k]), *map(float, inside[k + 1:end])]
        out.append((int(k), int(end), sum(p) / len(p), min(p)))
    return out


def read(doc, bundle):
    """{"classLogits", "words": {tag: (B, I) of every word}}: the model's view, the windows merged by averaging."""
    texts = [w["t"] for w in doc["words"]]
    settings = bundle.windows
    tokens = windows.word_tokens(texts, bundle.encode, settings)
    bbox = windows.boxes(doc)
    marked = windows.marks(doc, bbox)
    cuts = windows.cut(tokens, settings)
    n, tags = len(tokens), len(bundle.labels["tags"])
    seen, logits, begin, inside = np.zeros((n, 1)), [], np.zeros((n, tags)), np.zeros((n, tags))
    for k in windows.select(cuts, texts, settings):
        ids, box, mark, firsts = windows.inputs(cuts[k], tokens, bbox, marked)
        class_logits, tag_logits = bundle.run(ids, box, mark)
        logits.append(class_logits)
        b, i = begin_inside(tag_logits[firsts])
        begin[slice(*cuts[k])] += b
        inside[slice(*cuts[k])] += i
        seen[slice(*cuts[k])] += 1
    first = logits[:settings["classWindows"]]
    seen[seen == 0] = np.nan
    begin, inside = begin / seen, inside / seen
    return {"classLogits": [float(sum(x) / len(first)) for x in zip(*first)] if first else None,
            "words": {name: (begin[:, t], inside[:, t]) for t, name in enumerate(bundle.labels["tags"])}}


def candidates(view, texts, field, spec):
    """[(raw, value, start, end, weakest, times)] of a field, best first, each value once with how many spans say it."""
    best = {}
    for tag in spec["tags"]:
        for s, e, raw, weakest in spans(*view["words"][tag]):
            value = clean(spec["kind"], field, texts[s:e])
            key = re.sub(r"[^\w]", "", value.lower())
            if key:
                known = best.get(key)
                times = known[5] + 1 if known else 1
                best[key] = known[:5] + (times,) if known and known[0] >= raw else (raw, value, s, e, weakest, times)
    return sorted(best.values(), key=lambda c: (-c[0], c[2]))


def absence(view, spec):
    """How sure the model is that a field is absent: 1 - the greatest B of any word."""
    greatest = [np.nanmax(b) for b in (view["words"][tag][0] for tag in spec["tags"]) if not np.isnan(b).all()]
    return 1 - float(max(greatest, default=0.0))


def observe(doc, bundle):
    """All that deciding needs: the class logits, and of every class and field the candidates and the absence."""
    view, texts = read(doc, bundle), [w["t"] for w in doc["words"]]
    fields = {c: {f: {"found": candidates(view, texts, f, s), "absence": absence(view, s)} for f, s in specs.items()}
              for c, specs in bundle.labels["fields"].items()}
    scanned = {p["number"] for p in doc.get("pages") or [] if p.get("source") == "OCR"}
    return {"id": doc.get("id"), "logits": view["classLogits"], "fields": fields,
            "scanned": [w.get("p") in scanned for w in doc["words"]]}


# What a confidence is made of.  README, step 10.
PRESENT = ("raw", "weakest", "rival", "class", "again", "scanned", "scannedText")
ABSENT = ("absence", "class", "scanned")


def chosen(own, presence, spec):
    """The candidates that count as the field's value, and the greatest raw of those that do not."""
    kept = [x for x in own["found"] if x[0] >= presence]
    if spec["kind"] != "name*":
        kept = kept[:1]
    return kept, max((x[0] for x in own["found"] if x not in kept), default=0.0)


def features(own, presence, spec, seen, top):
    """(True and the PRESENT features of a value, or False and the ABSENT ones); top is the probability of the class."""
    kept, rival = chosen(own, presence, spec)
    if not kept:
        return False, [logit(own["absence"]), logit(top), float(any(seen["scanned"]))]
    scanned = float(any(seen["scanned"][x[2]] for x in kept))
    raw = sum(x[0] for x in kept) / len(kept)
    return True, [logit(raw), logit(min(x[4] for x in kept)), rival, logit(top), float(all(x[5] > 1 for x in kept)), scanned,
                  scanned * (spec["kind"] in ("name", "name*", "text"))]


def confidence(model, cls, field, x):
    z = model["bias"] + model["fields"][cls][field] + sum(w * v for w, v in zip(model["weights"], x))
    return 1 / (1 + math.exp(-z))


def decide(seen, bundle):
    """A line of results as the grader reads them, and "spans" {field: [[start, end), ...]} of word indexes."""
    cal = bundle.calibration
    p = softmax([x / cal["temperature"] for x in seen["logits"]])
    top = max(range(len(p)), key=lambda k: p[k])
    cls = bundle.labels["classes"][top]
    fields, where = {}, {}
    for name, spec in bundle.labels["fields"][cls].items():
        own, presence = seen["fields"][cls][name], cal["presence"][cls][name]
        present, x = features(own, presence, spec, seen, p[top])
        if not present:
            fields[name] = {"value": None, "confidence": confidence(cal["absent"], cls, name, x)}
            continue
        kept = sorted(chosen(own, presence, spec)[0], key=lambda c: c[2])
        fields[name] = {"value": [c[1] for c in kept] if spec["kind"] == "name*" else kept[0][1],
                        "confidence": confidence(cal["present"], cls, name, x)}
        where[name] = [[c[2], c[3]] for c in kept]
    return {"id": seen["id"], "class": cls, "classConfidence": lookup(cal["class"], p[top]), "route": "review",
            "fields": fields, "spans": where}


def decode(doc, bundle):
    if not doc.get("words"):        # nothing to read: no claim
        return {"id": doc.get("id"), "class": "other", "classConfidence": 0.0, "route": "review", "fields": {}, "spans": {}}
    return decide(observe(doc, bundle), bundle)


class Bundle:
    """A bundle folder, opened.  One window at a time: a batch would share one quantization range."""

    def __init__(self, folder, model="model.onnx", threads=1):
        import onnxruntime
        from tokenizers import Tokenizer
        folder = Path(folder)
        load = lambda name: json.loads((folder / name).read_text(encoding="utf-8"))
        self.labels, self.windows = load("labels.json"), load("windows.json")
        self.calibration = load("calibration.json") if (folder / "calibration.json").exists() else None
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.encode = lambda w: tokenizer.encode(w, add_special_tokens=False).ids
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.session = onnxruntime.InferenceSession(str(folder / model), options, providers=["CPUExecutionProvider"])

    def run(self, ids, box, mark):
        """(class logits [classes], tag logits [tokens, 2 * tags]) of one window."""
        c, t = self.session.run(["class_logits", "tag_logits"], {
            "input_ids": np.array([ids], dtype=np.int64), "attention_mask": np.ones((1, len(ids)), dtype=np.int64),
            "bbox": np.array([box], dtype=np.int64), "marks": np.array([mark], dtype=np.int64)})
        return c[0], t[0]
