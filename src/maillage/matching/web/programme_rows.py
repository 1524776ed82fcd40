"""From what is known of a programme to what its page takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.matching.enums import ProgrammeFactName
from maillage.matching.rules.conditions import leaves_of
from maillage.matching.rules.programmes import CONDITION
from maillage.matching.rules.readings import outline_of, reading_of
from maillage.ui.formats import money, plain_day, share
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from maillage.matching.models import Programme, ProgrammeFact
    from maillage.matching.queries.eligible import Eligibility
    from maillage.matching.rules.readings import Outlined

CITIES = {"America/Toronto": "Montréal", "Europe/Paris": "Paris"}
LANGUAGES = {"fr": gettext_lazy("français"), "en": gettext_lazy("anglais")}


def fact_row(fact: ProgrammeFact, day: date, *, may_confirm: bool) -> dict[str, Any]:
    """Where a fact comes from, whether it may be relied on, and the way to confirm it for who may, once a day."""
    is_fresh = fact.is_confirmed and fact.checked_on == day
    return {
        "url": fact.source_url,
        "host": urlsplit(fact.source_url).netloc.removeprefix("www."),
        "nature": fact.get_nature_display(),
        "others": [
            {"url": url, "host": urlsplit(url).netloc.removeprefix("www.")} for url in fact.other_urls
        ],
        "day": fact.checked_on,
        "keeper": fact.keeper,
        "is_stale": fact.is_stale(day),
        "confirm_url": reverse("matching:fact_confirm", args=[fact.pk])
        if may_confirm and not is_fresh
        else "",
    }


def label_of(field: str) -> str:
    """The name of a fact; of one condition, that it is one."""
    if field.startswith(CONDITION):
        return _("Une condition")
    return str(ProgrammeFactName(field).label)


def lines_of(programme: Programme, field: str, names: Mapping[str, str]) -> list[str]:
    """What is told of a fact, in plain words."""
    if field.startswith(CONDITION):
        name = field.removeprefix(CONDITION)
        return [reading_of(leaf, names) for leaf in leaves_of(programme.condition) if leaf.get("id") == name]
    if field == ProgrammeFactName.CONDITION:
        return [part.text for part in outline_of(programme.condition, names)]
    return [line for line in LINES[ProgrammeFactName(field)](programme) if line]


def sections_of(programme: Programme, facts: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The facts of the page but its words, conditions and steps, in reading order, those that are told."""
    rows = [
        {
            "label": name.label,
            "lines": lines_of(programme, name, {}),
            "fact": facts.get(name),
            "url": programme.website if name == ProgrammeFactName.CONTACT else "",
        }
        for name in IN_SECTIONS
    ]
    return [row for row in rows if row["lines"] or row["url"]]


def _amounts(programme: Programme) -> Iterator[str]:
    low, high = (
        money(amount, programme.currency, spoken()) if amount is not None else ""
        for amount in (programme.amount_min, programme.amount_max)
    )
    if low and low == high:
        yield low
    elif low and high:
        yield _("De %(low)s à %(high)s") % {"low": low, "high": high}
    elif low:
        yield _("À partir de %(low)s") % {"low": low}
    elif high:
        yield _("Jusqu’à %(high)s") % {"high": high}
    if programme.amount_share is not None:
        yield _("%(share)s des coûts au plus") % {"share": share(programme.amount_share, spoken())}
    yield programme.amount_text


def _intake(programme: Programme) -> Iterator[str]:
    place = CITIES.get(programme.time_zone, programme.time_zone.rpartition("/")[2].replace("_", " "))
    days = {
        name: plain_day(day, spoken())
        for name, day in (("first", programme.opens_on), ("last", programme.closes_on))
        if day
    }
    words = {
        ("first",): _("À partir du %(first)s, heure de %(place)s"),
        ("last",): _("Jusqu’au %(last)s inclus, heure de %(place)s"),
        ("first", "last"): _("Du %(first)s au %(last)s inclus, heure de %(place)s"),
    }.get(tuple(days), "")
    yield words % (days | {"place": place})
    yield programme.intake_text


def _languages(programme: Programme) -> str:
    return ", ".join(str(LANGUAGES.get(code, code)) for code in programme.languages)


def _status(programme: Programme) -> list[str]:
    return [str(programme.get_status_display()) if programme.status else "", programme.status_text]


LINES: dict[ProgrammeFactName, Callable[[Programme], Iterable[str]]] = {
    ProgrammeFactName.TITLE: lambda programme: [programme.offer.title, programme.name_en],
    ProgrammeFactName.TEXT: lambda programme: [programme.offer.text],
    ProgrammeFactName.OPERATOR: lambda programme: [programme.operator],
    ProgrammeFactName.GIVES: lambda programme: [", ".join(str(one.label) for one in programme.helps)],
    ProgrammeFactName.AMOUNT: _amounts,
    ProgrammeFactName.COST: lambda programme: [programme.cost_text],
    ProgrammeFactName.INTAKE: _intake,
    ProgrammeFactName.STATUS: _status,
    ProgrammeFactName.STEPS: lambda programme: [step["text"] for step in programme.steps],
    ProgrammeFactName.CONTACT: lambda programme: [programme.contact],
    ProgrammeFactName.LANGUAGES: lambda programme: [_languages(programme)],
}
IN_SECTIONS = (
    ProgrammeFactName.GIVES,
    ProgrammeFactName.AMOUNT,
    ProgrammeFactName.COST,
    ProgrammeFactName.INTAKE,
    ProgrammeFactName.STATUS,
    ProgrammeFactName.OPERATOR,
    ProgrammeFactName.CONTACT,
    ProgrammeFactName.LANGUAGES,
)


def condition_rows(
    outline: tuple[Outlined, ...], facts: Mapping[str, dict[str, Any]], eligibility: Eligibility | None
) -> list[dict[str, Any]]:
    """The conditions as they are nested; each one with its source, and what it says of the firm when there is one."""
    answers = {id(row.leaf): row.answer for row in eligibility.readings} if eligibility else {}

    def row(part: Outlined) -> dict[str, Any]:
        name = (part.leaf or {}).get("id", "")
        answer = answers.get(id(part.leaf))
        return {
            "text": part.text,
            "kind": answer.value if part.leaf and answer else "",
            "fact": facts.get(f"{CONDITION}{name}"),
            "parts": [row(inner) for inner in part.parts],
        }

    return [row(part) for part in outline]
