"""What may be told of a group without pointing at anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.assessments.models import FEWEST

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Sequence

FEWEST_TOGETHER = 3  # people in any number that is told
Bin = tuple[int, int, int]


def may_tell(members: Collection[Hashable], before: Collection[Hashable]) -> bool:
    """Whether a group may be counted again: it is of ten at least, and ten at least came or went since.

    Whoever kept the earlier numbers then learns of no fewer than ten people by subtracting.
    """
    return len(members) >= FEWEST and len(set(members) ^ set(before)) >= FEWEST


def bins(people: Sequence[int]) -> list[Bin]:
    """People by level, from the lowest, neighbours put together until each number is three at least: (first, last, people).

    Nothing when a single number would be left: it would tell the same of everybody. A level where nobody stands is put
    together too: “nobody” speaks of all of them.
    """
    found: list[Bin] = []
    first, number = 1, 0
    for level, more in enumerate(people, start=1):
        number += more
        if number >= FEWEST_TOGETHER:
            found.append((first, level, number))
            first, number = level + 1, 0
    if found and first <= len(people):
        start, _last, together = found.pop()
        found.append((start, len(people), together + number))
    return found if len(found) > 1 else []


def quartiles(levels: Sequence[int]) -> list[int]:
    """The levels below which a quarter, half and three quarters of a group stand, the lower of two."""
    ranked = sorted(levels)
    return [ranked[max(0, -(-len(ranked) * quarter // 4) - 1)] for quarter in (1, 2, 3)]
