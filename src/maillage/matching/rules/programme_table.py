"""Programmes in our own formats: JSON objects with a condition, or the columns of a table."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from maillage.agreements.enums import Currency
from maillage.directory.rules.lines import LineIsRefused
from maillage.matching.enums import ProgrammeHelp, ProgrammeStatus
from maillage.matching.rules.conditions import ConditionIsWrong, checked_condition, statement
from maillage.matching.rules.programmes import ProgrammeDraft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from maillage.matching.rules.conditions import Tree

SEPARATOR = "|"
LISTS = ("languages", "steps", "also_gives")
NUMBERS = ("amount_min", "amount_max", "amount_share")
DAYS = ("opens_on", "closes_on", "checked_on")
NAMES = {row.name for row in fields(ProgrammeDraft)} - {"sources", "archived"}
NEEDED = {
    row.name for row in fields(ProgrammeDraft) if row.default is MISSING and row.default_factory is MISSING
}
LABELS = {"territories": ("territory", "within"), "industries": ("industry", "within"),
          "legal_forms": ("legal_form", "any_of"), "themes": ("themes", "any_of")}  # fmt: skip
BOUNDS = {"employees": "employees", "revenue": "revenue", "years": "founded_on"}
CONDITION_COLUMNS = {*LABELS, "statements", *(f"{name}_{end}" for name in BOUNDS for end in ("min", "max"))}


def json_programme(record: Mapping[str, Any], **told_elsewhere: Any) -> ProgrammeDraft:
    """The programme of one object, named as in docs/reference/programmes.md. Raises LineIsRefused.

    `told_elsewhere` is what no file of ours tells: sources by fact, archived.
    """
    strangers = sorted(set(record) - NAMES)
    if strangers:
        raise LineIsRefused(_("champ inconnu : « %(name)s »") % {"name": strangers[0]})
    absent = sorted(name for name in NEEDED if not record.get(name))
    if absent:
        raise LineIsRefused(_("il manque « %(name)s »") % {"name": absent[0]})
    told = {name: _read(name, value) for name, value in record.items() if value not in (None, "")}
    try:
        checked_condition(told["condition"])
    except ConditionIsWrong as fault:
        raise LineIsRefused(str(fault)) from fault
    return ProgrammeDraft(**told, **told_elsewhere)


def csv_programme(cells: Mapping[str, str]) -> ProgrammeDraft:
    """The programme of one line of a table; lists are separated by |. Raises LineIsRefused."""
    record: dict[str, Any] = {name: cells[name].strip() for name in cells if name not in CONDITION_COLUMNS}
    record |= {name: _split(cells.get(name, "")) for name in ("languages", "also_gives")}
    record["condition"] = {"all": list(_conditions(cells))}
    return json_programme(record)


def _conditions(cells: Mapping[str, str]) -> Iterable[Tree]:
    for column, (fact, name) in LABELS.items():
        if cells.get(column, "").strip():
            yield {"fact": fact, name: _split(cells[column])}
    for column, fact in BOUNDS.items():
        ends = {"at_least": cells.get(f"{column}_min", ""), "at_most": cells.get(f"{column}_max", "")}
        known = {end: int(_decimal(text)) for end, text in ends.items() if text.strip()}
        if known:
            yield {"fact": fact, **known}
    for text in _split(cells.get("statements", "")):
        yield statement(text)


def _read(name: str, value: Any) -> Any:
    if name in NUMBERS:
        return _decimal(str(value))
    if name in DAYS:
        return _day(str(value))
    if name == "condition":
        return value
    if not isinstance(value, list if name in LISTS else str):
        raise LineIsRefused(_("« %(name)s » n’est pas de la bonne forme") % {"name": name})
    for one in value if name == "also_gives" else [value]:
        if name in KNOWN and str(one) not in KNOWN[name]():
            raise LineIsRefused(
                _("« %(value)s » n’est pas permis dans « %(name)s »") % {"value": one, "name": name}
            )
    return value


KNOWN: dict[str, Callable[[], Iterable[str]]] = {
    "gives": lambda: ProgrammeHelp.values,
    "also_gives": lambda: ProgrammeHelp.values,
    "status": lambda: ProgrammeStatus.values,
    "currency": lambda: Currency.values,
    "time_zone": available_timezones,
}


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(SEPARATOR) if part.strip()]


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as fault:
        raise LineIsRefused(_("nombre mal formé : « %(text)s »") % {"text": text}) from fault


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise LineIsRefused(_("date mal formée : « %(text)s »") % {"text": text}) from fault
