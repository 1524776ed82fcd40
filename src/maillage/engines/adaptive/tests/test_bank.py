import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engines.adaptive import ItemBank, Population

finite = st.floats(-6, 6)


@st.composite
def items(draw):
    """One item of one to four thresholds; a guess only with one."""
    steps = draw(st.lists(st.floats(0.05, 2), min_size=1, max_size=4))
    thresholds = draw(st.floats(-3, 3)) + np.cumsum(steps)
    guess = draw(st.floats(0, 0.5)) if len(steps) == 1 else 0.0
    return ItemBank.of(slope=[draw(st.floats(0.05, 5))], thresholds=[thresholds], guess=guess)


def test_an_item_informs_most_at_its_own_difficulty():
    bank = ItemBank.of(slope=[1.2], thresholds=[0.5])

    assert bank.information([0.5])[0, 0] == pytest.approx(1.2**2 / 4)  # a² p (1 − p) at p = 1/2
    assert bank.information([0.5])[0, 0] > bank.information([0.4, 0.6])[0].max()


def test_a_guess_costs_information_as_birnbaum_says():
    a, b, c, theta = 1.3, -0.2, 0.2, 0.7
    p = c + (1 - c) / (1 + np.exp(-a * (theta - b)))
    closed = a**2 * (1 - p) / p * ((p - c) / (1 - c)) ** 2  # Birnbaum 1968, formula 20.4.16

    found = ItemBank.of(slope=[a], thresholds=[b], guess=[c])

    assert found.probabilities([theta])[0, :, 0] == pytest.approx([1 - p, p])
    assert found.information([theta])[0, 0] == pytest.approx(closed)


def test_a_graded_item_is_the_difference_of_two_curves():
    bank = ItemBank.of(slope=[1.5], thresholds=[[-1.0, 0.4]])
    above = 1 / (1 + np.exp(-1.5 * (0.2 - np.array([-1.0, 0.4]))))

    assert bank.probabilities([0.2])[0, :, 0] == pytest.approx([1 - above[0], above[0] - above[1], above[1]])


@given(items(), st.lists(finite, min_size=1, max_size=5))
@settings(deadline=None, max_examples=60)
def test_chances_sum_to_one_and_information_is_never_negative(bank, theta):
    assert bank.probabilities(theta).sum(axis=1) == pytest.approx(1.0)
    assert (bank.probabilities(theta) >= 0).all()
    assert (bank.information(theta) >= 0).all()


@given(items(), st.floats(-3, 3))
@settings(deadline=None, max_examples=60)
def test_information_is_the_expected_square_of_the_score(bank, theta):
    step = 1e-5
    p = bank.probabilities([theta - step, theta, theta + step])[0]
    score = (p[:, 2] - p[:, 0]) / (2 * step)

    assert bank.information([theta])[0, 0] == pytest.approx(np.sum(score**2 / p[:, 1]), rel=1e-3, abs=1e-8)


@given(items(), finite, st.floats(0.01, 2))
@settings(deadline=None, max_examples=40)
def test_more_ability_never_means_a_lower_expected_answer(bank, theta, more):
    low, high = bank.expected([theta, theta + more])[0]

    assert high >= low - 1e-12


@pytest.mark.parametrize(
    "wrong",
    [
        {"slope": [0.0], "thresholds": [0.0]},
        {"slope": [1.0], "thresholds": [[0.5, 0.5]]},
        {"slope": [1.0], "thresholds": [float("nan")]},
        {"slope": [1.0], "thresholds": [0.0], "guess": 1.0},
        {"slope": [1.0], "thresholds": [[0.0, 1.0]], "guess": 0.2},
        {"slope": [1.0, 1.0], "thresholds": [0.0]},
        {"slope": [1.0], "thresholds": [0.0], "dimension": -1},
        {"slope": [], "thresholds": []},
    ],
)
def test_what_is_no_item_is_refused(wrong):
    with pytest.raises(ValueError, match=r"must|threshold|guess|counted"):
        ItemBank.of(**wrong)


def test_an_ability_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="finite"):
        ItemBank.of(slope=[1.0], thresholds=[0.0]).information([float("nan")])


@pytest.mark.parametrize("matrix", [[[1, 0.5], [0.4, 1]], [[1, 1], [1, 1]], [[2.0]]])
def test_what_is_no_correlation_is_refused(matrix):
    with pytest.raises(ValueError, match=r"symmetric|positive definite|diagonal"):
        Population.standard(matrix)
