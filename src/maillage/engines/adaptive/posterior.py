"""What is known of many people at once, after the answers they gave.

Each item speaks of one dimension, so the likelihood of all the answers of a person is a product of one function a
dimension, kept exactly on a grid. Dimensions meet through the population's normal law: each function is replaced by
the normal function that gives the same mean and variance to its own dimension (expectation propagation, T. Minka,
"Expectation propagation for approximate Bayesian inference", UAI 2001). In one dimension nothing is replaced: the mean and the
variance are those of the grid.

An answer changes the function of its own dimension, and refreshes that one alone; `settle` refreshes them all until nothing moves,
and then the order of the answers has left no trace.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.adaptive.population import Population
    from maillage.engines.adaptive.tables import Tables

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]

LEAST_PRECISION = 1e-3  # of what remains of a dimension without its own answers, in logit⁻²
SETTLED, SWEEPS = 1e-9, 60


@dataclass(frozen=True, eq=False)
class Posterior:
    """Of p people in d dimensions, changed in place by each answer.

    log_likelihood : shape (p, d, g), of the answers of each dimension, on the grid of the tables.
    mean : shape (p, d), in logits. covariance : shape (p, d, d), in logit².
    precision, shift : shape (p, d), of the normal function that stands for each dimension's answers: exp(−precision θ² / 2 + shift θ).
    """

    tables: Tables
    log_likelihood: Floats
    mean: Floats
    covariance: Floats
    precision: Floats
    shift: Floats

    @classmethod
    def before(cls, tables: Tables, population: Population, people: int) -> Posterior:
        """Nobody has answered. Raises ValueError when the bank speaks of dimensions that the population has not."""
        d = population.dimensions
        if tables.bank.dimensions > d:
            raise ValueError(f"items of {tables.bank.dimensions} dimensions for a population of {d}")
        return cls(
            tables,
            np.zeros((people, d, len(tables.grid))),
            np.tile(population.mean, (people, 1)),
            np.tile(population.covariance, (people, 1, 1)),
            np.zeros((people, d)),
            np.zeros((people, d)),
        )

    def learn(self, people: Indices, items: Indices, answers: Indices) -> None:
        """One answer of each of these people, each named once. An UNKNOWN answer teaches nothing."""
        dimension = self.tables.bank.dimension[items]
        self.log_likelihood[people, dimension] += self.tables.log_chance[items, answers]
        self._refresh(people, dimension)

    def settle(self, people: Indices) -> None:
        """Refresh every dimension of these people until no mean moves by more than SETTLED logits."""
        if self.mean.shape[1] == 1:
            return
        moving = people
        for _ in range(SWEEPS):
            before = self.mean[moving]
            for dimension in range(self.mean.shape[1]):
                self._refresh(moving, np.full(len(moving), dimension))
            moving = moving[np.abs(self.mean[moving] - before).max(axis=1) > SETTLED]
            if not len(moving):
                return

    def variance(self, people: Indices) -> Floats:
        """Of each dimension, shape (people, d)."""
        return np.asarray(np.diagonal(self.covariance[people], axis1=1, axis2=2))

    def density(self, people: Indices, dimension: int) -> Floats:
        """Of one dimension given all answers, shape (people, g): chances of the points of the grid, of sum 1."""
        precision, mean = self.without(people, np.full(len(people), dimension))
        return self._weights(people, np.full(len(people), dimension), precision, mean)

    def without(self, people: Indices, dimension: Indices) -> tuple[Floats, Floats]:
        """Precision and mean of the dimension, its own answers left out."""
        variance, mean = self.covariance[people, dimension, dimension], self.mean[people, dimension]
        precision = np.maximum(1.0 / variance - self.precision[people, dimension], LEAST_PRECISION)
        return precision, (mean / variance - self.shift[people, dimension]) / precision

    def _weights(self, people: Indices, dimension: Indices, precision: Floats, mean: Floats) -> Floats:
        log = (
            self.log_likelihood[people, dimension]
            - 0.5 * precision[:, None] * (self.tables.grid - mean[:, None]) ** 2
        )
        weight = np.exp(log - log.max(axis=1, keepdims=True))
        return np.asarray(weight / weight.sum(axis=1, keepdims=True))

    def _refresh(self, people: Indices, dimension: Indices) -> None:
        """Give each person's dimension the mean and variance of its grid, and let the others follow."""
        precision, mean = self.without(people, dimension)
        weight = self._weights(people, dimension, precision, mean)
        new_mean = weight @ self.tables.grid
        new_variance = weight @ self.tables.grid**2 - new_mean**2
        self.precision[people, dimension] = 1.0 / new_variance - precision
        self.shift[people, dimension] = new_mean / new_variance - precision * mean
        column = self.covariance[people, :, dimension]
        variance = self.covariance[people, dimension, dimension]
        moved = (new_mean - self.mean[people, dimension]) / variance
        self.mean[people] += column * moved[:, None]
        shrunk = (new_variance - variance) / variance**2
        self.covariance[people] += shrunk[:, None, None] * column[:, :, None] * column[:, None, :]
