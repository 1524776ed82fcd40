"""What is known of a person before her first answer: a normal law, whose dimensions may be correlated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Population:
    """mean : shape (d,), in logits. covariance : shape (d, d), symmetric and positive definite.

    Raises ValueError when they are not as said.
    """

    mean: Floats
    covariance: Floats

    @classmethod
    def standard(cls, correlation: ArrayLike = ((1.0,),)) -> Population:
        """Mean 0 and variance 1 in each dimension, as items are calibrated."""
        matrix = np.array(correlation, dtype=np.float64)
        if matrix.ndim != 2 or not np.allclose(matrix.diagonal(), 1.0):  # noqa: PLR2004 - a matrix
            raise ValueError("a correlation matrix has ones on its diagonal")
        return cls(mean=np.zeros(len(matrix)), covariance=matrix)

    def __post_init__(self) -> None:
        d = len(self.mean)
        if self.mean.shape != (d,) or self.covariance.shape != (d, d):
            raise ValueError(f"{d} means and a covariance of shape {self.covariance.shape}")
        if not (np.isfinite(self.mean).all() and np.isfinite(self.covariance).all()):
            raise ValueError("means and covariances must be finite")
        if not np.allclose(self.covariance, self.covariance.T):
            raise ValueError("a covariance is symmetric")
        if np.linalg.eigvalsh(self.covariance)[0] <= 0:
            raise ValueError("a covariance is positive definite: two dimensions may be the same one")

    @property
    def dimensions(self) -> int:
        return len(self.mean)

    def drawn(self, people: int, rng: np.random.Generator) -> Floats:
        """Shape (people, d)."""
        root = np.linalg.cholesky(self.covariance)
        return np.asarray(self.mean + rng.standard_normal((people, self.dimensions)) @ root.T)
