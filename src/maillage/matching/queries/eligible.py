"""What each programme says of one firm, with what the directory knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.directory.enums import Country
from maillage.directory.models import IndustryClass, Territory
from maillage.matching.bridge.eligibility import judged
from maillage.matching.enums import Answer, Currency
from maillage.matching.models import Programme
from maillage.matching.queries.sector_facts import sectors_as_asked
from maillage.matching.rules.conditions import leaves_of
from maillage.matching.rules.readings import reading_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from maillage.directory.models import Organisation
    from maillage.matching.rules.conditions import Tree
    from maillage.matching.rules.firm_facts import FactValue

CURRENCIES: dict[str, str] = {
    Country.CANADA: Currency.CAD,
    Country.FRANCE: Currency.EUR,
}  # in which a firm tells its revenue


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One condition in plain words, and what it says of the firm."""

    text: str
    answer: Answer
    leaf: Tree | None  # None: the intake window


@dataclass(frozen=True, kw_only=True)
class Eligibility:
    """Whether the firm may have the programme, condition by condition."""

    programme: Programme
    answer: Answer
    readings: list[Reading]

    @property
    def refusals(self) -> list[Reading]:
        return [reading for reading in self.readings if reading.answer == Answer.NO]

    @property
    def waiting(self) -> list[Reading]:
        """What is still to be known, when the answer depends on it."""
        unsettled = self.answer == Answer.UNKNOWN
        return [reading for reading in self.readings if unsettled and reading.answer == Answer.UNKNOWN]


def eligibilities(offer_ids: list[int], firm: Organisation | None, day: date) -> dict[int, Eligibility]:
    """By offer, for those that are programmes with conditions. Without a firm, nothing is known of it."""
    programmes = list(Programme.objects.filter(offer__in=offer_ids).order_by("pk")) if offer_ids else []
    if not programmes:
        return {}
    names = names_said([leaf for programme in programmes for leaf in leaves_of(programme.condition)])
    facts = {} if firm is None else _facts_of(firm)
    found = {}
    for programme in programmes:
        answer, leaves = judged(programme, comparable(facts, programme.condition, firm), day)
        readings = [Reading(text=reading_of(leaf, names), answer=said, leaf=leaf) for leaf, said in leaves]
        found[programme.offer_id] = Eligibility(programme=programme, answer=answer, readings=readings)
    return found


def facts_known_of(firm: Organisation) -> dict[str, object]:
    """What is known of the firm, as it can be stored."""
    return {
        fact: sorted(value) if isinstance(value, frozenset) else value
        for fact, value in sorted(_facts_of(firm).items())
    }


def answers_if(
    programme: Programme, firm: Organisation | None, day: date, supposed: Sequence[Mapping[str, FactValue]]
) -> list[Answer]:
    """What the programme would say if each of these held in turn, the rest as it is known."""
    known = {} if firm is None else _facts_of(firm)
    return [
        judged(programme, comparable(known | dict(facts), programme.condition, firm), day)[0]
        for facts in supposed
    ]


def _facts_of(firm: Organisation) -> dict[str, FactValue]:
    """What the directory knows: its place, its sectors, its headcount. The rest is unknown."""
    facts: dict[str, FactValue] = {}
    if firm.territory is not None:
        facts["territory"] = frozenset({firm.territory.path})
    if firm.employees is not None:
        facts["employees"] = firm.employees
    sectors = frozenset(firm.sectors.order_by("path").values_list("path", flat=True))
    if sectors:
        facts["industry"] = sectors
    return facts


def comparable(
    facts: dict[str, FactValue], condition: Tree, firm: Organisation | None
) -> dict[str, FactValue]:
    """The facts in the terms of this condition: sectors through the crosswalk, revenue in its own currency alone."""
    leaves = list(leaves_of(condition))
    asked = [path for leaf in leaves if leaf.get("fact") == "industry" for path in leaf["within"]]
    sectors = facts.get("industry")
    if asked and isinstance(sectors, frozenset):
        facts = facts | {"industry": sectors_as_asked(sectors, asked)}
    currencies = {leaf["currency"] for leaf in leaves if "currency" in leaf}
    told_in = CURRENCIES.get(firm.territory.country) if firm and firm.territory else None
    if currencies - {told_in}:
        return {fact: value for fact, value in facts.items() if fact != "revenue"}
    return facts


def names_said(leaves: list[Tree]) -> dict[str, str]:
    """Names of the territories and titles of the sectors that conditions name without words of their own."""
    paths = {path for leaf in leaves if not leaf.get("text") for path in leaf.get("within", ())}
    if not paths:
        return {}
    places = {row.path: row.name for row in Territory.objects.filter(path__in=paths).order_by("path")}
    sectors = {row.path: row.title for row in IndustryClass.objects.filter(path__in=paths).order_by("path")}
    return places | sectors
