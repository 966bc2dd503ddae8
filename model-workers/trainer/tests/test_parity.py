"""The shipped bundle still gives what tests/parity records.  Needs onnxruntime and tokenizers, not torch."""
import json
from pathlib import Path

import pytest

pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")
from sluice_trainer import decode  # noqa: E402

HERE = Path(__file__).parent
BUNDLE = HERE.parent.parent / "bundles" / "micro-1"


@pytest.mark.skipif(not (BUNDLE / "bundle.yaml").exists(), reason="no bundle here")
@pytest.mark.parametrize("name", ["receipt", "contract"])
def test_the_decoder_gives_the_recorded_outcome(name):
    case = json.loads((HERE / "parity" / f"{name}.json").read_text(encoding="utf-8"))
    found, want = decode.decode(case["document"], decode.Bundle(BUNDLE)), case["expected"]
    assert found["class"] == want["class"] and found["spans"] == want["spans"]
    assert {f: v["value"] for f, v in found["fields"].items()} == {f: v["value"] for f, v in want["fields"].items()}
    for f, v in found["fields"].items():
        assert v["confidence"] == pytest.approx(want["fields"][f]["confidence"], abs=.05)
