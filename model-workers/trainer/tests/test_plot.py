"""The plot shows every bin where it belongs."""
import xml.etree.ElementTree as ET

from sluice_trainer.plot import gain, reliability, wilson

SVG = "{http://www.w3.org/2000/svg}"


def test_every_bin_is_a_point_on_the_diagonal_if_what_is_stated_is_so():
    bins = [{"n": 40, "confidence": v, "accuracy": v} for v in (0.1, 0.5, 0.9)]
    points = ET.fromstring(reliability(bins, "a < b".replace("<", "&lt;"))).findall(SVG + "circle")
    assert len(points) == 3
    assert all(abs(float(p.get("cx")) + float(p.get("cy")) - 360) < .2 for p in points)


def test_overconfidence_lies_below_the_diagonal():
    point, = ET.fromstring(reliability([{"n": 9, "confidence": .9, "accuracy": .3}], "t")).findall(SVG + "circle")
    assert float(point.get("cx")) + float(point.get("cy")) > 360


def test_the_interval_holds_the_share_and_narrows_with_more():
    few, many = wilson(9, 10), wilson(900, 1000)
    assert few[0] < .9 < few[1] and many[1] - many[0] < few[1] - few[0]


def test_the_gain_curve_shows_every_run():
    rows = [{"corrections": n, "exact": n / 100, "recall": .5} for n in (0, 5, 5, 10)]
    svg = gain(rows, "gain")
    assert svg.count("<circle") == 8 and svg.count("<polyline") == 2
