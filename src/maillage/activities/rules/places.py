"""Where an activity may be: the zones that people know by a place, and the names of addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

ZONES = [
    (
        _("Canada"),
        [
            ("America/Toronto", _("Québec et Ontario : Shawinigan, Montréal, Ottawa")),
            ("America/Halifax", _("Maritimes et Îles-de-la-Madeleine : Halifax, Moncton")),
            ("America/St_Johns", _("Terre-Neuve : Saint-Jean")),
            ("America/Winnipeg", _("Manitoba : Winnipeg")),
            ("America/Edmonton", _("Alberta : Edmonton")),
            ("America/Vancouver", _("Colombie-Britannique : Vancouver")),
        ],
    ),
    (
        _("France et Europe"),
        [
            ("Europe/Paris", _("France, Belgique, Suisse : Chambéry, Paris, Bruxelles")),
            ("America/Guadeloupe", _("Guadeloupe et Martinique")),
            ("America/Cayenne", _("Guyane")),
            ("Indian/Reunion", _("La Réunion")),
        ],
    ),
]
CITIES = {  # whose hour it is, as people say it
    "America/Toronto": _("Montréal"),
    "America/Halifax": _("Halifax"),
    "America/St_Johns": _("Saint-Jean"),
    "America/Winnipeg": _("Winnipeg"),
    "America/Edmonton": _("Edmonton"),
    "America/Vancouver": _("Vancouver"),
    "Europe/Paris": _("Paris"),
    "America/Guadeloupe": _("Pointe-à-Pitre"),
    "America/Cayenne": _("Cayenne"),
    "Indian/Reunion": _("Saint-Denis"),
}
KNOWN_ZONES = {zone: label for _group, zones in ZONES for zone, label in zones}
RESERVED = frozenset({"nouvelle", "s-abonner", "reseau", "entente"})  # addresses of pages
LONGEST = 60


def city_of(zone: str) -> str:
    """Whose hour a zone is: a city that people know, else the one that names the zone."""
    return str(CITIES.get(zone) or zone.rpartition("/")[2].replace("_", " "))


def free_slug(title: str, day: date, taken: Container[str]) -> str:
    """« atelier-ia-2027-05-10 », numbered when an activity has that name already."""
    words = slugify(title.replace("’", " "))[:LONGEST].strip("-") or "activite"
    name = f"{words}-{day:%Y-%m-%d}"
    number, slug = 1, name
    while slug in taken or slug in RESERVED:
        number += 1
        slug = f"{name}-{number}"
    return slug
