"""Names of addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import slugify

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

RESERVED = frozenset({"nouvelle", "s-abonner", "reseau", "entente"})  # addresses of pages
LONGEST = 60


def free_slug(title: str, day: date | None, taken: Container[str], *, unnamed: str = "activite") -> str:
    """« atelier-ia-2027-05-10 », numbered when an activity has that name already; without a day, « atelier-ia »."""
    words = slugify(title.replace("’", " "))[:LONGEST].strip("-") or unnamed
    name = f"{words}-{day:%Y-%m-%d}" if day else words
    number, slug = 1, name
    while slug in taken or slug in RESERVED:
        number += 1
        slug = f"{name}-{number}"
    return slug
