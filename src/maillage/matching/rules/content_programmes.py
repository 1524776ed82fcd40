"""Programmes as content/programmes tells them: several helps, and a source for each fact."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.directory.rules.lines import LineIsRefused
from maillage.matching.enums import ProgrammeFactName, SourceNature
from maillage.matching.rules.conditions import AGE, MONTHS, statement
from maillage.matching.rules.programme_table import json_programme
from maillage.matching.rules.programmes import CONDITION, PARIS, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maillage.matching.rules.conditions import Tree
    from maillage.matching.rules.programmes import ProgrammeDraft

Record = dict[str, Any]

MONTREAL = "America/Toronto"  # the zone of Montréal has no name of its own any more
FACTS: dict[str, str] = {
    "name_fr": ProgrammeFactName.TITLE,
    "name_en": ProgrammeFactName.TITLE,
    "summary": ProgrammeFactName.TEXT,
    "operator": ProgrammeFactName.OPERATOR,
    "gives": ProgrammeFactName.GIVES,
    "amount": ProgrammeFactName.AMOUNT,
    "cost_to_firm": ProgrammeFactName.COST,
    "window": ProgrammeFactName.INTAKE,
    "status_known": ProgrammeFactName.STATUS,
    "steps": ProgrammeFactName.STEPS,
    "contact": ProgrammeFactName.CONTACT,
    "languages": ProgrammeFactName.LANGUAGES,
}
BY_TERRITORY = "territories"  # its source is that of the condition of place, told once more
SUREST = {nature: rank for rank, nature in enumerate(SourceNature.values)}
BOUNDS = {"min": "at_least", "above": "above", "max": "at_most", "below": "below"}
NEEDED = ("id", "name_fr", "summary", "operator", "gives", "conditions", "sources")


def content_programme(record: Record) -> ProgrammeDraft:
    """The programme of one record of a file of content/programmes. Raises LineIsRefused."""
    absent = [name for name in NEEDED if not record.get(name)]
    if absent:
        raise LineIsRefused(_("il manque « %(name)s »") % {"name": absent[0]})
    try:
        told = _told(record)
        sources = _sources(record["sources"])
    except (KeyError, TypeError, AttributeError) as fault:
        raise LineIsRefused(_("il manque « %(name)s »") % {"name": fault}) from fault
    plain = {name: value for name, value in told.items() if value is not None}
    return json_programme(plain, sources=sources, archived=bool(record.get("archived")))


def _told(record: Record) -> Record:
    """The fields of a draft; None where the record tells nothing."""
    amount, window, status = (record.get(name) or {} for name in ("amount", "window", "status_known"))
    gives, *also_gives = record["gives"]
    return {
        "slug": record["id"],
        "title": record["name_fr"],
        "name_en": record.get("name_en"),
        "text": record["summary"],
        "operator": record["operator"][:1].upper() + record["operator"][1:],
        "gives": gives,
        "also_gives": also_gives,
        **{f"amount_{name}": amount.get(name) for name in ("min", "max", "share", "text")},
        "currency": amount.get("currency"),
        "cost_text": record.get("cost_to_firm"),
        "opens_on": window.get("opens"),
        "closes_on": window.get("closes"),
        "intake_text": window.get("text"),
        "time_zone": window.get("timezone") or (PARIS if record.get("country") == "FR" else MONTREAL),
        "status": status.get("value"),
        "status_text": status.get("text"),
        "steps": [{"text": text, "links": []} for text in record.get("steps") or ()],
        "website": (record.get("contact") or {}).get("page"),
        "languages": record.get("languages"),
        "condition": {"all": [_leaf(condition) for condition in record["conditions"]["all"]]},
    }


def _leaf(told: Record) -> Tree:
    kind, name = told["kind"], {"id": told["id"]}
    if kind == "territory":
        return {"fact": "territory", "within": told["any_of"]} | name
    if kind == "headcount":
        return {"fact": "employees"} | _bounds(told) | name
    if kind == "revenue":
        return {"fact": "revenue", "currency": told["currency"]} | _bounds(told) | name
    if kind == "age_months":
        return _age(told) | name
    if kind == "legal_form":  # in words that no register of forms knows: a person says
        forms = ", ".join(told["any_of"])
        return statement(_("Avoir cette forme juridique : %(forms)s") % {"forms": forms}) | name
    if kind == "statement":
        return statement(told["text"]) | name
    raise LineIsRefused(_("sorte de condition inconnue : « %(kind)s »") % {"kind": kind})


def _bounds(told: Record) -> Tree:
    return {BOUNDS[end]: told[end] for end in BOUNDS if end in told}


def _age(told: Record) -> Tree:
    """« Plus de 36 mois » holds from the day when 36 months are full, and keeps its words."""
    bounds = _bounds(told)
    if "above" in bounds:
        bounds["at_least"] = bounds.pop("above")
        bounds["text"] = _("Plus de %(months)s mois d’activité") % {"months": bounds["at_least"]}
    return {"fact": AGE, "unit": MONTHS} | bounds


def _sources(rows: Iterable[Mapping[str, Any]]) -> dict[str, Source]:
    """By fact, the surest of its sources, with the addresses of the others."""
    by_fact: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        field = row["field"]
        if field == BY_TERRITORY:
            continue
        if field not in FACTS and not field.startswith(CONDITION):
            raise LineIsRefused(_("source d’un fait inconnu : « %(field)s »") % {"field": field})
        by_fact.setdefault(FACTS.get(field, field), []).append(row)
    return {fact: _source(sorted(rows, key=_surest)) for fact, rows in by_fact.items()}


def _surest(row: Mapping[str, Any]) -> int:
    if row["nature"] not in SUREST:
        raise LineIsRefused(_("nature de source inconnue : « %(nature)s »") % {"nature": row["nature"]})
    return SUREST[row["nature"]]


def _source(rows: list[Mapping[str, Any]]) -> Source:
    first, *others = rows
    return Source(
        url=first["url"],
        checked_on=date.fromisoformat(first["read_on"]),
        nature=first["nature"],
        note=first.get("note") or "",
        others=tuple(dict.fromkeys(row["url"] for row in others if row["url"] != first["url"])),
    )
