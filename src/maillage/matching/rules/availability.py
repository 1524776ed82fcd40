"""Whether an offer can take one more request, and from which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from maillage.matching.enums import AvailabilityState

if TYPE_CHECKING:
    from collections.abc import Sequence

Days = tuple[date, date]  # first and last, both included


@dataclass(frozen=True, kw_only=True)
class Availability:
    """What an offer can take on one day.

    `places`: how many more requests this month, None when its capacity was never stated; `load`: how many count
    already. `back_on`: when it is full or absent, the first day on which it takes requests again.
    """

    state: AvailabilityState
    places: int | None = None
    load: int = 0
    back_on: date | None = None

    @property
    def takes_requests(self) -> bool:
        """Nobody said is not no."""
        return self.state in {AvailabilityState.FREE, AvailabilityState.UNKNOWN}


def availability_on(day: date, *, per_month: int | None, load: int, absences: Sequence[Days]) -> Availability:
    """`load`: requests that count in the month of `day`; `absences`: days off that end on `day` or later."""
    places = None if per_month is None else max(0, per_month - load)
    if any(first <= day <= last for first, last in absences):
        state = AvailabilityState.ABSENT
    elif places is None:
        state = AvailabilityState.UNKNOWN
    else:
        state = AvailabilityState.FREE if places else AvailabilityState.FULL
    is_open = state in {AvailabilityState.FREE, AvailabilityState.UNKNOWN}
    back_on = None if is_open else _first_day_open(day, is_full=places == 0, absences=absences)
    return Availability(state=state, places=places, load=load, back_on=back_on)


def first_of_next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _first_day_open(day: date, *, is_full: bool, absences: Sequence[Days]) -> date:
    """A month that is full ends on its last day; absences may follow one another."""
    candidate = first_of_next_month(day) if is_full else day
    for first, last in sorted(absences):
        if first <= candidate <= last:
            candidate = last + timedelta(days=1)
    return candidate
