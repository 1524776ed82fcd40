import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import gamma, nbinom

from maillage.engines.niches import LEAST_STRENGTH, MOST_STRENGTH, likeliest_strength, quotients


@st.composite
def communities(draw):
    """Counts and shares of one to twelve classes; shares sum to one."""
    size = draw(st.integers(1, 12))
    counts = draw(st.lists(st.floats(0, 60), min_size=size, max_size=size))
    weights = np.array(draw(st.lists(st.floats(0.01, 1), min_size=size, max_size=size)))
    return np.array(counts), weights / weights.sum()


def test_the_example_of_the_documentation_by_hand():
    # docs/explanation/creneaux-communs.md: 50 firms, 6 in a class that is 4 % of the country, a prior worth 4
    found = quotients([6, 44], [0.04, 0.96], strength=4)

    assert found.expected[0] == pytest.approx(2.0)
    assert found.estimate[0] == pytest.approx((4 + 6) / (4 + 2))  # 1.67, where the plain quotient says 3
    # the gamma law of whole shape 10 has a closed tail: sum of e^-6 6^k / k! for k < 10
    assert found.above[0] == pytest.approx(sum(math.exp(-6) * 6**k / math.factorial(k) for k in range(10)))
    assert round(found.low[0], 2) == 0.9
    assert round(found.high[0], 2) == 2.62


def test_the_band_holds_nine_chances_in_ten():
    found = quotients([3, 9, 0], [0.1, 0.2, 0.7], strength=2.5)
    law = gamma(2.5 + 3, scale=1 / (2.5 + found.expected[0]))

    assert law.cdf(found.high[0]) - law.cdf(found.low[0]) == pytest.approx(0.9)
    assert law.sf(1.0) == pytest.approx(found.above[0])


def test_the_likeliest_strength_is_that_of_the_negative_binomial_law():
    counts, expected = np.array([1, 2, 9, 3, 10, 1]), np.array([4.0, 3, 3, 5, 6, 5])

    def likelihood(a):
        return nbinom(a, a / (a + expected)).logpmf(counts).sum()

    found = likeliest_strength(counts.astype(float), expected)

    assert LEAST_STRENGTH < found < MOST_STRENGTH
    assert likelihood(found) >= max(likelihood(found * 0.98), likelihood(found * 1.02))


def test_a_community_just_like_its_country_is_held_at_the_strongest_prior():
    shares = np.array([0.5, 0.3, 0.2])

    assert quotients(shares * 100, shares).strength == pytest.approx(MOST_STRENGTH, rel=1e-3)


@given(communities())
def test_an_estimate_lies_between_one_and_the_plain_quotient(community):
    counts, shares = community
    found = quotients(counts, shares)
    plain = np.divide(counts, found.expected, out=np.ones_like(counts), where=found.expected > 0)

    assert np.all(found.estimate >= np.minimum(1, plain) - 1e-9)
    assert np.all(found.estimate <= np.maximum(1, plain) + 1e-9)


@given(communities())
def test_the_band_is_around_the_median_and_the_tail_agrees_with_it(community):
    found = quotients(*community)

    assert np.all(found.low < found.high)
    assert np.all((found.above >= 0) & (found.above <= 1))
    assert np.all((found.low <= 1) | (found.above >= 0.95 - 1e-9))
    assert np.all((found.high >= 1) | (found.above <= 0.05 + 1e-9))


@given(communities(), st.floats(0.6, 9))
def test_one_more_firm_never_lowers_its_class(community, strength):
    counts, shares = community
    expected_before = quotients(counts, shares, strength=strength)
    counts = counts.copy()
    counts[0] += 1

    after = quotients(counts, shares, strength=strength)

    assert after.estimate[0] >= expected_before.estimate[0] - 1e-12


@given(communities(), st.randoms(use_true_random=False))
def test_the_order_of_classes_changes_nothing(community, chance):
    counts, shares = community
    order = list(range(len(counts)))
    chance.shuffle(order)

    straight, shuffled = quotients(counts, shares), quotients(counts[order], shares[order])

    assert shuffled.estimate == pytest.approx(straight.estimate[order], rel=1e-4)


@pytest.mark.parametrize(
    ("counts", "shares"),
    [([-1], [0.5]), ([float("nan")], [0.5]), ([1], [0.0]), ([1, 1], [0.7, 0.7]), ([1, 2], [0.5])],
)
def test_what_is_no_count_or_no_share_is_refused(counts, shares):
    with pytest.raises(ValueError, match=r"must be|one count"):
        quotients(counts, shares)


def test_a_strength_that_is_not_positive_is_refused():
    with pytest.raises(ValueError, match="strength"):
        quotients([1], [0.5], strength=0)
