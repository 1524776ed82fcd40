"""When a number is too small to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST_TOLD = 3


def told(number: int, *, own: int = 0) -> int | None:
    """The number, or None when one or two of what it counts are not the reader's own: they could be recognised."""
    return None if 0 < number - own < FEWEST_TOLD else number


def told_in_all(numbers: Iterable[int | None]) -> int | None:
    """Their sum, or None as soon as one of them is not told: the sum would tell it."""
    known = list(numbers)
    return None if None in known else sum(number or 0 for number in known)
