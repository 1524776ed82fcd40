"""What is known of a document beside its nearness: added in points, and no two shown that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.relevance.combine import Values

HALF = 3.5  # the total at which a document is half as near as can be


def nearness(totals: Values, *, scale: float = 1.0) -> Values:
    """Total / (total + scale · HALF), in [0, 1): the order of the totals without their length. Below 0 is 0.

    `scale` is ½ where words stand alone, as their totals are half as long.
    """
    positive = np.maximum(np.asarray(totals, dtype=np.float64), 0.0)
    return np.asarray(positive / (positive + HALF * scale))


def points(values: Values, ordinary: Values, weights: Values) -> Values:
    """Points of each part: weight · (value − ordinary), and 0 where the value is unknown (NaN): its weight is left out.

    Shapes: values (n, k), each in [0, 1] or NaN; ordinary (n, k) or (k,), the value at which a part says nothing for
    or against; weights (k,), not negative. Returns shape (n, k). Raises ValueError for a value or a weight out of bounds.
    """
    known = ~np.isnan(values)
    if (values[known] < 0).any() or (values[known] > 1).any():
        raise ValueError("a part is between 0 and 1, or unknown")
    if not (np.asarray(weights) >= 0).all():
        raise ValueError("a weight is not negative")
    return np.where(known, np.asarray(weights) * (np.nan_to_num(values) - ordinary), 0.0)


def order_of(
    scores: Values, likeness: NDArray[np.floating], *, most: int, floor: float, cost: float
) -> NDArray[np.intp]:
    """Positions of the documents to show, best first, so that those alike do not fill the page.

    Maximal marginal relevance: at each step the highest score − cost · max(0, s − floor) / (1 − floor), where s is
    the greatest likeness with a document already taken; equals in the order of their positions.

    `likeness` has shape (n, n), at most 1; below `floor` (< 1) two documents are simply different. `cost` is what a
    document loses for being the same as one already taken, in the unit of the scores. At most `most` are taken.
    """
    loss = cost * np.maximum(0.0, np.asarray(likeness, dtype=np.float64) - floor) / (1.0 - floor)
    left = np.asarray(scores, dtype=np.float64).copy()
    worst = np.zeros(len(left))
    taken: list[int] = []
    for _ in range(min(most, len(left))):
        best = int(np.argmax(np.round(left - worst, 9)))
        taken.append(best)
        worst = np.maximum(worst, loss[best])
        left[best] = -np.inf
    return np.array(taken, dtype=np.intp)
