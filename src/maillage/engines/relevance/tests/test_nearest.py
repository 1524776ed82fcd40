"""The nearest documents, against every pair compared one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engines.relevance import top_matches


@st.composite
def cases(draw):
    """Small whole numbers: products are exact, and equals are frequent."""
    readers, documents, profiles, k = draw(st.tuples(*[st.integers(1, 9)] * 4))
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return (
        chance.integers(-2, 3, (readers, 3)).astype(np.float32),
        chance.integers(-2, 3, (documents, 3)).astype(np.float32),
        chance.integers(0, profiles, readers),
        chance.random((profiles, documents)) < 0.5,
        k,
    )


@given(cases())
def test_it_is_what_comparing_every_pair_finds(case):
    readers, documents, profiles, opened, k = case

    found = top_matches(readers, documents, profiles, np.packbits(opened, axis=1), k)

    for reader in range(len(readers)):
        products = documents @ readers[reader]
        allowed = np.flatnonzero(opened[profiles[reader]])
        best = sorted(allowed, key=lambda place: (-products[place], place))[:k]
        none = k - len(best)
        assert found.positions[reader].tolist() == [*best, *[-1] * none]
        assert found.scores[reader].tolist() == pytest.approx(
            [*products[best], *[np.nan] * none], nan_ok=True
        )


def test_many_readers_of_one_profile_are_compared_in_several_turns():
    chance = np.random.default_rng(7)
    readers = chance.integers(-9, 9, (5_000, 4)).astype(np.float32)
    documents = chance.integers(-9, 9, (40, 4)).astype(np.float32)
    everything = np.packbits(np.ones((1, 40), bool), axis=1)

    found = top_matches(readers, documents, np.zeros(5_000, np.int64), everything, 3)

    assert (found.positions == np.argsort(-(readers @ documents.T), axis=1, kind="stable")[:, :3]).all()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"documents": np.zeros((3, 5), np.float32)}, "vectors"),
        ({"profiles": np.zeros(3, np.int64)}, "one profile"),
        ({"profiles": np.array([0, 1])}, "row of bits"),
        ({"opened": np.zeros((1, 2), np.uint8)}, "one bit"),
        ({"k": 0}, "one document is wanted"),
    ],
)
def test_what_makes_no_sense_is_refused(change, words):
    given = {
        "readers": np.zeros((2, 4), np.float32),
        "documents": np.zeros((3, 4), np.float32),
        "profiles": np.zeros(2, np.int64),
        "opened": np.zeros((1, 1), np.uint8),
        "k": 1,
    }

    with pytest.raises(ValueError, match=words):
        top_matches(**given | change)
