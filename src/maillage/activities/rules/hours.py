"""A moment at a place: whose clocks one may choose, and how an hour is said on them.

What the clocks of a place skip or show twice is settled by `common.zones.instant`, for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.ui.formats import plain_hour, plain_moment
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from datetime import datetime, time

    from maillage.activities.models import ProgrammeItem

ZONES = [
    (
        gettext_lazy("Canada"),
        [
            ("America/Toronto", gettext_lazy("Québec et Ontario : Shawinigan, Montréal, Ottawa")),
            ("America/Halifax", gettext_lazy("Maritimes et Îles-de-la-Madeleine : Halifax, Moncton")),
            ("America/St_Johns", gettext_lazy("Terre-Neuve : Saint-Jean")),
            ("America/Winnipeg", gettext_lazy("Manitoba : Winnipeg")),
            ("America/Regina", gettext_lazy("Saskatchewan : Regina")),
            ("America/Edmonton", gettext_lazy("Alberta : Edmonton")),
            ("America/Vancouver", gettext_lazy("Colombie-Britannique : Vancouver")),
        ],
    ),
    (
        gettext_lazy("France et Europe"),
        [
            ("Europe/Paris", gettext_lazy("France, Belgique, Suisse : Chambéry, Paris, Bruxelles")),
            ("America/Guadeloupe", gettext_lazy("Guadeloupe et Martinique")),
            ("America/Cayenne", gettext_lazy("Guyane")),
            ("Indian/Reunion", gettext_lazy("La Réunion")),
        ],
    ),
]
KNOWN = frozenset(zone for _group, zones in ZONES for zone, _label in zones)
CITIES = {  # as people say them, where the name of the zone says another
    "America/Toronto": gettext_lazy("Montréal"),
    "America/St_Johns": gettext_lazy("Saint-Jean"),
    "America/Guadeloupe": gettext_lazy("Pointe-à-Pitre"),
    "Indian/Reunion": gettext_lazy("Saint-Denis"),
}


def zones_offered(*used: str) -> list[Any]:
    """Clocks to choose from, and those in use already that nobody would choose from the list."""
    return [*ZONES, *((zone, city_of(zone)) for zone in dict.fromkeys(used) if zone not in KNOWN)]


def city_of(zone: str) -> str:
    """Whose hour a zone is: a city that people know, else the one that names the zone."""
    return str(CITIES.get(zone) or zone.rpartition("/")[2].replace("_", " "))


def said_at(moment: datetime, zone: str) -> str:
    """« 26 novembre 2026, 17 h (heure de Montréal) »: on the clocks of a place, and whose they are."""
    there = plain_moment(moment.astimezone(ZoneInfo(zone)), spoken())
    return _("%(moment)s (heure de %(city)s)") % {"moment": there, "city": city_of(zone)}


def when(item: ProgrammeItem) -> str:
    """« 10 mai 2027, 9 h – 10 h (heure de Montréal) »."""
    starts, ends = (plain_moment(moment, spoken()) for moment in (item.starts_there, item.ends_there))
    if item.starts_there.date() == item.ends_there.date():
        ends = ends.rpartition(", ")[2]
    told = {"starts": starts, "ends": ends, "city": city_of(item.time_zone)}
    return _("%(starts)s – %(ends)s (heure de %(city)s)") % told


def between(first: datetime | time, last: datetime | time) -> str:
    """« de 9 h à 10 h 30 », on the clocks that both carry."""
    return _("de %(first)s à %(last)s") % {
        "first": plain_hour(first, spoken()),
        "last": plain_hour(last, spoken()),
    }
