"""Two ways of being near, put on one scale and added."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

FULL_COVERAGE = 0.25  # from this share of the query's information on, words count in full
FLAT = 1e-9  # a spread below this is rounding, not difference
FEWEST_FOR_A_TREND = 3
STRENGTH = 0.4  # what the kinds of need add to words and meaning
SPREAD = 1.2  # by how much they widen the totals, so that a total keeps its sense with and without them


def z_scores(values: Values) -> Values:
    """(x − mean) / standard deviation, over the values that are known; NaN stays NaN.

    All zeros where the known values do not differ: nothing is said for or against anyone.
    """
    known = ~np.isnan(values)
    z = np.where(known, 0.0, np.nan)
    if known.any():
        spread = float(values[known].std())
        if spread > FLAT:
            z[known] = (values[known] - values[known].mean()) / spread
    return z


def confidence(coverage: float) -> float:
    """How much shared words are to be believed: (coverage / FULL_COVERAGE)², at most 1.

    A z-score alone cannot tell: a query that shares one passing word with one document makes it stand out as much
    as a true answer does. The square keeps passing words quiet without hushing a real agreement.
    """
    return min(1.0, coverage / FULL_COVERAGE) ** 2


def combined(words: Values, meaning: Values, trust: float) -> Values:
    """Trust · words + meaning, both as z-scores.

    A document whose meaning is unknown (NaN) gets the meaning that its words lead one to expect,
    max(0, r) · words, where r is the correlation of the two over the documents that have both: it gains and loses
    nothing by being unknown.
    """
    return trust * words + np.where(np.isnan(meaning), _trend(words, meaning) * words, meaning)


def with_kinds(total: Values, kinds: Values) -> Values:
    """(total + STRENGTH · kinds) / SPREAD, on the scale that `combined` has."""
    return (total + STRENGTH * kinds) / SPREAD


def _trend(words: Values, meaning: Values) -> float:
    both = ~np.isnan(meaning)
    if both.sum() < FEWEST_FOR_A_TREND or words[both].std() <= FLAT or meaning[both].std() <= FLAT:
        return 0.0
    return max(0.0, float(np.corrcoef(words[both], meaning[both])[0, 1]))
