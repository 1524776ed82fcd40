"""Which question next: the one that takes most away from what is still to be learned, of all dimensions together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maillage.engines.adaptive.tables import LEAST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.adaptive.goal import Goal
    from maillage.engines.adaptive.tables import Tables

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]
    Weights = NDArray[np.float32]

SURELY, LITTLE = 1.5, 0.05  # times the precision that a sitting lacks, and logit⁻² besides: what ends it
LEANING = 1e-3  # to more information, among items that end a sitting


def worth(tables: Tables, mean: Floats, covariance: Floats, wanting: Floats) -> Weights:
    """What each item is worth to each person.

    With V the covariance, an item of dimension j and information I takes V_ij² I / (1 + I V_jj) away from the variance of
    dimension i. Each dimension counts by what it still wants, w: Σ_i w_i V_ij² · I / (1 + I V_jj). In one dimension that orders
    items as I does; see `useful`.

    mean, wanting : shape (p, d). covariance : shape (p, d, d). Shape (p, n), never negative.
    """
    if mean.shape[1] == 1:
        return useful(tables.information[tables.row(mean[:, 0])], covariance[:, :, 0], wanting)
    dimension = tables.bank.dimension
    weight = np.einsum("pi,pij->pj", wanting, covariance**2).astype(np.float32)
    variance = np.diagonal(covariance, axis1=1, axis2=2).astype(np.float32)
    information = tables.information[tables.row(mean)[:, dimension], np.arange(len(dimension))]
    return np.asarray(information / (1.0 + information * variance[:, dimension]) * weight[:, dimension])


def useful(information: Weights, variance: Floats | float, wanting: Floats | float) -> Weights:
    """What items are worth in one dimension: their information, of which no more counts than what ends the sitting.

    Items that end it are almost equal, and the least sought of them is asked.

    information : shape (…, n). variance, wanting : shape (…, 1), or numbers.
    """
    lacking = wanting / (variance * (variance - wanting) + LEAST)
    enough = np.float32(SURELY * lacking + LITTLE)
    return np.asarray(np.minimum(information, enough) + np.float32(LEANING) * information)


def behind(goal: Goal, asked: Indices) -> NDArray[np.bool_]:
    """The items whose topic has had less than its share. `asked`: shape (p, t), questions so far. Shape (p, n)."""
    assert goal.shares is not None
    assert goal.topic is not None
    due = goal.shares * (asked.sum(axis=1, keepdims=True) + 1)
    return np.asarray((asked < due)[:, goal.topic])
