"""One sitting, question by question, as fast as a page needs: the arithmetic of `simulation` for one person.

Nothing is drawn here: the same bank, goal, lots and answers always lead to the same question, so a sitting that was
stopped starts again from its stored answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines.adaptive.bank import ALONE
from maillage.engines.adaptive.choosing import behind, useful, worth
from maillage.engines.adaptive.person import known
from maillage.engines.adaptive.tables import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from maillage.engines.adaptive.goal import Goal
    from maillage.engines.adaptive.population import Population
    from maillage.engines.adaptive.simulation import Lots
    from maillage.engines.adaptive.tables import Tables

    Floats = NDArray[np.float64]

TAIL = 0.025


class Interval(NamedTuple):
    """In logits: 95 chances in 100 lie between `low` and `high`, half of them below `middle`."""

    low: float
    middle: float
    high: float


class Sitting:
    """What one person was asked and what is known of her.

    known : her mean, shape (d,), in logits, and covariance, shape (d, d), in logit².
    answered : (item, answer), in order.
    """

    def __init__(self, tables: Tables, population: Population, goal: Goal, lots: Lots) -> None:
        """`lots`: of one person. Raises ValueError when the bank speaks of dimensions that the population has not."""
        self.tables, self.goal = tables, goal
        self.known = known(tables, population)
        self.answered: list[tuple[int, int]] = []
        self._asked: set[int] = set()
        self._open, self._early = lots.weight[0].copy(), lots.early
        self._topics = np.zeros((1, 0 if goal.shares is None else len(goal.shares)), dtype=np.intp)
        self._has_families = bool((tables.bank.family != ALONE).any())

    @classmethod
    def resumed(
        cls,
        tables: Tables,
        population: Population,
        goal: Goal,
        lots: Lots,
        answered: Iterable[tuple[int, int]],
    ) -> Sitting:
        """The sitting as it was after these (item, answer), in the order they were given."""
        sitting = cls(tables, population, goal, lots)
        for item, answer in answered:
            sitting.next_item()  # it settles what it settled then
            sitting.answer(item, answer)
        return sitting

    def next_item(self) -> int | None:
        """The next question; None when enough is known, the budget is spent, or nothing is left to ask."""
        if len(self.answered) >= self.goal.most:
            return None
        value = self._worth()
        if value is None:
            return None
        value = value * self._open
        if len(self.answered) < len(self._early):
            value *= self._early[len(self.answered)]
        if self.goal.shares is not None:
            due = value * behind(self.goal, self._topics)[0]
            value = due if due.any() else value
        item = int(value.argmax())
        return item if value[item] > 0 else None

    def answer(self, item: int, answer: int) -> None:
        """Learn from an answer, a category from 0 or UNKNOWN. Raises ValueError for an item asked before or an answer it has not."""
        if item in self._asked:
            raise ValueError(f"item {item} was asked before")
        if not UNKNOWN <= answer < self.tables.answers[item]:
            raise ValueError(f"item {item} has no answer {answer}")
        self.answered.append((item, answer))
        self._asked.add(item)
        self._open[item] = 0.0
        if self._has_families and self.tables.bank.family[item] != ALONE:
            self._open[self.tables.bank.family == self.tables.bank.family[item]] = 0.0
        if self.goal.topic is not None:
            self._topics[0, self.goal.topic[item]] += 1
        self.known.learn(item, answer)

    def interval(self, dimension: int = 0) -> Interval:
        """Of one dimension, given all answers, on the grid."""
        weight = self.known.density(dimension)
        below = np.cumsum(weight) - weight / 2
        low, middle, high = np.interp([TAIL, 0.5, 1.0 - TAIL], below, self.tables.grid)
        return Interval(float(low), float(middle), float(high))

    def _worth(self) -> NDArray[np.float32] | None:
        """What each item is worth, shape (n,); None when enough is known."""
        mean, covariance = self.known.mean, self.known.covariance
        if len(mean) == 1:
            return self._worth_on_line(float(mean[0]), float(covariance[0, 0]))
        wanting = self._wanting()
        if not wanting.any():
            self.known.settle()
            wanting = self._wanting()
        return worth(self.tables, mean[None], covariance[None], wanting)[0] if wanting.any() else None

    def _worth_on_line(self, mean: float, variance: float) -> NDArray[np.float32] | None:
        wanting = self.goal.wants(mean, variance)
        if not wanting:
            return None
        return useful(self.tables.information[self.tables.row_of(mean)], variance, wanting)

    def _wanting(self) -> Floats:
        return self.goal.wanting(self.known.mean[None], self.known.covariance.diagonal()[None])
