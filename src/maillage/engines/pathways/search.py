"""The search of a path: what habits and the solver find, and what is proved impossible."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines.pathways.calendar import Calendar
from maillage.engines.pathways.habits import best_gain_first
from maillage.engines.pathways.path import Path, finish_of, reasons
from maillage.engines.pathways.placing import placed
from maillage.engines.pathways.remaining import open_modules
from maillage.engines.pathways.shortest import Choice, cheapest
from maillage.engines.pathways.soonest import earliest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.pathways.calendar import Timetable
    from maillage.engines.pathways.placing import Placed
    from maillage.engines.pathways.problem import PathProblem

SOME = 1e-6
FIRST = 1.0  # the gap of a search that stops at its first answer
CLOSE = 0.01
TURNS = (
    (1.0, 0.05),
    (1.5, 0.1),
)  # modules looked at, for each that a relaxed programme takes; share of the time
TRIES = 12
PROOFS = (0.5, 0.2, 0.1)  # shares of the time


class Sight(NamedTuple):
    """The modules that can serve by some week, their places among all, and their programme."""

    places: NDArray[np.intp]
    calendar: Calendar


class Search:
    """The best path so far, and `bound`: none that takes at most `limit` minutes finishes in fewer weeks."""

    def __init__(self, problem: PathProblem, *, slack: float, seconds: float) -> None:
        self.problem, self.slack, self.seconds = problem, slack, seconds
        self.left = open_modules(problem)
        self.shortest = self._shortest()
        self.limit = (1 + slack) * self.shortest.bound
        self.best: list[Placed] | None = None
        self.aside: list[Placed] | None = None  # a path that is too long
        self.bound = self._weeks_of_work()

    def _shortest(self) -> Choice:
        return cheapest(self.left.closed(), self.left.minutes.astype(np.float64), seconds=self.seconds)

    @cached_property
    def weeks(self) -> int:
        """The weeks there are: until the deadline, or as long as anybody could need after the last session."""
        last = max((s.week + 1 for m in self.left.modules for s in m.sessions or ()), default=0)
        tail = self.problem.weekly[-1]
        work = int(np.ceil(self.limit / tail)) if tail and self.shortest.found else 0
        longest = max(last, len(self.problem.weekly)) + work
        return longest if self.problem.deadline is None else min(longest, self.problem.deadline)

    def _weeks_of_work(self) -> int:
        """How many weeks hold the fewest minutes."""
        weeks, spare = 0, self.shortest.bound
        while spare > SOME and weeks < self.weeks:
            spare -= self.problem.minutes_in(weeks)
            weeks += 1
        return weeks

    @property
    def finish(self) -> int:
        """In how many weeks the best path ends; one more than there are when there is none."""
        return self.weeks + 1 if self.best is None else finish_of(self.best)

    def run(self) -> Path | None:
        """The path that finishes first, then nearly the shortest of those; None when none was found."""
        if not self.shortest.found:
            return None
        if self.start():
            self._narrow()
        if self.best is None:
            self._as_short_as_the_calendar_allows()
        if self.best:
            self._shorten()
        return self.told()

    def start(self) -> bool:
        """Whether a first path was found, by habit or among few modules."""
        if not self.shortest.found:
            return False
        self._try(best_gain_first(self.left))
        self._shortest_that_fits()
        weeks = self.bound
        while self.best is None and weeks < self.weeks:
            weeks = min(self.weeks, weeks + weeks // 2 + 1)
            self._found_by(weeks)
        return self.best is not None

    def told(self) -> Path | None:
        """The best path, without modules that serve nothing any more."""
        if self.best is None:
            return None
        taken = reasons(self.left, self.best)
        idle = [row.module for row, why in zip(self.best, taken, strict=True) if not (why.fills or why.opens)]
        if idle:
            self.best = [row for row in self.best if row.module not in idle]
            return self.told()
        return Path(
            taken=tuple(taken),
            skipped=self.problem.skipped,
            minutes=sum(int(self.left.minutes[row.module]) for row in self.best),
            fewest=round(self.shortest.bound),
            finish=self.finish,
            bound=min(self.bound, self.finish),
        )

    def length(self, taken: NDArray[np.bool_]) -> int:
        return int(self.left.minutes[taken].sum())

    def offer(
        self, taken: NDArray[np.bool_], due: NDArray[np.intp], seat: NDArray[np.intp] | None = None
    ) -> NDArray[np.bool_]:
        """A path made of these modules becomes the best, if it is better; those that find no place are answered."""
        rows, stuck = placed(self.problem, self.left, taken, weeks=self.weeks, due=due, seat=seat)
        if len(rows) == np.count_nonzero(taken) and (finish_of(rows), self.length(taken)) < (
            self.finish,
            self.length(self.taken),
        ):
            self.best = rows
        return stuck

    def _try(self, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The same where only the modules are known; when they are too long, the path is kept aside."""
        best, self.best = self.best, None
        stuck = self.offer(taken, self.urgency(taken))
        found, self.best = self.best, best
        if found is not None and self.length(taken) > self.limit + SOME:
            self.aside = self.aside or found
        elif found is not None and (best is None or finish_of(found) < finish_of(best)):
            self.best = found
        return stuck

    def _shortest_that_fits(self) -> None:
        """The shortest set, then the shortest without the modules that found no place in it, and so on."""
        allowed, choice = np.ones(len(self.left.modules), dtype=np.bool_), self.shortest
        for _ in range(TRIES):
            if not choice.found:
                break
            taken = np.zeros(len(allowed), dtype=np.bool_)
            taken[np.flatnonzero(allowed)[choice.taken]] = True
            stuck = self._try(taken)
            if not stuck.any():
                break
            allowed &= ~stuck
            left = self.left.only(allowed).closed()
            choice = cheapest(left, left.minutes.astype(np.float64), seconds=self.seconds / 20)

    @property
    def taken(self) -> NDArray[np.bool_]:
        taken = np.zeros(len(self.left.modules), dtype=np.bool_)
        taken[[row.module for row in self.best or ()]] = True
        return taken

    def urgency(self, taken: NDArray[np.bool_]) -> NDArray[np.intp]:
        """By when each module is wanted: before the first session that waits for it."""
        due = np.array(
            [min((s.week for s in m.sessions or ()), default=self.weeks) for m in self.left.modules]
        )
        waits = self.left.needs @ self.left.gives.T & taken[:, None]
        while True:
            sooner = np.minimum(
                due, np.where(waits, due[:, None], self.weeks).min(axis=0, initial=self.weeks)
            )
            if (sooner == due).all():
                return due
            due = sooner

    def sight(self, weeks: int, among: NDArray[np.bool_] | None = None) -> Sight | None:
        """What could be done by then; None when that does not reach the targets."""
        places = np.arange(len(self.left.modules)) if among is None else np.flatnonzero(among)
        left = self.left.only(np.isin(np.arange(len(self.left.modules)), places))
        timely = earliest(self.problem, left, weeks=weeks).module < weeks
        timely[timely] = left.only(timely).useful()
        left = left.only(timely)
        if not left.reached(np.ones(len(left.modules), dtype=np.bool_))[left.wanted].all():
            return None
        return Sight(places[timely], Calendar(self.problem, left.closed(), weeks))

    def solve(self, sight: Sight | None, *, seconds: float, gap: float = FIRST) -> float:
        """Offer the shortest path that is seen; answers a number of minutes that none goes under."""
        if sight is None:
            return np.inf
        calendar = sight.calendar
        found = calendar.solve(
            calendar.minutes, [calendar.within(calendar.minutes, self.limit)], seconds=seconds, gap=gap
        )
        if found.found:
            self.offer(*self.widened(sight, found))
        return found.bound

    def widened(
        self, sight: Sight, found: Timetable
    ) -> tuple[NDArray[np.bool_], NDArray[np.intp], NDArray[np.intp]]:
        """Which of all modules are taken, by when, in which session."""
        due, seat = np.full((2, len(self.left.modules)), -1)
        due[sight.places], seat[sight.places] = found.due, found.seat
        return due >= 0, due, seat

    def look(self, sight: Sight, *, gap: float = FIRST) -> bool:
        """Offer what a few modules allow, in two turns; whether it is not sure that nothing is possible.

        First those that would serve if modules could be taken in part, then also those whose taking costs least.
        """
        relaxed = sight.calendar.relaxed(limit=self.limit, seconds=self.seconds / 8)
        if relaxed.regret is not None:
            likely = np.argsort(relaxed.regret, kind="stable")
            for spare, part in TURNS:
                among = self.taken | self.shortest.taken
                among[sight.places[likely[: int(spare * np.count_nonzero(relaxed.regret < 0))]]] = True
                self.solve(self.sight(sight.calendar.weeks, among), seconds=part * self.seconds, gap=gap)
                if self.finish <= sight.calendar.weeks:
                    break
        return relaxed.is_possible

    def _narrow(self) -> None:
        """Half by half, with the few modules that are likely; then prove that one week less is too few, or find it."""
        low = self.bound
        while low < self.finish:
            middle = (low + self.finish) // 2
            if not self._found_by(middle):
                low = middle + 1
        for part in PROOFS:
            if self.bound >= self.finish:
                break
            weeks = self.finish - 1
            below = self.solve(self.sight(weeks), seconds=part * self.seconds)
            if self.finish > weeks:
                self.bound = self.finish if np.isposinf(below) else self.bound
                break

    def _found_by(self, weeks: int) -> bool:
        """Whether a path that ends by then was found among few modules; `bound` rises when there is surely none."""
        sight = self.sight(weeks)
        if sight is None or not self.look(sight):
            self.bound = max(self.bound, weeks + 1)
        return self.finish <= weeks

    def _as_short_as_the_calendar_allows(self) -> None:
        """When sessions let nobody be as short as wanted, the limit follows the shortest path that they allow."""
        self.best, self.limit = self.aside, float(self.left.minutes.sum())
        if self.best is not None:
            self.limit = self.length(self.taken) - 1
        if (sight := self.sight(self.weeks)) is not None and self.look(sight, gap=CLOSE):
            self.solve(sight, seconds=self.seconds / 4)
        if self.best is not None:
            self.limit, self.bound = (1 + self.slack) * self.length(self.taken), self._weeks_of_work()
            self._narrow()

    def _shorten(self) -> None:
        if (sight := self.sight(self.finish)) is not None:
            self.look(sight, gap=CLOSE)
