"""The mixed-integer programmes of this engine, given to HiGHS."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Rows = tuple[csr_array, NDArray[np.float64], NDArray[np.float64]]  # matrix, at least, at most


class Answer(NamedTuple):
    """`chosen` is None when nothing was found in time; `bound`: no answer costs less."""

    chosen: NDArray[np.float64] | None
    bound: float


def counts(row: NDArray[np.integer], column: NDArray[np.integer], shape: tuple[int, int]) -> csr_array:
    """A matrix with a one at each (row, column) given."""
    return csr_array((np.ones(len(row)), (row, column)), shape=shape)


def at_most(matrix: csr_array, limit: NDArray[np.generic] | float) -> Rows:
    size = matrix.shape[0]
    return matrix, np.full(size, -np.inf), np.broadcast_to(np.asarray(limit, dtype=np.float64), (size,))


def least_cost(
    cost: NDArray[np.float64], rows: Sequence[Rows], *, beside: float, seconds: float, gap: float
) -> Answer:
    """Which columns to take, once or not at all, within the rows and at the least cost.

    `beside` is spent whatever is taken: `gap` is a share of the whole. `seconds`: the most that it may last.
    """
    if not len(cost):
        return Answer(np.zeros(0), beside)
    matrix = vstack([row[0] for row in rows], format="csr")
    low, high = (np.concatenate([row[side] for row in rows]) for side in (1, 2))
    found = milp(
        np.append(cost, beside),
        integrality=np.ones(len(cost) + 1, dtype=np.int64),
        bounds=Bounds(np.append(np.zeros(len(cost)), 1), 1),
        constraints=LinearConstraint(hstack([matrix, csr_array((matrix.shape[0], 1))]), low, high),
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )
    bound = getattr(found, "mip_dual_bound", None)
    chosen = None if found.x is None else np.rint(found.x[:-1])
    known = beside + float(np.minimum(cost, 0).sum())  # without any search
    return Answer(chosen, known if bound is None else max(known, float(bound)))


class Owed(NamedTuple):
    """What a person lacks to reach her floor, as columns of a programme, each dearer than the one before."""

    person: NDArray[np.intp]
    cost: NDArray[np.float64]

    @classmethod
    def of(cls, floor: NDArray[np.int64], price: float) -> Owed:
        person = np.repeat(np.arange(len(floor)), floor)
        step = np.arange(len(person)) - np.repeat(np.cumsum(floor) - floor, floor) + 1
        return cls(person, (price * step).astype(np.float64))

    def rows(self, meetings: csr_array, floor: NDArray[np.int64]) -> Rows:
        """Meetings (columns of `meetings`, one row a person) and what lacks make the floor, or more."""
        people = len(floor)
        lacks = counts(self.person, np.arange(len(self.person)), (people, len(self.person)))
        return hstack([meetings, lacks], format="csr"), floor.astype(np.float64), np.full(people, np.inf)

    def widened(self, rows: Rows) -> Rows:
        """Rows over meetings alone, with columns of zeros for what lacks."""
        matrix, low, high = rows
        return hstack([matrix, csr_array((matrix.shape[0], len(self.person)))], format="csr"), low, high
