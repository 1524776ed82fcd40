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
    from maillage.engines.pathways.remaining import Remaining
    from maillage.engines.pathways.shortest import Choice


class Habit(NamedTuple):
    """`finish`: in how many weeks those modules can be over at best; None when their sessions do not all come in time."""

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
    whole = replace(problem, deadline=None)
    left, course = open_modules(whole), open_modules(replace(whole, chances={}))
    shortest, gated = _shortest(left, seconds=seconds), _shortest(course, seconds=seconds)
    if not (shortest.found and gated.found):
        return None
    return Beside(
        _habit(whole, left, best_gain_first(left), seconds=seconds / 6),
        _habit(whole, left, shortest.taken, seconds=seconds / 6),
        _habit(replace(whole, chances={}), course, gated.taken, seconds=seconds / 6),
    )


def _habit(problem: PathProblem, left: Remaining, taken: NDArray[np.bool_], *, seconds: float) -> Habit:
    """What comes of taking these modules and no other."""
    chosen = {left.modules[n].key for n in np.flatnonzero(taken)}
    others = frozenset(module.key for module in problem.modules if module.key not in chosen | problem.done)
    found = Search(replace(problem, withdrawn=others), slack=1.0, seconds=seconds).run()
    return Habit(int(left.minutes[taken].sum()), None if found is None else found.finish)


def fewest(problem: PathProblem, *, seconds: float) -> int | None:
    """The fewest minutes that reach the targets, calendar aside; None when they are out of reach or time ran out."""
    left = open_modules(problem)
    choice = _shortest(left, seconds=seconds)
    return int(left.minutes[choice.taken].sum()) if choice.found else None


def _shortest(left: Remaining, *, seconds: float) -> Choice:
    return cheapest(left.closed(), left.minutes.astype(np.float64), seconds=seconds)
