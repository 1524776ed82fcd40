"""When each pair meets: pairs given their slots, all at once or a few slots at a time."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines.scheduling.solver import Owed, at_most, counts, least_cost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from maillage.engines.scheduling.problem import MeetingProblem

    Meetings = NDArray[np.intp]  # rows (first, second, slot)


ROUNDING = 1e-9
TRIES = 60  # fillings of a few slots: each a few hundredths of a second


class Goal(NamedTuple):
    """What a plan is judged by: lacks, then moves, then value, made one number, the smaller the better.

    `kept`: the meetings that should stay; `place`: the same, shape (n, n, n_slots). `lack` and `move`: the price of a
    first lack, dearer than all moves, and of a meeting that leaves its place, dearer than any value.
    """

    problem: MeetingProblem
    kept: Meetings
    place: NDArray[np.bool_]
    lack: float
    move: float

    @classmethod
    def of(cls, problem: MeetingProblem, kept: Meetings) -> Goal:
        place = np.zeros((*problem.allowed.shape, problem.free.shape[1]), dtype=np.bool_)
        place[tuple(kept.T)] = True
        return cls(problem, kept, place, problem.heavy * (len(kept) + 1) + 1, problem.heavy)

    def cost(self, meetings: Meetings) -> float:
        return self.total(
            self.problem.shortage(met(self.problem, meetings)),
            self.moved(meetings),
            worth(self.problem, meetings),
        )

    def total(self, short: int, moved: int, value: float) -> float:
        return self.lack * short + self.move * moved - value

    def parts(self, cost: float) -> tuple[int, int, float]:
        """The lacks, moves and value that make this cost."""
        short = math.floor((cost + self.move) / self.lack)
        moved = math.ceil((cost - self.lack * short) / self.move - ROUNDING)
        return short, moved, self.total(short, moved, 0.0) - cost

    def moved(self, meetings: Meetings) -> int:
        return len(self.kept) - int(self.place[tuple(meetings.T)].sum())


def met(problem: MeetingProblem, meetings: Meetings) -> NDArray[np.int64]:
    """How many meetings each person has."""
    return np.bincount(meetings[:, :2].ravel(), minlength=len(problem.most)).astype(np.int64)


def worth(problem: MeetingProblem, meetings: Meetings) -> float:
    return float(problem.value[meetings[:, 0], meetings[:, 1]].sum())


def place(
    goal: Goal, among: NDArray[np.bool_], *, standing: Meetings, expected: float, seconds: float, gap: float
) -> tuple[Meetings | None, float]:
    """The best meetings of the pairs and slots in `among`, shape (n_pairs, n_slots), around those that stand.

    `expected`: the lacks and moves that are sure, priced; the `gap` is a share of what the plan costs besides.
    Answers the whole plan, standing meetings first, or None when time ran out; and the cost below which no plan
    of these pairs and slots goes.
    """
    problem, pairs = goal.problem, goal.problem.pairs
    open_, most, floor, tables = _left(problem, among, standing)
    pair, slot = np.nonzero(open_)
    first, second = pairs.first[pair], pairs.second[pair]
    owed = Owed.of(floor, goal.lack)
    hers, moments, seats, once = limits(problem, pair, slot)
    rows = [
        owed.rows(hers, floor),
        *(
            owed.widened(at_most(*limit))
            for limit in ((hers, most), (moments, 1), (seats, tables.ravel()), (once, 1))
        ),
    ]
    stays = goal.place[first, second, slot]
    cost = np.concatenate([-pairs.value[pair] - goal.move * stays, owed.cost])
    base = goal.move * goal.moved(standing) - worth(problem, standing)
    answer = least_cost(cost, rows, beside=base - expected, seconds=seconds, gap=gap)
    if answer.chosen is None:
        return None, expected + answer.bound
    taken = answer.chosen[: len(pair)] > 0
    new = np.stack([first[taken], second[taken], slot[taken]], axis=1)
    return np.concatenate([standing, new]), expected + answer.bound


def limits(
    problem: MeetingProblem, pair: NDArray[np.intp], slot: NDArray[np.intp]
) -> tuple[csr_array, csr_array, csr_array, csr_array]:
    """What meetings (a pair and a slot each, one column) count in: rows of people, of people in a slot (row by row),
    of kinds of table in a slot, of pairs.
    """
    pairs, (people, slots), size = problem.pairs, problem.free.shape, len(pair)
    twice = np.tile(np.arange(size), 2)
    who = np.concatenate([pairs.first[pair], pairs.second[pair]])
    return (
        counts(who, twice, (people, size)),
        counts(who * slots + np.tile(slot, 2), twice, (people * slots, size)),
        counts(pairs.kind[pair] * slots + slot, np.arange(size), (problem.tables.size, size)),
        counts(pair, np.arange(size), (len(pairs.first), size)),
    )


def _left(
    problem: MeetingProblem, among: NDArray[np.bool_], standing: Meetings
) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """What standing meetings leave: moments of pairs, meetings each may have and is owed, tables."""
    pairs = problem.pairs
    first, second, slot = standing.T
    free, tables = problem.free.copy(), problem.tables.copy()
    free[first, slot] = free[second, slot] = False
    np.subtract.at(tables, (problem.kind[first, second], slot), 1)
    done = np.zeros(problem.allowed.shape, dtype=np.bool_)
    done[first, second] = True
    had = met(problem, standing)
    open_ = among & pairs.open & free[pairs.first] & free[pairs.second] & (tables[pairs.kind] > 0)
    open_ &= ~done[pairs.first, pairs.second, None]
    return open_, np.maximum(problem.most - had, 0), np.maximum(problem.floor - had, 0), tables


def improved(
    goal: Goal, meetings: Meetings, candidates: NDArray[np.bool_], *, enough: float, seconds: float
) -> Meetings:
    """The plan after a few slots at a time were emptied and filled again, while it gains and costs more than `enough`.

    `candidates`: shape (n_pairs,), the pairs that may come in. `seconds`: of each filling.
    """
    problem = goal.problem
    best, cost = meetings, goal.cost(meetings)
    useful = candidates.copy()
    gained_at = 0
    several = list(_neighbourhoods(problem.free.shape[1]))
    for turn in range(TRIES):
        if cost <= enough or turn - gained_at > len(several):
            break
        slots = several[turn % len(several)]
        inside = np.isin(best[:, 2], slots)
        among = np.zeros(problem.pairs.open.shape, dtype=np.bool_)
        among[:, slots] = (useful | listed(problem, best))[:, None]
        found, _ = place(goal, among, standing=best[~inside], expected=0.0, seconds=seconds, gap=0.0)
        if found is not None and goal.cost(found) < cost - 1e-9:
            best, cost, gained_at = found, goal.cost(found), turn
    return best


def listed(problem: MeetingProblem, meetings: Meetings) -> NDArray[np.bool_]:
    """Shape (n_pairs,): the pairs that meet."""
    square = np.zeros(problem.allowed.shape, dtype=np.bool_)
    square[meetings[:, 0], meetings[:, 1]] = True
    return square[problem.pairs.first, problem.pairs.second]


def _neighbourhoods(slots: int) -> Iterator[list[int]]:
    """Three slots at a time, near and far ones by turns, each once."""
    triples = list(combinations(range(slots), min(3, slots)))
    step = next((s for s in (97, 101) if len(triples) % s), 1)
    for turn in range(len(triples)):
        yield list(triples[turn * step % len(triples)])
