"""What stands out in a result: what is already strong, and what to work on first."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from maillage.assessments.enums import Standing, Why
from maillage.assessments.rules.words import SURE, chance_from, standing, sure_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maillage.assessments.models import Estimate

MOST = 3
GAPS = {Standing.NOT_YET: Why.REQUIRED, Standing.UNKNOWN: Why.UNSURE}


@dataclass(frozen=True, kw_only=True)
class First:
    """A competence to work on first, and why. `required`: the level that the role asks for."""

    estimate: Estimate
    why: Why
    required: int | None = None


def strengths(known: Sequence[Estimate], required: Mapping[str, int]) -> list[Estimate]:
    """The highest of what is very probably at level 2 at least, three at most, and never more than half of what was asked.

    What a role asks for and is not reached is none.
    """
    asked = [one for one in known if one.asked]
    solid = [
        one
        for one in asked
        if sure_from(one.levels) > 1
        and standing(one, required.get(one.dimension, 1)) in {Standing.REACHED, Standing.LIKELY}
    ]
    solid.sort(key=lambda one: (-sure_from(one.levels), -one.middle, one.position))
    return solid[: min(MOST, (len(asked) + 1) // 2)]


def first_to_work_on(known: Sequence[Estimate], required: Mapping[str, int]) -> list[First]:
    """Three at most, never a strength. Of a role: what it asks for and is not reached, the widest gap first, then what we do not know.

    Without a role: the lowest of what was asked about.
    """
    asked = [one for one in known if one.asked]
    strong = {one.dimension for one in strengths(known, required)}
    if required:
        return _gaps([one for one in asked if one.dimension in required], required)[:MOST]
    lower = [
        one
        for one in asked
        if one.dimension not in strong and chance_from(one.levels, len(one.levels)) < SURE
    ]
    lower.sort(key=lambda one: (one.middle, one.position))
    usual = median(one.middle for one in asked) if asked else 0.0
    return [First(estimate=one, why=Why.BELOW if one.high < usual else Why.LOWEST) for one in lower[:MOST]]


def _gaps(asked: Sequence[Estimate], required: Mapping[str, int]) -> list[First]:
    found = [
        (First(estimate=one, why=GAPS[how], required=required[one.dimension]), how)
        for one in asked
        if (how := standing(one, required[one.dimension])) in GAPS
    ]
    found.sort(key=lambda pair: (pair[1] != Standing.NOT_YET, -_gap(pair[0]), pair[0].estimate.position))
    return [first for first, _how in found]


def _gap(first: First) -> float:
    """Levels between what is asked for and what is expected of her."""
    expected = sum(level * chance for level, chance in enumerate(first.estimate.levels, start=1))
    return (first.required or 0) - expected
