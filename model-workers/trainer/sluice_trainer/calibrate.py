"""Confidence that means something: from the calibration split, never from validation.  The thresholds of the gate come later,
from the results of the whole pipeline: `./sluice calibrate`."""
import math
from collections import defaultdict

import numpy as np

from . import decode, labels, windows

UNLICENSED = ("nda",)       # its field labels may judge a model, not shape one that ships
SHRINK = 1.0                # how strongly a field's own bias is drawn to the bias of all: as one observation's curvature would


def isotonic(pairs, smallest=6):
    """Points [[raw, share right], ...] for decode.lookup: pool adjacent violators over blocks of at least `smallest`,
    shares drawn half an observation to the middle.  The ends rise on, so that order survives within the last block."""
    pairs = sorted(pairs)
    if not pairs:
        return []
    chunks = [pairs[i:i + smallest] for i in range(0, len(pairs), smallest)]
    if len(chunks) > 1 and len(chunks[-1]) < smallest:
        chunks[-2] += chunks.pop()
    blocks = []
    for c in chunks:
        blocks.append([sum(x for x, _ in c), sum(ok for _, ok in c), len(c)])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            x, k, n = blocks.pop()
            blocks[-1] = [blocks[-1][0] + x, blocks[-1][1] + k, blocks[-1][2] + n]
    points = [[x / n, (k + .5) / (n + 1)] for x, k, n in blocks]
    (x0, y0), (x1, y1) = points[0], points[-1]
    if x0 > .02:
        points.insert(0, [0.0, y0 * .5])
    if x1 < .999:
        points.append([1.0, y1 + (1 - y1) * .5])
    return [[round(x, 5), round(y, 5)] for x, y in points]


def temperature(rows):
    """The T of least negative log likelihood over (logits, index of the true class)."""
    def loss(t):
        return -sum(math.log(max(1e-9, decode.softmax([x / t for x in l])[k])) for l, k in rows)
    return min((round(.4 * 1.05 ** i, 3) for i in range(60)), key=loss)


class Remembered:
    """A bundle that runs every window once and adds `offsets` [2 * tags] to the tag logits, as a bias of the head would."""

    def __init__(self, bundle):
        self.bundle, self.labels, self.windows, self.encode = bundle, bundle.labels, bundle.windows, bundle.encode
        self.calibration, self.seen, self.offsets = None, {}, np.zeros(2 * len(bundle.labels["tags"]), dtype=np.float32)

    def logits(self, ids, box, mark):
        key = hash((tuple(ids), tuple(map(tuple, box)), tuple(map(tuple, mark))))
        if key not in self.seen:
            self.seen[key] = self.bundle.run(ids, box, mark)
        return self.seen[key]

    def run(self, ids, box, mark):
        c, t = self.logits(ids, box, mark)
        return c, t + self.offsets


def word_logits(doc, remembered):
    """(first word, logits [words, 2 * tags]) of every window that is read."""
    texts, settings = [w["t"] for w in doc["words"]], remembered.windows
    tokens, bbox = windows.word_tokens(texts, remembered.encode, settings), windows.boxes(doc)
    cuts, marked = windows.cut(tokens, settings), windows.marks(doc, bbox)
    out = []
    for k in windows.select(cuts, texts, settings):
        ids, box, mark, firsts = windows.inputs(cuts[k], tokens, bbox, marked)
        out.append((cuts[k][0], remembered.logits(ids, box, mark)[1][firsts]))
    return len(tokens), out


def offsets(remembered, docs, labels_of, schema, grade):
    """What to add to each tag's B and I logits so that the decoder's fixed thresholds find most: a short training on few
    documents leaves rare tags too shy.  The pair of the grid with the best F1 at its best presence threshold."""
    tags, out = remembered.labels["tags"], np.zeros(2 * len(remembered.labels["tags"]), dtype=np.float32)
    steps, found = [(b, i) for b in (0., 1., 2., 3.) for i in (0., 1., 2., 3., 4.)], []
    read = {d["id"]: (d, *word_logits(d, remembered)) for d in docs
            if labels_of[d["id"]].cls not in UNLICENSED and labels_of[d["id"]].quality == "gold"}
    for t, tag in enumerate(tags):
        users = [(c, f, s) for c, fs in remembered.labels["fields"].items() if c not in UNLICENSED for f, s in fs.items() if s["tags"] == [tag]]
        best = None
        for step in steps:
            pairs, labelled = [], 0         # (raw, value right) of every document's best candidate
            for cls, f, spec in users:
                for d, n, parts in read.values():
                    label = labels_of[d["id"]]
                    if label.cls != cls or not (judged := right(grade, label, cls, f, None, schema)):
                        continue
                    labelled += judged[1][2]
                    total, seen = np.zeros((n, 2)), np.zeros((n, 1))
                    for first, logits in parts:
                        total[first:first + len(logits)] += np.hstack(decode.begin_inside(logits[:, 2 * t:2 * t + 2] + step))
                        seen[first:first + len(logits)] += 1
                    seen[seen == 0] = np.nan
                    cands = decode.candidates({"words": {tag: (total / seen).T}}, [w["t"] for w in d["words"]], f, spec)
                    for c in cands if spec["kind"] == "name*" else cands[:1]:
                        ok = right(grade, label, cls, f, [c[1]] if spec["kind"] == "name*" else c[1], schema)[1][0] > 0
                        pairs.append((c[0], ok))
            if labelled < 5:
                continue
            tp, score = 0, 0.0
            for n, (raw, ok) in enumerate(sorted(pairs, reverse=True), 1):
                tp += ok
                if raw >= .15:
                    score = max(score, 2 * tp / (n + labelled))
            if best is None or score > best[0] + 1e-9:
                best = (score, step)
        if best:
            out[2 * t:2 * t + 2] = best[1]
            found.append(best[1])
            print(f"offset {tag}: {best[1]}, F1 {best[0]:.3f}", flush=True)
    typical = np.median(found, axis=0) if found else (0., 0.)
    for t, tag in enumerate(tags):
        if not out[2 * t:2 * t + 2].any() and tag in labels.EXTRA_TAGS:
            out[2 * t:2 * t + 2] = typical
    return out


def right(grade, label, cls, field, value, schema):
    """Whether the value is exactly the label's, or None where the field is not graded."""
    label.result = {"fields": {field: {"value": value, "confidence": None}}}
    units = [u for u in grade.units_of(label, {cls: {field: schema[cls][field]}}, defaultdict(list))]
    return (units[0].ok("exact"), units[0].counts["exact"]) if units else None


def logistic(rows, weights):
    """{"bias", "weights", "fields"} of rows (class, field, features, right): the confidence that is likeliest to have given them.
    Few weights for all, and one bias a field that is drawn to zero where the field was seen seldom."""
    import torch
    names = sorted({(c, f) for c, f, _, _ in rows})
    x = torch.tensor([r[2] for r in rows], dtype=torch.float64)
    own = torch.tensor([names.index(r[:2]) for r in rows])
    y = torch.tensor([float(r[3]) for r in rows], dtype=torch.float64)
    w, b = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True), torch.zeros(len(names) + 1, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([w, b], max_iter=200, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        z = x @ w + b[own] + b[-1]
        value = torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="sum") + SHRINK / 2 * (b[:-1] ** 2).sum() + .05 * (w ** 2).sum()
        value.backward()
        return value

    optimiser.step(loss)
    biases = dict(zip(names, b[:-1].tolist()))
    return {"bias": round(b[-1].item(), 5), "weights": [round(v, 5) for v in w.tolist()], "features": list(weights),
            "fields": lambda c, f: round(biases.get((c, f), 0.0), 5)}


def carried(calibration, wanted):
    """The calibration of the bundle that a training went on from, for the labels of the new one: what is new starts in the middle."""
    def each(table, start):
        return {c: {f: table.get(c, {}).get(f, start) for f in fields} for c, fields in wanted["fields"].items()}
    return calibration | {"presence": each(calibration["presence"], .4),
                          **{k: calibration[k] | {"fields": each(calibration[k]["fields"], 0.0)} for k in ("present", "absent")}}


def fit(bundle, seen, labels_of, schema, grade):
    """calibration.json: temperature, the class's table, of every class and field its presence threshold, and the two confidences."""
    classes = bundle.labels["classes"]
    t = temperature([(o["logits"], classes.index(labels_of[o["id"]].cls)) for o in seen])
    tops, top = [], {}
    for o in seen:
        p = decode.softmax([x / t for x in o["logits"]])
        top[o["id"]] = max(p)
        tops.append((max(p), classes[p.index(max(p))] == labels_of[o["id"]].cls))
    presence, present, absent = {}, [], []
    for cls, fields in bundle.labels["fields"].items():
        if cls in UNLICENSED:
            continue
        for f, spec in fields.items():
            graded = [o for o in seen if labels_of[o["id"]].cls == cls and labels_of[o["id"]].quality == "gold"
                      and right(grade, labels_of[o["id"]], cls, f, None, schema) is not None]

            def value(o, threshold):
                kept = sorted(decode.chosen(o["fields"][cls][f], threshold, spec)[0], key=lambda c: c[2])
                return None if not kept else [c[1] for c in kept] if spec["kind"] == "name*" else kept[0][1]

            def merit(threshold):
                tp = fp = fn = ok = 0
                for o in graded:
                    good, (a, b, c) = right(grade, labels_of[o["id"]], cls, f, value(o, threshold), schema)
                    tp, fp, fn, ok = tp + a, fp + b, fn + c, ok + good
                return 2 * tp / max(1, 2 * tp + fp + fn) + ok / max(1, len(graded))

            grid = [round(.15 + .05 * i, 2) for i in range(16)]
            presence[cls, f] = .4 if len(graded) < 8 else max(grid, key=lambda x: (round(merit(x), 4), -abs(x - .4)))
            for o in graded:
                found, x = decode.features(o["fields"][cls][f], presence[cls, f], spec, o, top[o["id"]])
                good = right(grade, labels_of[o["id"]], cls, f, value(o, presence[cls, f]), schema)[0]
                (present if found else absent).append((cls, f, x, good))
    models = {"present": logistic(present, decode.PRESENT), "absent": logistic(absent, decode.ABSENT)}

    def licensed(cls, f, spec):
        # an unlicensed class takes over what was fitted for contracts, whose tags read it
        return (cls, f) if cls not in UNLICENSED else ("contract", spec["tags"][-1] if len(spec["tags"]) > 1 else spec["tags"][0])

    every = {cls: {f: licensed(cls, f, spec) for f, spec in fields.items()} for cls, fields in bundle.labels["fields"].items()}
    return {"temperature": t, "class": isotonic(tops, 15),
            "presence": {cls: {f: presence.get(k, .4) for f, k in fields.items()} for cls, fields in every.items()},
            **{name: m | {"fields": {cls: {f: m["fields"](*k) for f, k in fields.items()} for cls, fields in every.items()}}
               for name, m in models.items()}}
