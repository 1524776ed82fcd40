import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engines.relevance import nearness, order_of, points

SHARE = st.floats(0, 1)
APART = np.zeros((3, 3))


def test_nearness_by_hand():
    assert nearness(np.array([-1.0, 0.0, 3.5, 7.0])) == pytest.approx([0, 0, 1 / 2, 2 / 3])
    assert nearness(np.array([1.75]), scale=0.5) == pytest.approx([1 / 2])


@given(st.lists(st.floats(0, 40), min_size=2, max_size=9))
def test_nearness_keeps_the_order_of_the_totals(totals):
    near = nearness(np.array(totals))

    assert ((np.diff(near) > 0) <= (np.diff(totals) > 0)).all()
    assert (near < 1).all()


def test_points_by_hand():
    values = np.array([[0.5, 1.0, 0.0], [1.0, np.nan, 0.5]])

    found = points(values, np.array([0.0, 0.5, 0.5]), np.array([100, 8, 4]))

    assert found.tolist() == [[50, 4, -2], [100, 0, 0]]


@given(SHARE, SHARE, st.floats(0, 20))
def test_an_unknown_part_is_worth_what_an_ordinary_one_is(ordinary, other, weight):
    rows = np.array([[other, np.nan], [other, ordinary]])

    unknown, known = points(rows, np.array([0.5, ordinary]), np.array([10, weight])).sum(axis=1)

    assert unknown == pytest.approx(known)


@pytest.mark.parametrize(("value", "weight"), [(1.1, 1), (-0.1, 1), (0.5, -1)])
def test_a_part_or_a_weight_out_of_bounds_is_refused(value, weight):
    with pytest.raises(ValueError, match=r"part|weight"):
        points(np.array([[value]]), np.array([0.5]), np.array([weight]))


def test_offers_that_differ_come_by_their_scores_and_equals_by_position():
    assert order_of(np.array([1.0, 3.0, 1.0]), APART, most=3, floor=0.9, cost=9).tolist() == [1, 0, 2]


def test_a_copy_goes_behind_what_it_hid():
    alike = np.eye(3)
    alike[0, 1] = alike[1, 0] = 1.0

    order = order_of(np.array([10.0, 9.5, 8.0]), alike, most=2, floor=0.9, cost=5)

    assert order.tolist() == [0, 2]


def test_what_is_alike_by_half_loses_half():
    alike = np.full((2, 2), 0.95)
    third = np.pad(alike, (0, 1))

    assert order_of(np.array([10.0, 9.5, 7.1]), third, most=3, floor=0.9, cost=5).tolist() == [0, 2, 1]
    assert order_of(np.array([10.0, 9.5, 6.9]), third, most=3, floor=0.9, cost=5).tolist() == [0, 1, 2]
