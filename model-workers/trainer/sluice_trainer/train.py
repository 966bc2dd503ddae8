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
from tokenizers import Tokenizer
from torch.nn import functional as F

from . import data, labels, samples, windows
from .model import MicroModel, base_state, base_tokenizer, fetch_base


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
        ids, box, firsts = windows.inputs(span, r.tokens, r.bbox)
        shift = (rng.uniform(-15, 15), rng.uniform(-15, 15), rng.uniform(.97, 1.03), rng.uniform(.97, 1.03))
        box = [samples.jitter(tuple(b), shift) for b in box]
        if rng.random() < .05:
            box = [(0, 0, 0, 0)] * len(box)     # some parsers give no boxes
        ids = [mask_token if t not in (101, 102) and rng.random() < .03 else t for t in ids]
        rows.append((ids, box, firsts, r, span, index))
    n, t = len(rows), max(len(x[0]) for x in rows)
    ids, mask, bbox = torch.zeros(n, t, dtype=torch.long), torch.zeros(n, t, dtype=torch.long), torch.zeros(n, t, 4, dtype=torch.long)
    target = torch.full((n, t, len(tags)), labels.IGNORE)
    for k, (i, b, firsts, r, (s, e), _) in enumerate(rows):
        ids[k, :len(i)] = torch.tensor(i)
        mask[k, :len(i)] = 1
        bbox[k, :len(i)] = torch.tensor(b)
        where = torch.tensor(firsts)
        for name, states in r.states.items():
            target[k, where, tags.index(name)] = torch.tensor(states[s:e])
    cls = torch.tensor([x[3].cls for x in rows])
    weight = torch.tensor([1.0 if x[5] < class_windows else .25 for x in rows])
    return ids, mask, bbox, target, cls, weight


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
    ids, mask, bbox, target, cls, weight = part
    c, t = losses(*model(ids, mask, bbox), target, cls, weight, class_weight)
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


def fit(model, documents, tags, *, seed, epochs, minutes, batch, rate, classes, threads, keep=lambda model: None, log=print):
    rng = random.Random(seed)
    torch.manual_seed(seed)
    model.bert.embeddings.word_embeddings.weight.requires_grad_(False)      # few documents: rare words keep their meaning
    heads = [p for n, p in model.named_parameters() if n.startswith(("classify", "tag", "layout"))]
    body = [p for n, p in model.named_parameters() if n.startswith("bert") and p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body, "base": rate}, {"params": heads, "base": rate * 8}], lr=rate, weight_decay=.01)
    counts = torch.bincount(torch.tensor([d[0].cls for d in documents]), minlength=classes).float().clamp(min=1)
    class_weight = (counts.mean() / counts).sqrt()
    model.train()
    models, pool = replicas(model, threads), ThreadPoolExecutor(threads, initializer=torch.set_num_threads, initargs=(1,))
    began, step, done = time.time(), 0, 0.0
    total = epochs * len(batches(samples.epoch(documents, random.Random(seed)), batch))
    average = np.zeros(2)
    while done < 1:
        queue = batches(samples.epoch(documents, rng), batch)
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
            if step % 60 == 0:
                keep(model)
            if step % 20 == 0:
                log(f"step {step}/{total}  class {average[0]:.3f}  tags {average[1]:.3f}  done {done:.2f}  {time.time() - began:.0f} s", flush=True)
    return {"steps": step, "minutes": round((time.time() - began) / 60, 1)}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True, help="folder of manifest.jsonl, schema.json, grade.py")
    p.add_argument("--parsed", required=True, nargs="+", help="the parser's output, one JSON document a line")
    p.add_argument("--out", required=True, help="bundle folder")
    p.add_argument("--work", default="build/trainer", help="where the base model's jar and the fp32 weights are kept")
    p.add_argument("--init", help="fp32 weights to go on from")
    p.add_argument("--epochs", type=float, default=10)
    p.add_argument("--minutes", type=float, default=35, help="the schedule is shortened to end within this time")
    p.add_argument("--batch", type=int, default=12)
    p.add_argument("--rate", type=float, default=2e-4)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=data.SEED)
    a = p.parse_args()
    torch.set_num_threads(1)
    work = Path(a.work)
    schema, grade, docs, split = data.schema(a.data), data.grader(a.data), data.manifest(a.data), data.read_split()
    jar = fetch_base(work)
    tokenizer_json = base_tokenizer(jar)
    tokenizer = Tokenizer.from_str(tokenizer_json)
    encode = lambda w: tokenizer.encode(w, add_special_tokens=False).ids
    tags = labels.tag_names(schema)
    parsed = data.parsed(*a.parsed)
    began = time.time()
    documents = [samples.readings(docs[i], parsed[i], schema, grade, encode)
                 for i, side in split.items() if side == "train" and i in parsed]
    print(f"{len(documents)} training documents aligned in {time.time() - began:.0f} s", flush=True)
    model = MicroModel(len(schema), len(tags), base_state(jar))
    if a.init:
        model.load_state_dict(torch.load(a.init, weights_only=True))
    run = fit(model, documents, tags, seed=a.seed, epochs=a.epochs, minutes=a.minutes, batch=a.batch, rate=a.rate,
              classes=len(schema), threads=a.threads,
              keep=lambda m: torch.save(m.state_dict(), work / "checkpoint.pt"))
    torch.save(model.state_dict(), work / "model.pt")
    run |= {"seed": a.seed, "batch": a.batch, "rate": a.rate}
    (work / "run.json").write_text(json.dumps(run), encoding="utf-8")
    from . import export
    export.bundle(model, tokenizer_json, a.data, parsed, split, Path(a.out), work, run)


if __name__ == "__main__":
    main()
