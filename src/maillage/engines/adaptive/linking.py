"""Bringing a new calibration onto the scale of an older one, by the items that are in both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maillage.engines.adaptive.bank import ItemBank

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

POINTS = np.linspace(-4, 4, 41)  # of the old scale, in logits


class Link(NamedTuple):
    """An ability θ of the new scale is `slope` θ + `shift` on the old one."""

    slope: float
    shift: float

    def bank(self, new: ItemBank) -> ItemBank:
        """The same items, on the old scale."""
        return ItemBank(
            slope=new.slope / self.slope,
            thresholds=self.slope * new.thresholds + self.shift,
            guess=new.guess,
            dimension=new.dimension,
            family=new.family,
        )


def linked(old: ItemBank, new: ItemBank) -> Link:
    """The link that brings together the characteristic curves of the items, the same in both and in the same order.

    Σ over POINTS, under a standard normal law, of (Σ_j E_old − Σ_j E_new)² is least: M. L. Stocking and F. M. Lord, "Developing a common metric
    in item response theory", Applied Psychological Measurement 7 (1983), 201–210. It starts from the means and deviations of the thresholds.
    Raises ValueError when items do not correspond or are fewer than two.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - sittings that link nothing start sooner

    if old.thresholds.shape != new.thresholds.shape or (old.categories != new.categories).any():
        raise ValueError("the same items, in the same order, on both sides")
    if len(old) < 2:  # noqa: PLR2004 - a line
        raise ValueError("two common items at least")
    start = mean_sigma(old, new)
    weight = np.exp(-0.5 * POINTS**2)
    target = old.expected(POINTS).sum(axis=0)

    def apart(values: Floats) -> float:
        link = Link(float(np.exp(values[0])), float(values[1]))
        return float(weight @ (target - link.bank(new).expected(POINTS).sum(axis=0)) ** 2)

    found = minimize(
        apart,
        (np.log(start.slope), start.shift),
        method="Nelder-Mead",
        options={"xatol": 1e-6, "fatol": 1e-10},
    )
    return Link(float(np.exp(found.x[0])), float(found.x[1]))


def mean_sigma(old: ItemBank, new: ItemBank) -> Link:
    """The link that gives thresholds the same mean and deviation (G. L. Marco, 1977)."""
    finite = np.isfinite(old.thresholds)
    before, after = old.thresholds[finite], new.thresholds[finite]
    slope = float(before.std() / after.std()) if after.std() > 0 and before.std() > 0 else 1.0
    return Link(slope, float(before.mean() - slope * after.mean()))
