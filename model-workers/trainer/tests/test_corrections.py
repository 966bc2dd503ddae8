"""Corrections as training data: a dataset's export, a bundle to go on from, and the turn from one to the next in miniature."""
import json
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
import yaml

from sluice_trainer import data, decode, export, grading, labels, model, samples, synthetic, train, windows

SHIPPED = Path(__file__).parent.parent.parent / "bundles/micro-1"
SCHEMA = {"invoice": {"invoice_number": "id", "seller": "name"}, "other": {}}


def exported(folder, count, more=()):
    """What './sluice dataset export' writes, of made-up invoices; `more` adds fields to the types."""
    folder.mkdir()
    split = {}
    with open(folder / "manifest.jsonl", "w", encoding="utf-8") as lines, open(folder / "parsed.jsonl", "w", encoding="utf-8") as parsed:
        for n in range(count):
            doc, m = synthetic.invoice(1000 + n)
            keep = [*SCHEMA["invoice"], *more]
            lines.write(json.dumps(m | {"fields": {f: m["fields"][f] for f in keep}, "licence": "CC0-1.0", "source": {"path": "acme/mail"}}) + "\n")
            parsed.write(json.dumps(doc) + "\n")
            split[m["id"]] = "train" if n % 2 else "validation"
    kinds = SCHEMA["invoice"] | {f: "price" for f in more} | {"never_labelled": "text"}
    (folder / "schema.json").write_text(json.dumps({"invoice": kinds, "other": {}}), encoding="utf-8")
    (folder / "splits.json").write_text(json.dumps({"documents": split}), encoding="utf-8")
    (folder / "dataset.json").write_text(json.dumps({"version": 3, "sha256": "ab" * 32, "until": "2026-03-04T05:06:07Z", "sources": [
        {"class": "invoice", "licence": "CC0-1.0", "split": "train", "documents": count // 2}]}), encoding="utf-8")
    return folder


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """A bundle of one layer, made as the trainer makes one."""
    monkeypatch.setitem(model.BASES, "tiny", ("none", "none", 1, "Apache-2.0", "none"))
    torch.manual_seed(1)
    folder = tmp_path / "served"
    folder.mkdir()
    net = model.MicroModel("tiny", len(SCHEMA), len(labels.tag_names(SCHEMA)))
    for weight in net.parameters():         # no two alike, as after a training: of equal ones the export keeps one
        weight.data += .01 * torch.randn_like(weight)
    net.bert.embeddings.token_type_embeddings.weight.data[1] = 0
    export.to_onnx(net, tmp_path / "fp32.onnx")
    export.to_int8(tmp_path / "fp32.onnx", folder / "model.onnx")
    (folder / "tokenizer.json").write_bytes((SHIPPED / "tokenizer.json").read_bytes())
    flat = lambda names: {"bias": 0, "weights": [1] * len(names), "features": list(names), "fields": {"invoice": {f: .5 for f in SCHEMA["invoice"]}, "other": {}}}
    for name, value in (("labels.json", {"classes": list(SCHEMA), "tags": labels.tag_names(SCHEMA), "fields": labels.field_tags(SCHEMA)}),
                        ("windows.json", windows.SETTINGS),
                        ("calibration.json", {"temperature": 1.5, "class": [[0, .1], [1, .9]], "presence": {"invoice": {f: .3 for f in SCHEMA["invoice"]}, "other": {}},
                                              "present": flat(decode.PRESENT), "absent": flat(decode.ABSENT)})):
        (folder / name).write_text(json.dumps(value), encoding="utf-8")
    (folder / "bundle.yaml").write_text(yaml.safe_dump({"name": "micro-1", "version": "1.1.0", "training": {"base": "tiny"}, "trainingSources": [
        {"name": "receipt", "documents": 156, "licence": "CC-BY-4.0", "what": "receipts", "use": "fields"}]}), encoding="utf-8")
    return folder, net


def test_a_turn_goes_on_from_the_serving_bundle_and_the_card_names_the_dataset(tiny, tmp_path, monkeypatch):
    served, _ = tiny
    dataset = exported(tmp_path / "dataset", 6, more=["grand_total"])
    out = tmp_path / "candidate"
    monkeypatch.setattr(sys, "argv", ["train", "--dataset", str(dataset), "--serving", str(served), "--out", str(out), "--work", str(tmp_path / "work"),
                                      "--synthetic", "2", "--epochs", "2", "--batch", "2", "--threads", "1"])
    train.main()
    made = yaml.safe_load((out / "bundle.yaml").read_text(encoding="utf-8"))
    assert made["version"] == "1.1.0+dataset.3" and made["training"]["dataset"]["sha256"] == "ab" * 32
    assert {"name": "corrections-invoice-train", "documents": 3, "licence": "CC0-1.0",
            "what": "documents that people decided, class invoice, dataset version 3", "use": "class and fields"} in made["trainingSources"]
    assert {"name": "receipt", "documents": 156, "licence": "CC-BY-4.0", "what": "receipts",
            "use": "fields; by micro-1 1.1.0, which this was made from"} in made["trainingSources"], "what the old one has learnt from is in the new one"
    assert "dataset version 3" in (out / "MODEL_CARD.md").read_text(encoding="utf-8")
    read = json.loads((out / "labels.json").read_text(encoding="utf-8"))
    assert list(read["fields"]["invoice"]) == ["invoice_number", "seller", "grand_total"], "new fields come last, those without a label not at all"
    calibration = json.loads((out / "calibration.json").read_text(encoding="utf-8"))
    assert calibration["temperature"] == 1.5 and calibration["presence"]["invoice"] == {"invoice_number": .3, "seller": .3, "grand_total": .4}
    assert set(made["files"]) == {p.name for p in out.iterdir()} - {"bundle.yaml"}


def test_the_weights_of_a_bundle_come_back_but_for_what_int8_has_rounded(tiny):
    served, net = tiny
    state, mine = model.bundle_state(served), net.state_dict()
    assert set(state) == set(mine)
    for name, weight in mine.items():
        assert (state[name] - weight).abs().max() <= .02 * weight.abs().max() + 1e-6, name


def test_the_shipped_bundle_can_be_gone_on_from():
    bundle = decode.Bundle(SHIPPED)
    net = model.MicroModel("minilm", len(bundle.labels["classes"]), len(bundle.labels["tags"]))
    net.load_state_dict(model.bundle_state(SHIPPED))
    case = json.loads((SHIPPED / "golden.json").read_text(encoding="utf-8"))["cases"][0]
    mark = [[int(c) for c in m] for m in case["marks"]]
    with torch.no_grad():
        c, _ = net.eval()(torch.tensor([case["input_ids"]]), torch.ones(1, len(mark), dtype=torch.long), torch.tensor([case["bbox"]]), torch.tensor([mark]))
    assert np.abs(c[0].numpy() - np.array(case["class_logits"])).max() < .5


def test_new_labels_get_new_rows_and_the_known_ones_keep_theirs():
    fresh = {"classify.weight": torch.zeros(3, 2), "classify.bias": torch.zeros(3), "tag.weight": torch.zeros(4, 2), "tag.bias": torch.full((4,), -4.)}
    state = {"classify.weight": torch.tensor([[1., 1], [2, 2]]), "classify.bias": torch.tensor([1., 2]), "tag.weight": torch.tensor([[5., 5], [6, 6]]), "tag.bias": torch.tensor([5., 6])}
    out = model.widened(state, {"classes": ["a", "b"], "tags": ["x"]}, {"classes": ["a", "new", "b"], "tags": ["new", "x"]}, fresh)
    assert out["classify.bias"].tolist() == [1, 0, 2] and out["tag.bias"].tolist() == [-4, -4, 5, 6]


def test_what_a_person_has_shown_is_the_place_and_other_finds_do_not_count():
    boxes = [(1, 10 * i, 0, 10 * i + 8, 10) for i in range(4)]
    found = {"total": [labels.BEGIN, labels.OUT, labels.OUT, labels.BEGIN]}
    shown = labels.at_places(found, boxes, {"total": {"page": 1, "box": [28, 0, 40, 10]}}, {"total": "price"}, 4)
    assert shown["total"] == [labels.IGNORE, labels.OUT, labels.OUT, labels.BEGIN]
    assert labels.placed(boxes, {"page": 2, "box": [0, 0, 99, 99]}) is None


def test_corrections_are_repeated_until_they_are_their_share():
    import random
    docs = samples.replayed(["new"], [f"old{i}" for i in range(200)], random.Random(1), share=.5, most=40)
    assert docs.count("new") == 40 and len(docs) == 80


def test_a_document_that_judged_never_trains(tmp_path):
    dataset = exported(tmp_path / "dataset", 2)
    first = exported(tmp_path / "data", 2)
    taken = {i: "validation" for i in json.loads((first / "splits.json").read_text())["documents"]}
    original = data.read_split
    data.read_split = lambda path=None: original(path) if path else taken
    try:
        split = data.joined(tmp_path / "set", first, dataset, None)
    finally:
        data.read_split = original
    assert set(split.values()) == {"validation"}


@pytest.mark.parametrize("kind, one, other", [("date", "4 March 2026", "04.03.2026"), ("price", "1.234,50 €", "1234.5"), ("price", "€ 12", "12.00"),
                                              ("name", "Elm Limited", "ELM Ltd."), ("id", "R-12/3", "r 123"), ("duration", "a term of 2 years", "2 Years")])
def test_values_that_mean_the_same_are_the_same(kind, one, other):
    assert grading.normalise(kind, one, True) == grading.normalise(kind, other, True) is not None
