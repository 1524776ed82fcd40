"""What others do, to stand beside a path: the best gain first, the same course for everybody, the calendar as an afterthought."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines.pathways.habits import best_gain_first
from maillage.engines.pathways.remaining import open_modules
from maillage.engines.pathways.search import Search
from maillage.engines.pathways.shortest import cheapest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.pathways.problem import PathProblem


class Habit(NamedTuple):
    """`finish`: in how many weeks; None when its sessions do not all come in time."""

    minutes: int
    finish: int | None


class Beside(NamedTuple):
    """greedy : the best gain a minute first. shortest : the fewest minutes, put on the calendar afterwards.
    gated : the shortest course for somebody who masters nothing, which everybody follows, but for modules done.
    """

    greedy: Habit
    shortest: Habit
    gated: Habit


def beside(problem: PathProblem, *, seconds: float) -> Beside | None:
    """None when the targets are out of reach, for that person or for somebody who masters nothing."""
    search = Search(replace(problem, deadline=None), slack=0.0, seconds=seconds)
    course = Search(replace(problem, deadline=None, chances={}), slack=0.0, seconds=seconds)
    if not search.shortest.found or not course.shortest.found:
        return None
    return Beside(
        _placed(search, best_gain_first(search.left)),
        _placed(search, search.shortest.taken),
        _placed(course, course.shortest.taken),
    )


def fewest(problem: PathProblem, *, seconds: float) -> int | None:
    """The fewest minutes that reach the targets, calendar aside; None when they are out of reach or time ran out."""
    left = open_modules(problem)
    choice = cheapest(left.closed(), left.minutes.astype(np.float64), seconds=seconds)
    return int(left.minutes[choice.taken].sum()) if choice.found else None


def _placed(search: Search, taken: NDArray[np.bool_]) -> Habit:
    search.best = None
    search.offer(taken, search.urgency(taken))
    return Habit(search.length(taken), search.finish if search.best is not None else None)
