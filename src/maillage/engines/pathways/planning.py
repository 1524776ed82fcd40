"""A path that finishes as early as can be, and the same path after something changed."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from maillage.engines.pathways.path import finish_of
from maillage.engines.pathways.placing import ANY, placed
from maillage.engines.pathways.search import CLOSE, SOME, Search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.engines.pathways.calendar import Timetable
    from maillage.engines.pathways.path import Path
    from maillage.engines.pathways.placing import Placed
    from maillage.engines.pathways.problem import PathProblem
    from maillage.engines.pathways.search import Sight

    Before = Sequence[tuple[str, str | None]]


def plan(problem: PathProblem, *, slack: float, seconds: float) -> Path | None:
    """The path that finishes in the fewest weeks, among those that take at most `slack` (a share) more than the fewest
    minutes; then nearly the shortest of those. None when none is found by the deadline: see `explain`.

    When the calendar lets nobody be as short, the fewest minutes are those that it allows.
    `seconds`: about the most that it may last.
    """
    return Search(problem, slack=slack, seconds=seconds).run()


def plan_again(problem: PathProblem, before: Before, *, slack: float, seconds: float) -> Path | None:
    """The path that changes least of the one before, told as (module, session) in its order, session None at one's
    own pace. A change: a module that was not there, or that was in another session. A module that goes counts for nothing.

    A path that still leads to the targets by the deadline, and is short enough, stays. Otherwise the one that changes
    least is sought among those that end no later than what is left of it, or than `plan` by a week or the same share.
    """
    search = Search(problem, slack=slack, seconds=seconds)
    again = _Again(search, before)
    if (same := again.unchanged()) is not None:
        return same
    if (fresh := search.run()) is None:
        return None
    again.offer(search.best or [])
    again.change_least(max(again.ended, fresh.finish + max(1, math.floor(slack * fresh.finish))))
    search.best = again.best
    told = search.told()
    return told and replace(told, changes=again.fewest, changes_proved=again.proved)


class _Again:
    """The path that changes least so far."""

    def __init__(self, search: Search, before: Before) -> None:
        self.search = search
        self.best: list[Placed] = []
        self.fewest, self.proved, self.ended = len(search.left.modules) + 1, False, 0
        place = {module.key: n for n, module in enumerate(search.left.modules)}
        self.rank = np.full(
            len(place), len(before), dtype=np.intp
        )  # in the path before; new modules come last
        self.seat = np.full(len(place), ANY, dtype=np.intp)
        for turn, (key, session) in enumerate(before):
            if (n := place.get(key)) is not None:
                keys = [one.key for one in search.left.modules[n].sessions or ()]
                self.rank[n] = turn
                self.seat[n] = keys.index(session) if session in keys else len(keys) if keys else ANY
        self.known = self.rank < len(before)

    def unchanged(self) -> Path | None:
        """The path before, its modules that serve nothing any more left out, if it still does."""
        search = self.search
        rows, _ = placed(
            search.problem, search.left, self.known, weeks=search.weeks, due=self.rank, seat=self.seat
        )
        self.ended = finish_of(rows)
        done = np.isin(np.arange(len(self.known)), [row.module for row in rows])
        if not search.shortest.found or not search.left.reached(done)[search.left.wanted].all():
            return None
        search.best = rows
        told = search.told()
        if told and told.minutes <= search.limit + SOME:
            return told
        search.best = None
        return None

    def offer(self, rows: list[Placed]) -> None:
        changes = sum(not self.known[row.module] or row.session != int(self.seat[row.module]) for row in rows)
        if changes < self.fewest:
            self.best, self.fewest = rows, changes

    def change_least(self, weeks: int) -> None:
        """Among what was there and what `plan` finds, then among everything."""
        search = self.search
        weeks = min(weeks, search.weeks)
        for among, part in ((self.known | search.taken | search.shortest.taken, 0.1), (None, 0.3)):
            if (sight := search.sight(weeks, among)) is not None:
                self.proved = self._solve(sight, seconds=part * search.seconds) and among is None

    def _solve(self, sight: Sight, *, seconds: float) -> bool:
        """Offer what changes least, the shortest of those; whether it is sure that nothing seen changes less."""
        search, calendar = self.search, sight.calendar
        cost = calendar.priced(~self.known[sight.places], self.seat[sight.places])
        short = calendar.within(calendar.minutes, search.limit)
        found = calendar.solve(cost, [short, calendar.within(cost, self.fewest - 1)], seconds=seconds)
        if not found.found:
            return bool(np.isposinf(found.bound))
        self._place(sight, found, weeks=calendar.weeks)
        fewest = calendar.within(cost, self.fewest)
        shorter = calendar.solve(calendar.minutes, [short, fewest], seconds=seconds, gap=CLOSE)
        if shorter.found:
            self.fewest += 1
            self._place(sight, shorter, weeks=calendar.weeks)
        return found.bound > self.fewest - 1 + SOME

    def _place(self, sight: Sight, found: Timetable, *, weeks: int) -> None:
        taken, due, seat = self.search.widened(sight, found)
        self.offer(placed(self.search.problem, self.search.left, taken, weeks=weeks, due=due, seat=seat)[0])
