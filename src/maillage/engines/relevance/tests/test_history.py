import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engines.relevance import History
from maillage.engines.relevance.history import ALIKE_FROM, FEWEST, MOST, PRIOR, STRENGTH

OTHERS = [f"besoin sans rapport {n}" for n in range(FEWEST)]
BACKGROUND = np.zeros(3)


def history(*alike, documents=3, pairs=((0, 0),), vectors=None):
    """Past needs: those given first, then FEWEST that have nothing to do with them."""
    given = None if vectors is None else np.vstack([vectors, np.tile([0.0, 0.0, 1.0], (FEWEST, 1))])
    return History(
        [*alike, *OTHERS],
        np.array(pairs),
        documents,
        vectors=given,
        background=BACKGROUND if vectors else None,
    )


def test_needs_just_like_this_one_vote_for_what_helped_them():
    past = history("a", "b", pairs=[(0, 1), (1, 1)], vectors=[[1.0, 0.0, 0.0], [3.0, 0.0, 0.0]])

    votes = past.votes("couverture", np.array([2.0, 0, 0]))

    assert votes.likeness[:2] == pytest.approx([1, 1])
    assert votes.gains == pytest.approx([0, STRENGTH * (2 - 1) / (2 + PRIOR), 0])  # by hand


def test_one_success_is_no_pattern_and_no_past_adds_more_than_the_most():
    once = history("a", pairs=[(0, 1)], vectors=[[1.0, 0.0, 0.0]])
    often = [(n, 1) for n in range(60)]
    always = history(*"a" * 60, pairs=often, vectors=[[1.0, 0.0, 0.0]] * 60)

    assert once.votes("x", np.array([1.0, 0, 0])).gains.tolist() == [0, 0, 0]
    assert always.votes("x", np.array([1.0, 0, 0])).gains.tolist() == [0, MOST, 0]


def test_likeness_starts_where_unrelated_needs_end():
    cosine = (1 + ALIKE_FROM) / 2
    near = [cosine, (1 - cosine**2) ** 0.5, 0.0]
    far = [ALIKE_FROM - 0.01, (1 - (ALIKE_FROM - 0.01) ** 2) ** 0.5, 0.0]

    votes = history("a", "b", pairs=[(0, 0), (1, 1)], vectors=[near, far]).votes("x", np.array([1.0, 0, 0]))

    assert votes.likeness[:2] == pytest.approx([0.5, 0])


def test_without_meaning_the_words_tell_how_alike_two_needs_are():
    past = history("la toiture coule", "ma toiture coule", pairs=[(0, 2), (1, 2)])

    votes = past.votes("toiture qui coule")

    assert votes.likeness[0] > 0.2
    assert np.flatnonzero(votes.gains).tolist() == [2]


def test_a_past_need_whose_vector_is_missing_is_compared_by_its_words():
    past = history("la toiture coule", "autre", vectors=[[0.0, 0, 0], [1.0, 0, 0]])

    assert past.votes("toiture qui coule", np.array([0.0, 1, 0])).likeness[0] > 0


def test_too_few_past_needs_say_nothing():
    few = History(["toit"] * (FEWEST - 1), np.array([(0, 0)]), 1)
    enough = History(["toit"] * FEWEST, np.array([(n, 0) for n in range(FEWEST)]), 1)

    assert few.votes("toit").gains.tolist() == [0]
    assert enough.votes("toit").likeness.shape == (FEWEST,)
    assert History([], np.zeros((0, 2)), 2).votes("toit").gains.tolist() == [0, 0]


def test_a_doubtful_help_counts_for_what_it_is_worth():
    texts, pairs = ["toit", "toit", *OTHERS], np.array([(0, 0), (1, 0), (0, 1), (1, 1)])
    gains = History(texts, pairs, 2, worth=np.array([1.0, 1.0, 0.5, 0.5])).votes("toit").gains

    assert gains[1] > 0
    assert gains[0] == pytest.approx(2 * gains[1])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), unique=True, max_size=20), st.integers(0, 5))
def test_gains_are_bounded_and_one_more_helped_need_never_lowers_its_document(pairs, direction):
    rng = np.random.default_rng(direction)
    vectors = rng.normal(size=(4, 3)).tolist()
    query = rng.normal(size=3)

    before = history("a", "b", "c", "d", documents=5, pairs=pairs or np.zeros((0, 2)), vectors=vectors)
    more = [*pairs, (0, 0)] if (0, 0) not in pairs else pairs
    after = history("a", "b", "c", "d", documents=5, pairs=more, vectors=vectors)

    gains = before.votes("x", query).gains
    assert ((gains >= 0) & (gains <= MOST)).all()
    assert after.votes("x", query).gains[0] >= gains[0]
    assert after.votes("x", query).gains[1:] == pytest.approx(gains[1:])


@pytest.mark.parametrize(
    "wrong",
    [
        {"pairs": np.array([(1, 0)])},
        {"pairs": np.array([(0, 1)])},
        {"pairs": np.array([(-1, 0)])},
        {"worth": np.ones(2)},
        {"vectors": np.ones((2, 3))},
    ],
)
def test_shapes_that_disagree_are_refused(wrong):
    with pytest.raises(ValueError, match="need"):
        History(["toit"], **({"pairs": np.array([(0, 0)]), "documents": 1} | wrong))
