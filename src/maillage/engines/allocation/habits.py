"""How needs are shared out where nobody computes: what an allocation is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def first_come(
    scores: NDArray[np.floating], allowed: NDArray[np.bool_], places: NDArray[np.integer]
) -> NDArray[np.intp]:
    """Each need in turn takes its best expert who still has a place: shape (n_needs,), −1 when none has.

    Shapes (n_needs, n_experts) twice, and (n_experts,). Equal scores: the first expert.
    """
    left = places.copy()
    expert = np.full(len(scores), -1, dtype=np.intp)
    for need, row in enumerate(np.where(allowed, scores, -np.inf)):
        best = int(np.argmax(np.where(left > 0, row, -np.inf)))
        if left[best] > 0 and allowed[need, best]:
            expert[need] = best
            left[best] -= 1
    return expert


def without_capacity(scores: NDArray[np.floating], allowed: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Each need goes to its best expert, however many do: shape (n_needs,), −1 when none is allowed."""
    return np.where(allowed.any(axis=1), np.argmax(np.where(allowed, scores, -np.inf), axis=1), -1)
