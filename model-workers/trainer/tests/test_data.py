from collections import Counter

from sluice_trainer import data


def test_the_recorded_split_has_three_sides_and_its_seed():
    sides = Counter(data.read_split().values())
    assert set(sides) == {"train", "calibration", "validation"} and min(sides.values()) > 200


def test_documents_of_one_issuer_stay_together():
    docs = {f"rec{i}": {"id": f"rec{i}", "cls": "receipt", "sub": "receipt", "label_quality": "gold", "source": {"path": f"{i}.jpg"},
                        "fields": {"company": f"SHOP NUMBER {'ABCDEFGH'[i % 8]}"}} for i in range(80)}
    split = data.make_split(docs, {})
    for shop in range(8):
        assert len({split[f"rec{i}"] for i in range(80) if i % 8 == shop}) == 1
