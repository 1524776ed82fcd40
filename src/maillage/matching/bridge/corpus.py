"""The open offers as the relevance engine sees them, kept in memory by each process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np
from django.db import connection
from django.db.models import Max

from maillage.engines.relevance import RelevanceIndex
from maillage.matching.bridge.background import background_of
from maillage.matching.bridge.encoder import current_encoder
from maillage.matching.bridge.history import past_help
from maillage.matching.bridge.keeping import Keeper
from maillage.matching.bridge.kinds import clear_kinds, index_of_kinds, kinds_named, shares_of
from maillage.matching.bridge.vectors import read_vector
from maillage.matching.bridge.vocabulary import known_thesaurus
from maillage.matching.models import Need, Offer
from maillage.matching.rules import LEAST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from maillage.engines.relevance import Scores, Votes
    from maillage.matching.bridge.encoder import Vector
    from maillage.matching.bridge.history import PastHelp, PastPair
    from maillage.matching.bridge.keeping import Stamp
    from maillage.matching.bridge.reference import Kind

MOST_NEEDS = 500  # the latest: a mean needs no more
READ_AT_ONCE = 3_000  # up to this many offers a search waits for the new index; beyond, it is made aside


@dataclass(frozen=True, kw_only=True, eq=False)
class Corpus:
    """Every open offer at one moment: position i of `index` is the offer ids[i]."""

    stamp: Stamp
    ids: NDArray[np.int64]
    index: RelevanceIndex

    @property
    def name(self) -> str:
        """Names this state of the offers, in words that can be stored."""
        return " ".join(str(part) for part in self.stamp[1:])


class Candidate(NamedTuple):
    """An offer that stands out for a text, whoever may see it. `meaning` is a z-score, None by words alone."""

    offer_id: int
    position: int
    total: float
    meaning: float | None


class Candidates(Sequence[Candidate]):
    """Those worth showing, best first: thousands may be, and few are asked for."""

    def __init__(self, corpus: Corpus, scores: Scores) -> None:
        self._corpus, self._scores = corpus, scores
        self._positions = scores.ranking(least=LEAST_SHOWN)

    def __len__(self) -> int:
        return len(self._positions)

    @overload
    def __getitem__(self, asked: int) -> Candidate: ...
    @overload
    def __getitem__(self, asked: slice) -> list[Candidate]: ...
    def __getitem__(self, asked: int | slice) -> Candidate | list[Candidate]:
        if isinstance(asked, slice):
            return [_candidate(self._corpus, self._scores, int(p)) for p in self._positions[asked]]
        return _candidate(self._corpus, self._scores, int(self._positions[asked]))


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Every offer that fits a text better than chance, best first; equals in the order of their keys.

    It says nothing of who may see what: whoever shows it asks the database. `understood`: the kinds of need that
    the text is clearly of, the clearest first.
    """

    text: str
    country: str | None
    candidates: Sequence[Candidate]
    understood: list[Kind]
    words_only: bool
    corpus: Corpus
    scores: Scores
    past: PastHelp
    votes: Votes

    def candidate(self, offer_id: int) -> Candidate | None:
        """The offer with this key, however far from the text; None when the corpus does not hold it."""
        (found,) = np.nonzero(self.corpus.ids == offer_id)
        return _candidate(self.corpus, self.scores, int(found[0])) if found.size else None

    def shared_words(self, candidate: Candidate) -> list[str]:
        """The words that the text and this offer have in common, those that tell most first."""
        return [word.in_query for word in self.corpus.index.shared_words(self.text, candidate.position)]

    def other_words(self, candidate: Candidate) -> list[tuple[str, str]]:
        """Words of the text that this offer says otherwise, each with what the offer says."""
        return self.corpus.index.other_words(self.text, candidate.position, self.country)

    def alike(self, offer_id: int) -> list[PastPair]:
        """The past needs like this text that the offer helped, whoever may see them."""
        return self.past.alike(self.votes, offer_id)

    def number_before(self, candidate: Candidate, among: Iterable[int]) -> int:
        """How many of these offers the texts put before it."""
        among = np.fromiter(among, dtype=np.int64)
        nearer = self.scores.total > self.scores.total[candidate.position]
        return int(np.isin(self.corpus.ids[nearer], among).sum())


def ranking_of(
    text: str,
    vector: Vector | None = None,
    *,
    kinds: Sequence[str] | None = None,
    country: str | None = None,
) -> Ranking:
    """Rank the open offers for a text. `vector`: its meaning, when it is already known.

    `kinds`: the kinds of need that the person says it is of, in place of those that we guess; none is possible.
    `country`, CA or FR: where its words are to be read; None for nowhere in particular.
    """
    corpus, encoder = _shelf.current(), current_encoder()
    if vector is None and encoder is not None:
        vector = encoder.query(text)
    past = past_help()
    votes = past.engine.votes(text, vector)
    scores = corpus.index.scores(
        text,
        vector,
        shares=None if kinds is None else shares_of(kinds),
        gains=past.gains(votes, corpus.ids),
        place=country,
    )
    return Ranking(
        text=text,
        country=country,
        candidates=Candidates(corpus, scores),
        understood=clear_kinds(scores.shares.tolist()) if kinds is None else kinds_named(kinds),
        words_only=scores.words_only,
        corpus=corpus,
        scores=scores,
        past=past,
        votes=votes,
    )


def _candidate(corpus: Corpus, scores: Scores, position: int) -> Candidate:
    meaning = float(scores.meaning[position])
    return Candidate(
        offer_id=int(corpus.ids[position]),
        position=position,
        total=float(scores.total[position]),
        meaning=None if np.isnan(meaning) else meaning,
    )


def warm_up() -> None:
    """Read the model and the offers before the first search needs them."""
    try:
        ranking_of("notre entreprise cherche de l’aide")
    finally:
        connection.close()


def _stamp() -> Stamp:
    """Changes whenever an offer, its text, its state or its vector does; three looks at the end of an index."""
    seen = Offer.objects.aggregate(newest=Max("pk"), text=Max("updated_at"), vector=Max("vector_at"))
    encoder = current_encoder()
    return (connection.settings_dict["NAME"], encoder.name if encoder else "none", *seen.values())


def _read(stamp: Stamp) -> Corpus:
    offers = list(Offer.objects.open().only("pk", "title", "text", "vector", "vector_of").order_by("pk"))
    vectors, background = _meanings(offers)
    return Corpus(
        stamp=stamp,
        ids=np.array([offer.pk for offer in offers], dtype=np.int64),
        index=RelevanceIndex(
            [(offer.title, offer.text) for offer in offers],
            vectors,
            background,
            index_of_kinds(current_encoder()),
            known_thesaurus(),
        ),
    )


def _meanings(offers: list[Offer]) -> tuple[Vector, Vector] | tuple[None, None]:
    """The vectors of the offers, and the mean vector of known needs: what a text about nothing would be near to.

    A row of zeros stands for an offer without a vector of the encoder in use: the engine reads it as unknown.
    """
    encoder = current_encoder()
    if encoder is None:
        return None, None
    mine = f"{encoder.name}:"
    needs = Need.objects.open().filter(vector_of__startswith=mine).order_by("-pk")[:MOST_NEEDS]
    known = [read_vector(row) for row in needs.values_list("vector", flat=True)]
    vectors = np.zeros((len(offers), encoder.dimensions), dtype=np.float32)
    for position, offer in enumerate(offers):
        if offer.vector_of.startswith(mine):
            vectors[position] = read_vector(offer.vector)
    return vectors, background_of(encoder, np.stack(known) if known else None)


# Nothing hidden or closed meanwhile can show: visibility is asked of the database at each search.
_shelf = Keeper(stamp=_stamp, read=_read, is_slow=lambda corpus: len(corpus.ids) > READ_AT_ONCE)
