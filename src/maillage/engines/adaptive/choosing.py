"""Which question next: the one that takes most away from what is still to be learned, of all dimensions together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maillage.engines.adaptive.goal import Goal
    from maillage.engines.adaptive.tables import Tables

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]


def worth(tables: Tables, mean: Floats, covariance: Floats, wanting: Floats) -> NDArray[np.float32]:
    """What each item is worth to each person.

    With V the covariance, an item of dimension j and information I takes V_ij² I / (1 + I V_jj) away from the variance of
    dimension i. Each dimension counts by what it still wants, w: Σ_i w_i V_ij² · I / (1 + I V_jj). In one dimension that orders
    items as I does.

    mean, wanting : shape (p, d). covariance : shape (p, d, d). Shape (p, n), never negative.
    """
    if mean.shape[1] == 1:
        return tables.information[tables.row(mean[:, 0])]
    dimension = tables.bank.dimension
    weight = np.einsum("pi,pij->pj", wanting, covariance**2).astype(np.float32)
    variance = np.diagonal(covariance, axis1=1, axis2=2).astype(np.float32)
    information = tables.information[tables.row(mean)[:, dimension], np.arange(len(dimension))]
    return np.asarray(information / (1.0 + information * variance[:, dimension]) * weight[:, dimension])


def behind(goal: Goal, asked: Indices) -> NDArray[np.bool_]:
    """The items whose topic has had less than its share. `asked`: shape (p, t), questions so far. Shape (p, n)."""
    assert goal.shares is not None
    assert goal.topic is not None
    due = goal.shares * (asked.sum(axis=1, keepdims=True) + 1)
    return np.asarray((asked < due)[:, goal.topic])
