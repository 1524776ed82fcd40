"""What is known of one person: the arithmetic of `Posterior`, without what only pays for many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from maillage.engines.adaptive.posterior import LEAST_PRECISION, SETTLED, SWEEPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.adaptive.population import Population
    from maillage.engines.adaptive.tables import Tables

    Floats = NDArray[np.float64]


class Known(Protocol):
    """mean : shape (d,), in logits. covariance : shape (d, d), in logit²."""

    mean: Floats
    covariance: Floats

    def learn(self, item: int, answer: int, weight: float = 1.0) -> None:
        """UNKNOWN teaches nothing. weight: the share of its log-likelihood that counts, from 0 to 1."""

    def settle(self) -> None:
        """Wipe out what the order of the answers left."""

    def density(self, dimension: int) -> Floats:
        """Chances of the points of the grid, of sum 1."""


def known(tables: Tables, population: Population) -> Known:
    """Before any answer. Raises ValueError when the bank speaks of dimensions that the population has not."""
    if tables.bank.dimensions > population.dimensions:
        raise ValueError(
            f"items of {tables.bank.dimensions} dimensions for a population of {population.dimensions}"
        )
    return (OnLine if population.dimensions == 1 else InSpace)(tables, population)


class OnLine:
    """In one dimension: the grid itself."""

    def __init__(self, tables: Tables, population: Population) -> None:
        self.tables = tables
        self.mean, self.covariance = population.mean.copy(), population.covariance.copy()
        self._weight = np.exp(-0.5 * (tables.grid - self.mean[0]) ** 2 / self.covariance[0, 0])

    def learn(self, item: int, answer: int, weight: float = 1.0) -> None:
        product = self._weight * self.tables.chance[item, answer] ** weight
        mass, first, second = (self.tables.powers @ product).tolist()
        self._weight = product / mass
        mean = first / mass
        self.mean[0], self.covariance[0, 0] = mean, second / mass - mean * mean

    def settle(self) -> None:
        """The order of the answers leaves no trace on a grid."""

    def density(self, dimension: int) -> Floats:
        assert dimension == 0
        return np.asarray(self._weight / self._weight.sum())


class InSpace:
    """In several: as `Posterior`."""

    def __init__(self, tables: Tables, population: Population) -> None:
        self.tables = tables
        self.mean, self.covariance = population.mean.copy(), population.covariance.copy()
        d = population.dimensions
        self._log_likelihood = np.zeros((d, len(tables.grid)))
        self._precision, self._shift = np.zeros(d), np.zeros(d)

    def learn(self, item: int, answer: int, weight: float = 1.0) -> None:
        dimension = int(self.tables.bank.dimension[item])
        self._log_likelihood[dimension] += weight * self.tables.log_chance[item, answer]
        self._refresh(dimension)

    def settle(self) -> None:
        for _ in range(SWEEPS):
            before = self.mean.copy()
            for dimension in range(len(self.mean)):
                self._refresh(dimension)
            if np.abs(self.mean - before).max() <= SETTLED:
                return

    def density(self, dimension: int) -> Floats:
        weight = self._weights(dimension, *self._without(dimension))
        return np.asarray(weight / weight.sum())

    def _without(self, dimension: int) -> tuple[float, float]:
        variance, mean = float(self.covariance[dimension, dimension]), float(self.mean[dimension])
        precision = max(1.0 / variance - float(self._precision[dimension]), LEAST_PRECISION)
        return precision, (mean / variance - float(self._shift[dimension])) / precision

    def _weights(self, dimension: int, precision: float, mean: float) -> Floats:
        log = self._log_likelihood[dimension] - (0.5 * precision) * (self.tables.grid - mean) ** 2
        return np.asarray(np.exp(log - log.max()))

    def _refresh(self, dimension: int) -> None:
        precision, mean = self._without(dimension)
        mass, first, second = (self.tables.powers @ self._weights(dimension, precision, mean)).tolist()
        new_mean = first / mass
        new_variance = second / mass - new_mean**2
        self._precision[dimension] = 1.0 / new_variance - precision
        self._shift[dimension] = new_mean / new_variance - precision * mean
        column = self.covariance[:, dimension].copy()
        variance = float(column[dimension])
        self.mean += column * ((new_mean - float(self.mean[dimension])) / variance)
        self.covariance += np.outer(column * ((new_variance - variance) / variance**2), column)
