"""What a bank says, computed once: the likelihood of each answer on a grid, and what each item would teach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.adaptive.bank import ItemBank

    Floats = NDArray[np.float64]

UNKNOWN = -1  # the answer « je ne sais pas »: asked, and nothing learned
REACH, STEP = 6.0, 0.2  # of the grid of likelihoods, in logits
FINE = 0.05  # step of the grid of information
LEAST = 1e-12  # chances below it are not told apart


@dataclass(frozen=True, eq=False)
class Tables:
    """bank : the items.

    grid, powers : shapes (g,) and (3, g), θ in logits; 1, θ and θ².
    chance, log_chance : shape (n, k + 1, g), of each answer; the last one is UNKNOWN, of chance 1 everywhere.
    information : shape (f, n), in logit⁻², on a finer grid.
    answers : how many answers each item has.
    """

    bank: ItemBank
    grid: Floats
    powers: Floats
    chance: Floats
    log_chance: Floats
    information: NDArray[np.float32]
    answers: tuple[int, ...]

    @classmethod
    def of(cls, bank: ItemBank) -> Tables:
        grid = _grid(STEP)
        told = np.maximum(bank.probabilities(grid), LEAST)
        chance = np.concatenate([told, np.ones_like(told[:, :1])], axis=1)
        information = np.ascontiguousarray(bank.information(_grid(FINE)).T, dtype=np.float32)
        powers = np.stack([np.ones_like(grid), grid, grid**2])
        return cls(bank, grid, powers, chance, np.log(chance), information, tuple(bank.categories.tolist()))

    def row(self, mean: Floats) -> NDArray[np.intp]:
        """The rows of `information` nearest to these abilities."""
        return np.clip(np.rint((mean + REACH) / FINE), 0, len(self.information) - 1).astype(np.intp)

    def row_of(self, mean: float) -> int:
        """The same, for one ability."""
        return min(max(round((mean + REACH) / FINE), 0), len(self.information) - 1)


def _grid(step: float) -> Floats:
    half = round(REACH / step)
    return np.asarray(np.arange(-half, half + 1) * step)
