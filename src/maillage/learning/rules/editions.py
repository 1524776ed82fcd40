"""What a page of a roll-out was made from."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maillage.learning.models import RollOut, RollOutTarget

EDITIONS = 10**9


def edition_of_roll_out(row: RollOut) -> int:
    """A number that changes with what the page of its edition shows."""
    return _edition(row.pk, row.title, row.starts_on, row.ends_on)


def edition_of_target(row: RollOutTarget) -> int:
    return _edition(row.pk, row.people, row.by_day)


def _edition(*said: object) -> int:
    return zlib.crc32(repr([str(one) for one in said]).encode()) % EDITIONS
