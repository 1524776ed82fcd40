"""The way to the engine that says in what a community is stronger than its country."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from maillage.engines import niches

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Strength:
    """How a community compares with its country in one class: 1 is the same share. Nine chances in ten between low and high."""

    count: float
    estimate: float
    low: float
    high: float
    above: float  # probability of being stronger than the country

    @property
    def is_sure(self) -> bool:
        return self.low > 1


@dataclass(frozen=True, kw_only=True)
class Together:
    """How each of several communities compares with its country, in what they have in common."""

    sides: tuple[Strength, ...]

    @property
    def is_sure(self) -> bool:
        return all(side.is_sure for side in self.sides)

    @property
    def chance(self) -> float:
        """Probability that all are stronger."""
        return prod(side.above for side in self.sides)


def strengths(counts: Mapping[int, float], country: Mapping[int, float]) -> dict[int, Strength]:
    """By class, for the classes that the country counts; a class that it does not count is not compared."""
    classes = sorted(pk for pk, number in country.items() if number > 0)
    total = sum(country[pk] for pk in classes)
    here = [counts.get(pk, 0.0) for pk in classes]
    if not classes or not sum(here):
        return {}
    found = niches.quotients(here, [country[pk] / total for pk in classes])
    rows = zip(classes, here, found.estimate, found.low, found.high, found.above, strict=True)
    return {
        pk: Strength(
            count=count, estimate=float(estimate), low=float(low), high=float(high), above=float(above)
        )
        for pk, count, estimate, low, high, above in rows
    }
