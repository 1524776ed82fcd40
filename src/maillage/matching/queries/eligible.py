"""What each programme says of one firm, with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.directory.models import IndustryClass, Territory
from maillage.matching.bridge.eligibility import judged
from maillage.matching.enums import Answer
from maillage.matching.models import Programme
from maillage.matching.queries.answers import NOTHING, known_of
from maillage.matching.rules.answers import with_labels
from maillage.matching.rules.conditions import leaves_of
from maillage.matching.rules.readings import reading_of

if TYPE_CHECKING:
    from datetime import date

    from maillage.directory.models import Organisation
    from maillage.matching.models import FirmAnswer
    from maillage.matching.queries.answers import Known
    from maillage.matching.rules.conditions import Tree
    from maillage.matching.rules.firm_facts import FactValue


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One condition in plain words, and what it says of the firm."""

    text: str
    answer: Answer
    said: FirmAnswer | None = None  # by whom, when it is an answer that settles it


@dataclass(frozen=True, kw_only=True)
class Eligibility:
    """Whether the firm may have the programme, condition by condition."""

    answer: Answer
    readings: list[Reading]

    @property
    def refusals(self) -> list[Reading]:
        return [reading for reading in self.readings if reading.answer == Answer.NO]


def eligibilities(offer_ids: list[int], firm: Organisation | None, day: date) -> dict[int, Eligibility]:
    """By offer, for those that are programmes with conditions. Without a firm, nothing is known of it."""
    programmes = list(Programme.objects.filter(offer__in=offer_ids).order_by("pk")) if offer_ids else []
    if not programmes:
        return {}
    names = _names([leaf for programme in programmes for leaf in leaves_of(programme.condition)])
    known = NOTHING if firm is None else known_of(firm)
    found = {}
    for programme in programmes:
        answer, leaves = judged(programme, facts_for(programme, known), day)
        readings = [
            Reading(text=reading_of(leaf, names), answer=said, said=known.said(leaf)) for leaf, said in leaves
        ]
        found[programme.offer_id] = Eligibility(answer=answer, readings=readings)
    return found


def facts_for(programme: Programme, known: Known) -> dict[str, FactValue]:
    """What is known, as far as the conditions of this programme can read it."""
    return _comparable(with_labels(known.facts, programme.condition), programme.condition)


def _comparable(facts: dict[str, FactValue], condition: Tree) -> dict[str, FactValue]:
    """A sector told in another classification than the condition's says nothing: neither yes nor no."""
    sectors = facts.get("industry")
    asked = {
        path.split("/")[0]
        for leaf in leaves_of(condition)
        if leaf.get("fact") == "industry"
        for path in leaf["within"]
    }
    if not isinstance(sectors, frozenset) or asked <= {path.split("/")[0] for path in sectors}:
        return facts
    return {fact: value for fact, value in facts.items() if fact != "industry"}


def _names(leaves: list[Tree]) -> dict[str, str]:
    """Names of the territories and titles of the sectors that conditions name without words of their own."""
    paths = {path for leaf in leaves if not leaf.get("text") for path in leaf.get("within", ())}
    if not paths:
        return {}
    places = {row.path: row.name for row in Territory.objects.filter(path__in=paths).order_by("path")}
    sectors = {row.path: row.title for row in IndustryClass.objects.filter(path__in=paths).order_by("path")}
    return places | sectors
