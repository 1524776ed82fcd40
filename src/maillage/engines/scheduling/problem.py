"""What a round of one-to-one meetings is made of, and what a plan of it holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMALLEST_GAP = 1e-6


class Pairs(NamedTuple):
    """The pairs that could meet: `first` < `second`, and `open`, shape (n_pairs, n_slots), when they could."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    value: NDArray[np.float64]
    kind: NDArray[np.intp]
    open: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class MeetingProblem:
    """People who could meet two by two, at tables, in slots that do not overlap.

    value : shape (n, n), symmetric, finite, never negative: what a meeting of two people is worth.
    allowed : shape (n, n), symmetric, empty diagonal: who may meet whom. Two groups: allowed across them only.
    free : shape (n, n_slots), when each person can come; a slot taken by something else is not free.
    tables : shape (n_kinds, n_slots), how many meetings of each kind go on at once.
    kind : shape (n, n), symmetric, the kind of table that a pair sits at, 0 to n_kinds − 1.
    most : shape (n,), the most meetings of each person.
    floor : shape (n,), the fewest meetings that each person is owed, at most `most`.

    Raises ValueError when shapes or values are not as said.
    """

    value: NDArray[np.float64]
    allowed: NDArray[np.bool_]
    free: NDArray[np.bool_]
    tables: NDArray[np.int64]
    kind: NDArray[np.intp]
    most: NDArray[np.int64]
    floor: NDArray[np.int64]

    def __post_init__(self) -> None:
        people, slots = self.free.shape
        for name in ("value", "allowed", "kind"):
            square = getattr(self, name)
            if square.shape != (people, people) or not np.array_equal(square, square.T):
                raise ValueError(f"{name} must be symmetric, of shape ({people}, {people})")
        if not (np.isfinite(self.value).all() and (self.value >= 0).all()):
            raise ValueError("values are finite and never negative")
        if self.allowed.diagonal().any():
            raise ValueError("nobody meets herself")
        if self.tables.ndim != 2 or self.tables.shape[1] != slots or (self.tables < 0).any():  # noqa: PLR2004 - a matrix
            raise ValueError(f"tables must hold counts for each kind and each of {slots} slots")
        if ((self.kind < 0) | (self.kind >= len(self.tables))).any():
            raise ValueError(f"kinds of table go from 0 to {len(self.tables) - 1}")
        for name in ("most", "floor"):
            limit = getattr(self, name)
            if limit.shape != (people,) or (limit < 0).any():
                raise ValueError(f"{name} must hold {people} counts")
        if (self.floor > self.most).any():
            raise ValueError("nobody is owed more meetings than she may have")

    @cached_property
    def pairs(self) -> Pairs:
        """Pairs allowed to meet that share a free slot with a table, in order of first then second."""
        first, second = np.nonzero(np.triu(self.allowed, 1))
        kind = self.kind[first, second]
        possible = self.free[first] & self.free[second] & (self.tables[kind] > 0)
        some = possible.any(axis=1)
        first, second, kind = first[some], second[some], kind[some]
        return Pairs(first, second, self.value[first, second], kind, possible[some])

    @cached_property
    def heavy(self) -> float:
        """More than any plan is worth: the price of a first missing meeting."""
        best = -np.sort(-np.where(self.allowed, self.value, 0.0), axis=1)
        rank = np.arange(best.shape[1])
        return 1.0 + float(best[rank[None, :] < self.most[:, None]].sum()) / 2

    def shortage(self, met: NDArray[np.integer]) -> int:
        """How far from the floor, given the meetings of each: 1 for a first missing one, 2 more for a second…"""
        missing = np.maximum(self.floor - met, 0)
        return int((missing * (missing + 1) // 2).sum())


@dataclass(frozen=True, eq=False)
class Plan:
    """Who meets whom and when.

    meetings : shape (m, 3), rows (first, second, slot), first < second, in order of slot then first.
    value : the sum of the values of the meetings.
    bound : no plan as near to the floor (and, for a plan made again, that moves as little) is worth more.
    short : shape (n,), how many meetings each person lacks to reach her floor; all zero when it is met.
    floor_proved : whether it is certain that no plan is nearer to the floor.
    moved : how many of the meetings to keep could not stay in place.
    moved_proved : whether it is certain that no plan as near to the floor moves fewer.
    """

    meetings: NDArray[np.intp]
    value: float
    bound: float
    short: NDArray[np.int64]
    floor_proved: bool
    moved: int = 0
    moved_proved: bool = True

    @property
    def gap(self) -> float:
        """How much better, in share of the bound, the best plan could be."""
        return max(0.0, self.bound - self.value) / self.bound if self.bound > 0 else 0.0

    @property
    def proved(self) -> bool:
        """No better plan exists, to the millionth."""
        return self.floor_proved and self.moved_proved and self.gap <= SMALLEST_GAP

    @property
    def floor_met(self) -> bool:
        return not self.short.any()
