"""The fewest minutes that reach the targets, calendar aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from maillage.engines.pathways.solver import HALF, least_cost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from maillage.engines.pathways.remaining import Remaining


class Choice(NamedTuple):
    """`taken`: shape (n,); `found`: whether they reach the targets; `bound`: no choice costs less, infinite when there is none."""

    taken: NDArray[np.bool_]
    found: bool
    bound: float


def cheapest(left: Remaining, cost: NDArray[np.float64], *, seconds: float) -> Choice:
    """The modules of least cost that reach every target and can be taken one after the other.

    A module is taken only with one that gives each step it needs. Modules could still hold one another up in a circle:
    then none of them comes first, and a row says that the first one needs something from outside the circle.
    """
    nothing = np.zeros(len(left.modules), dtype=np.bool_)
    if not left.reached(~nothing)[left.wanted].all():
        return Choice(nothing, found=False, bound=np.inf)
    if not left.wanted.any():
        return Choice(nothing, found=True, bound=0.0)
    rows = [
        (csr_array(left.gives.T[left.wanted].astype(np.float64)), 1.0),
        (_support(left), 0.0),
        (pairs(left), 0.0),
    ]
    while True:
        answer = least_cost(cost, rows, whole=len(cost), seconds=seconds)
        if answer.values is None:
            return Choice(nothing, found=False, bound=answer.bound)
        taken = answer.values > HALF
        stuck = taken & (left.order(taken) < 0)
        if not stuck.any():
            return Choice(taken, found=True, bound=answer.bound)
        rows.append((circles(left, taken, stuck), 0.0))


def _support(left: Remaining) -> csr_array:
    """One row for each step that a module needs: those who give it, less the module."""
    module, step = np.nonzero(left.needs)
    matrix = left.gives.T[step].astype(np.float64)
    matrix[np.arange(len(module)), module] -= 1.0
    return csr_array(matrix)


def pairs(left: Remaining) -> csr_array:
    """The circles of two modules, each giving what the other needs."""
    leans = left.needs @ left.gives.T
    rows = [np.zeros((0, len(left.modules)))]
    for one, other in np.argwhere(np.triu(leans & leans.T)).tolist():
        steps = left.needs[one] & left.gives[other], left.needs[other] & left.gives[one]
        rows.append(_circle(left, [one, other], [int(step.argmax()) for step in steps]))
    return csr_array(np.concatenate(rows))


def circles(left: Remaining, taken: NDArray[np.bool_], stuck: NDArray[np.bool_]) -> csr_array:
    """The smallest circles among modules taken that are stuck: what each misses is given by the circle alone."""
    members = np.flatnonzero(stuck)
    reached = left.gives[taken & ~stuck].any(axis=0)
    givers = left.gives[members].sum(axis=0)
    step = np.where(left.needs[members] & ~reached, givers, len(members) + 1).argmin(axis=1)  # few givers
    leans = left.gives[members][:, step].T
    number, circle = connected_components(leans, connection="strong")
    open_ = circle[(leans & (circle[:, None] != circle[None, :])).any(axis=1)]
    closed = set(range(number)) - set(open_.tolist())
    return csr_array(
        np.concatenate([_circle(left, members[circle == one], step[circle == one]) for one in sorted(closed)])
    )


def _circle(
    left: Remaining, inside: Sequence[int] | NDArray[np.intp], step: Sequence[int] | NDArray[np.intp]
) -> NDArray[np.float64]:
    """One row for each module of a circle: those outside who give one of these steps, less the module.

    Each misses one of these steps. The first that any order takes finds its own outside: a giver from there is taken.
    """
    outside = np.asarray(left.gives[:, step].any(axis=1))
    outside[inside] = False
    rows = np.tile(outside.astype(np.float64), (len(inside), 1))
    rows[np.arange(len(inside)), inside] = -1.0
    return rows
