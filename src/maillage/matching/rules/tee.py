"""Programmes as « Transition écologique des entreprises » publishes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.agreements.enums import Currency
from maillage.common.text import sort_key
from maillage.directory.rules.lines import LineIsRefused
from maillage.matching.enums import ProgrammeHelp
from maillage.matching.rules.conditions import age_stated, statement
from maillage.matching.rules.programmes import PARIS, ProgrammeDraft

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maillage.matching.rules.conditions import Tree
    from maillage.matching.rules.programmes import Place

Record = dict[str, Any]

GIVES = {
    "étude": ProgrammeHelp.STUDY,
    "financement": ProgrammeHelp.GRANT,
    "formation": ProgrammeHelp.TRAINING,
    "avantage fiscal": ProgrammeHelp.TAX_CREDIT,
    "prêt": ProgrammeHelp.LOAN,
}
AMOUNTS = ("montant du financement", "montant du prêt", "montant de l'avantage fiscal")
ALL_SECTIONS = frozenset("ABCDEFGHIJKLMNOPQRSTU")
ANY_AGE = "eligible a toutes les entreprises"
WHOLE_COUNTRY = "france et territoires d'outre-mer"
COUNTRY = "FR"
# Sizes said in numbers or in kinds are in the structured data; a turnover or another reserve is not.
_SIZE_WITH_A_RESERVE = re.compile(r"\bCA\b|chiffre d.affaires|bilan", re.IGNORECASE)
_FROM_TO = re.compile(r"De (?P<low>[\d\s]+) ?€ à (?P<high>[\d\s]+) ?€(?: HT)?\.?")


def tee_programme(record: Record, places: Mapping[str, Place]) -> ProgrammeDraft:
    """The programme of one record. Raises LineIsRefused when it cannot be understood."""
    said = record.get("conditions d'éligibilité") or {}
    data = _object(record, "eligibilityData")
    validity = data.get("validity") or {}
    amount = next((record[name] for name in AMOUNTS if record.get(name)), "")
    low, high = _bounds(amount)
    return ProgrammeDraft(
        slug=_text(record, "id"),
        title=_text(record, "titre"),
        text=f"{_text(record, 'promesse')}\n{_text(record, 'description')}",
        operator=_text(record, "opérateur de contact"),
        gives=_gives(_text(record, "nature de l'aide")),
        condition={"all": _conditions(_object(data, "company"), data, said, places)},
        time_zone=PARIS,
        amount_min=low,
        amount_max=high,
        currency=Currency.EUR if amount else "",
        amount_text=amount,
        cost_text=record.get("coût de l'accompagnement") or "",
        opens_on=_day(validity.get("start")),
        closes_on=_day(validity.get("end")),
        steps=[_step(step) for step in record.get("objectifs") or ()],
        contact=record.get("contact question") or "",
        website=(record.get("url") or "").strip(),
        languages=["fr"],
        source_url=(record.get("url") or "").strip(),
    )


def _conditions(company: Record, data: Record, said: Record, places: Mapping[str, Place]) -> list[Tree]:
    served = _served(company.get("allowedRegion"), _first(said, "secteur géographique"), places)
    return [
        *_sectors(company, _first(said, "secteur d'activité")),
        *_headcount(company, _first(said, "taille de l'entreprise")),
        *_flags(company),
        *_themes(data),
        *served,
        *_ages(said),
        *_reserves(said),
    ]


def _sectors(company: Record, words: str) -> Iterable[Tree]:
    sections = company.get("allowedNafSections") or []
    strangers = sorted(set(sections) - ALL_SECTIONS)
    if strangers:
        raise LineIsRefused(_("section de la NAF inconnue : « %(code)s »") % {"code": strangers[0]})
    if sections and set(sections) != ALL_SECTIONS:
        yield {"fact": "industry", "within": [f"naf2/{code}" for code in sorted(sections)], "text": words}


def _headcount(company: Record, words: str) -> Iterable[Tree]:
    bounds = {"at_least": _whole(company, "minEmployees"), "at_most": _whole(company, "maxEmployees")}
    known = {name: bound for name, bound in bounds.items() if bound is not None}
    if known:
        yield {"fact": "employees", **known, "text": words}


def _flags(company: Record) -> Iterable[Tree]:
    if company.get("excludeMicroentrepreneur"):
        yield {"fact": "micro_entrepreneur", "is": False}
    if not company.get("openToPublicAdministration"):
        yield {"fact": "public_body", "is": False}


def _themes(data: Record) -> Iterable[Tree]:
    if data.get("priorityObjectives"):
        yield {"fact": "themes", "any_of": sorted(data["priorityObjectives"])}


def _served(regions: list[str] | None, words: str, places: Mapping[str, Place]) -> Iterable[Tree]:
    """The places of the data, or those of the text where it names a département and every place is known."""
    names = [name.strip() for name in words.split(",")]
    told = [places.get(sort_key(name)) for name in names]
    if all(told) and any(place and not place.is_region for place in told):
        found = [place.path for place in told if place]
    elif regions is None:
        found = []
    else:
        found = [_place(name, places).path for name in regions]
    if not found and sort_key(words) == WHOLE_COUNTRY:
        found = [COUNTRY]
    if found:
        yield {"fact": "territory", "within": sorted(found), "text": words or ", ".join(regions or ())}


def _place(name: str, places: Mapping[str, Place]) -> Place:
    place = places.get(sort_key(name))
    if place is None:
        raise LineIsRefused(_("territoire inconnu : « %(name)s »") % {"name": name})
    return place


def departments_named(record: Record, places: Mapping[str, Place]) -> list[str]:
    """The names given as regions that are départements."""
    company = (record.get("eligibilityData") or {}).get("company") or {}
    return [
        name
        for name in company.get("allowedRegion") or ()
        if (place := places.get(sort_key(name))) and not place.is_region
    ]


def _ages(said: Record) -> Iterable[Tree]:
    words = said.get("nombre d'années d'activité") or ()
    return [age_stated(text) for text in words if text.strip() and sort_key(text) != ANY_AGE]


def _reserves(said: Record) -> Iterable[Tree]:
    """What is said in words alone, to be confirmed by a person."""
    sizes = [text for text in said.get("taille de l'entreprise") or () if _SIZE_WITH_A_RESERVE.search(text)]
    others = said.get("autres critères d'éligibilité") or ()
    return [statement(text) for text in (*sizes, *others) if text.strip()]


def _step(step: Record) -> Record:
    links = [{"url": link.get("lien", ""), "text": link.get("texte", "")} for link in step.get("liens") or ()]
    return {"text": step.get("description", ""), "links": links}


def _gives(nature: str) -> str:
    if nature not in GIVES:
        raise LineIsRefused(_("nature d’aide inconnue : « %(name)s »") % {"name": nature})
    return GIVES[nature]


def _bounds(amount: str) -> tuple[Decimal | None, Decimal | None]:
    """The two ends when the text says « De 10 000 € à 75 000 € » and nothing else."""
    said = _FROM_TO.fullmatch(amount.strip())
    if said is None:
        return None, None
    return _number(said["low"]), _number(said["high"])


def _number(digits: str) -> Decimal:
    return Decimal("".join(digits.split()))


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=UTC).date()
    except ValueError as fault:
        raise LineIsRefused(_("date mal formée : « %(text)s »") % {"text": text}) from fault


def _whole(company: Record, name: str) -> int | None:
    text = str(company.get(name) or "")
    if text and not text.isdecimal():
        raise LineIsRefused(_("nombre mal formé : « %(text)s »") % {"text": text})
    return int(text) if text else None


def _first(said: Record, name: str) -> str:
    return next(iter(said.get(name) or ()), "")


def _object(record: Record, name: str) -> Record:
    found = record.get(name)
    if not isinstance(found, dict):
        raise LineIsRefused(_("il manque « %(name)s »") % {"name": name})
    return found


def _text(record: Record, name: str) -> str:
    found = record.get(name)
    if not isinstance(found, str) or not found.strip():
        raise LineIsRefused(_("il manque « %(name)s »") % {"name": name})
    return found.strip()
