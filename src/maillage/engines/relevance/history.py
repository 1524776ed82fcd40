"""What helped needs like this one: past needs vote for the documents that served them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from maillage.engines.relevance.meaning import MeaningIndex
from maillage.engines.relevance.text import stems_of
from maillage.engines.relevance.words import WordIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from maillage.engines.relevance.combine import Values

FEWEST = 20  # fewer past needs tell nothing yet
ALIKE_FROM = 0.3  # nineteen in twenty pairs of needs that nothing common helped are less alike
PRIOR = 1.0  # as many needs just like this one, that nothing helped, weigh against every vote
STRENGTH = (
    16.0  # what a document that helped all of very many such needs would gain, in the unit of the totals
)
MOST = 8.0  # no past, however good, adds more


@dataclass(frozen=True, kw_only=True, eq=False)
class Votes:
    """likeness : shape (p,), from 0 to 1, how much each past need has a say.

    gains : shape (n,), what each document gains, from 0 to MOST.
    """

    likeness: Values
    gains: Values


class History:
    """p past needs, and the documents that helped them.

    Parameters
    ----------
    texts : p past needs, in words.
    pairs : shape (m, 2), whole numbers: a past need, from 0 to p − 1, and a document that helped it, from 0 to n − 1.
    documents : n.
    worth : shape (m,), from 0 to 1, how sure it is that the document helped; 1 when left out.
    vectors : shape (p, d) or None; a row of zeros is a vector that is missing.
    background : shape (d,), the mean vector of needs about nothing in particular. Given with vectors.

    Raises ValueError when shapes disagree or a pair names what does not exist.
    """

    def __init__(
        self,
        texts: Sequence[str],
        pairs: NDArray[np.integer],
        documents: int,
        *,
        worth: NDArray[np.floating] | None = None,
        vectors: NDArray[np.floating] | None = None,
        background: NDArray[np.floating] | None = None,
    ) -> None:
        self._needs, self._documents = _checked(pairs, len(texts), documents).T
        self._worth = np.ones(len(pairs)) if worth is None else np.asarray(worth, dtype=np.float64)
        if self._worth.shape != self._needs.shape:
            raise ValueError(f"{len(self._needs)} pairs need as many worths, got {self._worth.shape}")
        if vectors is not None and len(vectors) != len(texts):
            raise ValueError(f"{len(texts)} past needs need as many vectors, got {len(vectors)}")
        self._size = documents
        self._words = WordIndex([("", text) for text in texts])
        self._meaning: MeaningIndex | None = None
        if vectors is not None and background is not None:
            self._background = np.asarray(background, dtype=np.float32)
            self._meaning = MeaningIndex(_centred(vectors, self._background), np.zeros_like(self._background))
        self._past = len(texts)

    def __len__(self) -> int:
        return self._past

    def votes(self, query: str, query_vector: NDArray[np.floating] | None = None) -> Votes:
        """gain(d) = min(MOST, STRENGTH · (Σ votes − the greatest vote) / (Σ likeness + PRIOR)).

        The votes for d are likeness · worth over the past needs that it helped; one success is no pattern, so the
        greatest of them is left out. likeness = max(0, s − ALIKE_FROM) / (1 − ALIKE_FROM), where s is the greater of the
        cosine of both needs once the background is taken from each, and the share of the query's words that the past
        need covers. All zeros with fewer than FEWEST past needs. A document that helped nobody loses nothing.
        """
        if self._past < FEWEST:
            return Votes(likeness=np.zeros(self._past), gains=np.zeros(self._size))
        near = np.fmax(self._by_words(query), self._by_meaning(query_vector))
        likeness = np.clip((near - ALIKE_FROM) / (1 - ALIKE_FROM), 0.0, 1.0)
        cast = likeness[self._needs] * self._worth
        greatest = np.zeros(self._size)
        np.maximum.at(greatest, self._documents, cast)
        votes = np.bincount(self._documents, weights=cast, minlength=self._size) - greatest
        gains = np.clip(STRENGTH * votes / (likeness.sum() + PRIOR), 0.0, MOST)
        return Votes(likeness=likeness, gains=gains)

    def _by_words(self, query: str) -> Values:
        stems = stems_of(query)
        information = sum(self._words.information(stem) for stem in stems)
        return self._words.scores(stems) / information if information > 0 else np.zeros(self._past)

    def _by_meaning(self, query_vector: NDArray[np.floating] | None) -> Values:
        if self._meaning is None or query_vector is None:
            return np.full(self._past, np.nan)
        (centred,) = _centred(np.asarray(query_vector)[None, :], self._background)
        return self._meaning.similarities(centred) if centred.any() else np.full(self._past, np.nan)


def _centred(vectors: NDArray[np.floating], background: NDArray[np.float32]) -> NDArray[np.float32]:
    """Unit vectors less the background; a missing one stays zeros."""
    given = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(given, axis=1, keepdims=True)
    unit = np.divide(given, lengths, out=np.zeros_like(given), where=lengths > 0)
    return np.where(lengths > 0, unit - background, np.float32(0))


def _checked(pairs: NDArray[np.integer], needs: int, documents: int) -> NDArray[np.intp]:
    given = np.asarray(pairs, dtype=np.intp).reshape(-1, 2)
    if given.size and (given.min() < 0 or (given.max(axis=0) >= (needs, documents)).any()):
        raise ValueError(f"a pair names one of {needs} needs and one of {documents} documents")
    return given
