"""A programme as a file describes it, before anything is stored."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.directory.rules.lines import LineIsRefused
from maillage.matching.enums import ProgrammeFactName
from maillage.matching.models import LONGEST_TEXT
from maillage.matching.rules.conditions import leaves_of

if TYPE_CHECKING:
    from maillage.matching.rules.conditions import Tree

_SLUG = re.compile(r"[\w-]+", re.ASCII)
LONGEST = {
    "slug": 120,
    "title": 160,
    "text": LONGEST_TEXT,
    "operator": 200,
    "name_en": 200,
    "contact": 400,
    "website": 600,
    "source_url": 600,
}
PARIS = "Europe/Paris"
IN_ITS_OFFER = ("title", "text")
NOT_STORED_AS_IS = ("source_url", "checked_on", "sources", "archived", *IN_ITS_OFFER)
FACTS: dict[str, tuple[str, ...]] = {
    ProgrammeFactName.TITLE: ("title", "name_en"),
    ProgrammeFactName.TEXT: ("text",),
    ProgrammeFactName.OPERATOR: ("operator",),
    ProgrammeFactName.GIVES: ("gives", "also_gives"),
    ProgrammeFactName.AMOUNT: ("amount_text", "amount_min", "amount_max", "amount_share", "currency"),
    ProgrammeFactName.COST: ("cost_text",),
    ProgrammeFactName.INTAKE: ("intake_text", "opens_on", "closes_on", "time_zone"),
    ProgrammeFactName.STATUS: ("status_text", "status"),
    ProgrammeFactName.STEPS: ("steps",),
    ProgrammeFactName.CONTACT: ("contact", "website"),
    ProgrammeFactName.LANGUAGES: ("languages",),
}
NEVER_A_FACT_ALONE = ("currency", "time_zone")
CONDITION = "conditions."  # then the identifier of the condition


@dataclass(frozen=True, kw_only=True)
class Place:
    """A territory that a name may mean."""

    path: str
    is_region: bool


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where one fact comes from; `others` are further pages that say the same."""

    url: str = ""
    checked_on: date | None = None
    nature: str = ""
    note: str = ""
    others: tuple[str, ...] = ()


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
    name_en: str = ""
    also_gives: list[str] = field(default_factory=list)
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    amount_share: Decimal | None = None
    currency: str = ""
    amount_text: str = ""
    cost_text: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    intake_text: str = ""
    status: str = ""
    status_text: str = ""
    steps: list[dict[str, Any]] = field(default_factory=list)
    contact: str = ""
    website: str = ""
    languages: list[str] = field(default_factory=list)
    source_url: str = ""
    checked_on: date | None = None
    sources: dict[str, Source] = field(default_factory=dict)  # by fact; the others come from `source_url`
    archived: bool = False

    @property
    def own_fields(self) -> dict[str, Any]:
        """What the programme itself keeps; the rest is its offer's, or says where the facts come from."""
        names = (row.name for row in fields(self) if row.name not in NOT_STORED_AS_IS)
        return {name: getattr(self, name) for name in names}

    @property
    def told_facts(self) -> dict[str, Source]:
        """The source of each fact that is told; conditions without identifiers share one."""
        plain = Source(url=self.source_url, checked_on=self.checked_on)
        names = [fact for fact in FACTS if self.value_of(fact)]
        leaves = list(leaves_of(self.condition))
        names += [f"{CONDITION}{leaf['id']}" for leaf in leaves if "id" in leaf]
        if any("id" not in leaf for leaf in leaves) or not leaves:
            names.append(ProgrammeFactName.CONDITION)
        return {str(name): self.sources.get(name, plain) for name in names}

    def value_of(self, fact: str) -> Any:
        """What is told of one fact, to be compared; empty when nothing is."""
        if fact.startswith(CONDITION):
            name = fact.removeprefix(CONDITION)
            return [leaf for leaf in leaves_of(self.condition) if leaf.get("id") == name]
        if fact == ProgrammeFactName.CONDITION:
            return self.condition
        silent: tuple[object, ...] = ("", None, [])
        told = {name: getattr(self, name) for name in FACTS[fact] if getattr(self, name) not in silent}
        return told if set(told) - set(NEVER_A_FACT_ALONE) else {}

    @property
    def as_told(self) -> dict[str, Any]:
        """All of it but its sources, in terms that JSON keeps."""
        told = asdict(self)
        for name in ("source_url", "checked_on", "sources", "archived"):
            del told[name]
        return {name: _plain(value) for name, value in told.items()}

    @property
    def places_served(self) -> set[str]:
        """Paths of the territories that its condition names."""
        return {
            path
            for leaf in leaves_of(self.condition)
            if leaf.get("fact") == "territory"
            for path in leaf["within"]
        }


def _plain(value: Any) -> Any:
    """5000 and 5000.00 are told alike."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


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
