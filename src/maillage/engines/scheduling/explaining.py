"""Why somebody cannot reach the floor, and what to relax."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_array, hstack
from scipy.sparse.csgraph import maximum_bipartite_matching

from maillage.engines.scheduling.choosing import choose
from maillage.engines.scheduling.placing import limits, met
from maillage.engines.scheduling.planning import plan
from maillage.engines.scheduling.solver import at_most, least_cost

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.scheduling.problem import MeetingProblem, Plan


class Cause(StrEnum):
    """What stops a person first, from what is hers alone to what everybody shares."""

    SLOTS = "slots"  # she is free in fewer slots than meetings are owed
    PARTNERS = "partners"  # fewer people than that share a free slot with her
    MOMENTS = "moments"  # enough slots and enough people, but not at the same moments
    TABLES = "tables"  # enough of all, but tables are too few for everybody
    TAKEN = "taken"  # tables would do, but partners have as many meetings as they take
    TOGETHER = "together"  # each could, all cannot


class Lack(NamedTuple):
    """A person who has fewer meetings than owed: how many more she needs, why, and the most she could have alone.

    `slots`: how many slots she is free in; `partners`: how many people share one of them with her.
    """

    person: int
    missing: int
    cause: Cause
    alone: int
    slots: int
    partners: int


class MoreTables(NamedTuple):
    kind: int
    slot: int
    number: int


class FreeSlot(NamedTuple):
    person: int
    slot: int


class TakeMore(NamedTuple):
    person: int
    number: int


@dataclass(frozen=True)
class Explanation:
    """Why the floor is not met.

    lacks : the people who are short, in order.
    floor : the greatest floor that a plan was found for, for everybody who is owed more.
    tables : the fewest tables to add for all those who are stopped by what is shared; empty when tables are not why.
    takers : who should take more meetings, the same way; empty when tables are enough or would not do.
    slots : a slot that each person stopped by her own hours should free, the one that most people could meet her in.
    """

    lacks: tuple[Lack, ...]
    floor: int
    tables: tuple[MoreTables, ...]
    takers: tuple[TakeMore, ...]
    slots: tuple[FreeSlot, ...]


def explain(problem: MeetingProblem, short: Plan, *, seconds: float) -> Explanation:
    """What a plan that leaves somebody short should say. `seconds`: about the most that it may last."""
    alone = {int(p): alone_at_most(problem, int(p)) for p in np.flatnonzero(short.short)}
    reach = np.minimum(problem.floor, [alone.get(p, problem.floor[p]) for p in range(len(problem.floor))])
    shared = any(alone[p] >= problem.floor[p] for p in alone) or bool(
        (reach - met(problem, short.meetings) > 0).any()
    )
    tables = _tables_to_add(problem, reach, seconds=seconds / 3) if shared else ()
    takers = _who_takes_more(problem, reach, seconds=seconds / 3) if shared and not tables else ()
    cause = Cause.TABLES if tables else Cause.TAKEN if takers else Cause.TOGETHER
    lacks = tuple(_lack(problem, p, int(short.short[p]), alone[p], cause) for p in alone)
    return Explanation(
        lacks=lacks,
        floor=largest_floor(problem, seconds=seconds / 3),
        tables=tables,
        takers=takers,
        slots=tuple(_slot_to_free(problem, lack.person) for lack in lacks if lack.cause in HERS),
    )


HERS = (Cause.SLOTS, Cause.PARTNERS, Cause.MOMENTS)


def alone_at_most(problem: MeetingProblem, person: int) -> int:
    """The most meetings that she could have if nobody else had any."""
    return min(int(problem.most[person]), _matched(_open_to(problem, person)))


def largest_floor(problem: MeetingProblem, *, seconds: float) -> int:
    """The greatest k for which a plan gives min(k, her floor) meetings to everybody was found."""
    nothing = np.zeros_like(problem.value)
    for k in range(int(problem.floor.max(initial=0)), 0, -1):
        lower = replace(problem, value=nothing, floor=np.minimum(problem.floor, k))
        if choose(lower, seconds=seconds).short == 0 and plan(lower, seconds=seconds).floor_met:
            return k
    return 0


def _open_to(problem: MeetingProblem, person: int) -> NDArray[np.bool_]:
    """Shape (n, n_slots): whom she could meet when."""
    possible = problem.free & problem.free[person] & (problem.tables[problem.kind[person]] > 0)
    willing = problem.allowed[person] & (problem.most > 0)
    return np.asarray(possible & willing[:, None])


def _matched(open_: NDArray[np.bool_]) -> int:
    return int((maximum_bipartite_matching(csr_array(open_)) >= 0).sum())


def _lack(problem: MeetingProblem, person: int, missing: int, alone: int, shared: Cause) -> Lack:
    owed = problem.floor[person]
    slots = int((problem.free[person] & (problem.tables > 0).any(axis=0)).sum())
    partners = int(_open_to(problem, person).any(axis=1).sum())
    if slots < owed:
        cause = Cause.SLOTS
    elif partners < owed:
        cause = Cause.PARTNERS
    else:
        cause = Cause.MOMENTS if alone < owed else shared
    return Lack(person, missing, cause, alone, slots, partners)


def _slot_to_free(problem: MeetingProblem, person: int) -> FreeSlot:
    """The slot, taken now, that adds most to what she could have alone, then in which most people could meet her."""
    scores = []
    for slot in np.flatnonzero(~problem.free[person]).tolist():
        free = problem.free.copy()
        free[person, slot] = True
        open_ = _open_to(replace(problem, free=free), person)
        scores.append((_matched(open_), int(open_[:, slot].sum()), -slot))
    return FreeSlot(person, -max(scores)[2]) if scores else FreeSlot(person, -1)


def _tables_to_add(
    problem: MeetingProblem, reach: NDArray[np.int64], *, seconds: float
) -> tuple[MoreTables, ...]:
    """The fewest tables that let everybody have what she could, empty when tables alone do not do it in time."""
    seats = np.broadcast_to(problem.free.sum(axis=0) // 2, problem.tables.shape)
    lower = replace(problem, value=np.zeros_like(problem.value), floor=reach)
    roomy = replace(lower, tables=np.maximum(problem.tables, seats))
    return _spread(lower, roomy, seconds=seconds) or _placed(problem, roomy, seconds=seconds)


def _spread(problem: MeetingProblem, roomy: MeetingProblem, *, seconds: float) -> tuple[MoreTables, ...]:
    """Tables added one by one where most people are free: as few as people and tables ask for all in all, or none."""
    growing = np.flatnonzero((problem.tables < roomy.tables).any(axis=1))
    tables = problem.tables.copy()
    while len(growing) == 1 and (tables < roomy.tables).any():
        kind = growing[0]
        tables[kind, np.argmax(roomy.tables[kind] - tables[kind])] += 1
        trial = replace(problem, tables=tables.copy())
        if choose(trial, seconds=seconds).short == 0:
            if not plan(trial, seconds=seconds).floor_met:
                return ()
            added = tables[kind] - problem.tables[kind]
            return tuple(MoreTables(int(kind), int(slot), int(added[slot])) for slot in np.flatnonzero(added))
    return ()


def _placed(problem: MeetingProblem, roomy: MeetingProblem, *, seconds: float) -> tuple[MoreTables, ...]:
    """The fewest tables, each in its slot."""
    added = roomy.tables - problem.tables
    where = np.repeat(np.arange(added.size), added.ravel())
    found = _fewest(roomy, extra=where, of_tables=problem.tables.ravel(), of_people=None, seconds=seconds)
    slots = problem.free.shape[1]
    return tuple(MoreTables(place // slots, place % slots, n) for place, n in found)


def _who_takes_more(
    problem: MeetingProblem, reach: NDArray[np.int64], *, seconds: float
) -> tuple[TakeMore, ...]:
    """The fewest meetings that people should take beyond their most, empty when that alone does not do it in time."""
    willing = np.where(problem.most > 0, problem.free.sum(axis=1), 0)
    eager = replace(problem, most=np.maximum(problem.most, willing), floor=reach)
    where = np.repeat(np.arange(len(willing)), eager.most - problem.most)
    found = _fewest(eager, extra=where, of_tables=None, of_people=problem.most, seconds=seconds)
    return tuple(TakeMore(person, n) for person, n in found)


def _fewest(
    problem: MeetingProblem,
    *,
    extra: NDArray[np.intp],
    of_tables: NDArray[np.int64] | None,
    of_people: NDArray[np.int64] | None,
    seconds: float,
) -> list[tuple[int, int]]:
    """How many of the extra places (each names its row) are needed to meet the floor: (row, how many)."""
    pair, slot = np.nonzero(problem.pairs.open)
    hers, moments, seats, once = limits(problem, pair, slot)
    size = len(pair)

    def with_extra(matrix: csr_array, used: bool) -> csr_array:
        data = np.full(len(extra), -1.0 if used else 0.0)
        more = csr_array(
            (data, (extra if used else np.zeros_like(extra), np.arange(len(extra)))),
            shape=(matrix.shape[0], len(extra)),
        )
        return csr_array(hstack([matrix, more]))

    tables = problem.tables.ravel() if of_tables is None else of_tables
    most = problem.most if of_people is None else of_people
    floor = with_extra(hers, False), problem.floor.astype(np.float64), np.full(len(most), np.inf)
    rows = [
        floor,
        at_most(with_extra(hers, of_people is not None), most),
        at_most(with_extra(moments, False), 1),
        at_most(with_extra(seats, of_tables is not None), tables),
        at_most(with_extra(once, False), 1),
    ]
    cost = np.concatenate([np.zeros(size), np.ones(len(extra))])
    answer = least_cost(cost, rows, beside=0.0, seconds=seconds, gap=0.0)
    if answer.chosen is None:
        return []
    needed = np.bincount(extra[answer.chosen[size:] > 0], minlength=1)
    return [(int(row), int(needed[row])) for row in np.flatnonzero(needed)]
