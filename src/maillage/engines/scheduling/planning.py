"""A plan of meetings: the floor first, then what should stay in place, then value."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from maillage.engines.scheduling.chains import chained
from maillage.engines.scheduling.choosing import choose
from maillage.engines.scheduling.habits import best_first, floor_first
from maillage.engines.scheduling.placing import Goal, improved, listed, met, place, worth
from maillage.engines.scheduling.problem import Plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.scheduling.choosing import Choice
    from maillage.engines.scheduling.problem import MeetingProblem

    Meetings = NDArray[np.intp]

SPARE = 1.3  # pairs looked at, for each pair chosen
FEW = 4_000  # columns that are all looked at, whatever was chosen
TINY = 1e-7
NOTHING = np.zeros((0, 3), dtype=np.intp)


def plan(problem: MeetingProblem, *, seconds: float, gap: float = 0.0) -> Plan:
    """Who meets whom and when: as near to the floor as can be, then of the greatest value.

    Being nearer to the floor counts first: a first meeting that one person lacks counts 1, the second 2 more, and
    so on, so lacks are spread. The search stops when it is within `gap` (a share of the bound) of the best, or after
    about `seconds`. It starts from what `best_first` and `floor_first` do, and is never worse.
    """
    return _solved(problem, NOTHING, seconds=seconds, gap=gap)


def plan_again(problem: MeetingProblem, before: Meetings, *, seconds: float, gap: float = 0.0) -> Plan:
    """A plan after something changed: as near to the floor as can be, then moving the fewest meetings, then of value.

    `before`: rows (first, second, slot) of the plan that stood; those that the problem no longer allows are dropped,
    without counting as moved.
    """
    return _solved(problem, still_possible(problem, before), seconds=seconds, gap=gap)


def still_possible(problem: MeetingProblem, before: Meetings) -> Meetings:
    """The meetings that can still take place, in order; where tables or people's most are too few, the first ones."""
    before = np.concatenate([np.sort(before[:, :2], axis=1), before[:, 2:]], axis=1)
    tables, free, most = problem.tables.copy(), problem.free.copy(), problem.most.copy()
    done = ~problem.allowed
    stay = []
    for row, (first, second, slot) in enumerate(before.tolist()):
        kind = problem.kind[first, second]
        if (
            not done[first, second]
            and free[[first, second], slot].all()
            and tables[kind, slot] > 0
            and (most[[first, second]] > 0).all()
        ):
            stay.append(row)
            tables[kind, slot] -= 1
            free[[first, second], slot] = False
            most[[first, second]] -= 1
            done[first, second] = True
    return before[stay]


def _solved(problem: MeetingProblem, kept: Meetings, *, seconds: float, gap: float) -> Plan:
    goal = Goal.of(problem, kept)
    choice = choose(problem, seconds=seconds / 5)
    search = _Search(goal, bound=goal.total(choice.short, 0, choice.value), gap=gap)
    for way in (best_first, floor_first):
        search.offer(way(problem, kept))
        search.offer(way(problem, chained(problem, choice.chosen)))
    if len(kept):
        search.keep_all(seconds=seconds / 4)
    if np.count_nonzero(problem.pairs.open) <= FEW:
        search.place_all(seconds=seconds)
        return search.told()
    near = _near(choice, kept, problem)
    search.improve(near, seconds=seconds / 20)
    search.place(choice.chosen, seconds=seconds / 4)
    search.place(near, seconds=seconds / 4)
    if not search.floor_proved:
        search.place_all(seconds=seconds / 4)
    return search.told()


def _near(choice: Choice, kept: Meetings, problem: MeetingProblem) -> NDArray[np.bool_]:
    """The pairs chosen or kept, and those whose taking costs least."""
    wanted = choice.chosen | listed(problem, kept)
    ranked = np.argsort(np.where(wanted, -np.inf, choice.regret), kind="stable")
    near = np.zeros(len(wanted), dtype=np.bool_)
    near[ranked[: int(np.ceil(SPARE * np.count_nonzero(wanted)))]] = True
    return near


class _Search:
    """The best plan so far, and a cost below which there is none."""

    def __init__(self, goal: Goal, *, bound: float, gap: float) -> None:
        self.goal = goal
        self.bound = bound
        self.gap = gap
        self.best = goal.kept
        self.cost = goal.cost(goal.kept)

    @property
    def is_over(self) -> bool:
        return self.cost - self.bound <= self.gap * worth(self.goal.problem, self.best) + TINY

    @property
    def floor_proved(self) -> bool:
        return self.goal.parts(self.bound)[0] == self.goal.parts(self.cost)[0]

    @property
    def expected(self) -> float:
        """The lacks and moves that no plan escapes, priced."""
        short, moved, _value = self.goal.parts(self.bound)
        return self.goal.total(short, moved, 0.0)

    def offer(self, meetings: Meetings | None) -> None:
        if meetings is not None and self.goal.cost(meetings) < self.cost:
            self.best, self.cost = meetings, self.goal.cost(meetings)

    def keep_all(self, *, seconds: float) -> None:
        """Around the kept meetings. Where that meets the floor as well as can be, nothing that moves one is better."""
        everything = np.ones(self.goal.problem.pairs.open.shape, dtype=np.bool_)
        found, below = place(
            self.goal,
            everything,
            standing=self.goal.kept,
            expected=self.expected,
            seconds=seconds,
            gap=self.gap,
        )
        self.offer(found)
        if self.floor_proved:
            self.bound = max(self.bound, below)

    def place(self, pairs: NDArray[np.bool_], *, seconds: float) -> None:
        if not self.is_over:
            among = np.broadcast_to(pairs[:, None], self.goal.problem.pairs.open.shape)
            self.offer(
                place(
                    self.goal, among, standing=NOTHING, expected=self.expected, seconds=seconds, gap=self.gap
                )[0]
            )

    def place_all(self, *, seconds: float) -> None:
        if not self.is_over:
            everything = np.ones(self.goal.problem.pairs.open.shape, dtype=np.bool_)
            found, below = place(
                self.goal, everything, standing=NOTHING, expected=self.expected, seconds=seconds, gap=self.gap
            )
            self.offer(found)
            self.bound = max(self.bound, below)

    def improve(self, candidates: NDArray[np.bool_], *, seconds: float) -> None:
        if not self.is_over:
            enough = self.bound + self.gap * worth(self.goal.problem, self.best)
            self.offer(improved(self.goal, self.best, candidates, enough=enough, seconds=seconds))

    def told(self) -> Plan:
        problem = self.goal.problem
        value = worth(problem, self.best)
        _short, moved, bound = self.goal.parts(self.bound)
        short_proved = self.floor_proved
        moved_proved = short_proved and moved == self.goal.moved(self.best)
        if not moved_proved:
            without = replace(problem, floor=np.zeros_like(problem.floor))
            bound = choose(without, seconds=1.0).value
        return Plan(
            meetings=self.best[np.lexsort((self.best[:, 0], self.best[:, 2]))],
            value=value,
            bound=max(bound, value),
            short=np.maximum(problem.floor - met(problem, self.best), 0),
            floor_proved=short_proved,
            moved=self.goal.moved(self.best),
            moved_proved=moved_proved,
        )
