"""The reference decoder: a parsed document and a bundle to a class, fields and confidences.

The README specifies it step by step; the Java reader follows the same steps.  Apart from `Bundle.run` nothing here
needs more than the standard library.
"""
import json
import math
import re
from pathlib import Path

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


def begin_inside(b, i):
    """Probabilities of B and I from their logits; O's logit is 0."""
    top = max(0.0, b, i)
    eb, ei, eo = math.exp(b - top), math.exp(i - top), math.exp(-top)
    return eb / (eb + ei + eo), ei / (eb + ei + eo)


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
    """[(start, end, raw)] of the words' probabilities (None where no window covered a word), in reading order.

    A span begins at a word whose B is at least START and greater than its I, or at least START where the word before
    is in no span; it goes on over words whose I is at least CONTINUE and greater than their B.  raw is the mean over
    its words of B (first) or I.
    """
    out, k = [], 0
    while k < len(begin):
        if begin[k] is None or begin[k] < START:
            k += 1
            continue
        total, e = begin[k], k + 1
        while e < len(begin) and begin[e] is not None and inside[e] >= CONTINUE and inside[e] > begin[e]:
            total += inside[e]
            e += 1
        out.append((k, e, total / (e - k)))
        k = e
    return out


def read(doc, bundle):
    """{"classLogits", "words": {tag: (B, I) of every word}}: the model's view, the windows merged by averaging."""
    texts = [w["t"] for w in doc["words"]]
    settings = bundle.windows
    tokens = windows.word_tokens(texts, bundle.encode, settings)
    bbox = windows.boxes(doc)
    cuts = windows.cut(tokens, settings)
    chosen = windows.select(cuts, texts, settings)
    n, tags = len(tokens), len(bundle.labels["tags"])
    seen, logits = [0] * n, []
    sums = [[[0.0, 0.0] for _ in range(n)] for _ in range(tags)]
    for k in chosen:
        ids, box, firsts = windows.inputs(cuts[k], tokens, bbox)
        class_logits, tag_logits = bundle.run(ids, box)
        logits.append(class_logits)
        for word, position in zip(range(*cuts[k]), firsts):
            seen[word] += 1
            row = tag_logits[position]
            for t in range(tags):
                b, i = begin_inside(row[2 * t], row[2 * t + 1])
                sums[t][word][0] += b
                sums[t][word][1] += i
    first = logits[:settings["classWindows"]]
    mean = [sum(x) / len(first) for x in zip(*first)] if first else None
    words = {name: ([s[0] / c if c else None for s, c in zip(sums[t], seen)],
                    [s[1] / c if c else None for s, c in zip(sums[t], seen)]) for t, name in enumerate(bundle.labels["tags"])}
    return {"classLogits": mean, "words": words}


def candidates(view, texts, field, spec):
    """[(raw, value, start, end)] of a field, best first, each value once."""
    best = {}
    for tag in spec["tags"]:
        for s, e, raw in spans(*view["words"][tag]):
            value = clean(spec["kind"], field, texts[s:e])
            key = re.sub(r"[^\w]", "", value.lower())
            if key and (key not in best or raw > best[key][0]):
                best[key] = (raw, value, s, e)
    return sorted(best.values(), key=lambda c: (-c[0], c[2]))


def absence(view, spec):
    """How sure the model is that a field is absent: 1 - the greatest B of any word."""
    return 1 - max((b for tag in spec["tags"] for b in view["words"][tag][0] if b is not None), default=0.0)


def observe(doc, bundle):
    """All that deciding needs: the class logits, and of every class and field the candidates and the absence."""
    view, texts = read(doc, bundle), [w["t"] for w in doc["words"]]
    fields = {c: {f: {"found": candidates(view, texts, f, s), "absence": absence(view, s)} for f, s in specs.items()}
              for c, specs in bundle.labels["fields"].items()}
    return {"id": doc.get("id"), "logits": view["classLogits"], "fields": fields}


def decide(seen, bundle):
    """A line of results as the grader reads them, and "spans" {field: [[start, end), ...]} of word indexes."""
    cal = bundle.calibration
    p = softmax([x / cal["temperature"] for x in seen["logits"]])
    top = max(range(len(p)), key=lambda k: p[k])
    cls = bundle.labels["classes"][top]
    fields, where = {}, {}
    for name, spec in bundle.labels["fields"][cls].items():
        c, own = cal["fields"][cls][name], seen["fields"][cls][name]
        found = [x for x in own["found"] if x[0] >= c["presence"]]
        if not found:
            fields[name] = {"value": None, "confidence": lookup(c["absent"], own["absence"])}
        elif spec["kind"] == "name*":
            found.sort(key=lambda x: x[2])
            fields[name] = {"value": [x[1] for x in found],
                            "confidence": lookup(c["present"], sum(x[0] for x in found) / len(found))}
            where[name] = [[x[2], x[3]] for x in found]
        else:
            fields[name] = {"value": found[0][1], "confidence": lookup(c["present"], found[0][0])}
            where[name] = [[found[0][2], found[0][3]]]
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

    def run(self, ids, box):
        import numpy as np
        c, t = self.session.run(["class_logits", "tag_logits"], {
            "input_ids": np.array([ids], dtype=np.int64), "attention_mask": np.ones((1, len(ids)), dtype=np.int64),
            "bbox": np.array([box], dtype=np.int64)})
        return c[0].tolist(), t[0].tolist()
