"""A collection of documents against which any query can be scored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from maillage.engines.relevance.combine import Values, combined, confidence, with_kinds, z_scores
from maillage.engines.relevance.kinds import Bridge
from maillage.engines.relevance.meaning import MeaningIndex
from maillage.engines.relevance.text import stems_of, words_of
from maillage.engines.relevance.words import WordIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.engines.relevance.kinds import KindIndex
    from maillage.engines.relevance.synonyms import Thesaurus, Unit

Mask = NDArray[np.bool_]
TIE = 6  # decimals: totals that differ by less are equal, whatever the order of the sums


@dataclass(frozen=True, kw_only=True, eq=False)
class Scores:
    """What one query gets from every document. Position i is document i; hidden documents are NaN everywhere.

    total = trust · words + meaning, then the kinds of need where they are known (see `with_kinds`) and what past needs add. The mean and the
    spread behind each z-score are those of the whole collection, hidden documents included: hiding some never changes
    the score or the order of the others.

    words : z-score of the words shared.
    meaning : z-score of the meaning; NaN where the document has no vector; all NaN when `words_only`.
    kinds : z-score of what the kinds of the need say; zeros where none is known.
    shares : shape (k,), how much the need is of each kind; empty where none is known.
    history : what past needs add; zeros where there are none.
    trust : from 0 to 1, how much of the query the shared words cover.
    words_only : the meaning of this query could not be compared; its words stand alone.
    """

    words: Values
    meaning: Values
    kinds: Values
    shares: Values
    history: Values
    total: Values
    trust: float
    words_only: bool

    def ranking(self, most: int | None = None, *, least: float = -np.inf) -> NDArray[np.intp]:
        """Positions of the visible documents whose total is `least` or more, best first; equals in their order."""
        seen = np.flatnonzero(self.total >= least)  # never a NaN
        best = np.argsort(-np.round(self.total[seen], TIE), kind="stable")
        return seen[best][:most]


@dataclass(frozen=True, kw_only=True)
class SharedWord:
    """A word that the query and a document have in common, as each of them writes it."""

    in_query: str
    in_document: str
    information: float


@lru_cache(maxsize=32)
def _first_forms(query: str) -> dict[str, str]:
    """Each stem of the query in order, and the first form given to it. Asked again for each answer that is shown."""
    forms: dict[str, str] = {}
    for word in words_of(query):
        forms.setdefault(word.stem, word.surface)
    return forms


class RelevanceIndex:
    """An immutable collection of (title, text), with or without vectors.

    Parameters
    ----------
    documents : n pairs (title, text); n may be 0. Words of the title weigh more.
    vectors : shape (n, d) or None. A row of zeros or NaN is a vector that is missing: see `combined`.
    background : shape (d,), the mean vector of other queries; see `MeaningIndex`.
    kinds : the kinds of need that lead from symptoms to solutions, or None to do without.
    thesaurus : other words for the same thing, or None to do without.

    Raises ValueError when shapes disagree.
    """

    def __init__(
        self,
        documents: Sequence[tuple[str, str]],
        vectors: NDArray[np.floating] | None = None,
        background: NDArray[np.floating] | None = None,
        kinds: KindIndex | None = None,
        thesaurus: Thesaurus | None = None,
    ) -> None:
        if vectors is not None and len(vectors) != len(documents):
            raise ValueError(f"{len(documents)} documents need as many vectors, got {len(vectors)}")
        self._documents = tuple(documents)
        self._words = WordIndex(self._documents)
        self._meaning = None if vectors is None else MeaningIndex(vectors, background)
        self._thesaurus = thesaurus
        self._kinds = kinds
        self._bridge = None if kinds is None else Bridge(kinds.nearness(self._words, self._meaning))

    def __len__(self) -> int:
        return len(self._documents)

    def scores(
        self,
        query: str,
        query_vector: NDArray[np.floating] | None = None,
        visible: Mask | None = None,
        *,
        shares: Values | None = None,
        gains: Values | None = None,
        place: str | None = None,
    ) -> Scores:
        """How near each document is to the query.

        By words alone when there is no query vector or no document has one. A query of stopwords alone is judged on
        its meaning alone, or leaves every total at 0. `visible` is a mask of shape (n,): the others become NaN.
        `shares`, shape (k,), says how much the need is of each kind when somebody knows better than its text tells;
        `gains`, shape (n,), what past needs add to each total, see `History`.

        Raises ValueError for a blank query, or when a shape disagrees.
        """
        if not query.strip():
            raise ValueError("the query is empty")
        shown = self._checked(visible)
        stems = stems_of(query)
        units = self._thesaurus.read(stems, place) if self._thesaurus else []
        raw = self._words.scores(stems, units)
        words = z_scores(raw)
        trust = confidence(self._words.coverage(stems, raw, units))
        meaning = z_scores(self._similarities(query_vector))
        words_only = bool(np.isnan(meaning).all())
        total = words if words_only else combined(words, meaning, trust)
        shares, kinds = self._read(query, query_vector, units, shares)
        total = total if self._kinds is None else with_kinds(total, kinds)
        history = np.zeros(len(self)) if gains is None else gains
        hide = np.where(shown, 0.0, np.nan)
        return Scores(
            words=words + hide,
            meaning=meaning + hide,
            kinds=kinds + hide,
            shares=shares,
            history=history + hide,
            total=total + history + hide,
            trust=trust,
            words_only=words_only,
        )

    def document(self, position: int) -> tuple[str, str]:
        """Its title and its text."""
        return self._documents[position]

    def likeness(self, positions: Sequence[int]) -> Values:
        """Cosine of each of these documents with each other: shape (m, m), 0 where a vector is missing."""
        if self._meaning is None:
            return np.zeros((len(positions), len(positions)))
        return self._meaning.likeness(positions)

    def shared_words(self, query: str, position: int) -> tuple[SharedWord, ...]:
        """The words that the query shares with one document, those that tell the most first.

        Each stem appears once, under the first form that each side gives it.
        """
        title, text = self._documents[position]
        theirs = {word.stem: word.surface for word in reversed([*words_of(title), *words_of(text)])}
        ours = _first_forms(query)
        shared = [
            SharedWord(
                in_query=ours[stem], in_document=theirs[stem], information=self._words.information(stem)
            )
            for stem in ours
            if stem in theirs
        ]
        return tuple(sorted(shared, key=lambda word: -word.information))

    def other_words(self, query: str, position: int, place: str | None = None) -> list[tuple[str, str]]:
        """Terms of the query that one document says otherwise, each with the term of the document, as the thesaurus writes
        both; the term most worth it, and none that the document has too.
        """
        units = self._thesaurus.read(stems_of(query), place) if self._thesaurus else []
        theirs = {stem for part in self._documents[position] for stem in stems_of(part)} if units else set()
        found = []
        for unit in units:
            others = [other for other in unit.others if theirs.issuperset(other.stems)]
            if others and not theirs.issuperset(unit.stems):
                found.append((unit.text, max(others, key=lambda other: other.worth).text))
        return found

    def _read(
        self,
        query: str,
        query_vector: NDArray[np.floating] | None,
        units: Sequence[Unit],
        known: Values | None,
    ) -> tuple[Values, Values]:
        """The kinds that the need is of, and what they say of each document."""
        if self._kinds is None or self._bridge is None:
            return np.zeros(0), np.zeros(len(self))
        shares = self._kinds.shares(query, query_vector, units) if known is None else known
        return shares, self._bridge.scores(shares)

    def _similarities(self, query_vector: NDArray[np.floating] | None) -> Values:
        if self._meaning is None or query_vector is None:
            return np.full(len(self), np.nan)
        return self._meaning.similarities(query_vector)

    def _checked(self, visible: Mask | None) -> Mask:
        if visible is None:
            return np.ones(len(self), dtype=np.bool_)
        mask = np.asarray(visible)
        if mask.dtype != np.bool_ or mask.shape != (len(self),):
            raise ValueError(f"visible must be a mask of shape ({len(self)},), got {mask.dtype} {mask.shape}")
        return mask
