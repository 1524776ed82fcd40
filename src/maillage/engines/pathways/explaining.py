"""Why the targets cannot be reached by the deadline, and the smallest change that would do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines.pathways.remaining import Level, open_modules, remaining
from maillage.engines.pathways.search import Search
from maillage.engines.pathways.shortest import cheapest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maillage.engines.pathways.problem import PathProblem
    from maillage.engines.pathways.remaining import Step

STEP, WHOLE_WEEK = 30, 40 * 60  # minutes a week: by how much they are raised, and how far
AMPLE = 4.0  # slack that lets a path be found
FREE = 1e-3  # what a module costs that is open already, where only the others count


class Cause(StrEnum):
    LEVEL = "level"  # no module gives what is missing
    WITHDRAWN = "withdrawn"  # a module that did is withdrawn
    SEATS = "seats"  # sessions are full
    HOURS = "hours"  # the hours of a week are too few
    SESSIONS = "sessions"  # no session comes in time, or in the order needed


class Missing(NamedTuple):
    """A target out of reach even alone, the highest level within reach (0: none), and what no module left gives: None
    when only the calendar is against it.
    """

    target: Level
    reach: int
    root: Step | None


class Full(NamedTuple):
    """A session, and how many seats it lacks."""

    module: str
    session: str
    seats: int


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why there is no path.

    cause : what stops it first. missing : the targets that even alone are out of reach.
    back : the fewest withdrawn modules that would lead to the targets, calendar aside. full : the fewest full sessions, with seats.
    weekly : the fewest minutes a week that would do, by half hours; None when forty hours would not.
    weeks : in how many weeks it can be done, without a deadline; None when it cannot.
    """

    cause: Cause
    missing: tuple[Missing, ...] = ()
    back: tuple[str, ...] = ()
    full: tuple[Full, ...] = ()
    weekly: int | None = None
    weeks: int | None = None


def explain(problem: PathProblem, *, seconds: float) -> Explanation:
    """What to say of a problem that `plan` found no path for. `seconds`: about the most that it may last."""
    part = seconds / 10
    if not _leads(_roomy(problem)):
        return _astray(problem, seconds=part)
    full = _full(problem, seconds=part)
    weekly = _weekly(problem, seconds=part)
    later = Search(replace(problem, deadline=None), slack=AMPLE, seconds=2 * part).run()
    return Explanation(
        cause=Cause.SEATS if full else Cause.HOURS if weekly else Cause.SESSIONS,
        missing=tuple(_missing(problem, seconds=part)),
        full=full,
        weekly=weekly,
        weeks=None if later is None else later.finish,
    )


def _leads(problem: PathProblem) -> bool:
    """Whether the targets are within reach, calendar aside."""
    left = open_modules(problem)
    return bool(left.reached(np.ones(len(left.modules), dtype=np.bool_))[left.wanted].all())


def _roomy(problem: PathProblem) -> PathProblem:
    """The same where sessions have a seat for everybody."""
    modules = [
        module
        if module.sessions is None
        else replace(
            module,
            sessions=tuple(replace(one, seats=max(one.seats, problem.people)) for one in module.sessions),
        )
        for module in problem.modules
    ]
    return replace(problem, modules=modules)


def _astray(problem: PathProblem, *, seconds: float) -> Explanation:
    """When no module left leads to some target."""
    whole = replace(problem, withdrawn=frozenset())
    anytime = replace(
        whole, modules=[replace(m, sessions=None) for m in problem.modules], withdrawn=problem.withdrawn
    )
    back: tuple[str, ...] = ()
    left = open_modules(whole)
    gone = np.array([module.key in problem.withdrawn for module in left.modules])
    choice = cheapest(left.closed(), np.where(gone, 1.0, FREE), seconds=seconds)
    if choice.found:
        back = tuple(left.modules[n].key for n in np.flatnonzero(choice.taken & gone))
    return Explanation(
        cause=Cause.WITHDRAWN if back else Cause.SESSIONS if _leads(anytime) else Cause.LEVEL,
        missing=tuple(_missing(problem, seconds=seconds)),
        back=back,
    )


def _missing(problem: PathProblem, *, seconds: float) -> Iterator[Missing]:
    """Targets that cannot be reached by the deadline, even alone."""
    for competence, wanted in problem.targets.items():
        reached = problem.reached.get(competence, 0)
        level = wanted
        while level > reached and not _found(
            replace(problem, targets={competence: level}), seconds=seconds / 4
        ):
            level -= 1
        if level < wanted:
            target = Level(competence, wanted)
            yield Missing(target, level, _root(replace(problem, targets={competence: wanted})))


def _found(problem: PathProblem, *, seconds: float) -> bool:
    return Search(problem, slack=AMPLE, seconds=seconds).start()


def _root(problem: PathProblem) -> Step | None:
    """The first step on the way to the targets that no module left gives; None when they can be reached some day."""
    left = remaining(
        problem, [m for m in problem.modules if m.key not in problem.withdrawn and m.sessions != ()]
    )
    lost = ~left.reached(np.ones(len(left.modules), dtype=np.bool_))
    here = np.flatnonzero(left.wanted & lost)
    seen: list[int] = []
    while len(here) and here[0] not in seen:
        seen.append(int(here[0]))
        givers = np.flatnonzero(left.gives[:, seen[-1]])
        here = np.flatnonzero(left.needs[givers[0]] & lost) if len(givers) else here[:0]
    return left.steps[seen[-1]] if seen else None


def _full(problem: PathProblem, *, seconds: float) -> tuple[Full, ...]:
    """The fewest full sessions that would do if they had seats; none when that would not do, or was not found."""
    search = Search(_roomy(problem), slack=AMPLE, seconds=seconds)
    if not search.start() or (sight := search.sight(search.weeks)) is None:
        return ()
    lack = {
        (module.key, one.key): problem.people - one.seats
        for module in problem.modules
        for one in module.sessions or ()
        if one.seats < problem.people
    }
    calendar = sight.calendar
    cost = FREE / search.limit * calendar.minutes
    for n, one in enumerate(calendar.met):
        module = calendar.left.modules[one.module]
        cost[calendar.sizes[0] + n] += (module.key, (module.sessions or ())[one.session].key) in lack
    found = calendar.solve(cost, [calendar.within(calendar.minutes, search.limit)], seconds=seconds, gap=0.01)
    if not found.found:
        used = [(row.module, row.session) for row in search.best or ()]
    else:
        used = [(int(sight.places[n]), int(found.seat[n])) for n in np.flatnonzero(found.due >= 0)]
    sessions = [
        (module.key, (module.sessions or ())[session].key)
        for n, session in used
        if (module := search.left.modules[n]).sessions
    ]
    return tuple(Full(*one, lack[one]) for one in sessions if one in lack)


def _weekly(problem: PathProblem, *, seconds: float) -> int | None:
    """The fewest minutes a week that would do, in the weeks that have any."""

    def would_do(steps: int) -> bool:
        weekly = tuple(max(minutes, steps * STEP) if minutes else 0 for minutes in problem.weekly)
        return _found(replace(problem, weekly=weekly), seconds=seconds)

    low, high = max(problem.weekly) // STEP, WHOLE_WEEK // STEP
    if low >= high or not would_do(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if would_do(middle) else (middle, high)
    return high * STEP
