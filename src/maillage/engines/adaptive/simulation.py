"""Many sittings in lock-step: everybody answers a first question, then a second one, until each has had enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from maillage.engines.adaptive.bank import ALONE
from maillage.engines.adaptive.choosing import behind, worth
from maillage.engines.adaptive.posterior import Posterior

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.adaptive.goal import Goal
    from maillage.engines.adaptive.population import Population
    from maillage.engines.adaptive.tables import Tables

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]
    Weights = NDArray[np.float32]

NONE = -1


@dataclass(frozen=True, eq=False)
class Lots:
    """weight : shape (p, n), what the worth of each item is multiplied by; 0: never asked.

    early : shape (t, n), what it is multiplied by besides, for each of the t first questions.
    """

    weight: Weights
    early: Weights

    @classmethod
    def even(cls, people: int, items: int) -> Lots:
        return cls(np.ones((people, items), dtype=np.float32), np.ones((0, items), dtype=np.float32))

    def of(self, person: int) -> Lots:
        """Those of one of these people."""
        return Lots(self.weight[person : person + 1], self.early)


@dataclass(frozen=True, eq=False)
class Sittings:
    """asked : shape (p,), questions to each person. items : shape (p, most), in order, then NONE.

    mean : shape (p, d). covariance : shape (p, d, d). seen : shape (n,), people who saw each item.
    """

    asked: Indices
    items: Indices
    mean: Floats
    covariance: Floats
    seen: Indices


def simulated(
    tables: Tables,
    population: Population,
    goal: Goal,
    answers: Indices,
    *,
    lots: Lots,
    allowed: Indices | None = None,
) -> Sittings:
    """The sittings of people whose `answers` to every item, shape (p, n), are known beforehand.

    allowed : shape (n,), how many of these people may see each item; None: all of them.
    """
    posterior = Posterior.before(tables, population, len(answers))
    desk = _Desk(tables, goal, lots, allowed)
    active = np.arange(len(answers))
    for turn in range(goal.most):
        active, wanting = _unfinished(posterior, goal, active)
        if not len(active):
            break
        value = worth(tables, posterior.mean[active], posterior.covariance[active], wanting)
        active, item = desk.choose(active, value, turn)
        posterior.learn(active, item, answers[active, item])
    posterior.settle(np.arange(len(answers)))
    return Sittings(desk.asked, desk.items, posterior.mean, posterior.covariance, desk.seen)


def _unfinished(posterior: Posterior, goal: Goal, people: Indices) -> tuple[Indices, Floats]:
    """Of these, those of whom too little is known, and what is wanted of them. Whoever seems done is settled first."""
    wanting = goal.wanting(posterior.mean[people], posterior.variance(people))
    done = ~wanting.any(axis=1)
    if done.any() and posterior.mean.shape[1] > 1:
        posterior.settle(people[done])
        wanting[done] = goal.wanting(posterior.mean[people[done]], posterior.variance(people[done]))
        done = ~wanting.any(axis=1)
    return people[~done], wanting[~done]


class _Desk:
    """What has been asked of whom."""

    def __init__(self, tables: Tables, goal: Goal, lots: Lots, allowed: Indices | None) -> None:
        people, n = lots.weight.shape
        self.bank, self.goal, self.early, self.allowed = tables.bank, goal, lots.early, allowed
        self.open = lots.weight.copy()
        self.asked = np.zeros(people, dtype=np.intp)
        self.items = np.full((people, goal.most), NONE, dtype=np.intp)
        self.seen = np.zeros(n, dtype=np.intp)
        self.topics = np.zeros((people, 0 if goal.shares is None else len(goal.shares)), dtype=np.intp)

    def choose(self, people: Indices, value: Weights, turn: int) -> tuple[Indices, Indices]:
        """The item of most worth that is left to each; whoever has none left is dropped."""
        value = value * self.open[people]
        if turn < len(self.early):
            value *= self.early[turn]
        if self.goal.shares is not None:
            due = value * behind(self.goal, self.topics[people])
            value = np.where(due.any(axis=1, keepdims=True), due, value)
        item = value.argmax(axis=1)
        if self.allowed is not None:
            self._keep_within(value, item)
        rows = np.arange(len(people))
        left = value[rows, item] > 0
        people, item = people[left], item[left]
        self._note(people, item)
        return people, item

    def _keep_within(self, value: Weights, item: Indices) -> None:
        """Whoever comes after the last person allowed takes her next best item. Changes `value` and `item`."""
        assert self.allowed is not None
        while True:
            crowd = np.bincount(item, minlength=len(self.allowed))
            left = np.maximum(self.allowed - self.seen, 0)
            crowded = [one for one in np.flatnonzero(crowd > left) if value[item == one, one].any()]
            if not crowded:
                return
            for one in crowded:
                late = np.flatnonzero(item == one)[left[one] :]
                value[late, one] = 0.0
                item[late] = value[late].argmax(axis=1)

    def _note(self, people: Indices, item: Indices) -> None:
        self.items[people, self.asked[people]] = item
        self.asked[people] += 1
        self.open[people, item] = 0.0
        self.seen += np.bincount(item, minlength=len(self.seen))
        family = self.bank.family[item]
        kin = people[family != ALONE]
        if len(kin):
            self.open[kin] *= self.bank.family != family[family != ALONE][:, None]
        if self.goal.topic is not None:
            self.topics[people, self.goal.topic[item]] += 1
