"""Live sittings: a scale as the engine reads it, the next question, and what the answers say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.assessments.models import ItemParameters, Scale
from maillage.engines import adaptive

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike

    from maillage.assessments.models import Sitting
    from maillage.assessments.rules.content import InstrumentDraft

    Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

BANKS_KEPT = 16  # in memory, a few MB each
EVEN = 1e-9  # a share of tickets below it is none
SURE = NormalDist().inv_cdf(0.975)  # errors either side that hold 95 chances in 100


class Part(NamedTuple):
    """One item of a bank, wherever it comes from. `key`: in the database, or its rank in the files."""

    key: int
    dimension: str
    family: str
    slope: float
    thresholds: list[float]
    guess: float
    price: float
    ticket: float


@dataclass(frozen=True, eq=False)
class LiveBank:
    """The items of one scale that speak of some dimensions. `items`: their keys, in the order of the tables.

    expected: shape (items, grid), the mean answer to each.
    """

    dimensions: tuple[str, ...]
    items: tuple[int, ...]
    places: dict[int, int]
    tables: adaptive.Tables
    expected: Floats
    population: adaptive.Population
    exposure: adaptive.Exposure


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of one dimension, in logits; 95 chances in 100 lie between `low` and `high`.

    levels: the chance of each level, from the lowest. score: expected share of points and its interval, from 0 to 100.
    """

    dimension: str
    mean: float
    error: float
    low: float
    middle: float
    high: float
    levels: list[float]
    score: tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Overall:
    """The mean of the scores of all dimensions, from 0 to 100; 95 chances in 100 lie between `low` and `high`."""

    low: float
    middle: float
    high: float
    levels: list[float]


@lru_cache(maxsize=BANKS_KEPT)
def bank_of(scale_id: int, dimensions: tuple[str, ...]) -> LiveBank:
    """A scale never changes, so it is read once a process."""
    scale = Scale.objects.get(pk=scale_id)
    kept = [scale.dimensions.index(name) for name in dimensions]
    return live_bank(
        dimensions, parts_of(scale, dimensions), np.array(scale.correlation)[np.ix_(kept, kept)], scale.limit
    )


def parts_of(scale: Scale, dimensions: Sequence[str]) -> list[Part]:
    """The items of these dimensions, in the order of their codes."""
    rows = (
        ItemParameters.objects.filter(scale=scale, item__dimension__in=dimensions)
        .select_related("item")
        .order_by("item__code")
    )
    return [
        Part(
            row.item_id,
            row.item.dimension,
            row.item.family,
            row.slope,
            row.thresholds,
            row.guess,
            row.price,
            row.ticket,
        )
        for row in rows
    ]


def bank_of_draft(draft: InstrumentDraft) -> LiveBank:
    """The bank as its authors judge it, before any database. Keys are ranks in `draft.items`."""
    parts = [
        Part(rank, one.dimension, one.family, one.slope, one.thresholds, one.guess, one.price, one.ticket)
        for rank, one in enumerate(draft.items)
    ]
    return live_bank(tuple(draft.dimensions), parts, np.array(draft.correlation), draft.limit)


def live_bank(
    dimensions: tuple[str, ...], parts: Sequence[Part], correlation: ArrayLike, limit: float | None
) -> LiveBank:
    """Raises ValueError for items that no model knows."""
    place = {name: rank for rank, name in enumerate(dimensions)}
    families = {name: rank for rank, name in enumerate(sorted({part.family for part in parts} - {""}))}
    bank = adaptive.ItemBank.of(
        slope=[part.slope for part in parts],
        thresholds=[part.thresholds for part in parts],
        guess=[part.guess for part in parts],
        dimension=[place[part.dimension] for part in parts],
        family=[families.get(part.family, adaptive.ALONE) for part in parts],
    )
    tables = adaptive.Tables.of(bank)
    tickets = np.array([part.ticket for part in parts])
    total = float(tickets.sum())
    return LiveBank(
        dimensions=dimensions,
        items=tuple(part.key for part in parts),
        places={part.key: rank for rank, part in enumerate(parts)},
        tables=tables,
        expected=bank.expected(tables.grid),
        population=adaptive.Population.standard(correlation),
        exposure=adaptive.Exposure(
            price=np.array([part.price for part in parts]),
            lottery=tickets / total if total > EVEN else np.zeros(len(parts)),
            limit=limit or 1.0,
        ),
    )


class LiveSitting:
    """A sitting, as it stands after its answers. Reads nothing but the bank."""

    def __init__(
        self, sitting: Sitting, answers: Iterable[tuple[int, int | None]], *, bank: LiveBank | None = None
    ) -> None:
        """`answers`: (item, category), in order. `bank`: of a sitting that was never stored; otherwise that of its scale."""
        self.bank = bank or bank_of(sitting.scale_id, tuple(sitting.dimensions))
        lots = self.bank.exposure.lots(1, np.random.default_rng(sitting.seed))
        closed = [self.bank.places[item] for item in sitting.closed if item in self.bank.places]
        lots.weight[0, closed] = 0.0
        self._concerned = lots.weight[0] > 0
        self._sitting = adaptive.Sitting.resumed(
            self.bank.tables,
            self.bank.population,
            adaptive.Goal(most=sitting.most, error=sitting.error),
            lots,
            ((self.bank.places[item], _as_learned(category)) for item, category in answers),
        )

    @property
    def next_item(self) -> int | None:
        """The key of the item to ask; None when nothing more is."""
        place = self._sitting.next_item()
        return None if place is None else self.bank.items[place]

    @property
    def at_most(self) -> int:
        """Questions at the very most: of the budget, and of those that are open."""
        return min(self._sitting.goal.most, int(self._concerned.sum()))

    def learn(self, item: int, category: int | None) -> None:
        """One more answer, to the question that `next_item` named."""
        self._sitting.answer(self.bank.places[item], _as_learned(category))

    def learn_beside(self, item: int, category: int | None, *, weight: float) -> None:
        """An answer that this sitting did not ask for, of which a share of the information counts. The bank must have its item."""
        self._sitting.known.learn(self.bank.places[item], _as_learned(category), weight)

    def known(self, cuts: Sequence[float] = (), *, shares: Sequence[float] = ()) -> list[Known]:
        """Every dimension, in order, whatever the order of the answers. Levels are told apart at `cuts`, in logits; without, at `shares` of the points, from 0 to 1."""
        self._sitting.known.settle()
        return [self._known(rank, name, cuts, shares) for rank, name in enumerate(self.bank.dimensions)]

    def overall(self, shares: Sequence[float]) -> Overall:
        """All dimensions together; levels are told apart at `shares` of the points, from 0 to 1.

        Around its middle, each score moves with its position as its curve does there; positions vary together as
        the answers leave them.
        """
        self._sitting.known.settle()
        grid, curves = (
            self.bank.tables.grid,
            [self._shares(rank) for rank in range(len(self.bank.dimensions))],
        )
        middles = [self._sitting.interval(rank)[1] for rank in range(len(curves))]
        points = zip(middles, curves, strict=True)
        scores, slopes = zip(
            *((np.interp(x, grid, y), np.interp(x, grid, np.gradient(y, grid))) for x, y in points),
            strict=True,
        )
        slope = np.array(slopes) / len(curves)
        middle, error = float(np.mean(scores)), float(np.sqrt(slope @ self._sitting.known.covariance @ slope))
        spread = NormalDist(middle, error)
        chances = [0.0, *(spread.cdf(share) for share in shares), 1.0]
        return Overall(
            low=100 * max(0.0, middle - SURE * error),
            middle=100 * middle,
            high=100 * min(1.0, middle + SURE * error),
            levels=[after - before for before, after in pairwise(chances)],
        )

    def _known(self, rank: int, name: str, cuts: Sequence[float], shares: Sequence[float]) -> Known:
        grid, density = self.bank.tables.grid, self._sitting.known.density(rank)
        low, middle, high = self._sitting.interval(rank)
        score = self._shares(rank)
        scale, bounds = (grid, cuts) if cuts else (score, shares)
        level = np.searchsorted(np.asarray(bounds, dtype=np.float64), scale, side="right")
        return Known(
            dimension=name,
            mean=float(self._sitting.known.mean[rank]),
            error=float(np.sqrt(self._sitting.known.covariance[rank, rank])),
            low=low,
            middle=middle,
            high=high,
            levels=np.bincount(level, weights=density, minlength=len(bounds) + 1).tolist(),
            score=tuple(100 * float(np.interp(point, grid, score)) for point in (low, middle, high)),  # type: ignore[arg-type] # three of them
        )

    def score_at(self, rank: int, ability: float) -> float:
        """The points, from 0 to 100, expected from this ability in one dimension."""
        return 100 * float(np.interp(ability, self.bank.tables.grid, self._shares(rank)))

    def _shares(self, rank: int) -> Floats:
        """The share of the points of a dimension that is expected at each point of the grid, rising: of the items that are open."""
        bank = self.bank.tables.bank
        own = (bank.dimension == rank) & self._concerned
        points = self.bank.expected[own].sum(axis=0)
        return np.asarray(points / float((bank.categories[own] - 1).sum()))


def _as_learned(category: int | None) -> int:
    return adaptive.UNKNOWN if category is None else category
