"""Where the model does not hold: items that fit ill, that hang together, or that favour a group.

All rest on one prediction: what a person would answer to an item, judged by her other answers alone. Its error has mean 0 and
a known variance when the model holds, whatever items she was asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaincc

from maillage.engines.adaptive.calibration import GRID

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.adaptive.calibration import Calibration
    from maillage.engines.adaptive.responses import Responses

    Floats = NDArray[np.float64]

SLICES = 10  # groups of people of like predictions
LEAST = 1e-12
ILL = 0.001  # chance of so bad a fit, when the model holds
TOGETHER = 0.2  # of a correlation of residuals above the mean one (W. M. Yen's Q3, 1984; K. B. Christensen and others, 2017)
SHIFT, SURE = 0.43, 3.0  # logits, and standard errors: the bounds of the « negligible » class of the ETS
PEOPLE = 100  # who answered both of two items, before their residuals are compared


@dataclass(frozen=True, eq=False)
class Fit:
    """chi2, freedom, chance : shape (n,), observed against predicted answers in SLICES; the chance of as much, NaN where none can be said.

    q3 : shape (n, n), correlations of residuals, NaN where too few people answered both.
    shift, sure : shape (groups − 1, n): how much harder an item is to a group than to that of reference, people of like ability being
        compared, in logits of difficulty; and the same in standard errors.
    """

    chi2: Floats
    freedom: Floats
    chance: Floats
    q3: Floats
    shift: Floats
    sure: Floats

    @property
    def ill(self) -> list[int]:
        return [int(item) for item in np.flatnonzero(self.chance < ILL)]

    @property
    def together(self) -> list[tuple[int, int]]:
        first, second = np.triu_indices(len(self.q3), 1)
        above = self.q3[first, second]
        usual = float(np.nanmean(above)) if np.isfinite(above).any() else 0.0
        found = np.flatnonzero(above - usual > TOGETHER)
        return [(int(first[n]), int(second[n])) for n in found]

    @property
    def favouring(self) -> list[int]:
        """Items whose shift, in some group, is neither small nor unsure."""
        return [
            int(item)
            for item in np.flatnonzero(
                ((np.abs(self.shift) >= SHIFT) & (np.abs(self.sure) >= SURE)).any(axis=0)
            )
        ]


def examined(responses: Responses, found: Calibration) -> Fit:
    """Costs about as much as two turns of calibration."""
    n = len(found.bank)
    chance = found.bank.probabilities(GRID)
    value = np.arange(chance.shape[1])
    mean, square = value @ chance, value**2 @ chance
    rising = _rising(found)
    figures = np.full((3, n), np.nan)
    shift = np.full((2, responses.groups - 1, n), np.nan)
    for item in range(n):
        asked = np.flatnonzero(responses.answers[:, item] >= 0)
        answer = responses.answers[asked, item]
        rest = found.posterior[asked] / np.maximum(chance[item, answer], LEAST)
        rest /= rest.sum(axis=1, keepdims=True)
        predicted = rest @ mean[item]
        variance = np.maximum(rest @ square[item] - predicted**2, LEAST)
        weight = responses.weight[asked]
        figures[:, item] = _chi2(answer, predicted, variance, weight, int(responses.categories[item]))
        moved = _shift(answer - predicted, variance, rest @ rising[item], weight, responses.group[asked])
        shift[:, :, item] = moved[:, : responses.groups - 1] if moved.size else np.nan
    return Fit(
        chi2=figures[0],
        freedom=figures[1],
        chance=figures[2],
        q3=_q3(responses, found, mean),
        shift=-shift[0] / found.bank.slope,
        sure=-shift[1],
    )


def _rising(found: Calibration) -> Floats:
    """How the mean answer changes with all the intercepts together, shape (n, g)."""
    reached = found.bank.slope[:, None, None] * (GRID - found.bank.thresholds[:, :, None])
    above = 1.0 / (1.0 + np.exp(-np.clip(reached, -700, 700)))
    return np.asarray((1.0 - found.bank.guess)[:, None] * (above * (1.0 - above)).sum(axis=1))


def _chi2(
    answer: NDArray[np.intp], predicted: Floats, variance: Floats, weight: Floats, categories: int
) -> tuple[float, float, float]:
    """Statistic, degrees of freedom, chance. Rows with equal predictions stay together."""
    _, alike = np.unique(np.round(predicted, 9), return_inverse=True)
    people = np.bincount(alike, weights=weight)
    place = (np.cumsum(people) - people / 2) / weight.sum()
    slice_ = np.minimum((place * SLICES).astype(np.intp), SLICES - 1)[alike]
    away = np.bincount(slice_, weights=weight * (answer - predicted), minlength=SLICES)
    expected = np.bincount(slice_, weights=weight * variance, minlength=SLICES)
    some = expected > 0
    freedom = int(some.sum()) - categories
    if freedom < 1:
        return np.nan, np.nan, np.nan
    chi2 = float((away[some] ** 2 / expected[some]).sum())
    return chi2, float(freedom), float(gammaincc(freedom / 2, chi2 / 2))


def _shift(away: Floats, variance: Floats, rising: Floats, weight: Floats, group: NDArray[np.intp]) -> Floats:
    """How much easier, in logits of intercept, to each group than to that of reference; and in standard errors. Shape (2, groups − 1)."""
    several = int(group.max(initial=0)) + 1
    total, slope, doubt = (
        np.bincount(group, weights=weight * one, minlength=several) for one in (away, rising, variance)
    )
    safe = np.maximum(slope, LEAST)
    easier, error = total / safe, doubt / safe**2
    apart = easier[1:] - easier[0]
    return np.stack([apart, apart / np.sqrt(np.maximum(error[1:] + error[0], LEAST))])


def _q3(responses: Responses, found: Calibration, mean: Floats) -> Floats:
    """Correlations of what is left of answers when ability is known."""
    asked = (responses.answers >= 0).astype(np.float64)
    left = np.where(asked > 0, responses.answers - found.posterior @ mean.T, 0.0)
    weighted = responses.weight[:, None]
    together = left.T @ (weighted * left)
    own = (left**2).T @ (weighted * asked)  # of the first item, where the second was answered
    people = asked.T @ (weighted * asked)
    q3 = together / np.sqrt(np.maximum(own * own.T, LEAST))
    return np.where(people >= PEOPLE, q3, np.nan)
