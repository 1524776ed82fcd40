"""Sessions that can be attended, and the soonest that anything can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.pathways.problem import PathProblem
    from maillage.engines.pathways.remaining import Remaining


class Meeting(NamedTuple):
    """A session that can be attended: the module's place, the session's own, when it begins and ends."""

    module: int
    session: int
    start: int
    end: int
    week: int


def meetings(left: Remaining, *, people: int, weeks: int) -> list[Meeting]:
    """Sessions within these weeks that have a seat for everybody, in order of module."""
    return [
        Meeting(n, m, session.start, session.start + module.minutes, session.week)
        for n, module in enumerate(left.modules)
        for m, session in enumerate(module.sessions or ())
        if session.seats >= people and session.week < weeks
    ]


class Earliest(NamedTuple):
    """The first week by the end of which each module could be done, each step reached; `weeks` when none is."""

    module: NDArray[np.intp]
    step: NDArray[np.intp]


def earliest(problem: PathProblem, left: Remaining, *, weeks: int) -> Earliest:
    """If nothing else took time than what each needs one after the other."""
    before = np.cumsum(
        [0, *(problem.minutes_in(w) for w in range(weeks))]
    )  # minutes of work before each week
    met = meetings(left, people=problem.people, weeks=weeks)
    alone = np.array([module.sessions is None for module in left.modules])
    minutes = left.minutes.astype(np.float64)
    step = np.zeros(len(left.steps))
    while True:
        ready = np.where(left.needs, step, 0.0).max(axis=1, initial=0.0)
        done = np.where(alone, ready + minutes, np.inf)
        for one in met:
            if ready[one.module] + minutes[one.module] <= before[one.week + 1]:
                at = max(ready[one.module], before[one.week]) + minutes[one.module]
                done[one.module] = min(done[one.module], at)
        done[done > before[-1]] = np.inf
        later = np.where(left.gives, done[:, None], np.inf).min(axis=0, initial=np.inf)
        if (later <= step).all():
            return Earliest(*(np.searchsorted(before[1:], moment) for moment in (done, step)))
        step = np.maximum(step, later)
