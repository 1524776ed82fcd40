"""From the parts of scores to points and to the order of a page, through the relevance engine."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from maillage.common.text import sort_key
from maillage.engines.relevance import nearness, order_of, points
from maillage.matching.enums import PartName
from maillage.matching.rules.score import DEFAULT_WEIGHTS, RELEVANCE_POINTS, Part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from maillage.matching.bridge.corpus import Candidate, Ranking

ALIKE_FROM = 0.91  # cosine of two offers: of different ones, one pair in a thousand is above
COPIES_FROM = 0.97  # of one organisation, beyond this: the same offer said twice
COST_OF_COPY = 12  # points that an offer loses for being the same as one above it
WORDS_ALONE = 0.5


def relevance_parts(candidates: Sequence[Candidate], *, words_only: bool) -> list[Part]:
    """What texts say, in [0, 1): in the order of the totals."""
    totals = np.array([candidate.total for candidate in candidates])
    values = nearness(totals, scale=WORDS_ALONE if words_only else 1.0).tolist()
    return [
        Part(
            name=PartName.RELEVANCE,
            value=value,
            ordinary=0.0,
            facts={"total": round(candidate.total, 4), "meaning": candidate.meaning},
        )
        for candidate, value in zip(candidates, values, strict=True)
    ]


def points_of(rows: Sequence[Sequence[Part]], weights: Mapping[str, int]) -> NDArray[np.float64]:
    """Points of each part of each row, shape (n, k); every row has the same parts in the same order."""
    if not rows:
        return np.zeros((0, 0))
    values = [[np.nan if part.value is None else part.value for part in row] for row in rows]
    ordinary = [[part.ordinary for part in row] for row in rows]
    return points(
        np.array(values), np.array(ordinary), np.array([weight_of(part, weights) for part in rows[0]])
    )


def weight_of(part: Part, weights: Mapping[str, int]) -> int:
    if part.name == PartName.RELEVANCE:
        return RELEVANCE_POINTS
    return weights.get(part.name, DEFAULT_WEIGHTS[part.name])


def page_order(scores: Sequence[float], likeness: NDArray[np.float64]) -> list[int]:
    """Positions, best first, those that say the same as one above pushed down."""
    order = order_of(np.array(scores), likeness, most=len(scores), floor=ALIKE_FROM, cost=COST_OF_COPY)
    return [int(position) for position in order]


def likeness_of(
    ranking: Ranking, candidates: Sequence[Candidate], owners: Sequence[int]
) -> NDArray[np.float64]:
    """How much each offer says the same as each other, shape (n, n): cosine, or 0 where a vector is missing.

    Two offers of one organisation are compared by their words too: the share of them that both use.
    """
    index = ranking.corpus.index
    like = index.likeness([candidate.position for candidate in candidates])
    by_owner: dict[int, list[int]] = {}
    for position, owner in enumerate(owners):
        by_owner.setdefault(owner, []).append(position)
    for mine in by_owner.values():
        documents = [index.document(candidates[i].position) for i in mine] if len(mine) > 1 else []
        words = [frozenset(sort_key(" ".join(document)).split()) for document in documents]
        for (i, ours), (j, theirs) in product(zip(mine, words, strict=False), repeat=2):
            like[i, j] = max(like[i, j], len(ours & theirs) / max(1, len(ours | theirs)))
    return like
