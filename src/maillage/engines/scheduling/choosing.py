"""Who meets whom, before when: the pairs of greatest value that people and tables could hold all in all.

Choosing leaves slots out, so nothing that can be placed is worth more: its value bounds every plan. It has one
column a pair instead of one a pair and slot, and takes hundredths of a second where placing takes seconds.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import vstack

from maillage.engines.scheduling.solver import Owed, at_most, counts, least_cost

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.scheduling.problem import MeetingProblem
    from maillage.engines.scheduling.solver import Rows


ROUNDING = 1e-9


class Choice(NamedTuple):
    """`chosen` pairs, and what taking each other one would cost, about.

    No plan is nearer to the floor than `short`, and none as near is worth more than `value`.
    """

    chosen: NDArray[np.bool_]
    short: int
    value: float
    regret: NDArray[np.float64]


def choose(problem: MeetingProblem, *, seconds: float) -> Choice:
    """The best pairs, slots aside."""
    pairs = problem.pairs
    owed = Owed.of(problem.floor, problem.heavy)
    together = _together(problem)
    rows = [
        owed.rows(together[0], problem.floor),
        *(owed.widened(row) for row in (together, *_tables(problem))),
    ]
    cost = np.concatenate([-pairs.value, owed.cost])
    answer = least_cost(cost, rows, beside=0.0, seconds=seconds, gap=0.0)
    chosen = np.zeros(len(pairs.value)) if answer.chosen is None else answer.chosen[: len(pairs.value)]
    short = max(0, math.ceil(answer.bound / problem.heavy - ROUNDING))
    value = problem.heavy * short - answer.bound
    return Choice(chosen > 0, short, value, _regrets(cost, rows)[: len(chosen)])


def _together(problem: MeetingProblem) -> Rows:
    """The meetings of each person: no more than she takes, nor than the slots when some partner could meet her."""
    pairs = problem.pairs
    people, index = len(problem.most), np.arange(len(pairs.first))
    both = np.concatenate([pairs.first, pairs.second]), np.concatenate([index, index])
    moments = np.zeros(problem.free.shape, dtype=np.bool_)
    np.logical_or.at(moments, pairs.first, pairs.open)
    np.logical_or.at(moments, pairs.second, pairs.open)
    return at_most(counts(*both, (people, len(index))), np.minimum(problem.most, moments.sum(axis=1)))


def _tables(problem: MeetingProblem) -> list[Rows]:
    """All meetings, and those of each kind of table, slot after slot."""
    pairs, index = problem.pairs, np.arange(len(problem.pairs.first))
    seats = problem.free.sum(axis=0) // 2
    kinds = counts(pairs.kind, index, (len(problem.tables), len(index)))
    whole = counts(np.zeros(len(index), dtype=np.intp), index, (1, len(index)))
    return [
        at_most(kinds, np.minimum(problem.tables, seats).sum(axis=1)),
        at_most(whole, float(np.minimum(problem.tables.sum(axis=0), seats).sum())),
    ]


def _regrets(cost: NDArray[np.float64], rows: list[Rows]) -> NDArray[np.float64]:
    """The reduced costs of the relaxed choice."""
    if not len(cost):
        return cost
    matrix = vstack([row[0] for row in rows], format="csr")
    low, high = (np.concatenate([row[side] for row in rows]) for side in (1, 2))
    up, down = np.isfinite(high), np.isfinite(low)
    found = linprog(
        cost,
        A_ub=vstack([matrix[up], -matrix[down]], format="csr"),
        b_ub=np.concatenate([high[up], -low[down]]),
        bounds=(0, 1),
        method="highs-ds",
    )
    prices = found.ineqlin.marginals
    return np.asarray(cost - matrix[up].T @ prices[: up.sum()] + matrix[down].T @ prices[up.sum() :])
