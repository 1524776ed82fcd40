import numpy as np
import pytest

from maillage.engines.evaluation import bootstrap_interval


def test_the_interval_is_near_that_of_the_normal_law_on_many_values():
    values = np.random.default_rng(1).normal(0.5, 0.2, size=400)
    half = 1.96 * values.std() / 20

    low, high = bootstrap_interval(values, rng=np.random.default_rng(3))

    assert (low, high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.003)


def test_equal_values_leave_no_doubt_and_the_same_seed_gives_the_same_interval():
    assert bootstrap_interval([0.4] * 5, rng=np.random.default_rng(1)) == pytest.approx((0.4, 0.4))
    assert bootstrap_interval([0.1, 0.9, 0.4], rng=np.random.default_rng(2)) == bootstrap_interval(
        [0.1, 0.9, 0.4], rng=np.random.default_rng(2)
    )


def test_no_value_is_refused():
    with pytest.raises(ValueError, match="no value"):
        bootstrap_interval([], rng=np.random.default_rng(1))
