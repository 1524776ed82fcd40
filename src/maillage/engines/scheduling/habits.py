"""How meetings are placed where nobody computes: the best pair first, at the first moment that suits both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.scheduling.problem import MeetingProblem


def best_first(problem: MeetingProblem, kept: NDArray[np.intp] | None = None) -> NDArray[np.intp]:
    """Rows (first, second, slot). Pairs by value, greatest first; `kept` meetings, which must stand, come before."""
    placing = _Placing(problem, kept)
    for pair in np.argsort(-problem.pairs.value, kind="stable").tolist():
        placing.try_pair(pair)
    return placing.meetings()


def floor_first(problem: MeetingProblem, kept: NDArray[np.intp] | None = None) -> NDArray[np.intp]:
    """The same, after turns in which whoever is farthest from her floor takes the best partner who needs it most."""
    placing = _Placing(problem, kept)
    pairs = problem.pairs
    hers = [np.flatnonzero((pairs.first == p) | (pairs.second == p)) for p in range(len(problem.most))]
    stuck = np.zeros(len(problem.most), dtype=np.bool_)
    while True:
        missing = np.where(stuck, 0, problem.floor - placing.met)
        if missing.max(initial=0) <= 0:
            break
        person = int(np.argmax(missing))
        partner = pairs.first[hers[person]] + pairs.second[hers[person]] - person
        order = np.lexsort((-pairs.value[hers[person]], placing.met[partner] - problem.floor[partner]))
        stuck[person] = not any(placing.try_pair(pair) for pair in hers[person][order].tolist())
    for pair in np.argsort(-pairs.value, kind="stable").tolist():
        placing.try_pair(pair)
    return placing.meetings()


class _Placing:
    """A plan being filled, one meeting after the other."""

    def __init__(self, problem: MeetingProblem, kept: NDArray[np.intp] | None) -> None:
        self.problem = problem
        self.free = problem.free.copy()
        self.left = problem.tables.copy()
        self.met = np.zeros(len(problem.most), dtype=np.int64)
        self.rows: list[tuple[int, int, int]] = []
        self.done: set[tuple[int, int]] = set()
        for first, second, slot in [] if kept is None else kept.tolist():
            self._place(first, second, slot, int(problem.kind[first, second]))

    def try_pair(self, pair: int) -> bool:
        pairs, most = self.problem.pairs, self.problem.most
        first, second, kind = int(pairs.first[pair]), int(pairs.second[pair]), int(pairs.kind[pair])
        if (first, second) in self.done or self.met[first] >= most[first] or self.met[second] >= most[second]:
            return False
        slots = np.flatnonzero(self.free[first] & self.free[second] & (self.left[kind] > 0))
        if len(slots):
            self._place(first, second, int(slots[0]), kind)
        return len(slots) > 0

    def _place(self, first: int, second: int, slot: int, kind: int) -> None:
        self.rows.append((first, second, slot))
        self.done.add((first, second))
        self.free[[first, second], slot] = False
        self.left[kind, slot] -= 1
        self.met[[first, second]] += 1

    def meetings(self) -> NDArray[np.intp]:
        return np.array(self.rows, dtype=np.intp).reshape(-1, 3)
