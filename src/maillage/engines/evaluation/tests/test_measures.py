from math import log2

import pytest

from maillage.engines.evaluation import ndcg, recall, reciprocal_rank

GRADES = {"a": 3, "b": 1, "c": 0, "d": 2}


def test_ndcg_by_hand():
    gained = 1 / log2(2) + 0 / log2(3) + 3 / log2(4)
    best = 3 / log2(2) + 2 / log2(3) + 1 / log2(4)

    assert ndcg(["b", "c", "a", "d"], GRADES, k=3) == pytest.approx(gained / best)


def test_ndcg_is_one_for_the_best_order_and_zero_when_nothing_is_found():
    assert ndcg(["a", "d", "b"], GRADES, k=10) == pytest.approx(1)
    assert ndcg(["c", "x"], GRADES, k=10) == 0


def test_ndcg_asks_no_more_than_k_can_hold():
    assert ndcg(["a"], {"a": 1, "b": 1}, k=1) == pytest.approx(1)


def test_the_reciprocal_rank_is_that_of_the_first_relevant():
    assert reciprocal_rank(["c", "x", "d", "a"], GRADES) == pytest.approx(1 / 3)
    assert reciprocal_rank(["c"], GRADES) == 0


def test_recall_is_the_share_found():
    assert recall(["a", "x", "c", "b", "d"], GRADES, k=3) == pytest.approx(1 / 3)
    assert recall(["a", "b", "d"], GRADES, k=3) == 1


def test_a_negative_grade_gains_nothing():
    assert ndcg(["z", "a"], {"a": 1, "z": -1}, k=2) == pytest.approx(1 / log2(3))


@pytest.mark.parametrize(
    ("ranked", "grades", "k", "why"),
    [(["a"], {"a": 0}, 3, "relevant"), (["a", "a"], {"a": 1}, 3, "once"), (["a"], {"a": 1}, 0, "k must")],
)
def test_what_cannot_be_measured_is_refused(ranked, grades, k, why):
    with pytest.raises(ValueError, match=why):
        ndcg(ranked, grades, k=k)
    with pytest.raises(ValueError, match=why):
        recall(ranked, grades, k=k)
