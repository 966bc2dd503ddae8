"""Confidence that means something, and the gate's thresholds: from the calibration split, never from validation."""
import math
from collections import defaultdict

from . import decode, labels, windows

UNLICENSED = ("nda",)       # its field labels may judge a model, not shape one that ships
FEW = 25                    # with fewer observations a table is fitted on the class's, then on all fields'


def binomial_upper(errors, n, confidence):
    """Clopper–Pearson: the one-sided upper bound of an error rate of which errors of n were seen (Biometrika 26, 1934)."""
    if n == 0 or errors >= n:
        return 1.0
    low, high = errors / n, 1.0
    for _ in range(60):
        p = (low + high) / 2
        tail = sum(math.exp(math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
                            + (k * math.log(p) if k else 0) + (n - k) * math.log1p(-p)) for k in range(errors + 1))
        low, high = (p, high) if tail > 1 - confidence else (low, p)
    return high


def needed(errors, n, target, confidence):
    """How many documents would do if the rate of errors stayed as seen; None if that rate is above the target."""
    rate = errors / n if n else 0.0
    if rate >= target * .8:
        return None
    size = max(n, 1)
    while binomial_upper(math.floor(rate * size), size, confidence) > target:
        size += 1
    return size


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
        import numpy as np
        self.bundle, self.labels, self.windows, self.encode = bundle, bundle.labels, bundle.windows, bundle.encode
        self.calibration, self.seen, self.offsets = None, {}, np.zeros(2 * len(bundle.labels["tags"]), dtype=np.float32)

    def logits(self, ids, box):
        import numpy as np
        key = hash((tuple(ids), tuple(map(tuple, box))))
        if key not in self.seen:
            c, t = self.bundle.run(ids, box)
            self.seen[key] = c, np.array(t, dtype=np.float32)
        return self.seen[key]

    def run(self, ids, box):
        c, t = self.logits(ids, box)
        return c, (t + self.offsets).tolist()


def word_logits(doc, remembered):
    """(first word, logits [words, 2 * tags]) of every window that is read."""
    texts, settings = [w["t"] for w in doc["words"]], remembered.windows
    tokens, bbox = windows.word_tokens(texts, remembered.encode, settings), windows.boxes(doc)
    cuts = windows.cut(tokens, settings)
    out = []
    for k in windows.select(cuts, texts, settings):
        ids, box, firsts = windows.inputs(cuts[k], tokens, bbox)
        out.append((cuts[k][0], remembered.logits(ids, box)[1][firsts]))
    return len(tokens), out


def offsets(remembered, docs, labels_of, schema, grade):
    """What to add to each tag's B and I logits so that the decoder's fixed thresholds find most: a short training on few
    documents leaves rare tags too shy.  The pair of the grid with the best F1 at its best presence threshold."""
    import numpy as np
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
                    total, seen = np.zeros((n, 2)), np.zeros(n)
                    for first, logits in parts:
                        z = logits[:, 2 * t:2 * t + 2].astype(np.float64) + step
                        e = np.exp(z)
                        total[first:first + len(z)] += e / (1 + e.sum(1, keepdims=True))
                        seen[first:first + len(z)] += 1
                    mean = [[float(v) if k else None for v, k in zip(total[:, j] / np.maximum(seen, 1), seen)] for j in (0, 1)]
                    texts = [w["t"] for w in d["words"]]
                    cands = decode.candidates({"words": {tag: mean}}, texts, f, spec)
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


def fit(bundle, seen, labels_of, schema, grade):
    """calibration.json: temperature, the class's table, and of every class and field its presence threshold and tables."""
    classes = bundle.labels["classes"]
    t = temperature([(o["logits"], classes.index(labels_of[o["id"]].cls)) for o in seen])
    tops = []
    for o in seen:
        p = decode.softmax([x / t for x in o["logits"]])
        tops.append((max(p), classes[p.index(max(p))] == labels_of[o["id"]].cls))
    presence, present, absent = {}, defaultdict(list), defaultdict(list)
    for cls, fields in bundle.labels["fields"].items():
        if cls in UNLICENSED:
            continue
        for f, spec in fields.items():
            graded = [o for o in seen if labels_of[o["id"]].cls == cls and labels_of[o["id"]].quality == "gold"
                      and right(grade, labels_of[o["id"]], cls, f, None, schema) is not None]

            def value(o, threshold):
                found = [x for x in o["fields"][cls][f]["found"] if x[0] >= threshold]
                if not found:
                    return None, None
                if spec["kind"] == "name*":
                    return [x[1] for x in found], sum(x[0] for x in found) / len(found)
                return found[0][1], found[0][0]

            def merit(threshold):
                tp = fp = fn = ok = 0
                for o in graded:
                    good, (a, b, c) = right(grade, labels_of[o["id"]], cls, f, value(o, threshold)[0], schema)
                    tp, fp, fn, ok = tp + a, fp + b, fn + c, ok + good
                return 2 * tp / max(1, 2 * tp + fp + fn) + ok / max(1, len(graded))

            grid = [round(.15 + .05 * i, 2) for i in range(16)]
            presence[cls, f] = .4 if len(graded) < 8 else max(grid, key=lambda x: (round(merit(x), 4), -abs(x - .4)))
            for o in graded:
                v, raw = value(o, presence[cls, f])
                good = right(grade, labels_of[o["id"]], cls, f, v, schema)[0]
                if v is None:
                    absent[cls, f].append((o["fields"][cls][f]["absence"], good))
                else:
                    present[cls, f].append((raw, good))

    def table(observed, cls, f):
        for choice in (observed.get((cls, f), []), [x for (c, _), xs in observed.items() if c == cls for x in xs],
                       [x for xs in observed.values() for x in xs]):
            if len(choice) >= FEW:
                return isotonic(choice)
        return isotonic([x for xs in observed.values() for x in xs])

    out = {}
    for cls, fields in bundle.labels["fields"].items():
        out[cls] = {}
        for f, spec in fields.items():
            # an unlicensed class takes over what was fitted for contracts, whose tags read it
            c, g = (cls, f) if cls not in UNLICENSED else ("contract", spec["tags"][-1] if len(spec["tags"]) > 1 else spec["tags"][0])
            out[cls][f] = {"presence": presence.get((c, g), .4), "present": table(present, c, g), "absent": table(absent, c, g)}
    return {"temperature": t, "class": isotonic(tops, 15), "fields": out}


def largest(pairs, target, confidence):
    """The lowest threshold whose accepted have an error bound within the target: (threshold, n, errors) or None."""
    best, n, errors = None, 0, 0
    ranked = sorted(pairs, key=lambda p: -p[0])
    for k, (c, ok) in enumerate(ranked):
        n, errors = n + 1, errors + (not ok)
        if k + 1 < len(ranked) and ranked[k + 1][0] == c:
            continue
        if binomial_upper(errors, n, confidence) <= target:
            best = (c, n, errors)
    return best


def rule(pairs, target, confidence, key="threshold"):
    found = largest(pairs, target, confidence)
    if found:
        return {key: math.floor(found[0] * 1e5) / 1e5, "accepted": found[1], "errors": found[2]}
    n, errors = len(pairs), sum(not ok for _, ok in pairs)
    out = {"infeasible": True, "observed": n, "errors": errors}
    return out | ({"needed": x} if (x := needed(errors, n, target, confidence)) else {"reason": "too many errors"})


def gate(bundle, results, labels_of, schema, grade, target=.05, confidence=.95):
    """gate.yaml: of every class and field the confidence from which the error is bounded, or that it is infeasible.

    A class's field rules hold for documents that were taken for that class; a wrong class makes all its fields wrong.
    "pooled" bounds the share of wrong fields among all accepted fields of the class, for those who do with that.
    """
    classes = {}
    every = [(r["classConfidence"], r["class"] == labels_of[r["id"]].cls) for r in results]
    for cls in bundle.labels["classes"]:
        taken = [r for r in results if r["class"] == cls]
        own = rule([(r["classConfidence"], cls == labels_of[r["id"]].cls) for r in taken], target, confidence, "classThreshold")
        fields, pool = {}, []
        for f in bundle.labels["fields"][cls]:
            if cls in UNLICENSED:
                fields[f] = {"infeasible": True, "reason": "its labels carry no licence"}
                continue
            pairs = []
            for r in taken:
                label = labels_of[r["id"]]
                if label.cls != cls:
                    pairs.append((r["fields"][f]["confidence"], False))
                elif label.quality == "gold" and (judged := right(grade, label, cls, f, r["fields"][f]["value"], schema)):
                    pairs.append((r["fields"][f]["confidence"], judged[0]))
            pool += pairs
            fields[f] = rule(pairs, target, confidence)
        classes[cls] = own | {"fields": fields} | ({"pooled": rule(pool, target, confidence)} if pool else {})
    return {"version": 1, "targetError": target, "confidence": confidence, "bound": "Clopper-Pearson, one-sided",
            "split": "calibration", "allClasses": rule(every, target, confidence, "classThreshold"), "classes": classes}
