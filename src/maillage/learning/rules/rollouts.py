"""What is told of a roll-out: numbers of ten people or more, beside the target and the time that passed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from maillage.assessments.models import FEWEST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class Advance(Enum):
    """Where a region stands beside its calendar. UNTOLD: fewer than ten people."""

    REACHED = auto()
    ON_TIME = auto()
    BEHIND = auto()
    UNTOLD = auto()


@dataclass(frozen=True, kw_only=True)
class Total:
    """A sum of what is told; `is_whole` when nothing was left out of it."""

    number: int
    is_whole: bool


def told(number: int) -> int | None:
    """None below ten: it would say who."""
    return number if number >= FEWEST else None


def total(numbers: Sequence[int | None]) -> Total:
    """Without what is not told: a whole sum would give it away by subtraction."""
    return Total(number=sum(number or 0 for number in numbers), is_whole=None not in numbers)


def elapsed(*, starts_on: date, by_day: date, day: date) -> float:
    """The share of the time that passed, from 0 to 1."""
    return min(max((day - starts_on).days / max((by_day - starts_on).days, 1), 0.0), 1.0)


def advance(*, people: int | None, target: int, passed: float) -> Advance:
    if people is None:
        return Advance.UNTOLD
    if people >= target:
        return Advance.REACHED
    return Advance.ON_TIME if people / target >= passed else Advance.BEHIND
