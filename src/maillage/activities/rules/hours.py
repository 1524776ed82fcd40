"""The hours of a moment, said on the clocks of its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.activities.rules.places import city_of
from maillage.ui.formats import plain_moment
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from maillage.activities.models import ProgrammeItem


def when(item: ProgrammeItem) -> str:
    """« 10 mai 2027, 9 h – 10 h (heure de Montréal) »: the clocks of the place, and whose they are."""
    starts, ends = (plain_moment(moment, spoken()) for moment in (item.starts_there, item.ends_there))
    if item.starts_there.date() == item.ends_there.date():
        ends = ends.rpartition(", ")[2]
    told = {"starts": starts, "ends": ends, "city": city_of(item.time_zone)}
    return _("%(starts)s – %(ends)s (heure de %(city)s)") % told
