"""When a number is too small to be told."""

from __future__ import annotations

FEWEST_TOLD = 3


def told(number: int, *, own: int = 0) -> int | None:
    """The number, or None when one or two of what it counts are not the reader's own: they could be recognised."""
    return None if 0 < number - own < FEWEST_TOLD else number
