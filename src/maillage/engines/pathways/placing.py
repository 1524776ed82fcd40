"""Modules put in weeks, one after the other: the most urgent that can be begun, sessions of the week first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines.pathways.soonest import meetings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.pathways.problem import PathProblem
    from maillage.engines.pathways.remaining import Remaining
    from maillage.engines.pathways.soonest import Meeting

ANY = -1  # session


class Placed(NamedTuple):
    """Module after module, in the order in which they are done: its place, its first and last week, its session."""

    module: int
    first: int
    last: int
    session: int


def placed(
    problem: PathProblem,
    left: Remaining,
    taken: NDArray[np.bool_],
    *,
    weeks: int,
    due: NDArray[np.intp],
    seat: NDArray[np.intp] | None = None,
) -> tuple[list[Placed], NDArray[np.bool_]]:
    """The modules taken, the smallest `due` first; and, shape (n,), those that found no place though all that they
    need did. Nothing misses a place unless one of those does.

    `seat`: the session of each, ANY for the first that suits. Where some order is done by `due` weeks, this one is.
    """
    placing = _Placing(problem, left, taken, due, np.full(len(taken), ANY) if seat is None else seat)
    met = meetings(left, people=problem.people, weeks=weeks)
    for week in range(weeks):
        if placing.is_over:
            break
        spare = placing.attend(
            sorted((one for one in met if one.week == week), key=lambda one: one.start), week
        )
        placing.work(spare, week)
    return placing.rows, placing.open & ~placing.missing.any(axis=1)


class _Placing:
    def __init__(
        self,
        problem: PathProblem,
        left: Remaining,
        taken: NDArray[np.bool_],
        due: NDArray[np.intp],
        seat: NDArray[np.intp],
    ) -> None:
        self.problem, self.left, self.seat = problem, left, seat
        self.order = np.lexsort((np.arange(len(due)), due)).tolist()
        self.open = taken.copy()
        self.missing = left.needs.copy()
        self.minutes = left.minutes.copy()
        self.begun: dict[int, int] = {}
        self.rows: list[Placed] = []

    @property
    def is_over(self) -> bool:
        return not self.open.any()

    def attend(self, met: list[Meeting], week: int) -> int:
        """Attend what can be; answers the minutes left in the week."""
        spare, end = self.problem.minutes_in(week), 0
        for one in met:
            n, minutes = one.module, one.end - one.start
            if (
                self.open[n]
                and self.seat[n] in {ANY, one.session}
                and one.start >= end
                and minutes <= spare
                and not self.missing[n].any()
            ):
                self._finish(Placed(n, week, week, one.session))
                spare, end = spare - minutes, one.end
        return spare

    def work(self, spare: int, week: int) -> None:
        while spare > 0:
            ready = (n for n in self.order if self._is_ready(n))
            if (n := next(ready, None)) is None:
                return
            spent = min(spare, int(self.minutes[n]))
            spare -= spent
            self.minutes[n] -= spent
            first = self.begun.setdefault(n, week)
            if not self.minutes[n]:
                self._finish(Placed(n, first, week, ANY))

    def _is_ready(self, n: int) -> bool:
        return bool(self.open[n]) and self.left.modules[n].sessions is None and not self.missing[n].any()

    def _finish(self, row: Placed) -> None:
        self.rows.append(row)
        self.open[row.module] = False
        self.missing &= ~self.left.gives[row.module]
