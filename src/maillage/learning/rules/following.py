"""How somebody of a cohort is doing. It helps whoever leads it to help; it ranks nobody."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

STUCK_AFTER = 7  # days without reading
DAYS_BETWEEN_LETTERS = 7


class Pace(Enum):
    STUCK = auto()
    MOVING = auto()
    FINISHED = auto()
    UNKNOWN = auto()  # without an account, nothing is known of what she reads


def idle_since(*, opens_on: date, joined_on: date, read_on: date | None) -> date:
    """The day from which nothing was read: that of the last block, else the first on which she could read with the cohort."""
    began = max(opens_on, joined_on)
    return began if read_on is None else max(read_on, opens_on)


def pace(*, has_account: bool, has_finished: bool, since: date, day: date) -> Pace:
    if not has_account:
        return Pace.UNKNOWN
    if has_finished:
        return Pace.FINISHED
    return Pace.STUCK if (day - since).days >= STUCK_AFTER else Pace.MOVING
