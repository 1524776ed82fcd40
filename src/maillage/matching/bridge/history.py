"""What introductions taught: past needs and the offers that helped them, kept in memory by each process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection
from django.db.models import Count, Max, Q

from maillage.engines.relevance import History
from maillage.matching.bridge.background import background_of
from maillage.matching.bridge.encoder import current_encoder
from maillage.matching.bridge.keeping import Keeper
from maillage.matching.bridge.vectors import known_vector
from maillage.matching.enums import FRUITFUL_STATES, HELPED_STATES
from maillage.matching.models import Introduction, Need

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from maillage.engines.relevance import Votes
    from maillage.matching.bridge.keeping import Stamp

MOST_PAIRS = 2_000  # the latest: what helped long ago may have changed since
TAKEN = 0.5  # worth of an introduction under way: somebody took it, nobody says yet that it helped


@dataclass(frozen=True, kw_only=True)
class PastPair:
    """A past need, its firm, the offer it was put before, and whether that helped."""

    need_id: int
    firm_id: int
    offer_id: int
    helped: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class PastHelp:
    """The history at one moment: row i of `pairs` is the pair i of the engine."""

    stamp: Stamp
    pairs: list[PastPair]
    need_ids: list[int]
    offer_ids: NDArray[np.int64]  # sorted: document i of the engine
    engine: History

    def gains(self, votes: Votes, ids: NDArray[np.int64]) -> NDArray[np.float64]:
        """What each of these offers gains; `ids` is sorted. Those that helped nobody gain nothing."""
        gains = np.zeros(len(ids))
        places = np.searchsorted(ids, self.offer_ids)
        known = (places < len(ids)) & (np.append(ids, -1)[places] == self.offer_ids)
        gains[places[known]] = votes.gains[known]
        return gains

    def alike(self, votes: Votes, offer_id: int) -> list[PastPair]:
        """The past needs like this one that the offer helped; what is only under way is left out."""
        likeness = dict(zip(self.need_ids, votes.likeness.tolist(), strict=True))
        return [
            pair for pair in self._by_offer.get(offer_id, []) if pair.helped and likeness[pair.need_id] > 0
        ]

    @cached_property
    def _by_offer(self) -> dict[int, list[PastPair]]:
        found: dict[int, list[PastPair]] = {}
        for pair in self.pairs:
            found.setdefault(pair.offer_id, []).append(pair)
        return found


def past_help() -> PastHelp:
    return _memory.current()


def _stamp() -> Stamp:
    """Changes whenever an introduction comes to something, or what it came to is taken back."""
    seen = Introduction.objects.filter(state__in=FRUITFUL_STATES).aggregate(
        latest=Max("changed_at"),
        newest=Max("pk"),
        number=Count("pk"),
        helped=Count("pk", filter=Q(state__in=HELPED_STATES)),
    )
    encoder = current_encoder()
    return (connection.settings_dict["NAME"], encoder.name if encoder else "none", *seen.values())


def _read(stamp: Stamp) -> PastHelp:
    rows = (
        Introduction.objects.filter(state__in=FRUITFUL_STATES)
        .order_by("-changed_at", "-pk")
        .values_list("need", "need__organisation", "offer", "state")[:MOST_PAIRS]
    )
    best: dict[tuple[int, int], PastPair] = {}  # the same two may have met again: what helped once, helped
    for need, firm, offer, state in rows:
        pair = PastPair(need_id=need, firm_id=firm, offer_id=offer, helped=state in HELPED_STATES)
        if pair.helped or (need, offer) not in best:
            best[need, offer] = pair
    pairs = list(best.values())
    needs = list(Need.objects.filter(pk__in={pair.need_id for pair in pairs}).order_by("pk"))
    need_ids = [need.pk for need in needs]
    offer_ids = np.array(sorted({pair.offer_id for pair in pairs}), dtype=np.int64)
    return PastHelp(
        stamp=stamp,
        pairs=pairs,
        need_ids=need_ids,
        offer_ids=offer_ids,
        engine=_engine(needs, pairs, need_ids, offer_ids),
    )


def _engine(
    needs: Sequence[Need], pairs: Sequence[PastPair], need_ids: Sequence[int], offer_ids: NDArray[np.int64]
) -> History:
    encoder = current_encoder()
    row = {need_id: i for i, need_id in enumerate(need_ids)}
    vectors = None
    if encoder is not None:
        vectors = np.zeros((len(needs), encoder.dimensions), dtype=np.float32)
        for i, need in enumerate(needs):
            known = known_vector(need)
            if known is not None:
                vectors[i] = known
    return History(
        [need.whole_text for need in needs],
        np.array(
            [(row[pair.need_id], np.searchsorted(offer_ids, pair.offer_id)) for pair in pairs], dtype=np.intp
        ),
        len(offer_ids),
        worth=np.array([1.0 if pair.helped else TAKEN for pair in pairs]),
        vectors=vectors,
        background=background_of(encoder) if encoder else None,
    )


_memory = Keeper(stamp=_stamp, read=_read)
