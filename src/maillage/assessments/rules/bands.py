"""How a firm's band is said: as surely as the answers allow, never more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.assessments.rules.words import narrowest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NEIGHBOURS = 2


def shares_of(content: Mapping[str, Any]) -> list[float]:
    """Where the bands of an instrument meet, in shares of the points; none when it tells levels of a reference."""
    return [band["min"] / 100 for band in content.get("bands", ())[1:]]


def bands_held(chances: Sequence[float]) -> range:
    """The fewest bands in a row, from 0, that hold the truth surely enough; of as many, the likeliest."""
    low, high = narrowest(chances)
    return range(low - 1, high)


def band_said(chances: Sequence[float], labels: Sequence[str]) -> str:
    """In words that start a line."""
    held = bands_held(chances)
    told = {"low": labels[held[0]], "high": labels[held[-1]]}
    if len(held) == 1:
        return _("Très probablement « %(low)s »") % told
    if len(held) == NEIGHBOURS:
        return _("Entre « %(low)s » et « %(high)s »") % told
    return _("On ne sait pas encore : de « %(low)s » à « %(high)s »") % told
