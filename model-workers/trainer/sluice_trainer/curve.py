"""The gain curve: how well fields of a class are read that the first training never saw, against the number of corrected documents.

    python -m sluice_trainer.curve --data DATA --parsed parsed.jsonl --held receipt --out build/curve

The base model learns every class but one; of the class left out, N corrected documents are added, with a replay of the known ones;
judged are documents of other issuers that neither training saw.  What has been measured is kept in the folder and not done again.
"""
import argparse
import json
import os
import random
import statistics
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import torch
from tokenizers import Tokenizer

from . import calibrate, data, decode, evaluate, export, labels, plot, samples, windows
from .model import BASES, MicroModel, base_state, base_tokenizer, fetch_base
from .train import batches, fit

PRESENCE = .3       # one threshold for every field and model: nothing is fitted on documents that judge


class Weights:
    """A model in memory as the decoder wants it, without calibration: temperature 1, one presence threshold for all, offsets if some were fitted."""

    def __init__(self, model, schema, encode):
        self.model, self.encode, self.windows = model.eval(), encode, windows.SETTINGS
        self.labels = {"classes": list(schema), "tags": labels.tag_names(schema), "fields": labels.field_tags(schema)}
        every = lambda value: {c: {f: value for f in fs} for c, fs in self.labels["fields"].items()}
        flat = lambda names: {"bias": 0.0, "weights": [1.0] + [0.0] * (len(names) - 1), "fields": every(0.0)}
        self.calibration = {"temperature": 1.0, "class": [], "presence": every(PRESENCE),
                            "present": flat(decode.PRESENT), "absent": flat(decode.ABSENT)}

    def run(self, ids, box, mark):
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            c, t = self.model(torch.tensor([ids]), torch.ones(1, len(ids), dtype=torch.long), torch.tensor([box]), torch.tensor([mark]))
        return c[0].float().numpy(), t[0].float().numpy() + self.calibration.get("offsets", 0.0)


def fresh(layers, schema, state=None):
    """A model of the base's first `layers` layers."""
    BASES["cut"] = (*BASES["minilm"][:2], layers, *BASES["minilm"][3:])
    kept = None if state is None else {k: v for k, v in state.items()
                                       if not k.startswith("encoder.layer.") or int(k.split(".")[2]) < layers}
    return MicroModel("cut", len(schema), len(labels.tag_names(schema)), kept)


def trained(model, documents, schema, encode, seed, steps, rate, threads, frozen=0, minutes=600):
    """The model after so many steps; its lowest `frozen` layers stay as they are."""
    for layer in model.bert.encoder.layer[:frozen]:
        layer.requires_grad_(False)
    kinds = labels.kinds(schema)
    pool = samples.donors(documents, kinds)
    an_epoch = len(batches(samples.epoch(documents, random.Random(seed)), 8))
    return fit(model, documents, labels.tag_names(schema), lambda r, rng=random.Random(seed): samples.varied(r, pool, kinds, rng, encode),
               seed=seed, epochs=steps / an_epoch, minutes=minutes, batch=8, rate=rate, classes=len(schema), threads=threads)


def table(rows):
    """Markdown of the measured rows, a line a number of corrections: means over the seeds, the least and the greatest in brackets."""
    out = ["| corrected documents | field micro-F1 exact | fuzzy | class recognised | F1 of the other classes' fields | accuracy on the other classes | runs |",
           "|---|---|---|---|---|---|---|"]
    for n in sorted({r["corrections"] for r in rows}):
        mine = [r for r in rows if r["corrections"] == n]

        def cell(key):
            v = [r[key] for r in mine]
            return f"{statistics.mean(v):.3f}" + (f" [{min(v):.3f}, {max(v):.3f}]" if len(v) > 1 else "")
        out.append(f"| {n} | {cell('exact')} | {cell('fuzzy')} | {cell('recall')} | {cell('otherExact')} | {cell('otherAccuracy')} | {len(mine)} |")
    return "\n".join(out) + "\n"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True)
    p.add_argument("--parsed", required=True, nargs="+")
    p.add_argument("--held", default="receipt", help="the class that the first training does not see")
    p.add_argument("--out", required=True, help="folder of the base weights, the measured rows, the table and the plot")
    p.add_argument("--work", default="build/trainer", help="where the base model's jar is kept")
    p.add_argument("--counts", type=int, nargs="+", default=[0, 5, 10, 20, 40, 80])
    p.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3])
    p.add_argument("--layers", type=int, default=6)
    p.add_argument("--frozen", type=int, default=3, help="lowest layers that corrections do not move")
    p.add_argument("--tokens", type=int, default=256, help="of a window: shorter than the bundle's 512, since training costs what they do")
    p.add_argument("--base-steps", type=int, default=450)
    p.add_argument("--stages", type=int, default=1, help="trainings of the base, each from the weights of the one before")
    p.add_argument("--minutes", type=float, default=600, help="the schedule of a stage is shortened to end within this time")
    p.add_argument("--share", type=float, default=.7, help="of the corrected among the documents of a fine-tuning: they have fewer windows than the others")
    p.add_argument("--steps", type=int, default=120, help="of each fine-tuning, whatever the number of corrections")
    p.add_argument("--threads", type=int, default=1)
    a = p.parse_args()
    torch.set_num_threads(1)
    out, work = Path(a.out), Path(a.work)
    out.mkdir(parents=True, exist_ok=True)
    windows.SETTINGS = windows.SETTINGS | {"maxTokens": a.tokens}
    for f in (windows.word_tokens, windows.cut, windows.cue_score, windows.select):
        f.__defaults__ = (windows.SETTINGS, *(f.__defaults__[1:]))
    schema, grade, docs, split = data.schema(a.data), data.grader(a.data), data.manifest(a.data), data.read_split()
    parsed = data.parsed(*a.parsed)
    jar = fetch_base(work, "minilm")
    tokenizer = Tokenizer.from_str(base_tokenizer(jar, "minilm"))
    encode = lambda w: tokenizer.encode(w, add_special_tokens=False).ids
    train = [i for i, side in split.items() if side == "train" and i in parsed]
    known = [i for i in train if docs[i]["cls"] != a.held]
    new = sorted(i for i in train if docs[i]["cls"] == a.held)
    aligned = {}

    def read(ids):
        """Readings of the documents, each aligned when it is asked for first: a fine-tuning needs few of them."""
        for i in ids:
            if i not in aligned:
                aligned[i] = samples.readings(docs[i], parsed[i], schema, grade, encode)
        return [aligned[i] for i in ids]

    print(len(known), "known,", len(new), "that may be corrected", flush=True)
    judge = [d for side in ("calibration", "validation") for d in export.judged_readings(docs, parsed, split, side)]
    mine = [d for d in judge if docs[d["id"]]["cls"] == a.held]
    others = [d for d in judge if split[d["id"]] == "validation" and docs[d["id"]]["cls"] != a.held and len(d["words"]) < 600]      # one to three windows: contracts cost ten times as much
    base, said = out / "base.pt", out / "base.json"
    stages = json.loads(said.read_text(encoding="utf-8")) if said.exists() else []
    while len(stages) < a.stages:
        model = fresh(a.layers, schema, None if stages else base_state(jar, "minilm"))
        if stages:
            model.load_state_dict(torch.load(base, weights_only=True))
        stages.append(trained(model, read(known), schema, encode, data.SEED + len(stages), a.base_steps, 2e-4, a.threads, minutes=a.minutes))
        torch.save(model.state_dict(), base)
        said.write_text(json.dumps(stages), encoding="utf-8")
    labels_of = grade.read_manifest(str(Path(a.data) / "manifest.jsonl"), schema)
    kept = out / "rows.jsonl"
    if not a.seeds:
        return
    rows = [json.loads(l) for l in kept.read_text(encoding="utf-8").splitlines()] if kept.exists() else []
    for seed in a.seeds:
        order = random.Random(f"{a.held} {seed}").sample(new, len(new))     # the first N of it: more corrections contain the fewer
        for n in a.counts:
            if any(r["corrections"] == n and (r["seed"] == seed or n == 0) for r in rows):
                continue
            model = fresh(a.layers, schema)
            model.load_state_dict(torch.load(base, weights_only=True))
            began, run = time.time(), {"steps": 0}
            if n:
                rng = random.Random(seed)
                run = trained(model, read(samples.replayed(order[:n], known, rng, a.share)), schema, encode, seed, a.steps, 2e-4, a.threads, a.frozen)
            seen = Weights(model, schema, encode)
            if n:
                # As a bundle's export does, but on the corrected documents themselves: none is left over to hold back.
                learnt = [min(parsed[i], key=lambda r: r.get("variant") is not None) for i in order[:n]]
                seen.calibration["offsets"] = calibrate.offsets(calibrate.Remembered(seen), learnt, labels_of, schema, grade)
            m = evaluate.figures(evaluate.results_of(seen, mine), a.data, out / "mine.jsonl")
            o = evaluate.figures(evaluate.results_of(seen, others), a.data, out / "others.jsonl")
            tally = lambda x, k: sum(v[k]["f1"] * v["documents"] for v in x["fields"].values() if v[k]["f1"] is not None) / max(1, sum(v["documents"] for v in x["fields"].values()))
            row = {"held": a.held, "corrections": n, "seed": seed, "steps": run["steps"], "documents": len(mine), "others": len(others),
                   "exact": m["fields"][a.held]["microF1Exact"]["f1"] or 0.0, "ci95": m["fields"][a.held]["microF1Exact"]["ci95"],
                   "fuzzy": m["fields"][a.held]["microF1Fuzzy"]["f1"] or 0.0, "recall": m["classAccuracy"]["value"],
                   "byField": {f: x["exact"]["f1"] for f, x in m["fields"][a.held]["byField"].items()},
                   "otherExact": tally(o, "microF1Exact"), "otherAccuracy": o["classAccuracy"]["value"], "seconds": round(time.time() - began)}
            rows.append(row)
            with open(kept, "a", encoding="utf-8") as lines:
                lines.write(json.dumps(row) + "\n")
            print(row, flush=True)
    (out / "curve.md").write_text(table(rows), encoding="utf-8")
    (out / "curve.svg").write_text(plot.gain(rows, f"Fields of {a.held}s against corrected documents"), encoding="utf-8")


if __name__ == "__main__":
    main()
