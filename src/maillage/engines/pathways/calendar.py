"""The path on a calendar: which modules, in which week or session, so that every target is reached by a given week.

Within a week sessions come first. So what a session needs is learned in an earlier week, or in a session that ended
before it; and what needs a session may be learned from the week of that session on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, kron

from maillage.engines.pathways.shortest import circles
from maillage.engines.pathways.solver import HALF, least_cost, least_relaxed
from maillage.engines.pathways.soonest import Earliest, Meeting, earliest, meetings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from maillage.engines.pathways.problem import PathProblem
    from maillage.engines.pathways.remaining import Remaining
    from maillage.engines.pathways.solver import Answer, Rows


class Timetable(NamedTuple):
    """`due`: the week in which each module is done, −1 when it is not taken; `seat`: its session, −1 without one.

    `found`: whether there is one; `bound`: none costs less, infinite when it is sure that there is none.
    """

    due: NDArray[np.intp]
    seat: NDArray[np.intp]
    found: bool
    bound: float


class Relaxed(NamedTuple):
    """`regret`: what taking each module would cost, −1 for those taken in part; None when nothing was found."""

    regret: NDArray[np.float64] | None
    is_possible: bool


SOME = 1e-6


@dataclass(frozen=True, eq=False)
class Calendar:
    """The programme of all that could be done in `weeks` weeks.

    Columns: done (one for each module at one's own pace and week: done by the end of it), met (one for each session),
    then shares of modules worked in each week, then steps reached by the end of each week.
    """

    problem: PathProblem
    left: Remaining
    weeks: int

    @cached_property
    def met(self) -> list[Meeting]:
        possible = meetings(self.left, people=self.problem.people, weeks=self.weeks)
        return [one for one in possible if one.week >= self.soonest.module[one.module]]

    @cached_property
    def soonest(self) -> Earliest:
        return earliest(self.problem, self.left, weeks=self.weeks)

    @cached_property
    def most(self) -> NDArray[np.float64]:
        """Nothing is done, worked or reached before it could be."""
        each = np.arange(self.weeks)
        begin = np.where(self.left.needs, self.soonest.step, 0).max(axis=1, initial=0)
        return np.concatenate(
            [
                (each >= self.soonest.module[self.alone, None]).ravel(),
                np.ones(len(self.met)),
                (each >= begin[self.alone, None]).ravel(),
                (each >= self.soonest.step[:, None]).ravel(),
            ]
        ).astype(np.float64)

    @cached_property
    def alone(self) -> NDArray[np.intp]:
        return np.flatnonzero([module.sessions is None for module in self.left.modules])

    @cached_property
    def sizes(self) -> tuple[int, int, int, int]:
        return (
            len(self.alone) * self.weeks,
            len(self.met),
            len(self.alone) * self.weeks,
            len(self.left.steps) * self.weeks,
        )

    @cached_property
    def by_week(self) -> csr_array:
        """Rows (module, week): whether the module is done by then, out of the columns done and met."""
        done, met = self.sizes[:2]
        alone = [
            (n * self.weeks + w, at * self.weeks + w)
            for at, n in enumerate(self.alone.tolist())
            for w in range(self.weeks)
        ]
        together = [
            (one.module * self.weeks + w, done + n)
            for n, one in enumerate(self.met)
            for w in range(one.week, self.weeks)
        ]
        row, column = np.array([*alone, *together], dtype=np.intp).reshape(-1, 2).T
        return csr_array(
            (np.ones(len(row)), (row, column)), shape=(len(self.left.modules) * self.weeks, done + met)
        )

    @cached_property
    def minutes(self) -> NDArray[np.float64]:
        """What the path takes, column by column."""
        cost = np.zeros(sum(self.sizes))
        minutes = self.left.minutes
        cost[self.weeks - 1 : self.sizes[0] : self.weeks] = minutes[self.alone]
        cost[self.sizes[0] : sum(self.sizes[:2])] = (
            minutes[[one.module for one in self.met]] if self.met else 0
        )
        return cost

    def priced(self, new: NDArray[np.bool_], seat: NDArray[np.intp]) -> NDArray[np.float64]:
        """One for each module that is new and for each session that is not the one said, column by column."""
        cost = np.zeros(sum(self.sizes))
        cost[self.weeks - 1 : self.sizes[0] : self.weeks] = new[self.alone]
        for n, one in enumerate(self.met):
            cost[self.sizes[0] + n] = new[one.module] or seat[one.module] != one.session
        return cost

    @cached_property
    def rows(self) -> list[Rows]:
        return [*self._reaching(), *self._alone(), *self._attending(), self._hours()]

    def relaxed(self, *, limit: float, seconds: float) -> Relaxed:
        """The shortest timetable within a limit of minutes, if modules could be taken in part."""
        found = least_relaxed(
            self.minutes, [*self.rows, self.within(self.minutes, limit)], most=self.most, seconds=seconds
        )
        if found is None:
            return Relaxed(None, is_possible=False)
        if not len(found.values):
            return Relaxed(None, is_possible=True)
        done, met = self.sizes[:2]
        price = np.full(len(self.left.modules), np.inf)
        price[self.alone] = found.regret[self.weeks - 1 : done : self.weeks]
        np.minimum.at(price, [one.module for one in self.met], found.regret[done : done + met])
        return Relaxed(
            np.where(self._taken_in_part(found.values), -1.0, np.maximum(price, 0.0)), is_possible=True
        )

    def _taken_in_part(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        taken = np.zeros(len(self.left.modules), dtype=np.bool_)
        taken[self.alone] = values[self.weeks - 1 : self.sizes[0] : self.weeks] > SOME
        for n, one in enumerate(self.met):
            taken[one.module] |= values[self.sizes[0] + n] > SOME
        return taken

    def within(self, cost: NDArray[np.float64], limit: float) -> Rows:
        """The row of a cost that does not go over its limit."""
        return csr_array(-cost[None, :]), -limit

    def solve(
        self, cost: NDArray[np.float64], extra: Sequence[Rows], *, seconds: float, gap: float = 0.0
    ) -> Timetable:
        """The timetable of least cost, with rows `extra`; both come with the columns of `minutes`."""
        rows = [*self.rows, *extra]
        while True:
            answer = least_cost(
                cost, rows, whole=sum(self.sizes[:2]), most=self.most, seconds=seconds, gap=gap
            )
            told = self._told(answer)
            against = self._circles(told.due)
            if against is None:
                return told
            rows.append((against, 0.0))

    def _block(self, *parts: tuple[int, csr_array]) -> csr_array:
        """Matrices over one kind of columns each, side by side."""
        given = dict(parts)
        size = parts[0][1].shape[0]
        blocks = [given.get(kind, csr_array((size, columns))) for kind, columns in enumerate(self.sizes)]
        return csr_array(hstack(blocks))

    def _done(self, matrix: csr_array) -> csr_array:
        """A matrix over (module, week), told over all the columns."""
        told = matrix @ self.by_week
        return csr_array(hstack([told, csr_array((told.shape[0], sum(self.sizes[2:])))]))

    def _reaching(self) -> list[Rows]:
        """A step is reached once a module that gives it is done; targets are, at last."""
        gives = csr_array(self.left.gives.T.astype(np.float64))
        reached = self._block((3, csr_array(eye_array(self.sizes[3]))))
        last = np.flatnonzero(self.left.wanted) * self.weeks + self.weeks - 1
        return [
            (self._done(csr_array(kron(gives, eye_array(self.weeks)))) - reached, 0.0),
            (reached[last], 1.0),
        ]

    def _alone(self) -> list[Rows]:
        """At one's own pace: worked once what it needs is reached, done once worked whole, and done for ever."""
        weeks, (done, _, _, steps) = self.weeks, self.sizes
        place, step = np.nonzero(self.left.needs[self.alone])
        each = np.arange(weeks)
        work = self._pick((place[:, None] * weeks + each).ravel(), done)
        reached = self._pick((step[:, None] * weeks + each).ravel(), steps)
        until = csr_array(np.tril(np.ones((weeks, weeks))))
        later = eye_array(weeks, format="csr")[1:] - eye_array(weeks, format="csr")[:-1]
        people = eye_array(len(self.alone))
        return [
            (self._block((2, -work), (3, reached)), 0.0),
            (self._block((0, -work), (3, reached)), 0.0),
            (self._block((0, csr_array(-eye_array(done))), (2, kron(people, until, format="csr"))), 0.0),
            (self._block((0, kron(people, later, format="csr"))), 0.0),
        ]

    @staticmethod
    def _pick(columns: NDArray[np.intp], size: int) -> csr_array:
        return csr_array(
            (np.ones(len(columns)), (np.arange(len(columns)), columns)), shape=(len(columns), size)
        )

    def _attending(self) -> list[Rows]:
        """A session is attended once what it needs is reached; one of each module; no two at the same time."""
        done = self.sizes[0]
        needs = [self._before(n, step) for n, one in enumerate(self.met) for step in self._needs(one)]
        apart = [
            {done + n: -1.0, done + m: -1.0}
            for n, one in enumerate(self.met)
            for m, other in enumerate(self.met[:n])
            if other.module != one.module and other.start < one.end and one.start < other.end
        ]
        once: dict[int, dict[int, float]] = {}
        for n, one in enumerate(self.met):
            once.setdefault(one.module, {})[done + n] = -1.0
        return [(self._sparse(needs), 0.0), (self._sparse([*apart, *once.values()]), -1.0)]

    def _needs(self, one: Meeting) -> list[int]:
        return [int(step) for step in np.flatnonzero(self.left.needs[one.module])]

    def _before(self, n: int, step: int) -> dict[int, float]:
        """What reaches a step before this session, less the session: the weeks before, or sessions that ended."""
        one, done = self.met[n], self.sizes[0]
        row = {
            done + m: 1.0
            for m, other in enumerate(self.met)
            if other.week == one.week and other.end <= one.start and self.left.gives[other.module, step]
        }
        if one.week:
            row[sum(self.sizes[:3]) + step * self.weeks + one.week - 1] = 1.0
        return row | {done + n: -1.0}

    def _hours(self) -> Rows:
        """Work and sessions of a week hold in it."""
        minutes, work = self.left.minutes, sum(self.sizes[:2])
        spent: list[dict[int, float]] = [
            {work + n * self.weeks + w: -float(minutes[m]) for n, m in enumerate(self.alone.tolist())}
            for w in range(self.weeks)
        ]
        for n, one in enumerate(self.met):
            spent[one.week][self.sizes[0] + n] = -float(minutes[one.module])
        return self._sparse(spent), np.array([-float(self.problem.minutes_in(w)) for w in range(self.weeks)])

    def _sparse(self, rows: list[dict[int, float]]) -> csr_array:
        row = [n for n, told in enumerate(rows) for _ in told]
        column = [at for told in rows for at in told]
        value = [number for told in rows for number in told.values()]
        return csr_array((value, (row, column)), shape=(len(rows), sum(self.sizes)))

    def _told(self, answer: Answer) -> Timetable:
        due, seat = np.full((2, len(self.left.modules)), -1)
        if answer.values is None:
            return Timetable(due, seat, found=False, bound=answer.bound)
        taken = answer.values > HALF
        finished = taken[: self.sizes[0]].reshape(-1, self.weeks)
        due[self.alone] = np.where(finished.any(axis=1), finished.argmax(axis=1), -1)
        for n in np.flatnonzero(taken[self.sizes[0] : sum(self.sizes[:2])]).tolist():
            one = self.met[n]
            due[one.module], seat[one.module] = one.week, one.session
        return Timetable(due, seat, found=True, bound=answer.bound)

    def _circles(self, due: NDArray[np.intp]) -> csr_array | None:
        """Rows against modules that hold one another up within a week; None when there are none."""
        for w in range(self.weeks):
            taken = (due >= 0) & (due <= w)
            stuck = taken & (self.left.order(taken) < 0)
            if stuck.any():
                return self._done(csr_array(kron(circles(self.left, taken, stuck), eye_array(self.weeks))))
        return None
