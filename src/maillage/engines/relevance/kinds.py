"""The bridge from what people say to what sellers say: kinds of need, known by symptoms, answered by solutions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from maillage.engines.relevance.combine import FLAT, Values, confidence, z_scores
from maillage.engines.relevance.meaning import MeaningIndex
from maillage.engines.relevance.text import stems_of
from maillage.engines.relevance.words import WordIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from maillage.engines.relevance.synonyms import Unit

SHARPNESS = 1.5  # how much a kind gains by standing out: share ∝ exp(SHARPNESS · evidence)
WORDS_BESIDE_MEANING = 0.4  # a symptom's words, where its meaning speaks too; alone they count in full
LEAST_SHARE = 0.004  # a smaller share of a need moves nothing that one could see
TWO_BEST = 2  # one symptom alone may be near by chance


@dataclass(frozen=True, kw_only=True)
class KindTexts:
    """One kind of need: at least one symptom, and the title and text of what would answer it."""

    symptoms: Sequence[str]
    solution: tuple[str, str]


class KindIndex:
    """k kinds of need, ready to read a need and to be compared with offers.

    Parameters
    ----------
    kinds : k ≥ 1 kinds.
    symptom_vectors : shape (number of symptoms, d) in the order of the kinds, or None. Rows of zeros are missing.
    solution_vectors : shape (k, d), or None. Given with the former or not at all.
    background : shape (d,), the mean vector of needs about nothing in particular.

    Raises ValueError when there is no kind, a kind without symptom, or shapes disagree.
    """

    def __init__(
        self,
        kinds: Sequence[KindTexts],
        symptom_vectors: NDArray[np.floating] | None = None,
        solution_vectors: NDArray[np.floating] | None = None,
        background: NDArray[np.floating] | None = None,
    ) -> None:
        symptoms = [symptom for kind in kinds for symptom in kind.symptoms]
        if not kinds or not all(kind.symptoms for kind in kinds):
            raise ValueError("each kind needs a symptom, and there must be one kind")
        if (symptom_vectors is None) != (solution_vectors is None):
            raise ValueError("vectors of symptoms and of solutions come together")
        if symptom_vectors is not None and len(symptom_vectors) != len(symptoms):
            raise ValueError(f"{len(symptoms)} symptoms need as many vectors, got {len(symptom_vectors)}")
        if solution_vectors is not None and len(solution_vectors) != len(kinds):
            raise ValueError(f"{len(kinds)} kinds need as many vectors, got {len(solution_vectors)}")
        self._members = _members([len(kind.symptoms) for kind in kinds])
        self._symptom_words = WordIndex([("", symptom) for symptom in symptoms])
        self._symptoms = None if symptom_vectors is None else MeaningIndex(symptom_vectors, background)
        self._solution_words = WordIndex([kind.solution for kind in kinds])
        self._solution_stems = [list(dict.fromkeys(stems_of(" ".join(kind.solution)))) for kind in kinds]
        self._solution_vectors = solution_vectors

    def __len__(self) -> int:
        return len(self._members)

    def shares(
        self, query: str, query_vector: NDArray[np.floating] | None = None, units: Sequence[Unit] = ()
    ) -> Values:
        """How much the need is of each kind: shape (k,), adds up to 1; 1/k each where nothing tells.

        Evidence for a kind is the mean of its two nearest symptoms (meaning and words, as z-scores over all
        symptoms), plus the words that the need shares with its solution. `units`: the terms of the need that have other
        words, see `Thesaurus`.
        """
        stems = stems_of(query)
        meaning = self._meaning(query_vector)
        by_words = _believed(self._symptom_words, stems, units)
        symptoms = by_words if meaning is None else np.nan_to_num(meaning) + WORDS_BESIDE_MEANING * by_words
        beside = 1.0 if meaning is None else WORDS_BESIDE_MEANING
        evidence = self._best_of_each(symptoms) + beside * _believed(self._solution_words, stems, units)
        weights = np.exp(SHARPNESS * (evidence - evidence.max()))
        return np.asarray(weights / weights.sum(), dtype=np.float64)

    def nearness(self, words: WordIndex, meaning: MeaningIndex | None) -> NDArray[np.float32]:
        """How near each document is to each kind's solution: shape (k, n), mean of the z-scores of words and meaning.

        A document without a vector, or kinds without vectors, are compared by words alone.
        """
        near = np.stack([z_scores(words.scores(stems)) for stems in self._solution_stems])
        if meaning is not None and self._solution_vectors is not None:
            means = np.stack([z_scores(row) for row in meaning.contrasts(self._solution_vectors)])
            near = np.where(np.isnan(means), near, (near + means) / 2)
        return near.astype(np.float32)

    def _meaning(self, query_vector: NDArray[np.floating] | None) -> Values | None:
        if self._symptoms is None or query_vector is None:
            return None
        return z_scores(self._symptoms.similarities(query_vector))

    def _best_of_each(self, symptoms: Values) -> Values:
        padded = np.append(symptoms, -np.inf)[self._members]
        best = np.sort(padded, axis=1)[:, -TWO_BEST:]
        return np.asarray(np.where(np.isinf(best), best[:, -1:], best).mean(axis=1))


class Bridge:
    """What the shares of a need say of each of n documents, once their nearness to k kinds is known.

    nearness : shape (k, n), see `KindIndex.nearness`.
    """

    def __init__(self, nearness: NDArray[np.float32]) -> None:
        self._nearness = nearness
        self._usual = nearness.mean(axis=0)

    def scores(self, shares: Values) -> Values:
        """Σ share · (nearness − its mean over the kinds), as z-scores, over the kinds whose share counts.

        Only what sets a need apart from just any need counts: equal shares say nothing, and give zeros.
        """
        counts = np.flatnonzero(shares >= LEAST_SHARE)
        if np.ptp(shares) <= FLAT or not counts.size:
            return np.zeros(len(self._usual))
        kept = shares[counts].astype(np.float32)
        return z_scores((kept @ self._nearness[counts] - kept.sum() * self._usual).astype(np.float64))


def _believed(index: WordIndex, stems: list[str], units: Sequence[Unit]) -> Values:
    raw = index.scores(stems, units)
    return confidence(index.coverage(stems, raw, units)) * z_scores(raw)


def _members(sizes: Sequence[int]) -> NDArray[np.intp]:
    """Positions of the symptoms of each kind, shape (k, most); the position after the last one fills the rows."""
    members = np.full((len(sizes), max(*sizes, TWO_BEST)), sum(sizes), dtype=np.intp)
    start = 0
    for row, size in zip(members, sizes, strict=True):
        row[:size] = np.arange(start, start + size)
        start += size
    return members
