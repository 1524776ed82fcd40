import numpy as np
import pytest

from maillage.engines.relevance.meaning import MeaningIndex

EAST, NORTH = np.array([1.0, 0.0]), np.array([0.0, 1.0])


def test_a_document_gives_back_what_any_text_would_get():
    index = MeaningIndex(np.array([EAST, NORTH]), background=np.array([0.75, 0.25]))

    assert index.similarities(EAST) == pytest.approx([1 - 0.75, 0 - 0.25])


def test_lengths_do_not_count():
    index = MeaningIndex(np.array([3 * EAST, NORTH]), background=np.array([0.5, 0.5]))

    assert index.similarities(7 * EAST) == pytest.approx([0.5, -0.5])


def test_without_a_background_the_documents_are_their_own():
    index = MeaningIndex(np.array([EAST, NORTH]))

    assert index.similarities(EAST) == pytest.approx([0.5, -0.5])


@pytest.mark.parametrize("row", [[0.0, 0.0], [np.nan, np.nan], [np.inf, 0.0], [np.nan, 1.0]])
def test_a_missing_vector_is_unknown_and_moves_no_other(row):
    alone = MeaningIndex(np.array([EAST, NORTH])).similarities(EAST)

    with_gap = MeaningIndex(np.array([EAST, NORTH, row])).similarities(EAST)

    assert with_gap[:2] == pytest.approx(alone)
    assert np.isnan(with_gap[2])


def test_a_query_already_in_the_background_keeps_its_ranking():
    rng = np.random.default_rng(1)
    documents, queries = rng.normal(size=(30, 8)), rng.normal(size=(10, 8))
    queries /= np.linalg.norm(queries, axis=1, keepdims=True)

    among = MeaningIndex(documents, background=queries.mean(axis=0)).similarities(queries[0])
    apart = MeaningIndex(documents, background=queries[1:].mean(axis=0)).similarities(queries[0])

    assert among == pytest.approx(0.9 * apart, abs=1e-6)


@pytest.mark.parametrize("query", [np.zeros(2), np.array([np.nan, 1]), np.ones(3)])
def test_a_query_that_points_nowhere_is_refused(query):
    with pytest.raises(ValueError, match="vector"):
        MeaningIndex(np.array([EAST, NORTH])).similarities(query)


def test_vectors_come_as_a_matrix():
    with pytest.raises(ValueError, match="shape"):
        MeaningIndex(EAST)
