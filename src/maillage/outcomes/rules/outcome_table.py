"""One line of a file of outcomes: what it says, or why it cannot be understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.directory.rules.lines import LineIsRefused, tidy
from maillage.outcomes.enums import OutcomeKind, PayBand
from maillage.outcomes.models.outcomes import LONGEST_REFERENCE, LONGEST_WORDS
from maillage.outcomes.rules.statements import OURS, Said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.directory.rules.lines import Line

NEEDED = ("reference", "kind", "value", "happened_on")
PLACED = ("organisation", "initiative", "agreement", "strand", "activity", "territory")
COLUMNS = (*NEEDED, "currency", "full_time_equivalents", "pay_band", "words", *PLACED)
LARGEST = Decimal(10) ** 12


@dataclass(frozen=True, kw_only=True)
class OutcomeLine:
    """reference: by which the same line is known again. places: addresses (slugs, or the path of a territory) by column."""

    reference: str
    kind: str
    said: Said
    places: dict[str, str]


def check_columns(columns: Iterable[str]) -> None:
    """Raises LineIsRefused when one is missing, or one that we do not know could be a slip."""
    found = set(columns)
    for missing in sorted(set(NEEDED) - found):
        raise LineIsRefused(_("il manque la colonne « %(column)s »") % {"column": missing})
    for stranger in sorted(found - set(COLUMNS)):
        raise LineIsRefused(_("la colonne « %(column)s » n’est pas connue") % {"column": stranger})


def outcome_line(line: Line) -> OutcomeLine:
    """Raises LineIsRefused."""
    reference = line.get("reference")
    if not reference or len(reference) > LONGEST_REFERENCE or reference.startswith(OURS):
        raise LineIsRefused(
            _("une référence de %(longest)s signes au plus est attendue") % {"longest": LONGEST_REFERENCE}
        )
    full_time = line.get("full_time_equivalents")
    said = Said(
        value=_number(line.get("value")),
        happened_on=_day(line.get("happened_on")),
        currency=line.get("currency").upper(),
        full_time_equivalents=_number(full_time) if full_time else None,
        pay_band=_one_of(line, "pay_band", PayBand.values) if line.get("pay_band") else "",
        words=tidy(line.get("words"))[:LONGEST_WORDS],
    )
    places = {name: line.get(name) for name in PLACED if line.get(name)}
    kind = _one_of(line, "kind", OutcomeKind.values)
    return OutcomeLine(reference=reference, kind=kind, said=said, places=places)


def _one_of(line: Line, column: str, known: list[str]) -> str:
    value = line.get(column)
    if value not in known:
        facts = {"value": value, "column": column, "known": ", ".join(known)}
        raise LineIsRefused(_("« %(value)s » n’est pas connu (colonne « %(column)s ») : %(known)s") % facts)
    return value


def _number(text: str) -> Decimal:
    plain = "".join(text.split()).replace(",", ".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) >= LARGEST or value != round(value, 2):
        raise LineIsRefused(_("« %(text)s » n’est pas un nombre à deux décimales au plus") % {"text": text})
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise LineIsRefused(
            _("« %(text)s » n’est pas un jour écrit comme 2026-11-22") % {"text": text}
        ) from fault
