"""How sure calibrated items are: standard errors from the scores of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines.adaptive.calibration import curves

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.adaptive.calibration import Calibration
    from maillage.engines.adaptive.responses import Responses

    Floats = NDArray[np.float64]

ENOUGH_PEOPLE = 2  # for each parameter, to tell how the errors of different items go together
LEAST = 1e-12
ITEMS_AT_ONCE = 50


class Errors(NamedTuple):
    """slope : shape (n,). threshold : shape (n, m), NaN where there is none. In logits."""

    slope: Floats
    threshold: Floats


def standard_errors(responses: Responses, found: Calibration) -> Errors:
    """From the sum of the products of people's scores, Σ w s sᵀ, inverted: the whole of it where people are enough,
    item by item where they are not. Priors are left out. Scores are those of Fisher's identity: E[∂ log P | answers].
    """
    n, m = found.intercepts.shape
    scaled = _scores(responses, found) * np.sqrt(responses.weight)[:, None, None]
    if responses.weight.sum() >= ENOUGH_PEOPLE * n * (m + 1) and len(scaled) > n * (m + 1):
        covariance = _whole(scaled.reshape(len(scaled), -1), n, m + 1)
    else:
        each = scaled.transpose(1, 2, 0) @ scaled.transpose(1, 0, 2)
        covariance = np.asarray(np.linalg.pinv(each, hermitian=True), dtype=np.float64)
    slope = found.bank.slope
    spread = np.sqrt(np.maximum(np.diagonal(covariance, axis1=1, axis2=2), 0.0))
    threshold = np.full((n, m), np.nan)
    for k in range(m):  # b = −d / a: its change with (s, d) is (−b, −1 / a)
        b = np.where(np.isfinite(found.bank.thresholds[:, k]), found.bank.thresholds[:, k], np.nan)
        variance = (
            b**2 * covariance[:, 0, 0]
            + covariance[:, k + 1, k + 1] / slope**2
            + 2 * b / slope * covariance[:, 0, k + 1]
        )
        threshold[:, k] = np.sqrt(variance)
    return Errors(slope * spread[:, 0], threshold)


def _scores(responses: Responses, found: Calibration) -> Floats:
    """Shape (p, n, 1 + m): the expected change of log-likelihood with (s, d), given the answers; 0 where there is none."""
    n, m = found.intercepts.shape
    has = np.isfinite(found.bank.thresholds)
    score = np.zeros((len(responses.weight), n, m + 1))
    for first in range(0, n, ITEMS_AT_ONCE):
        some = slice(first, first + ITEMS_AT_ONCE)
        chance, change = curves(
            found.log_slope[some], found.intercepts[some], has[some], found.bank.guess[some]
        )
        relative = change / np.maximum(chance, LEAST)[..., None]
        expected = np.tensordot(found.posterior, relative, axes=(1, 2))  # (p, items, categories, 1 + m)
        answers = responses.answers[:, some]
        taken = np.take_along_axis(expected, np.maximum(answers, 0)[:, :, None, None], axis=2)[:, :, 0]
        score[:, some] = np.where((answers >= 0)[:, :, None], taken, 0.0)
    return score


def _whole(score: Floats, n: int, size: int) -> Floats:
    """The blocks, shape (n, size, size), of the inverse of scoreᵀ score; parameters that do not exist have no score."""
    present = np.flatnonzero((score != 0).any(axis=0))
    inverse = np.zeros((n * size, n * size))
    inverse[np.ix_(present, present)] = np.linalg.pinv(
        score[:, present].T @ score[:, present], hermitian=True
    )
    blocks = inverse.reshape(n, size, n, size)
    return np.asarray(blocks[np.arange(n), :, np.arange(n), :])
