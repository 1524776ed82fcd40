"""What a page was made from, as a number."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maillage.learning.models import RollOut, RollOutTarget

EDITIONS = 10**9


def edition(*said: object) -> int:
    """A number that changes with what is said."""
    return zlib.crc32(repr([str(one) for one in said]).encode()) % EDITIONS


def edition_of_roll_out(row: RollOut) -> int:
    """Changes with what the page of its edition shows."""
    return edition(row.pk, row.title, row.starts_on, row.ends_on)


def edition_of_target(row: RollOutTarget) -> int:
    return edition(row.pk, row.people, row.by_day)
