"""Stretches of days that reports tell of: quarters of the year, or any days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from maillage.common.days import months_after

MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True)
class Span:
    """From one day to another, both included. Without a first one: from the beginning."""

    first: date | None
    last: date

    @property
    def is_quarter(self) -> bool:
        return self.first is not None and quarter_of(self.first) == self


def quarter_of(day: date) -> Span:
    """The quarter of the year that holds this day."""
    first = date(day.year, day.month - (day.month - 1) % MONTHS_OF_A_QUARTER, 1)
    return Span(first, months_after(first, MONTHS_OF_A_QUARTER) - timedelta(days=1))


def quarter_before(day: date) -> Span:
    """The last quarter that is over on this day."""
    first = quarter_of(day).first
    assert first is not None
    return quarter_of(first - timedelta(days=1))


def quarters_until(day: date, *, many: int) -> list[Span]:
    """The quarter of this day, then those before it."""
    spans = [quarter_of(day)]
    while len(spans) < many:
        first = spans[-1].first
        assert first is not None
        spans.append(quarter_before(first))
    return spans


def number_of(quarter: Span) -> int:
    """One to four."""
    assert quarter.first is not None
    return (quarter.first.month - 1) // MONTHS_OF_A_QUARTER + 1
