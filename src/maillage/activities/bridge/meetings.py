"""From a round of meetings to its plan, through the scheduling engine.

The engine brings HiGHS, slow to import: it is imported when a plan is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from maillage.activities.rules.meetings import Met
from maillage.activities.rules.why import Extra, Freed, Short, Taker, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from maillage.activities.rules.meetings import Key, Round
    from maillage.engines.scheduling import Explanation, MeetingProblem, Plan

SECONDS, AGAIN_SECONDS, WHY_SECONDS = 8.0, 2.0, 6.0
GAP = 0.001  # a thousandth of the value is not worth waiting for
TABLES, LINKS = 0, 1


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A plan; `why` is None when everybody has her floor."""

    meetings: list[Met]
    value: float
    bound: float
    gap: float
    is_proved: bool
    moved: int
    is_fewest_moves: bool
    why: Why | None


def planned(round_: Round, *, seconds: float = SECONDS, gap: float = GAP) -> Planned:
    """The floor for everyone first, then the greatest value."""
    from maillage.engines import scheduling  # noqa: PLC0415 - it brings HiGHS: what plans nothing starts sooner

    problem = _problem(round_)
    return _told(round_, problem, scheduling.plan(problem, seconds=seconds, gap=gap))


def planned_again(round_: Round, before: Iterable[Met], *, seconds: float = AGAIN_SECONDS) -> Planned:
    """The floor first, then as many meetings as can be where they were, then value."""
    from maillage.engines import scheduling  # noqa: PLC0415 - it brings HiGHS: what plans nothing starts sooner

    problem = _problem(round_)
    rows = _rows(round_, before)
    return _told(round_, problem, scheduling.plan_again(problem, rows, seconds=seconds, gap=GAP))


def habit(round_: Round) -> tuple[float, int]:
    """What somebody does by hand, the best pair first: its value, and the fewest meetings of anybody owed some."""
    from maillage.engines import scheduling  # noqa: PLC0415 - it brings HiGHS: what plans nothing starts sooner

    problem = _problem(round_)
    meetings = scheduling.best_first(problem)
    had = np.bincount(meetings[:, :2].ravel(), minlength=len(round_.people))[problem.floor > 0]
    return float(problem.value[meetings[:, 0], meetings[:, 1]].sum()), int(
        had.min(initial=len(problem.free[0]))
    )


def _problem(round_: Round) -> MeetingProblem:
    from maillage.engines.scheduling import MeetingProblem  # noqa: PLC0415 - it brings HiGHS: what plans nothing starts sooner

    people = round_.people
    place = {person.key: n for n, person in enumerate(people)}
    value = np.full((len(people), len(people)), round_.others or 0.0)
    allowed = np.full(value.shape, round_.others is not None)
    for (first, second), worth in round_.values.items():
        for pair in ((place[first], place[second]), (place[second], place[first])):
            value[pair], allowed[pair] = worth, True
    group = np.array([person.group for person in people])
    remote = np.array([person.is_remote for person in people], dtype=np.bool_)
    np.fill_diagonal(allowed, val=False)
    if round_.is_across:
        allowed &= group[:, None] != group[None, :]
    house = np.array(
        [n if person.house is None else -1 - hash(person.house) for n, person in enumerate(people)]
    )
    allowed &= house[:, None] != house[None, :]
    free = np.zeros((len(people), len(round_.tables)), dtype=np.bool_)
    for n, person in enumerate(people):
        free[n, list(person.free)] = True
    most = np.array([person.most for person in people], dtype=np.int64)
    return MeetingProblem(
        value=value,
        allowed=allowed,
        free=free,
        tables=np.array([round_.tables, round_.links], dtype=np.int64),
        kind=np.where(remote[:, None] | remote[None, :], LINKS, TABLES).astype(np.intp),
        most=most,
        floor=np.minimum(most, np.array([person.floor for person in people], dtype=np.int64)),
    )


def _rows(round_: Round, before: Iterable[Met]) -> NDArray[np.intp]:
    """Meetings of people who are still there."""
    place = {person.key: n for n, person in enumerate(round_.people)}
    rows = [
        (place[met.first], place[met.second], met.slot)
        for met in before
        if {met.first, met.second} <= place.keys()
    ]
    return np.array(rows, dtype=np.intp).reshape(-1, 3)


def _told(round_: Round, problem: MeetingProblem, plan: Plan) -> Planned:
    from maillage.engines import scheduling  # noqa: PLC0415 - it brings HiGHS: what plans nothing starts sooner

    why = None if plan.floor_met else scheduling.explain(problem, plan, seconds=WHY_SECONDS)
    people = round_.people
    return Planned(
        meetings=[Met(people[a].key, people[b].key, slot) for a, b, slot in plan.meetings.tolist()],
        value=plan.value,
        bound=plan.bound,
        gap=plan.gap,
        is_proved=plan.proved,
        moved=plan.moved,
        is_fewest_moves=plan.moved_proved,
        why=None if why is None else _why(round_, why),
    )


def _why(round_: Round, found: Explanation) -> Why:
    key: Sequence[Key] = [person.key for person in round_.people]
    return Why(
        short=[Short(key[lack.person], lack.missing, str(lack.cause), *lack[3:]) for lack in found.lacks],
        floor=found.floor,
        tables=[Extra(more.slot, more.number, more.kind == LINKS) for more in found.tables],
        takers=[Taker(key[more.person], more.number) for more in found.takers],
        slots=[Freed(key[slot.person], slot.slot) for slot in found.slots if slot.slot >= 0],
    )
