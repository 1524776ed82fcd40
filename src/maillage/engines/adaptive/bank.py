"""Items whose answers say something of an ability: the two-parameter, three-parameter and graded models.

One formula for all. With x = a (θ − b_k), the chance to reach category k or above is σ(x); categories are what lies
between two thresholds. Right or wrong is one threshold; a guess c lifts the only one: c + (1 − c) σ(x).

F. M. Lord, Applications of Item Response Theory to Practical Testing Problems (1980), chapter 2; F. Samejima,
"Estimation of latent ability using a response pattern of graded scores", Psychometrika Monograph 17 (1969).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

ALONE = -1  # the family of an item that resembles no other


@dataclass(frozen=True, eq=False, kw_only=True)
class ItemBank:
    """n calibrated items, each about one dimension.

    slope : shape (n,), a in logit⁻¹, positive.
    thresholds : shape (n, m), b in logits, increasing along each row; +inf after the last one of an item.
    guess : shape (n,), from 0 to below 1; 0 for an item of several thresholds.
    dimension : shape (n,), from 0.
    family : shape (n,); two items of one family never meet in a sitting. ALONE: of no family.

    Raises ValueError when shapes or values are not as said.
    """

    slope: Floats
    thresholds: Floats
    guess: Floats
    dimension: NDArray[np.intp]
    family: NDArray[np.intp]

    @classmethod
    def of(
        cls,
        *,
        slope: ArrayLike,
        thresholds: ArrayLike | Sequence[Sequence[float]],
        guess: ArrayLike = 0.0,
        dimension: ArrayLike = 0,
        family: ArrayLike = ALONE,
    ) -> ItemBank:
        """From lists: `thresholds` holds one number an item, or one list an item; what is given once holds for all."""
        a = np.array(slope, dtype=np.float64)
        lists = [np.atleast_1d(np.asarray(one, dtype=np.float64)) for one in thresholds]  # type: ignore[union-attr]
        b = np.full((len(lists), max((len(one) for one in lists), default=1)), np.inf)
        for row, one in zip(b, lists, strict=True):
            row[: len(one)] = one
        return cls(
            slope=a,
            thresholds=b,
            guess=np.broadcast_to(np.asarray(guess, dtype=np.float64), a.shape).copy(),
            dimension=np.broadcast_to(np.asarray(dimension, dtype=np.intp), a.shape).copy(),
            family=np.broadcast_to(np.asarray(family, dtype=np.intp), a.shape).copy(),
        )

    def __post_init__(self) -> None:
        n = len(self.slope)
        if not n or self.thresholds.shape[:1] != (n,) or self.thresholds.ndim != 2:  # noqa: PLR2004 - a matrix
            raise ValueError(
                f"one row of thresholds an item, and one item at least, got {self.thresholds.shape}"
            )
        if any(one.shape != (n,) for one in (self.slope, self.guess, self.dimension, self.family)):
            raise ValueError(f"slope, guess, dimension and family must hold {n} values")
        if not (np.isfinite(self.slope).all() and (self.slope > 0).all()):
            raise ValueError("slopes must be positive and finite")
        several = np.isfinite(self.thresholds).sum(axis=1)
        tail = np.arange(self.thresholds.shape[1]) >= several[:, None]
        if (several < 1).any() or not (self.thresholds[tail] == np.inf).all():
            raise ValueError("each item has a finite threshold, and +inf after the last one")
        with np.errstate(invalid="ignore"):  # +inf − inf, of no interest
            if (np.diff(self.thresholds, axis=1) <= 0).any():
                raise ValueError("thresholds must increase")
        if not ((self.guess >= 0) & (self.guess < 1) & ((self.guess == 0) | (several == 1))).all():
            raise ValueError("a guess is from 0 to below 1, and only for an item of one threshold")
        if (self.dimension < 0).any() or (self.family < ALONE).any():
            raise ValueError("dimensions and families are counted from 0")

    def __len__(self) -> int:
        return len(self.slope)

    @property
    def dimensions(self) -> int:
        return int(self.dimension.max()) + 1

    @property
    def categories(self) -> NDArray[np.intp]:
        """Shape (n,): how many answers each item tells apart, 0 being the lowest."""
        return np.asarray(np.isfinite(self.thresholds).sum(axis=1) + 1)

    def probabilities(self, ability: ArrayLike) -> Floats:
        """The chance of each answer. `ability`: shape (p,), θ in logits, finite.

        Shape (n, k, p), where k is the most categories of an item; 0 for categories that an item has not. Sums to 1
        over categories. Between two thresholds: σ(x) σ(−y) (1 − exp(y − x)), which does not cancel in the tails.
        """
        reached, gap = self._reached(ability), self._gaps()
        p = expit(reached[:, :-1]) * expit(-reached[:, 1:]) * -np.expm1(-gap)[:, :, None]
        p *= (1.0 - self.guess)[:, None, None]
        p[:, 1] += self.guess[:, None]
        return np.asarray(p)

    def information(self, ability: ArrayLike) -> Floats:
        """Fisher information: Σ P′² / P over categories. `ability`: shape (p,). Shape (n, p), logit⁻², never negative."""
        p = self.probabilities(ability)
        cumulated = expit(self._reached(ability))
        rising = (self.slope * (1.0 - self.guess))[:, None, None] * cumulated * (1.0 - cumulated)
        change = rising[:, :-1] - rising[:, 1:]
        return np.asarray(np.divide(change**2, p, out=np.zeros_like(p), where=p > 0).sum(axis=1))

    def expected(self, ability: ArrayLike) -> Floats:
        """The mean answer, in categories from 0. `ability`: shape (p,). Shape (n, p)."""
        p = self.probabilities(ability)
        return np.asarray(np.arange(p.shape[1]) @ p)

    def drawn(self, ability: Floats, rng: np.random.Generator) -> NDArray[np.intp]:
        """Answers of people, shape (people, dimensions), to every item. Shape (people, n), categories from 0."""
        chance = rng.random((len(ability), len(self)))
        own = ability[:, self.dimension]
        answers = np.zeros(chance.shape, dtype=np.intp)
        for threshold in self.thresholds.T:
            reached = self.guess + (1.0 - self.guess) * expit(self.slope * (own - threshold))
            answers += chance < reached
        return answers

    def _reached(self, ability: ArrayLike) -> Floats:
        """A (θ − b) of the bounds of each category, from +inf to −inf. Shape (n, k + 1, p)."""
        theta = np.asarray(ability, dtype=np.float64)
        if theta.ndim != 1 or not np.isfinite(theta).all():
            raise ValueError("ability must be a list of finite numbers")
        bounds = np.pad(self.thresholds, ((0, 0), (1, 1)), constant_values=((0, 0), (-np.inf, np.inf)))
        return np.asarray(self.slope[:, None, None] * (theta - bounds[:, :, None]))

    def _gaps(self) -> Floats:
        """A times the width of each category, shape (n, k); +inf at both ends, and where there is none."""
        bounds = np.pad(self.thresholds, ((0, 0), (1, 1)), constant_values=((0, 0), (-np.inf, np.inf)))
        lower, upper = bounds[:, :-1], bounds[:, 1:]
        width = np.full(lower.shape, np.inf)
        np.subtract(upper, lower, out=width, where=np.isfinite(upper) & np.isfinite(lower))
        return np.asarray(self.slope[:, None] * width)
