from math import log

import numpy as np
import pytest

from maillage.engines.relevance.words import LENGTH_PENALTY, SATURATION, TITLE_WEIGHT, WordIndex

THREE = WordIndex([("", "pompe pompe vanne"), ("", "vanne four"), ("", "four")])


def test_the_score_is_the_published_formula():
    idf = log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    weight = 2 / (
        2 + SATURATION * (1 - LENGTH_PENALTY + LENGTH_PENALTY * 3 / 2)
    )  # tf 2, length 3, mean length 2

    assert THREE.scores(["pomp"]) == pytest.approx([idf * weight, 0, 0], rel=1e-5)


def test_a_word_said_twice_counts_twice():
    assert THREE.scores(["pomp", "pomp"]) == pytest.approx(2 * THREE.scores(["pomp"]))


def test_a_word_of_the_title_counts_as_several_of_the_text():
    titled = WordIndex([("pompe", "vanne"), ("", "four")])
    written = WordIndex([("", "pompe " * TITLE_WEIGHT + "vanne"), ("", "four")])

    assert titled.scores(["pomp"]) == pytest.approx(written.scores(["pomp"]))
    assert titled.scores(["pomp"])[0] > titled.scores(["vann"])[0] > 0


def test_a_rarer_word_tells_more_and_an_unknown_one_the_most():
    assert THREE.information("inconnu") > THREE.information("pomp") > THREE.information("four") > 0


def test_coverage_is_the_share_of_the_query_that_the_best_document_carries():
    scores = THREE.scores(["pomp", "inconnu"])

    known = THREE.information("pomp") + THREE.information("inconnu")
    assert THREE.coverage(["pomp", "inconnu"], scores) == pytest.approx(scores[0] / known)
    assert THREE.coverage([], np.zeros(3)) == 0


@pytest.mark.parametrize("documents", [[], [("", "")], [("", "de la")]])
def test_a_collection_without_words_scores_nothing(documents):
    assert WordIndex(documents).scores(["pomp"]).tolist() == [0.0] * len(documents)


def test_a_document_without_words_stands_among_others():
    assert WordIndex([("", "😀"), ("", "pompe")]).scores(["pomp"])[0] == 0
    assert WordIndex([("", "😀"), ("", "pompe")]).scores(["pomp"])[1] > 0
