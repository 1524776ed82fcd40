"""Nearness by shared words: BM25, and how much of the query it rests on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from maillage.engines.relevance.text import stems_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from maillage.engines.relevance.synonyms import Other, Unit

SATURATION = 1.2  # k1: how soon repeating a word stops helping
LENGTH_PENALTY = 0.75  # b: how much a long text must repeat itself to count as much
TITLE_WEIGHT = 2  # a word of the title counts as if it were written this many times


class WordIndex:
    """The words of a collection of (title, text), ready to be compared with queries."""

    def __init__(self, documents: Sequence[tuple[str, str]]) -> None:
        vocabulary: dict[str, int] = {}
        rows = [
            [
                vocabulary.setdefault(stem, len(vocabulary))
                for stem in stems_of(title) * TITLE_WEIGHT + stems_of(text)
            ]
            for title, text in documents
        ]
        self._vocabulary = vocabulary
        self._size = len(documents)
        self._weights = np.zeros(0)
        self._positions = np.zeros(0, dtype=np.int64)
        self._starts = np.zeros(1, dtype=np.int64)
        if vocabulary:
            self._index(rows)

    def _index(self, rows: list[list[int]]) -> None:
        import bm25s  # noqa: PLC0415 - it brings scipy: commands that search nothing start sooner

        bm25 = bm25s.BM25(k1=SATURATION, b=LENGTH_PENALTY, method="lucene")
        matrix = bm25.build_index_from_ids(list(range(len(self._vocabulary))), rows, show_progress=False)
        self._weights = np.asarray(matrix["data"], dtype=np.float64)
        self._positions = np.asarray(matrix["indices"], dtype=np.int64)
        self._starts = np.asarray(matrix["indptr"], dtype=np.int64)

    def scores(self, stems: Sequence[str], units: Sequence[Unit] = ()) -> NDArray[np.float64]:
        """BM25 of each document for these stems; a stem said twice counts twice.

        Σ idf(t) · tf / (tf + k1 (1 − b + b · length / mean length)), idf(t) = ln(1 + (n − df + ½) / (df + ½)).

        `units` are terms among these stems: where another term for one of them, whole and taken for what it is worth,
        does better in a document, it stands in for it.

        Returns shape (n_documents,), never negative, 0 where nothing is shared.
        """
        total = self._of(stems)
        for unit in units:
            others = [other for other in unit.others if self.holds(other)]
            if others:
                best = np.max([other.worth * self._whole(other.stems) for other in others], axis=0)
                total += np.maximum(0.0, best - self._of(unit.stems))
        return total

    def holds(self, other: Other) -> bool:
        """Whether some document has each word of this term."""
        return all(stem in self._vocabulary for stem in other.stems)

    def _whole(self, stems: Sequence[str]) -> NDArray[np.float64]:
        """BM25 of the documents that have all these stems, 0 for the others."""
        parts = [self._of([stem]) for stem in stems]
        return np.where(np.min(parts, axis=0) > 0, np.sum(parts, axis=0), 0.0)

    def _of(self, stems: Sequence[str]) -> NDArray[np.float64]:
        total = np.zeros(self._size)
        for stem, times in Counter(stems).items():
            found = self._vocabulary.get(stem)
            if found is not None:
                rows = slice(self._starts[found], self._starts[found + 1])
                total[self._positions[rows]] += times * self._weights[rows]  # one entry per document
        return total

    def information(self, stem: str) -> float:
        """Idf of a stem, in nats: how much it tells documents apart. A stem that no document holds tells the most."""
        found = self._vocabulary.get(stem)
        df = 0 if found is None else int(self._starts[found + 1] - self._starts[found])
        return float(np.log1p((self._size - df + 0.5) / (df + 0.5)))

    def coverage(
        self, stems: Sequence[str], scores: NDArray[np.float64], units: Sequence[Unit] = ()
    ) -> float:
        """Share, from 0 to 1, of the query's information that the best of these scores rests on.

        max(scores) / Σ idf(t): low when the documents share only a passing word with the query. A term tells no more
        than the best known of the other terms for it.
        """
        information = sum(self.information(stem) for stem in stems)
        for unit in units:
            own = sum(self.information(stem) for stem in unit.stems)
            others = [
                sum(self.information(stem) for stem in other.stems)
                for other in unit.others
                if self.holds(other)
            ]
            information -= max(0.0, own - max(others, default=own))
        return min(1.0, float(scores.max(initial=0.0) / information)) if information > 0 else 0.0
