"""The flow against an assignment solved another way, against every possible answer, and against its own promises."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.optimize import linear_sum_assignment

from maillage.engines.allocation import allocate, first_come, without_capacity

FORBIDDEN = -1e6


@st.composite
def cases(draw, most_needs=6, most_experts=4):
    shape = draw(st.tuples(st.integers(1, most_needs), st.integers(1, most_experts)))
    scores = draw(arrays.arrays(np.int64, shape, elements=st.integers(-500, 1000))) / 1000
    allowed = draw(arrays.arrays(np.bool_, shape))
    capacity = draw(arrays.arrays(np.int64, shape[1], elements=st.integers(0, 4)))
    load = draw(arrays.arrays(np.int64, shape[1], elements=st.integers(0, 5)))
    return scores, allowed, capacity, load


def shared(case, *, evenness=0.0, nearest=1):
    return allocate(*case, evenness=evenness, nearest=nearest)


@given(cases(most_needs=9, most_experts=6))
def test_without_prices_it_is_the_assignment_that_scipy_finds(case):
    scores, allowed, capacity, load = case
    places = np.repeat(np.arange(len(capacity)), np.maximum(capacity - load, 0))
    gains = np.where(allowed, scores, FORBIDDEN)[:, places]
    rows, columns = linear_sum_assignment(gains, maximize=True)
    made = gains[rows, columns] > FORBIDDEN

    found = shared(case, nearest=len(capacity))

    assert (found.expert >= 0).sum() == made.sum()
    assert found.total == pytest.approx(gains[rows, columns][made].sum(), abs=1e-5)


@given(cases(most_needs=4, most_experts=3), st.sampled_from([0.0, 0.05, 0.6]))
def test_with_prices_no_other_answer_is_better(case, evenness):
    scores, allowed, capacity, load = case

    def worth(experts):
        """How many are served, then their total less what loads cost; None when it cannot be."""
        pairs = [(need, expert) for need, expert in enumerate(experts) if expert >= 0]
        carried = np.bincount([expert for _, expert in pairs], minlength=len(capacity))
        if not all(allowed[pair] for pair in pairs) or (carried > np.maximum(capacity - load, 0)).any():
            return None
        limit = np.maximum(capacity, 1)
        cost = evenness * (((load + carried) ** 2 - load**2) / (2 * limit))[carried > 0].sum()
        return len(pairs), sum(scores[pair] for pair in pairs) - cost

    every = product(range(-1, len(capacity)), repeat=len(scores))
    best = max(filter(None, map(worth, every)))

    assert worth(shared(case, evenness=evenness, nearest=3).expert) == (
        best[0],
        pytest.approx(best[1], abs=1e-5),
    )


@given(cases(), st.sampled_from([0.0, 0.3]), st.integers(1, 4))
def test_nobody_takes_more_than_it_said_and_no_pair_is_made_that_may_not_be(case, evenness, nearest):
    scores, allowed, capacity, load = case

    found = shared(case, evenness=evenness, nearest=nearest)

    served = np.flatnonzero(found.expert >= 0)
    assert allowed[served, found.expert[served]].all()
    assert (found.load <= np.maximum(capacity, load)).all()
    assert found.load.sum() == load.sum() + len(served)
    assert found.total == pytest.approx(scores[served, found.expert[served]].sum())


@given(cases(), st.integers(1, 4))
def test_looking_at_few_experts_first_serves_as_many_as_looking_at_all(case, nearest):
    few, all_of_them = shared(case, nearest=nearest), shared(case, nearest=4)

    assert (few.expert >= 0).sum() == (all_of_them.expert >= 0).sum()


@given(cases())
def test_it_decides_the_same_way_each_time(case):
    assert shared(case, evenness=0.05).expert.tolist() == shared(case, evenness=0.05).expert.tolist()


@given(cases())
def test_who_is_left_aside_has_no_candidate_or_finds_them_all_full(case):
    _, allowed, capacity, _ = case

    found = shared(case)

    for need in np.flatnonzero(found.expert < 0):
        full = found.load >= capacity
        assert found.had_candidates[need] == allowed[need].any()
        assert full[allowed[need]].all()


def test_near_equals_share_the_load_and_a_clear_best_keeps_it():
    near, clear = np.array([[0.80, 0.79]] * 4), np.array([[0.80, 0.50]] * 4)

    def loads(scores, evenness):
        case = (scores, scores > 0, np.array([4, 4]), np.array([0, 0]))
        return shared(case, evenness=evenness, nearest=2).load.tolist()

    assert loads(near, 0.0) == [4, 0]
    assert loads(near, 0.05) == [2, 2]
    assert loads(clear, 0.05) == [4, 0]


def test_who_carries_a_lot_already_is_spared():
    scores = np.array([[0.80, 0.80]])

    found = shared((scores, scores > 0, np.array([4, 4]), np.array([3, 0])), evenness=0.05, nearest=2)

    assert found.expert.tolist() == [1]


def test_first_come_leaves_the_last_one_without_the_only_expert_it_had():
    scores = np.array([[0.9, 0.8], [0.7, 0.0]])
    allowed = np.array([[True, True], [True, False]])
    places = np.array([1, 1])

    assert first_come(scores, allowed, places).tolist() == [0, -1]
    assert shared((scores, allowed, places, np.zeros(2, np.int64))).expert.tolist() == [1, 0]
    assert without_capacity(scores, allowed).tolist() == [0, 0]
    assert without_capacity(scores, np.zeros((2, 2), bool)).tolist() == [-1, -1]


def test_nobody_asks_and_nobody_answers():
    nobody = np.zeros(0, np.int64)

    assert (
        shared((np.zeros((0, 2)), np.zeros((0, 2), bool), np.ones(2, np.int64), np.zeros(2, np.int64))).total
        == 0
    )
    assert shared((np.zeros((2, 0)), np.zeros((2, 0), bool), nobody, nobody)).expert.tolist() == [-1, -1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"allowed": np.ones((2, 2), bool)}, "one shape"),
        ({"capacity": np.array([1.0])}, "integers"),
        ({"load": np.array([-1])}, "negative"),
        ({"scores": np.array([[np.nan]])}, "finite"),
        ({"scores": np.array([[1001.0]])}, "finite"),
        ({"evenness": -0.1}, "evenness"),
        ({"nearest": 0}, "nearest from 1"),
    ],
)
def test_what_makes_no_sense_is_refused(change, words):
    given = {
        "scores": np.array([[1.0]]),
        "allowed": np.array([[True]]),
        "capacity": np.array([1]),
        "load": np.array([0]),
        "evenness": 0.0,
        "nearest": 1,
    }

    with pytest.raises(ValueError, match=words):
        allocate(**given | change)
