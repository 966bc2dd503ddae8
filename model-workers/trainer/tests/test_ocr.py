"""The OCR trainer in miniature: the real network's graph, a few rendered lines, export, and ONNX Runtime saying the same."""
import json
import random

import cv2
import numpy as np
import onnxruntime
import pytest
import torch
from PIL import ImageFont

from sluice_trainer.ocr import alphabet, strips, train
from sluice_trainer.ocr.graph import OnnxGraph

@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return train.base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    font = tmp_path_factory.mktemp("font") / "default.ttf"
    font.write_bytes(ImageFont.load_default(20).font_bytes)     # the one that comes with Pillow
    return strips.Rendered([font], ["TOTAL SALES"], ["Invoice"], ["Straße", "été"])


def test_what_the_base_network_does_not_know_starts_from_what_looks_like_it_and_is_not_read_at_once():
    weight, bias = torch.eye(4), torch.zeros(4)
    w, b = alphabet.head(weight, bias, ["a", "-"])
    at = alphabet.INDEX
    assert torch.equal(w[:, at["ä"]], w[:, at["a"]]) and b[at["ä"]] == alphabet.UNKNOWN and b[at["a"]] == 0
    assert torch.equal(w[:, at["–"]], w[:, at["-"]])


def test_capitals_add_the_probabilities_of_both_cases():
    merged, matrix = alphabet.capitals()
    both = matrix[alphabet.INDEX["e"]] + matrix[alphabet.INDEX["E"]]
    assert both[merged["E"]] == 2 and both.sum() == 2 and "e" not in merged


def test_the_graph_says_what_onnx_runtime_says(base):
    x = torch.randn(2, 3, 48, 96)
    wanted = onnxruntime.InferenceSession(str(base[0])).run(None, {"x": x.numpy()})[0]
    with torch.no_grad():
        said = OnnxGraph(base[0])(x).numpy()
    np.testing.assert_allclose(said, wanted, atol=1e-4)


def test_training_learns_and_what_is_exported_reads_the_same(base, source, tmp_path):
    torch.manual_seed(1)
    rng, net = random.Random(5), train.prepared(*base)
    some = [(strips.distorted(rng, s), t, False) for s, t in (source.sample(rng) for _ in range(4))]
    merged, matrix = alphabet.capitals()
    x = train.tensor([s[0] for s in some])
    before = float(train.loss(net(x), some, merged, matrix))
    train.fit(net, [some] * 8, seconds=600, rate=3e-3, log=lambda *a, **k: None)
    with torch.no_grad():
        logits = net(x)
    assert float(train.loss(logits, some, merged, matrix)) < before
    train.export(net, tmp_path)
    said = onnxruntime.InferenceSession(str(tmp_path / "latin.onnx")).run(None, {"x": x.numpy()})[0]
    np.testing.assert_allclose(said, logits.softmax(-1).numpy(), atol=0.02)
    assert (tmp_path / "latin.txt").read_text(encoding="utf-8").split("\n") == alphabet.CLASSES[1:-1]


def test_strips_of_other_splits_are_not_seen(source, tmp_path):
    rng = random.Random(2)
    with open(tmp_path / "lines.jsonl", "w", encoding="utf-8") as out:
        for n, split in enumerate(["train", "validation"]):
            strip, text = source.sample(rng)
            cv2.imwrite(str(tmp_path / f"{n}.png"), strip)
            out.write(json.dumps({"split": split, "shop": "A", "file": f"{n}.png", "text": text, "found": True}) + "\n")
    real = strips.Real(tmp_path, {"train"})
    assert [r["file"] for r in real.rows] == ["0.png"] and real.image(real.rows[0]).shape[0] == strips.HEIGHT
