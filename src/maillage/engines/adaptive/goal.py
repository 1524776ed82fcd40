"""When enough is known of a person, and what is still worth asking about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Aim(Enum):
    """What a sitting is for: a precise profile; each level reached or not; the whole profile met or not."""

    PRECISION = "precision"
    LEVELS = "levels"
    PROFILE = "profile"


@dataclass(frozen=True, eq=False, kw_only=True)
class Goal:
    """most : questions at most.

    error : for PRECISION, the standard error wanted in every dimension, in logits; 0 asks until the budget is spent.
    levels : shape (d,), for LEVELS and PROFILE: the ability wanted in each dimension; −inf where none is.
    doubt : for these two, the chance of a wrong answer that is accepted.
    topic, shares : shape (n,) and (t,): the topic of each item, and the share of the questions that each topic should
        have. A topic is asked about only while it has had less than its share. None: no topics.

    Raises ValueError when a value is not as said.
    """

    most: int
    aim: Aim = Aim.PRECISION
    error: float = 0.0
    levels: Floats | None = None
    doubt: float = 0.05
    topic: NDArray[np.intp] | None = None
    shares: Floats | None = None

    def __post_init__(self) -> None:
        if self.most < 1 or not self.error >= 0:
            raise ValueError("a sitting has one question at least, and its error is not negative")
        if (self.aim is Aim.PRECISION) is not (self.levels is None):
            raise ValueError("levels are given when they are aimed at, and only then")
        if not 0 < self.doubt < 0.5:  # noqa: PLR2004 - a coin
            raise ValueError(f"a doubt is above 0 and below one half, got {self.doubt}")
        if (self.topic is None) is not (self.shares is None):
            raise ValueError("topics and their shares go together")
        if self.shares is not None and not (np.isclose(self.shares.sum(), 1.0) and (self.shares >= 0).all()):
            raise ValueError("shares are not negative, and make 1 in all")

    def wanting(self, mean: Floats, variance: Floats) -> Floats:
        """How much is still to be learned of each dimension, in logit². Shapes (p, d); a row of zeros: enough is known.

        For PRECISION, the variance above the one wanted. For levels, the variance of what is undecided.
        """
        if self.levels is None:
            return np.maximum(variance - self.error**2, 0.0)
        below = self.below(mean, variance)
        unsure = (below > self.doubt) & (below < 1.0 - self.doubt)
        if self.aim is Aim.PROFILE:
            least, most = self.unmet(below)
            unsure = (below > self.doubt / self._asked_of) & (below < 1.0 - self.doubt)
            unsure &= ((most > self.doubt) & (least < 1.0 - self.doubt))[:, None]
        return np.where(unsure, variance, 0.0)

    def wants(self, mean: float, variance: float) -> float:
        """The same, of one dimension that is alone."""
        if self.levels is None:
            return max(variance - self.error**2, 0.0)
        return float(self.wanting(np.array([[mean]]), np.array([[variance]]))[0, 0])

    def below(self, mean: Floats, variance: Floats) -> Floats:
        """The chance that each level is not reached, under the normal law. Shapes (p, d)."""
        assert self.levels is not None
        return np.asarray(ndtr((self.levels - mean) / np.sqrt(variance)))

    @staticmethod
    def unmet(below: Floats) -> tuple[Floats, Floats]:
        """Bounds of the chance that one level at least is missed, whatever the correlations: the greatest of these
        chances, and their sum. `below`: shape (p, d). Two shapes (p,).
        """
        return below.max(axis=1), np.minimum(below.sum(axis=1), 1.0)

    @property
    def _asked_of(self) -> int:
        assert self.levels is not None
        return max(1, int(np.isfinite(self.levels).sum()))
