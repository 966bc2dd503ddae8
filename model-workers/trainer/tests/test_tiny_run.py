"""A whole training in miniature: made-up invoices, a random encoder of one layer, some steps, export, int8."""
import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from sluice_trainer import decode, export, labels, model, samples, synthetic, train

SCHEMA = {"invoice": {"invoice_number": "id", "seller": "name", "buyer": "name"}, "other": {}}
TOKENIZER = Path(__file__).parent.parent.parent / "bundles/micro-1/tokenizer.json"
KINDS = labels.kinds(SCHEMA)
TAGS = labels.tag_names(SCHEMA)


class Grade:
    """What alignment needs of a grader: the normal form of a value."""

    @staticmethod
    def normalise(kind, value, day_first):
        return str(value).casefold()


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setitem(model.BASES, "tiny", ("none", "none", 1, "none", "none"))
    torch.manual_seed(1)
    return model.MicroModel("tiny", len(SCHEMA), len(TAGS))


@pytest.fixture
def documents():
    encode = encoder()
    out = []
    for n in range(6):
        doc, m = synthetic.invoice(n)
        m["fields"] = {f: v for f, v in m["fields"].items() if f in SCHEMA["invoice"]}
        out.append(samples.readings(m, [doc], SCHEMA, Grade, encode))
    return out


def encoder():
    tokenizer = Tokenizer.from_file(str(TOKENIZER))
    return lambda w: tokenizer.encode(w, add_special_tokens=False).ids


def fitted(net, documents, epochs):
    said = []
    pool, rng = samples.donors(documents, KINDS), random.Random(3)
    train.fit(net, documents, TAGS, lambda r: samples.varied(r, pool, KINDS, rng, encoder()), seed=1, epochs=epochs, minutes=5, batch=2,
              rate=1e-3, classes=len(SCHEMA), threads=1, log=lambda line, flush: said.append(float(line.split("tags ")[1].split()[0])))
    return said


def test_training_learns_and_what_is_exported_says_the_same(small, documents, tmp_path):
    said = fitted(small, documents, epochs=14)
    assert said[-1] < .8 * said[0], said
    export.to_onnx(small, tmp_path / "fp32.onnx")
    export.to_int8(tmp_path / "fp32.onnx", tmp_path / "model.onnx")
    (tmp_path / "tokenizer.json").write_text(TOKENIZER.read_text(encoding="utf-8"), encoding="utf-8")
    for name, value in (("labels.json", {"classes": list(SCHEMA), "tags": TAGS}), ("windows.json", {})):
        (tmp_path / name).write_text(json.dumps(value), encoding="utf-8")
    r = documents[0][0]
    from sluice_trainer import windows
    ids, box, mark, _ = windows.inputs((0, 40), r.tokens, r.bbox, r.marks)
    with torch.no_grad():
        expected = small.eval()(torch.tensor([ids]), torch.ones(1, len(ids)), torch.tensor([box]), torch.tensor([mark]))[1][0].numpy()
    fp32 = decode.Bundle(tmp_path, model="fp32.onnx").run(ids, box, mark)[1]
    int8 = decode.Bundle(tmp_path).run(ids, box, mark)[1]
    assert np.abs(fp32 - expected).max() < 1e-3
    assert np.abs(int8 - expected).max() < 1


def test_adapters_train_alone_and_vanish_into_the_weights(small, documents):
    before = small.bert.encoder.layer[0].attention.self.query.weight.clone()
    model.adapt(small, 4)
    fitted(small, documents, epochs=4)
    net = small.eval()
    x = (torch.randint(1000, 2000, (1, 12)), torch.ones(1, 12), torch.zeros(1, 12, 4, dtype=torch.long), torch.zeros(1, 12, 26))
    with torch.no_grad():
        adapted = net(*x)[1]
        merged = model.merge(net)(*x)[1]
    assert torch.allclose(adapted, merged, atol=1e-4)
    assert not torch.allclose(before, net.bert.encoder.layer[0].attention.self.query.weight)


def test_a_larger_models_reading_stands_in_where_no_label_may_train():
    doc, m = synthetic.invoice(0)
    silver = m | {"label_quality": "silver"}
    seller = m["fields"]["seller"]
    assert not samples.readings(silver, [doc], SCHEMA, Grade, encoder())[0].states
    taught = samples.readings(silver, [doc], SCHEMA, Grade, encoder(), {"seller": seller, "buyer": None})[0]
    assert list(taught.states) == ["seller"] and taught.trains_fields
