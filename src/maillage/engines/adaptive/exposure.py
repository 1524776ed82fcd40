"""Keeping questions from being worn out, and from being forgotten.

Each item has a price, and is chosen by what it is worth divided by 1 + its price: whoever gains most from a sought item has it,
others have the next best. Prices are found by simulation, so that no item is seen by more than a share of people; they are the multipliers of
these bounds, where a lottery (J. B. Sympson and R. D. Hetter, 1985; W. J. van der Linden and B. P. Veldkamp, "Constraining item exposure in computerized
adaptive testing with shadow tests", Journal of Educational and Behavioral Statistics 29 (2004)) turns away those who would gain most as often as anybody.
The first question pays its price twice, and each one after it a little less, until a person's place is known: a sought item is better spent then.

Each person holds a hand of items, drawn mostly among the least seen, that are worth more for her: one of them often ends her sitting,
where it costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from maillage.engines.adaptive.simulation import Lots, simulated

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.adaptive.goal import Goal
    from maillage.engines.adaptive.population import Population
    from maillage.engines.adaptive.tables import Tables

    Floats = NDArray[np.float64]

NOISE = 0.05  # of the worth of an item, from one person to the next: at the first question all are alike
PEOPLE = 300  # of each round
STEPS = (1.0,) * 8 + tuple(8.0 / turn for turn in range(9, 41))
LAST = 16  # rounds whose mean price is kept
EARLY = 8  # questions asked before a person's place is known
DEARER = 1.0 - np.arange(EARLY)[:, None] / EARLY  # of the price, besides, for each of them
HAND, FAVOUR = 3, 1.7  # items that a person holds, and what their worth is multiplied by
SEEN_BY = 0.008  # the share of people by which every item should be seen
MEMORY = 0.8  # of the shares of earlier rounds


@dataclass(frozen=True, eq=False)
class Exposure:
    """price : shape (n,), logarithm of 1 + the price of each item, never negative.

    lottery : shape (n,), chances of each item to be drawn into a hand, of sum 1; all 0: hands are empty.
    limit : the share of people who may see an item.
    """

    price: Floats
    lottery: Floats
    limit: float

    def lots(self, people: int, rng: np.random.Generator) -> Lots:
        """What chance settles for each person before her first question."""
        shape = (people, len(self.price))
        weight = np.exp(NOISE * rng.standard_normal(shape) - self.price)
        if self.lottery.any():
            hands = rng.choice(shape[1], (people, HAND), p=self.lottery)
            weight[np.arange(people)[:, None], hands] *= FAVOUR
        return Lots(weight.astype(np.float32), np.exp(-DEARER * self.price).astype(np.float32))


def priced(
    tables: Tables, population: Population, goal: Goal, *, limit: float, rng: np.random.Generator
) -> Exposure:
    """Prices under which no item of these sittings is seen by more than `limit` of people, found in as many rounds of PEOPLE as STEPS.

    Raises ValueError when the limit is not above 0 and at most 1.
    """
    if not 0 < limit <= 1:
        raise ValueError(f"a share of people is above 0 and at most 1, got {limit}")
    n = len(tables.bank)
    found = Exposure(np.zeros(n), np.full(n, 1.0 / n), limit)
    usual = np.zeros(n)
    prices: list[Floats] = []
    for turn, step in enumerate(STEPS):
        answers = tables.bank.drawn(population.drawn(PEOPLE, rng), rng)
        seen = simulated(tables, population, goal, answers, lots=found.lots(PEOPLE, rng)).seen / PEOPLE
        usual = MEMORY * usual + (1 - MEMORY) * seen if turn else seen
        prices.append(np.maximum(0.0, found.price + step * (seen - limit)))
        found = Exposure(prices[-1], _lottery(found.lottery, usual), limit)
    return replace(found, price=np.mean(prices[-LAST:], axis=0))


def _lottery(before: Floats, usual: Floats) -> Floats:
    """More tickets for items seen too little, fewer for others, by half of what is missing."""
    ratio = SEEN_BY / np.maximum(usual, SEEN_BY / 50)
    tickets = np.maximum(before, 1e-7) * np.sqrt(np.clip(ratio, 0.5, 2.0))
    return np.asarray(tickets / tickets.sum())
