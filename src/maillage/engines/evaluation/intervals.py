"""How sure a mean is, when the queries are only some of those that could have been asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

RESAMPLES = 5_000
LEVEL = 95  # per cent


def bootstrap_interval(values: Sequence[float], *, rng: np.random.Generator) -> tuple[float, float]:
    """Percentile bootstrap interval of the mean at LEVEL per cent: RESAMPLES means of as many values, drawn with
    replacement. For a gain, give the difference of each query. Raises ValueError without any value.
    """
    given = np.asarray(values, dtype=np.float64)
    if not given.size:
        raise ValueError("no value, no interval")
    drawn = rng.integers(given.size, size=(RESAMPLES, given.size))
    low, high = np.percentile(given[drawn].mean(axis=1), [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return float(low), float(high)
