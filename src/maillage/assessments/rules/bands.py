"""How a firm's band is said: as surely as the answers allow, never more."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

SURE_ENOUGH = 0.8  # the chance that what is said be true, at least
SHARES = (0.25, 0.5, 0.75)  # of the points: where bands meet
NEIGHBOURS = 2


def bands_held(chances: Sequence[float]) -> range:
    """The fewest bands in a row that hold the truth surely enough; of as many, the likeliest."""
    rows = [range(first, last) for first, last in combinations(range(len(chances) + 1), 2)]
    sure = [row for row in rows if _chance(chances, row) >= SURE_ENOUGH] or [range(len(chances))]
    return min(sure, key=lambda row: (len(row), -_chance(chances, row)))


def band_said(chances: Sequence[float], labels: Sequence[str]) -> str:
    """In words that start a line."""
    held = bands_held(chances)
    told = {"low": labels[held[0]], "high": labels[held[-1]]}
    if len(held) == 1:
        return _("Très probablement « %(low)s »") % told
    if len(held) == NEIGHBOURS:
        return _("Entre « %(low)s » et « %(high)s »") % told
    return _("On ne sait pas encore : de « %(low)s » à « %(high)s »") % told


def _chance(chances: Sequence[float], row: range) -> float:
    return sum(chances[band] for band in row)
