import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engines.relevance.combine import FULL_COVERAGE, combined, confidence, z_scores

NUMBERS = st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=20).map(np.array)


def test_z_scores_by_hand():
    assert z_scores(np.array([2.0, 4.0, 6.0])) == pytest.approx([-(1.5**0.5), 0, 1.5**0.5])


@given(NUMBERS, st.integers(1, 9), st.integers(-9, 9))
def test_z_scores_forget_scale_and_origin(values, scale, origin):
    assert z_scores(scale * values + origin) == pytest.approx(z_scores(values), abs=1e-9)


def test_equal_values_say_nothing():
    assert z_scores(np.array([0.1, 0.1, 0.1])).tolist() == [0, 0, 0]


def test_an_unknown_value_stays_unknown_and_moves_no_other():
    with_gap = z_scores(np.array([2.0, np.nan, 4.0]))

    assert with_gap[[0, 2]] == pytest.approx([-1, 1])
    assert np.isnan(with_gap[1])


def test_words_are_believed_for_what_they_cover():
    assert confidence(0) == 0
    assert confidence(FULL_COVERAGE / 2) == 0.25
    assert confidence(FULL_COVERAGE) == confidence(0.9) == 1


def test_the_total_is_the_believed_words_plus_the_meaning():
    assert combined(np.array([1.0, -1.0]), np.array([0.5, 2.0]), 0.5) == pytest.approx([1.0, 1.5])


def test_an_unknown_meaning_is_the_one_its_words_lead_one_to_expect():
    words = np.array([2.0, 1.0, -1.0, 2.0])

    in_step = combined(words, np.array([2.0, 1.0, -1.0, np.nan]), 1.0)
    against = combined(words, np.array([-2.0, -1.0, 1.0, np.nan]), 1.0)

    assert in_step[3] == pytest.approx(4.0)  # r = 1: as if its meaning were known
    assert against[3] == pytest.approx(2.0)  # r < 0 is no reason to punish shared words


def test_too_few_meanings_make_no_trend():
    assert combined(np.array([2.0, 1.0, 3.0]), np.array([1.0, 0.0, np.nan]), 1.0)[2] == 3.0
