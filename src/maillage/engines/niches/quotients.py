"""Location quotients shrunk towards one, under the gamma–Poisson model.

Of the n activities of a community, x_i are in class i, which holds a share s_i of its country. The plain location
quotient is x_i / (n s_i): with three firms it says anything. Here x_i follows a Poisson law of mean q_i n s_i, and
the quotients q_i of a community follow a gamma law of mean 1 and shape a, its strength: the larger, the more alike
the community is to its country. Knowing x_i, q_i follows a gamma law of shape a + x_i and rate a + n s_i.

D. Clayton and J. Kaldor, "Empirical Bayes estimates of age-standardized relative risks for use in disease mapping",
Biometrics 43 (1987), 671–681: their second section, with rates of disease in the place of quotients, and the mean
held at 1 as a location quotient has it by definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

# Counts too few to tell a community from its country would give an endless strength, and every quotient would be
# one: we go no further than a prior worth ten expected firms, a spread of about a third around one.
LEAST_STRENGTH, MOST_STRENGTH = 0.5, 10.0
COVERAGE = 0.9


@dataclass(frozen=True, kw_only=True)
class Quotients:
    """One position a class, in the order given. Quotients have no unit: 1 is the country's own share."""

    expected: NDArray[np.float64]  # firms that the country's share would give
    estimate: NDArray[np.float64]  # mean of what q may be
    low: NDArray[np.float64]  # nine chances in ten between these two
    high: NDArray[np.float64]
    above: NDArray[np.float64]  # probability that q is more than 1
    strength: float


def quotients(counts: ArrayLike, shares: ArrayLike, *, strength: float | None = None) -> Quotients:
    """Location quotients of a community, class by class, each with its doubt.

    `counts`, shape (n_classes,): activities of the community in each class, not necessarily whole; never negative.
    `shares`, same shape: the country's share of each class; positive, at most 1 in all. `strength`: shape a of the
    prior; None takes the likeliest for these counts.

    Answers (a + x) / (a + e) with e = n s, the quantiles and the tail of the gamma law of shape a + x and rate a + e.
    Raises ValueError for counts or shares out of these bounds.
    """
    from scipy.special import gammaincc, gammaincinv  # noqa: PLC0415 - pages that compare nothing start sooner

    x, s = np.asarray(counts, dtype=np.float64), np.asarray(shares, dtype=np.float64)
    _check(x, s)
    expected = x.sum() * s
    a = likeliest_strength(x, expected) if strength is None else strength
    if not a > 0:
        raise ValueError(f"strength must be positive, got {a}")
    shape, rate = a + x, a + expected
    tail = (1.0 - COVERAGE) / 2.0
    return Quotients(
        expected=expected,
        estimate=shape / rate,
        low=gammaincinv(shape, tail) / rate,
        high=gammaincinv(shape, 1.0 - tail) / rate,
        above=gammaincc(shape, rate),
        strength=float(a),
    )


def likeliest_strength(counts: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    """The a under which these counts are likeliest, between LEAST_STRENGTH and MOST_STRENGTH.

    Shapes (n_classes,) twice. Each count then follows a negative binomial law:
    log Γ(a + x) − log Γ(a) + a log(a / (a + e)) + x log(e / (a + e)), up to what does not depend on a.
    """
    from scipy.optimize import minimize_scalar  # noqa: PLC0415 - pages that compare nothing start sooner
    from scipy.special import gammaln  # noqa: PLC0415 - pages that compare nothing start sooner

    if not len(counts):
        return MOST_STRENGTH

    def unlikeliness(log_a: float) -> float:
        a = np.exp(log_a)
        terms = (
            gammaln(a + counts) - gammaln(a) + a * np.log(a / (a + expected)) - counts * np.log(a + expected)
        )
        return -float(np.sum(terms))

    bounds = (np.log(LEAST_STRENGTH), np.log(MOST_STRENGTH))
    found = minimize_scalar(unlikeliness, bounds=bounds, method="bounded")
    return float(np.exp(found.x))


def _check(counts: NDArray[np.float64], shares: NDArray[np.float64]) -> None:
    if counts.ndim != 1 or counts.shape != shares.shape:
        raise ValueError(f"one count and one share a class, got shapes {counts.shape} and {shares.shape}")
    if not (np.isfinite(counts).all() and (counts >= 0).all()):
        raise ValueError("counts must be finite and never negative")
    if not (np.isfinite(shares).all() and (shares > 0).all() and shares.sum() <= 1 + 1e-9):
        raise ValueError("shares must be positive, and at most 1 in all")
