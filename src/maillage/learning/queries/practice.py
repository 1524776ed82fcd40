"""The questions of our banks that a module asks for practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.assessments.enums import ItemKind, Subject
from maillage.assessments.models import Item

if TYPE_CHECKING:
    from collections.abc import Iterable


def items_named(codes: Iterable[str]) -> dict[str, Item]:
    """Questions about people that have a right answer, by code; those that are retired, or unknown here, are left out."""
    about_people = Item.objects.filter(instrument__subject=Subject.PERSON).exclude(kind=ItemKind.GRADED)
    rows = about_people.filter(code__in=set(codes), retired_at=None).order_by("-instrument", "-pk")
    return {row.code: row for row in rows}
