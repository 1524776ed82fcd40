"""How dimensions go together, estimated from answers, and erring low.

Believing more correlation than there is makes intervals too narrow; believing less costs a few questions. So what is used is the lower
bound of each correlation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines.adaptive.population import Population
from maillage.engines.adaptive.posterior import Posterior

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.adaptive.tables import Tables

    Floats = NDArray[np.float64]

TURNS, ENOUGH = 60, 1e-3
BOUND = 1.645  # standard errors: the true correlation is below one time in twenty
SMALLEST = 0.02  # eigenvalue of what is used


class Correlations(NamedTuple):
    """Shapes (d, d): the likeliest, and the one to use, never above it in size."""

    likeliest: Floats
    prudent: Floats


def correlations(tables: Tables, answers: NDArray[np.intp]) -> Correlations:
    """By expectation and maximisation, from what people answered. `answers`: shape (p, n), −1 for none."""
    d = tables.bank.dimensions
    likelihood = np.zeros((len(answers), d, len(tables.grid)))
    for item, dimension in enumerate(tables.bank.dimension):
        likelihood[:, dimension] += tables.log_chance[item, answers[:, item]]
    people = np.arange(len(answers))
    found = np.eye(d)
    reliable: Floats | None = None
    for _ in range(TURNS):
        posterior = Posterior.before(tables, Population.standard(found), len(people))
        posterior.log_likelihood[:] = likelihood
        posterior.settle(people)
        if reliable is None:  # each dimension by its own answers
            reliable = np.clip(1.0 - posterior.variance(people).mean(axis=0), 1e-6, 1.0)
        second = posterior.covariance.mean(axis=0) + posterior.mean.T @ posterior.mean / len(people)
        size = np.sqrt(second.diagonal())
        moved, found = np.abs(second / np.outer(size, size) - found).max(), second / np.outer(size, size)
        if moved < ENOUGH:
            break
    assert reliable is not None
    return Correlations(found, _prudent(found, len(people) * np.outer(reliable, reliable)))


def _prudent(found: Floats, people: Floats) -> Floats:
    """The lower bounds of Fisher's z, each correlation being worth as many `people` as its answers are reliable."""
    d = len(found)
    z = np.arctanh(np.where(np.eye(d, dtype=np.bool_), 0.0, found))
    error = BOUND / np.sqrt(np.maximum(people - 3.0, 1.0))
    lower = np.tanh(np.sign(z) * np.maximum(np.abs(z) - error, 0.0))
    least = float(np.linalg.eigvalsh(lower + np.eye(d))[0])
    if least < SMALLEST:  # bounds taken one by one may not make a correlation: draw them all towards 0
        lower *= (1.0 - SMALLEST) / (1.0 - least)
    return np.asarray(lower + np.eye(d))
