"""A programme as a file describes it, before anything is stored."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.directory.rules.lines import LineIsRefused
from maillage.matching.models import LONGEST_TEXT
from maillage.matching.rules.conditions import leaves_of

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from maillage.matching.rules.conditions import Tree

_SLUG = re.compile(r"[\w-]+", re.ASCII)
LONGEST = {
    "slug": 120,
    "title": 160,
    "text": LONGEST_TEXT,
    "operator": 200,
    "contact": 400,
    "website": 600,
    "source_url": 600,
}
PARIS = "Europe/Paris"
IN_ITS_OFFER = ("title", "text")
NOT_STORED_AS_IS = ("source_url", "checked_on", *IN_ITS_OFFER)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A territory that a name may mean."""

    path: str
    is_region: bool


@dataclass(frozen=True, kw_only=True)
class ProgrammeDraft:
    """All that is told of a programme. What is not told is empty or None, never invented."""

    slug: str
    title: str
    text: str
    operator: str
    gives: str
    condition: Tree
    time_zone: str
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    amount_share: Decimal | None = None
    currency: str = ""
    amount_text: str = ""
    cost_text: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    steps: list[dict[str, Any]] = field(default_factory=list)
    contact: str = ""
    website: str = ""
    languages: list[str] = field(default_factory=list)
    source_url: str = ""
    checked_on: date | None = None

    @property
    def own_fields(self) -> dict[str, Any]:
        """What the programme itself keeps; the rest is its offer's, or says where the facts come from."""
        names = (row.name for row in fields(self) if row.name not in NOT_STORED_AS_IS)
        return {name: getattr(self, name) for name in names}

    @property
    def told_fields(self) -> list[str]:
        """The facts that the file tells: each has a source to keep."""
        silent: tuple[object, ...] = ("", None, [])
        return [name for name, value in self.own_fields.items() if value not in silent and name != "slug"]

    @property
    def places_served(self) -> set[str]:
        """Paths of the territories that its condition names."""
        return {
            path
            for leaf in leaves_of(self.condition)
            if leaf.get("fact") == "territory"
            for path in leaf["within"]
        }


def check_draft(draft: ProgrammeDraft) -> None:
    """Raises LineIsRefused when what is told cannot be kept, or contradicts itself."""
    if not _SLUG.fullmatch(draft.slug):
        raise LineIsRefused(_("identifiant mal formé : « %(slug)s »") % {"slug": draft.slug})
    for name, longest in LONGEST.items():
        if len(getattr(draft, name)) > longest:
            raise LineIsRefused(
                _("« %(name)s » dépasse %(longest)s signes") % {"name": name, "longest": longest}
            )
    _check_order(draft)


def _check_order(draft: ProgrammeDraft) -> None:
    if draft.opens_on and draft.closes_on and draft.closes_on < draft.opens_on:
        raise LineIsRefused(_("le dernier jour précède le premier"))
    amounts = [amount for amount in (draft.amount_min, draft.amount_max) if amount is not None]
    if amounts != sorted(amounts) or any(amount < 0 for amount in amounts):
        raise LineIsRefused(_("les montants ne sont pas dans l’ordre"))
    if amounts and not draft.currency:
        raise LineIsRefused(_("un montant sans monnaie"))
    if draft.amount_share is not None and not 0 < draft.amount_share <= 1:
        raise LineIsRefused(_("la part des coûts se dit entre 0 et 1"))
