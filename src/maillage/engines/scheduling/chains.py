"""Pairs placed one after the other, making room for each by chains of meetings that change slots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.scheduling.problem import MeetingProblem

NOBODY = -1


def chained(problem: MeetingProblem, chosen: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Rows (first, second, slot) of the chosen pairs that could be placed, the greatest value first.

    A pair with no slot in common may still get one: all that one of them does in slot a moves to slot b where the
    other is free, and what stood there moves to a, from person to person, until somebody has nothing to move.
    """
    table = _Table(problem)
    pairs = problem.pairs
    order = np.flatnonzero(chosen)[np.argsort(-pairs.value[chosen], kind="stable")]
    for pair in order.tolist():
        table.seat(int(pairs.first[pair]), int(pairs.second[pair]))
    return table.meetings()


class _Table:
    """`partner[person, slot]`: whom she meets then."""

    def __init__(self, problem: MeetingProblem) -> None:
        self.problem = problem
        self.partner = np.full(problem.free.shape, NOBODY, dtype=np.intp)
        self.left = problem.tables.copy()
        self.met = np.zeros(len(problem.most), dtype=np.int64)

    def seat(self, first: int, second: int) -> None:
        """Give them a slot, if one can be found or freed."""
        if self.met[first] >= self.problem.most[first] or self.met[second] >= self.problem.most[second]:
            return
        kind = int(self.problem.kind[first, second])
        idle = self.problem.free & (self.partner == NOBODY)
        both = np.flatnonzero(idle[first] & idle[second] & (self.left[kind] > 0))
        if len(both):
            self._put(first, second, int(both[np.argmax(self.left[kind, both])]))
            return
        for one, other in ((first, second), (second, first)):
            for slot in np.flatnonzero(idle[one] & self.problem.free[other] & (self.left[kind] > 0)).tolist():
                for spare in np.flatnonzero(idle[other]).tolist():
                    chain = self._chain(other, slot, spare)
                    if one not in {person for meeting in chain for person in meeting[:2]} and self._move(
                        chain
                    ):
                        self._put(first, second, slot)
                        return

    def _chain(self, person: int, slot: int, spare: int) -> list[tuple[int, int, int, int]]:
        """Meetings to move so that the person is free in the slot: (one, other, from, to)."""
        chain = []
        here, there = slot, spare
        while (other := int(self.partner[person, here])) != NOBODY:
            chain.append((person, other, here, there))
            person, here, there = other, there, here
        return chain

    def _move(self, chain: list[tuple[int, int, int, int]]) -> bool:
        """Move them all, or none when somebody is not free or tables would be too few."""
        free, tables = self.problem.free, self.left.copy()
        for one, other, here, there in chain:
            if not (free[one, there] and free[other, there]):
                return False
            kind = self.problem.kind[one, other]
            tables[kind, here] += 1
            tables[kind, there] -= 1
        if (tables < 0).any() or not chain:
            return False
        for one, other, here, _there in chain:
            self.partner[[one, other], here] = NOBODY
        for one, other, _here, there in chain:
            self.partner[one, there], self.partner[other, there] = other, one
        self.left = tables
        return True

    def _put(self, first: int, second: int, slot: int) -> None:
        self.partner[first, slot], self.partner[second, slot] = second, first
        self.left[self.problem.kind[first, second], slot] -= 1
        self.met[[first, second]] += 1

    def meetings(self) -> NDArray[np.intp]:
        first, slot = np.nonzero(self.partner > np.arange(len(self.partner))[:, None])
        return np.stack([first, self.partner[first, slot], slot], axis=1)
