import numpy as np
import pytest

from sluice_trainer import decode


def test_a_span_begins_where_b_is_likely_and_goes_on_while_i_is():
    assert decode.spans(np.array([.9, .1, .05, .0]), np.array([.0, .8, .9, .2])) == [(0, 3, pytest.approx((.9 + .8 + .9) / 3), .8)]


def test_a_second_beginning_ends_the_first_span():
    assert [s[:2] for s in decode.spans(np.array([.9, .8]), np.array([.0, .1]))] == [(0, 1), (1, 2)]


def test_words_that_no_window_covered_end_a_span():
    assert [s[:2] for s in decode.spans(np.array([.9, np.nan, .9]), np.array([.0, np.nan, .9]))] == [(0, 1), (2, 3)]


@pytest.mark.parametrize("kind, tag, words, value", [
    ("price", "total", ["RM", "1,234.50*"], "1,234.50"),
    ("price", "total", ["$", "5.", "00"], "5.00"),
    ("price", "total", ["(12.00)"], "-12.00"),
    ("price", "total", ["RM"], ""),
    ("date", "flight_from", ["02/13/20", "-", "02/21/20"], "02/13/20"),
    ("date", "flight_to", ["02/13/20", "-", "02/21/20"], "02/21/20"),
    ("date", "date", ["March", "1,", "2019,"], "March 1, 2019"),
    ("id", "contract_num", ["#950069-1,"], "950069-1"),
    ("code", "currency", ["€"], "EUR"),
    ("name", "company", ["“ALPHA", "SDN.", "BHD.,"], "ALPHA SDN. BHD."),
    ("name", "company", ["--"], ""),
])
def test_values_are_cleaned_by_kind(kind, tag, words, value):
    assert decode.clean(kind, tag, words) == value


def test_tables_are_linear_between_points_and_constant_outside():
    points = [[.2, .1], [.6, .5]]
    assert [decode.lookup(points, x) for x in (0, .4, 1)] == [.1, pytest.approx(.3), .5]


def test_outside_has_logit_zero():
    b, i = decode.begin_inside([[0, 0]])
    assert (b[0, 0], i[0, 0]) == pytest.approx((1 / 3, 1 / 3))
