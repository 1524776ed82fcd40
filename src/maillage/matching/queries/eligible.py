"""What each programme says of one firm, with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, cast

from django.utils.functional import SimpleLazyObject

from maillage.agreements.enums import Currency
from maillage.directory.enums import Country
from maillage.directory.models import IndustryClass, Territory
from maillage.matching.bridge.eligibility import judged
from maillage.matching.bridge.spans import settled_by
from maillage.matching.enums import Answer
from maillage.matching.models import Programme
from maillage.matching.queries.answers import NOTHING, known_of
from maillage.matching.queries.sector_facts import sectors_as_asked
from maillage.matching.rules.answers import with_labels
from maillage.matching.rules.conditions import leaves_of
from maillage.matching.rules.firm_facts import Span
from maillage.matching.rules.readings import reading_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maillage.directory.models import Organisation
    from maillage.matching.models import FirmAnswer
    from maillage.matching.queries.answers import Known
    from maillage.matching.rules.conditions import Tree
    from maillage.matching.rules.firm_facts import FactValue

CURRENCIES: dict[str, str] = {
    Country.CANADA: Currency.CAD,
    Country.FRANCE: Currency.EUR,
}  # in which a firm tells its revenue


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One condition in plain words, and what it says of the firm. `names`: of the places and sectors it names."""

    answer: Answer
    leaf: Tree | None  # None: the intake window
    said: FirmAnswer | None  # by whom, when it is an answer that settles it
    names: Mapping[str, str]

    @cached_property
    def text(self) -> str:
        return reading_of(self.leaf, self.names)


@dataclass(frozen=True, kw_only=True)
class Eligibility:
    """Whether the firm may have the programme, condition by condition, with what is `known` of it."""

    programme: Programme
    answer: Answer
    readings: list[Reading]
    known: Known

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
    leaves = [leaf for programme in programmes for leaf in leaves_of(programme.condition)]
    names = cast("Mapping[str, str]", SimpleLazyObject(lambda: names_said(leaves)))  # few are read to anybody
    known = NOTHING if firm is None else known_of(firm)
    found = {}
    for programme in programmes:
        facts = facts_for(programme, known, day)
        answer, judgements = judged(programme, facts, day)
        readings = [
            Reading(answer=said, leaf=leaf, said=known.said(leaf, facts), names=names)
            for leaf, said in judgements
        ]
        found[programme.offer_id] = Eligibility(
            programme=programme, answer=answer, readings=readings, known=known
        )
    return found


def facts_known_of(firm: Organisation) -> dict[str, object]:
    """What is known of the firm, as it can be stored."""
    known = known_of(firm)
    return {fact: _stored(value) for fact, value in sorted({**known.facts, **known.spans}.items())}


def _stored(value: FactValue | Span) -> object:
    if isinstance(value, Span):
        return [None if end is None else _stored(end) for end in (value.low, value.high)]
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def answers_if(verdict: Eligibility, day: date, supposed: Sequence[Mapping[str, FactValue]]) -> list[Answer]:
    """What the programme would say if each of these held in turn, the rest as it is known."""
    known = facts_for(verdict.programme, verdict.known, day)
    return [judged(verdict.programme, known | dict(facts), day)[0] for facts in supposed]


def facts_for(programme: Programme, known: Known, day: date) -> dict[str, FactValue]:
    """What is known, as far as the conditions of this programme can read it."""
    leaves = list(leaves_of(programme.condition)) if known.spans else []
    facts = known.facts | settled_by(known.spans, leaves, day)
    return comparable(with_labels(facts, programme.condition), programme.condition)


def comparable(facts: dict[str, FactValue], condition: Tree) -> dict[str, FactValue]:
    """The facts in the terms of this condition: sectors through the crosswalk, revenue in its own currency alone."""
    leaves = list(leaves_of(condition))
    asked = [path for leaf in leaves if leaf.get("fact") == "industry" for path in leaf["within"]]
    sectors = facts.get("industry")
    if asked and isinstance(sectors, frozenset):
        facts = facts | {"industry": sectors_as_asked(sectors, asked)}
    currencies = {leaf["currency"] for leaf in leaves if "currency" in leaf}
    places = facts.get("territory")
    countries = {path.split("/")[0] for path in places} if isinstance(places, frozenset) else set()
    told_in = CURRENCIES.get(countries.pop()) if len(countries) == 1 else None
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
