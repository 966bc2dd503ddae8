from sluice_trainer import calibrate


def test_a_confidence_grows_with_what_speaks_for_it_and_a_rare_field_keeps_near_the_rest():
    rows = [("a", "common", [x / 10], x / 10 > .5) for x in range(11) for _ in range(6)] + [("a", "rare", [.9], False)]
    fitted = calibrate.logistic(rows, ["raw"])
    assert fitted["weights"][0] > 1
    assert -1 < fitted["fields"]("a", "rare") < 0
    assert fitted["fields"]("b", "never seen") == 0


def test_calibration_never_falls():
    points = calibrate.isotonic([(i / 50, i % 3 > 0) for i in range(50)])
    assert all(a[1] <= b[1] and a[0] < b[0] for a, b in zip(points, points[1:]))
