import json
import re
from pathlib import Path

from sluice_trainer import data

LABELS = Path(__file__).parent.parent / "labels" / "nda.jsonl"
FIELDS = {"party", "effective_date", "jurisdiction", "term"}


def lines():
    return [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


def test_own_labels_speak_of_no_document_that_judges_the_bundle():
    split = data.read_split()
    assert {split[line["id"]] for line in lines()} == {"train", "calibration"}


def test_own_labels_are_of_their_kinds_and_stand_once():
    ids = [line["id"] for line in lines()]
    assert len(ids) == len(set(ids))
    for line in lines():
        fields = line["fields"]
        assert set(fields) == FIELDS and set(line["unsure"]) <= FIELDS, line["id"]
        assert (fields["party"] or "party" in line["unsure"]) and all(isinstance(name, str) and name.strip() for name in fields["party"]), line["id"]
        assert fields["effective_date"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", fields["effective_date"]), line["id"]
