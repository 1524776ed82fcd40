"""How long before its last day a version is said to run out."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

STAGES = (12, 6, 3)  # months before the last day


def months_before(day: date, months: int) -> date:
    """The same day of the month, that many months earlier; the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def stage_of(ends_on: date, day: date) -> int | None:
    """The nearest stage reached on that day: fewer than that many months are left. None earlier, and afterwards."""
    if day > ends_on:
        return None
    return min((months for months in STAGES if months_before(ends_on, months) <= day), default=None)
