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
            ("America/Toronto", _("Québec et Ontario : Shawinigan, Montréal, Ottawa")),
            ("America/Halifax", _("Maritimes et Îles-de-la-Madeleine : Halifax, Moncton")),
            ("America/St_Johns", _("Terre-Neuve : Saint-Jean")),
            ("America/Winnipeg", _("Manitoba : Winnipeg")),
            ("America/Edmonton", _("Alberta : Edmonton")),
            ("America/Vancouver", _("Colombie-Britannique : Vancouver")),
        ],
    ),
    (
        _("France et Europe"),
        [
            ("Europe/Paris", _("France, Belgique, Suisse : Chambéry, Paris, Bruxelles")),
            ("America/Guadeloupe", _("Guadeloupe et Martinique")),
            ("America/Cayenne", _("Guyane")),
            ("Indian/Reunion", _("La Réunion")),
        ],
    ),
]
KNOWN_ZONES = {zone: label for _group, zones in ZONES for zone, label in zones}
RESERVED = frozenset({"nouvelle", "s-abonner", "reseau", "entente"})  # addresses of pages
LONGEST = 60


def free_slug(title: str, day: date, taken: Container[str]) -> str:
    """« atelier-ia-2027-05-10 », numbered when an activity has that name already."""
    name = f"{slugify(title)[:LONGEST].strip('-') or 'activite'}-{day:%Y-%m-%d}"
    number, slug = 1, name
    while slug in taken or slug in RESERVED:
        number += 1
        slug = f"{name}-{number}"
    return slug
