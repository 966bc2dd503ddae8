"""Trains the micro model and writes its bundle.

    python -m sluice_trainer.train --data DATA --parsed parsed.jsonl --out BUNDLE
"""
import argparse
import copy
import json
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")       # before torch: its workers are the replicas below

import numpy as np
import torch
import yaml
from tokenizers import Tokenizer
from torch.nn import functional as F

from . import data, labels, samples, synthetic, windows
from .model import BASES, MicroModel, adapt, base_state, base_tokenizer, bundle_state, fetch_base, merge, widened


def batches(windows_, size):
    """Batches of windows of similar length: padding costs as much as words do."""
    out = []
    for i in range(0, len(windows_), size * 8):
        chunk = sorted(windows_[i:i + size * 8], key=lambda w: sum(len(t) for t in w[0].tokens[w[1][0]:w[1][1]]))
        out += [chunk[j:j + size] for j in range(0, len(chunk), size)]
    return out


def collate(batch, tags, rng, class_windows, mask_token=103):
    rows = []
    for r, span, index in batch:
        ids, box, mark, firsts = windows.inputs(span, r.tokens, r.bbox, r.marks)
        shift = (rng.uniform(-15, 15), rng.uniform(-15, 15), rng.uniform(.97, 1.03), rng.uniform(.97, 1.03))
        box = [samples.jitter(tuple(b), shift) for b in box]
        if rng.random() < .05:
            box = [(0, 0, 0, 0)] * len(box)     # some parsers give no boxes
        ids = [mask_token if t not in (101, 102) and rng.random() < .03 else t for t in ids]
        rows.append((ids, box, mark, firsts, r, span, index))
    n, t = len(rows), max(len(x[0]) for x in rows)
    ids, mask, bbox = torch.zeros(n, t, dtype=torch.long), torch.zeros(n, t, dtype=torch.long), torch.zeros(n, t, 4, dtype=torch.long)
    marks = torch.zeros(n, t, windows.MARKS)
    target = torch.full((n, t, len(tags)), labels.IGNORE)
    for k, (i, b, m, firsts, r, (s, e), _) in enumerate(rows):
        ids[k, :len(i)] = torch.tensor(i)
        mask[k, :len(i)] = 1
        bbox[k, :len(i)] = torch.tensor(b)
        marks[k, :len(i)] = torch.tensor(m, dtype=torch.float32)
        where = torch.tensor(firsts)
        for name, states in r.states.items():
            target[k, where, tags.index(name)] = torch.tensor(states[s:e])
    cls = torch.tensor([x[4].cls for x in rows])
    weight = torch.tensor([1.0 if x[6] < class_windows else .25 for x in rows])
    return ids, mask, bbox, marks, target, cls, weight


def losses(class_logits, tag_logits, target, cls, weight, class_weight):
    n, t, f = target.shape
    three = torch.cat([torch.zeros(n, t, f, 1), tag_logits.view(n, t, f, 2)], -1)
    keep = target != labels.IGNORE
    tag = F.cross_entropy(three[keep], target[keep], reduction="sum") if keep.any() else tag_logits.sum() * 0
    values = int((target > 0).sum())
    w = weight * class_weight[cls]
    return (F.cross_entropy(class_logits, cls, reduction="none", label_smoothing=.02) * w).sum() / w.sum(), tag / (values + 20)


def backward(model, part, class_weight, parts):
    """Adds one part's share of the step's gradients; returns its (class loss, tag loss)."""
    ids, mask, bbox, marks, target, cls, weight = part
    # bfloat16 for the products: twice as fast where the processor has it, and no slower where it does not train well
    with torch.autocast("cpu", dtype=torch.bfloat16):
        class_logits, tag_logits = model(ids, mask, bbox, marks)
    c, t = losses(class_logits.float(), tag_logits.float(), target, cls, weight, class_weight)
    ((c + t) / parts).backward()
    return c.item(), t.item()


def replicas(model, count):
    """Models that share the weights but not the gradients, one a thread.  Threads that meet once a step lose little to
    other work on the machine; threads inside every operation wait for each other thousands of times a step."""
    out = [model]
    for _ in range(count - 1):
        other = copy.deepcopy(model)
        for mine, shared in zip(other.parameters(), model.parameters()):
            mine.data = shared.data
            mine.requires_grad_(shared.requires_grad)
        out.append(other)
    return out


class Average:
    """The exponential mean of the weights over the last steps: less noise than the last step alone."""

    def __init__(self, model, decay=.995):
        self.model, self.decay, self.steps = model, decay, 0
        self.mean = {k: v.detach().clone() for k, v in model.state_dict().items()}

    def update(self):
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for k, v in self.model.state_dict().items():
            self.mean[k].lerp_(v, 1 - decay)


def fit(model, documents, tags, vary, *, seed, epochs, minutes, batch, rate, classes, threads, keep=lambda state: None, log=print):
    rng = random.Random(seed)
    torch.manual_seed(seed)
    model.bert.embeddings.word_embeddings.weight.requires_grad_(False)      # few documents: rare words keep their meaning
    heads = [p for n, p in model.named_parameters() if n.startswith(("classify", "tag", "layout", "marked"))]
    body = [p for n, p in model.named_parameters() if n.startswith("bert") and p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body, "base": rate}, {"params": heads, "base": rate * 8}], lr=rate, weight_decay=.01)
    counts = torch.bincount(torch.tensor([d[0].cls for d in documents]), minlength=classes).float().clamp(min=1)
    class_weight = (counts.mean() / counts).sqrt()
    model.train()
    models, pool = replicas(model, threads), ThreadPoolExecutor(threads, initializer=torch.set_num_threads, initargs=(1,))
    began, step, done = time.time(), 0, 0.0
    total = epochs * len(batches(samples.epoch(documents, random.Random(seed)), batch))
    average, mean = np.zeros(2), Average(model)
    while done < 1:
        queue = batches(samples.epoch(documents, rng, vary), batch)
        rng.shuffle(queue)
        for b in queue:
            done = max(step / total, (time.time() - began) / (60 * minutes))
            if done >= 1:
                break
            for g in optimiser.param_groups:
                g["lr"] = g["base"] * min(1, (step + 1) / 40) * (1 - done) ** .8
            parts = [collate(b[k::threads], tags, rng, windows.SETTINGS["classWindows"]) for k in range(min(threads, len(b)))]
            found = list(pool.map(lambda x: backward(x[0], x[1], class_weight, len(parts)), zip(models, parts)))
            for other in models[1:]:
                for p, q in zip(model.parameters(), other.parameters()):
                    if q.grad is not None:
                        p.grad = q.grad if p.grad is None else p.grad.add_(q.grad)
                        q.grad = None
            c, t = (sum(x) / len(found) for x in zip(*found))
            torch.nn.utils.clip_grad_norm_(body + heads, 2.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            average = .95 * average + .05 * np.array([c, t]) if step else np.array([c, t])
            step += 1
            mean.update()
            if step % 200 == 0:
                keep(mean.mean)
            if step % 20 == 0:
                log(f"step {step}/{total}  class {average[0]:.3f}  tags {average[1]:.3f}  done {done:.2f}  {time.time() - began:.0f} s", flush=True)
    model.load_state_dict(mean.mean)
    return {"steps": step, "minutes": round((time.time() - began) / 60, 1)}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", help="folder of manifest.jsonl, schema.json, grade.py")
    p.add_argument("--parsed", nargs="+", default=[], help="the parser's output for DATA, one JSON document a line")
    p.add_argument("--dataset", help="what './sluice dataset export' wrote: documents that people corrected; DATA, if given, is replayed")
    p.add_argument("--serving", help="bundle to go on from: its labels, its weights (unless --init has them in fp32), its calibration")
    p.add_argument("--replay", type=float, default=.5, help="about which share of the readings are not corrections, while there are enough others")
    p.add_argument("--frozen", type=int, default=0, help="lowest layers that stay as they are")
    p.add_argument("--out", required=True, help="bundle folder")
    p.add_argument("--work", default="build/trainer", help="where the base model's jar and the fp32 weights are kept")
    p.add_argument("--base", choices=sorted(BASES), default="minilm", help="the pretrained family to start from")
    p.add_argument("--synthetic", type=int, default=120, help="made-up invoices to add")
    p.add_argument("--lora", type=int, default=0, help="train adapters of this rank in place of the whole encoder")
    p.add_argument("--distil", help="a larger model's recorded predictions (results.jsonl), for documents without labels that may train")
    p.add_argument("--init", help="fp32 weights to go on from")
    p.add_argument("--epochs", type=float, default=40)
    p.add_argument("--minutes", type=float, default=60, help="the schedule is shortened to end within this time")
    p.add_argument("--batch", type=int, default=8)
    p.add_argument("--rate", type=float, default=2e-4)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=data.SEED)
    a = p.parse_args()
    if not a.data and not a.dataset:
        p.error("nothing to learn from: --data, --dataset or both")
    if a.data and not a.parsed:
        p.error("--data needs --parsed, the parser's output for it")
    torch.set_num_threads(1)
    work = Path(a.work)
    work.mkdir(parents=True, exist_ok=True)
    split = data.joined(work / "set", a.data, a.dataset, a.serving)
    schema, grade, docs = data.schema(work / "set"), data.grader(work / "set"), data.manifest(work / "set")
    tags, kinds = labels.tag_names(schema), labels.kinds(schema)
    if a.serving:
        tokenizer_json = (Path(a.serving) / "tokenizer.json").read_text(encoding="utf-8")
        served = yaml.safe_load((Path(a.serving) / "bundle.yaml").read_text(encoding="utf-8"))
        a.base = served["training"]["base"]
    else:
        jar = fetch_base(work, a.base)
        tokenizer_json = base_tokenizer(jar, a.base)
    tokenizer = Tokenizer.from_str(tokenizer_json)
    encode = lambda w: tokenizer.encode(w, add_special_tokens=False).ids
    parsed = data.parsed(*a.parsed, *([Path(a.dataset) / "parsed.jsonl"] if a.dataset else []))
    began = time.time()
    taught = data.recorded(a.distil) if a.distil else {}
    read = {i: samples.readings(docs[i], parsed[i], schema, grade, encode, taught.get(i))
            for i, side in split.items() if side == "train" and i in parsed}
    known = [r for i, r in read.items() if not docs[i].get("dataset")]
    known += [samples.readings(m, [d], schema, grade, encode) for d, m in map(synthetic.invoice, range(a.synthetic))]
    corrected = [r for i, r in read.items() if docs[i].get("dataset")]
    documents = samples.replayed(corrected, known, random.Random(a.seed), 1 - a.replay)
    print(f"{len(corrected)} corrected and {len(known)} known training documents aligned in {time.time() - began:.0f} s", flush=True)
    model = MicroModel(a.base, len(schema), len(tags), None if a.serving else base_state(jar, a.base))
    if a.serving:
        state = torch.load(a.init, weights_only=True) if a.init else bundle_state(a.serving)
        old = json.loads((Path(a.serving) / "labels.json").read_text(encoding="utf-8"))
        model.load_state_dict(widened(state, old, {"classes": list(schema), "tags": tags}, model.state_dict()))
    elif a.init:
        model.load_state_dict(torch.load(a.init, weights_only=True))
    for layer in model.bert.encoder.layer[:a.frozen]:
        layer.requires_grad_(False)
    if a.lora:
        adapt(model, a.lora)
    pool = samples.donors(documents, kinds)
    run = fit(model, documents, tags, lambda r, rng=random.Random(a.seed): samples.varied(r, pool, kinds, rng, encode),
              seed=a.seed, epochs=a.epochs, minutes=a.minutes, batch=a.batch, rate=a.rate,
              classes=len(schema), threads=a.threads, keep=lambda state: torch.save(state, work / "checkpoint.pt"))
    merge(model)
    torch.save(model.state_dict(), work / "model.pt")
    run |= {"lora": a.lora, "distilled": len(taught), "base": a.base, "seed": a.seed, "batch": a.batch, "rate": a.rate, "synthetic": a.synthetic}
    if a.dataset:
        run["dataset"] = json.loads((Path(a.dataset) / "dataset.json").read_text(encoding="utf-8"))
    if a.serving:
        # Made from that bundle; without other labelled data its calibration is carried over, for what was corrected is too little.
        run |= {"from": {"name": served["name"], "version": served["version"], "weights": "fp32" if a.init else "int8", "sources": served.get("trainingSources", [])},
                "carried": None if a.data else str(a.serving)}
    (work / "run.json").write_text(json.dumps(run), encoding="utf-8")
    from . import export
    export.bundle(model, tokenizer_json, work / "set", parsed, split, Path(a.out), work, run)


if __name__ == "__main__":
    main()
