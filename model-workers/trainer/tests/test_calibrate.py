import pytest

from sluice_trainer import calibrate


def test_fifty_nine_without_an_error_bound_five_percent():
    assert calibrate.binomial_upper(0, 58, .95) > .05 >= calibrate.binomial_upper(0, 59, .95)


def test_the_bound_agrees_with_the_tables():
    assert calibrate.binomial_upper(2, 100, .95) == pytest.approx(.0616, abs=1e-3)


def test_too_few_documents_are_infeasible_and_say_how_many_would_do():
    assert calibrate.rule([(.9, True)] * 20, .05, .95) == {"infeasible": True, "observed": 20, "errors": 0, "needed": 59}


def test_the_threshold_leaves_the_errors_below_it_out():
    pairs = [(.9, True)] * 80 + [(.2, False)] * 10
    assert calibrate.rule(pairs, .05, .95) == {"threshold": .9, "accepted": 80, "errors": 0}


def test_calibration_never_falls():
    points = calibrate.isotonic([(i / 50, i % 3 > 0) for i in range(50)])
    assert all(a[1] <= b[1] and a[0] < b[0] for a, b in zip(points, points[1:]))
