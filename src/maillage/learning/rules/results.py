"""What may be said of a group before and after a path: means with their doubt, and never of fewer than ten people."""

from __future__ import annotations

from statistics import fmean, stdev
from typing import TYPE_CHECKING

from maillage.assessments.models import FEWEST

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Sequence

Z = 1.6448536  # of the normal law: 9 chances in 10 lie within so many standard errors


def expected_level(chances: Sequence[float]) -> float:
    """The mean of a person’s level, from 1, given the chance of each."""
    return sum(level * chance for level, chance in enumerate(chances, start=1))


def mean_within(values: Sequence[float]) -> tuple[float, float]:
    """The mean of at least two values, and half the width of an interval that holds the true mean 9 times in 10 (Student)."""
    return fmean(values), student(len(values) - 1) * stdev(values) / len(values) ** 0.5


def student(freedom: int) -> float:
    """The quantile of Student’s law at .95, by the expansion of Cornish and Fisher; within .002 from 9 degrees of freedom on."""
    return (
        Z
        + (Z**3 + Z) / (4 * freedom)
        + (5 * Z**5 + 16 * Z**3 + 3 * Z) / (96 * freedom**2)
        + (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / (384 * freedom**3)
    )


def stands_apart(members: Collection[Hashable], told: Iterable[Collection[Hashable]]) -> bool:
    """Whether what is told of these people leads to nobody by subtracting what is told of others.

    Each group already told, and all those that lie within this one taken together, differ from it by ten people or by none.
    """
    own = set(members)
    others = [set(group) for group in told]
    within = set().union(*(group for group in others if group <= own))
    apart = [len(own ^ group) for group in others if group & own] + [len(own - within)]
    return all(number == 0 or number >= FEWEST for number in apart)
