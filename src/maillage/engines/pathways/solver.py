"""The programmes of this engine, given to HiGHS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import vstack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Rows = tuple[csr_array, NDArray[np.float64] | float]  # matrix, at least

HALF = 0.5  # whole numbers come to the rounding
INFEASIBLE = 2  # how scipy says it


class Answer(NamedTuple):
    """`values` is None when nothing was found; `bound`: no answer costs less, infinite when it is sure there is none."""

    values: NDArray[np.float64] | None
    bound: float


def least_cost(
    cost: NDArray[np.float64],
    rows: Sequence[Rows],
    *,
    whole: int,
    most: NDArray[np.float64] | float = 1.0,
    seconds: float,
    gap: float = 0.0,
) -> Answer:
    """Numbers from 0 to `most`, the first `whole` of them 0 or 1, within the rows and at the least cost.

    `seconds`: about the most that it may last. `gap`: how far from the best it may stop, in share of the cost.
    """
    found = milp(
        cost,
        integrality=(np.arange(len(cost)) < whole).astype(np.int64),
        bounds=Bounds(0, most),
        constraints=LinearConstraint(*_stacked(rows), np.inf),
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )
    if found.status == INFEASIBLE:
        return Answer(None, np.inf)
    bound = getattr(found, "mip_dual_bound", None)
    return Answer(found.x, -np.inf if bound is None else float(bound))


class Relaxed(NamedTuple):
    """`regret`: what one more of each number would cost, about; both are empty when time ran out."""

    values: NDArray[np.float64]
    regret: NDArray[np.float64]


def least_relaxed(
    cost: NDArray[np.float64], rows: Sequence[Rows], *, most: NDArray[np.float64], seconds: float
) -> Relaxed | None:
    """The same where no number need be whole; None when it is sure that there is no answer."""
    matrix, least = _stacked(rows)
    found = linprog(
        cost,
        A_ub=-matrix,
        b_ub=-least,
        bounds=list(zip(np.zeros(len(cost)), most, strict=True)),
        method="highs",
        options={"time_limit": seconds},
    )
    if found.status == INFEASIBLE:
        return None
    if found.status or found.x is None:
        return Relaxed(np.zeros(0), np.zeros(0))
    return Relaxed(found.x, cost + matrix.T @ found.ineqlin.marginals)


def _stacked(rows: Sequence[Rows]) -> tuple[Any, NDArray[np.float64]]:
    least = [np.broadcast_to(np.asarray(row[1], dtype=np.float64), row[0].shape[0]) for row in rows]
    return vstack([row[0] for row in rows], format="csr"), np.concatenate(least)
