"""Chances of levels, in words: one rule for the page, the paper and the files."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.assessments.enums import Change, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.assessments.models import Estimate

SURE, RATHER, DOUBTFUL = 0.8, 0.6, 0.2
ROUNDING = 1e-9  # chances are sums of floats


def level_said(levels: Sequence[float]) -> str:
    """« très probablement au niveau 3 », « sans doute au niveau 3, peut-être 2 », or between which levels we do not know."""
    first, second = sorted(range(len(levels)), key=lambda rank: (-levels[rank], rank))[:2]
    if _reaches(levels[first], SURE):
        return _("très probablement au niveau %(level)s") % {"level": first + 1}
    if _reaches(levels[first] + levels[second], SURE):
        told = {"level": first + 1, "other": second + 1}
        return _("sans doute au niveau %(level)s, peut-être %(other)s") % told
    low, high = narrowest(levels)
    return _("nous ne savons pas encore : entre %(low)s et %(high)s") % {"low": low, "high": high}


def chance_from(levels: Sequence[float], level: int) -> float:
    """To be at this level or above."""
    return sum(levels[level - 1 :])


def sure_from(levels: Sequence[float]) -> int:
    """The highest level that is very probably reached; 1 is always."""
    return max(
        level
        for level in range(1, len(levels) + 1)
        if level == 1 or _reaches(chance_from(levels, level), SURE)
    )


def standing(known: Estimate | None, level: int) -> Standing:
    """Before a level that is asked for. What no question was about is not known."""
    if known is None or not known.asked:
        return Standing.UNKNOWN
    chance = chance_from(known.levels, level)
    if _reaches(chance, SURE):
        return Standing.REACHED
    if _reaches(chance, RATHER):
        return Standing.LIKELY
    return Standing.UNKNOWN if chance > DOUBTFUL + ROUNDING else Standing.NOT_YET


def change(before: Estimate, after: Estimate) -> Change:
    """Two intervals that meet allow no word."""
    if after.low > before.high:
        return Change.HIGHER
    return Change.LOWER if after.high < before.low else Change.UNKNOWN


def _reaches(chance: float, bound: float) -> bool:
    return chance >= bound - ROUNDING


def narrowest(levels: Sequence[float]) -> tuple[int, int]:
    """The shortest run of levels, then the likeliest, that is sure enough."""
    below = [0.0, *accumulate(levels)]
    runs = [
        (high - low, below[low] - below[high], low + 1, high)
        for low in range(len(levels))
        for high in range(low + 1, len(levels) + 1)
        if _reaches(below[high] - below[low], SURE)
    ]
    _length, _chance, low, high = min(runs)
    return low, high
