"""Needs shared out among experts by a flow of least cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

SCALE = 1_000_000  # the flow counts in integers: scores and prices are compared to the millionth
LARGEST = 1_000.0  # beyond, sums of scaled costs could leave 64 bits
NOBODY = -1


class Allocation(NamedTuple):
    """What was decided.

    expert : shape (n_needs,), the expert of each need, −1 for a need left aside.
    had_candidates : shape (n_needs,), whether some expert was allowed; a need left aside that had some found
        them all full.
    total : sum of the scores kept, without prices.
    load : shape (n_experts,), what each expert carries in the end, with what it carried before.
    """

    expert: NDArray[np.intp]
    had_candidates: NDArray[np.bool_]
    total: float
    load: NDArray[np.int64]


def allocate(
    scores: NDArray[np.floating],
    allowed: NDArray[np.bool_],
    capacity: NDArray[np.integer],
    load: NDArray[np.integer],
    *,
    evenness: float,
    nearest: int,
) -> Allocation:
    """Serve as many needs as can be, and among all the ways to do so keep the one of greatest total, less prices.

    Carrying x of c requests costs evenness · x² / (2c), in units of score: the next one costs evenness · (x + ½) / c,
    more for each. So loads even out where scores are near, and a full expert's last place costs about `evenness`.
    Each need first looks at its `nearest` best experts; while somebody who has candidates is left aside, all look
    at four times as many, up to everybody. So the number served is always the greatest there is; the total is the
    greatest among the pairs looked at.

    `scores`: shape (n_needs, n_experts), finite where allowed, at most 1 000 in size, read to the millionth.
    `allowed`: the pairs that may be made, same shape. `capacity` and `load`: shape (n_experts,), integers, never
    negative, the most that each takes and what it has already. `evenness`: price of the last place of an expert,
    0 to look at scores alone. `nearest`: how many experts a need looks at first, at least 1.

    Equal answers are settled the same way each time. Raises ValueError when shapes or values are not as said.
    """
    _check_pairs(scores, allowed)
    _check_limits(scores.shape[1], capacity=capacity, load=load)
    if not 0 <= evenness <= LARGEST or nearest < 1:
        raise ValueError(f"evenness goes from 0 to {LARGEST:g} and nearest from 1: {evenness}, {nearest}")
    places = np.maximum(capacity - load, 0).astype(np.int64)
    prices = _prices(capacity, places, evenness)
    order = np.argsort(np.where(allowed, -scores, np.inf), axis=1, kind="stable")
    candidates = np.count_nonzero(allowed, axis=1)
    while True:
        expert = _solved(scores, order[:, :nearest], candidates, prices)
        if nearest >= scores.shape[1] or not np.any((expert == NOBODY) & (candidates > 0)):
            break
        nearest *= 4
    kept = np.flatnonzero(expert != NOBODY)
    return Allocation(
        expert=expert,
        had_candidates=candidates > 0,
        total=float(scores[kept, expert[kept]].sum()),
        load=load + np.bincount(expert[kept], minlength=len(capacity)),
    )


def _solved(
    scores: NDArray[np.floating],
    looked_at: NDArray[np.intp],
    candidates: NDArray[np.intp],
    prices: tuple[NDArray[np.intp], NDArray[np.float64]],
) -> NDArray[np.intp]:
    """The expert of each need among those it looks at. Nodes: needs, then experts, then where all flow ends."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 - pages that route nothing start sooner

    needs, experts = scores.shape
    end = needs + experts
    rank = np.arange(looked_at.shape[1])
    need, column = np.nonzero(rank[None, :] < candidates[:, None])
    expert = looked_at[need, column]
    flow = SimpleMinCostFlow()
    _arcs(flow, need, needs + expert, -scores[need, expert])
    holder, price = prices
    _arcs(flow, needs + holder, np.full(len(holder), end), price)
    supplies = np.concatenate([np.ones(needs), np.zeros(experts), [-needs]]).astype(np.int64)
    flow.set_nodes_supplies(np.arange(end + 1, dtype=np.int32), supplies)
    status = flow.solve_max_flow_with_min_cost()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the flow was not solved: {status}")
    used = flow.flows(np.arange(len(need), dtype=np.int32)) > 0
    answer = np.full(needs, NOBODY, dtype=np.intp)
    answer[need[used]] = expert[used]
    return answer


def _prices(
    capacity: NDArray[np.integer], places: NDArray[np.int64], evenness: float
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """One arc for each free place: whose it is, and its price, which grows from one place to the next."""
    holder = np.repeat(np.arange(len(places)), places)
    starts = np.cumsum(places) - places
    turn = np.arange(len(holder)) - starts[holder]
    carried = (np.maximum(capacity, places) - places)[holder] + turn
    return holder, evenness * (carried + 0.5) / np.maximum(capacity, 1)[holder]


def _arcs(
    flow: SimpleMinCostFlow, tail: NDArray[np.intp], head: NDArray[np.intp], cost: NDArray[np.floating]
) -> None:
    flow.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32),
        head.astype(np.int32),
        np.ones(len(tail), dtype=np.int64),
        np.rint(cost * SCALE).astype(np.int64),
    )


def _check_pairs(scores: NDArray[np.floating], allowed: NDArray[np.bool_]) -> None:
    if scores.ndim != 2 or allowed.shape != scores.shape:  # noqa: PLR2004 - a matrix has two axes
        raise ValueError(f"scores and allowed must share one shape (n, m): {scores.shape}, {allowed.shape}")
    if not (np.abs(scores[allowed]) <= LARGEST).all():
        raise ValueError(f"the score of an allowed pair must be finite, and at most {LARGEST:g} in size")


def _check_limits(experts: int, **given: NDArray[np.integer]) -> None:
    for name, numbers in given.items():
        if numbers.shape != (experts,) or not np.issubdtype(numbers.dtype, np.integer):
            raise ValueError(f"{name} must hold {experts} integers")
        if (numbers < 0).any():
            raise ValueError(f"{name} is never negative")
