"""How paths are made where nobody computes: the best gain a minute first, or the same course for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.pathways.remaining import Remaining


def best_gain_first(left: Remaining) -> NDArray[np.bool_]:
    """Shape (n,): for a target still missing, again and again, the module that is cheapest with all that it needs,
    for what it brings towards targets. Every target must be within reach.
    """
    taken = np.zeros(len(left.modules), dtype=np.bool_)
    reached = np.zeros(len(left.steps), dtype=np.bool_)
    while (left.wanted & ~reached).any():
        cost, giver = _with_needs(left, reached)
        brings = left.gives[:, left.wanted & ~reached].sum(axis=1)
        _take(left, int(np.argmax(brings / cost)), taken, reached, giver)
    return taken


def _with_needs(left: Remaining, reached: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """What each module costs with all that it needs, each step by its cheapest giver; and those givers."""
    minutes = left.minutes.astype(np.float64)
    step = np.where(reached, 0.0, np.inf)
    needs = left.needs & ~reached
    while True:
        cost = minutes + np.where(needs, step, 0.0).sum(axis=1)
        dear = np.where(left.gives, cost[:, None], np.inf)
        cheaper = np.where(reached, 0.0, dear.min(axis=0, initial=np.inf))
        if (cheaper >= step).all():
            return cost, dear.argmin(axis=0)
        step = np.minimum(step, cheaper)


def _take(
    left: Remaining,
    module: int,
    taken: NDArray[np.bool_],
    reached: NDArray[np.bool_],
    giver: NDArray[np.intp],
) -> None:
    for step in np.flatnonzero(left.needs[module]).tolist():
        if not reached[step]:
            _take(left, int(giver[step]), taken, reached, giver)
    taken[module] = True
    reached |= left.gives[module]
