"""What an instalment says, and whether it holds together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from datetime import date

CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class InstalmentTold:
    """Money: an amount. In kind: a quantity of a unit, the value of one, and how that value is counted."""

    due_on: date
    amount: Decimal | None = None
    quantity: Decimal | None = None
    unit: str = ""
    unit_value: Decimal | None = None
    method: str = ""
    invoiced_on: date | None = None
    received_on: date | None = None


def checked_instalment(told: InstalmentTold, *, in_kind: bool, today: date) -> dict[str, Any]:
    """The columns of its row. Raises ValidationError by field."""
    wrong: dict[str, str] = {}
    for name in ("invoiced_on", "received_on"):
        day = getattr(told, name)
        if day is not None and day > today:
            wrong[name] = _("Ce jour n’est pas encore venu.")
    if in_kind:
        wrong |= _missing_in_kind(told)
    elif told.amount is None or told.amount <= 0:
        wrong["amount"] = _("Le montant est plus grand que zéro.")
    if wrong:
        raise ValidationError({name: [message] for name, message in wrong.items()})
    columns = vars(told) | {"amount": _value(told) if in_kind else told.amount}
    nothing: dict[str, Any] = {"quantity": None, "unit": "", "unit_value": None, "method": ""}
    return columns if in_kind else columns | nothing


def _value(told: InstalmentTold) -> Decimal:
    assert told.quantity is not None  # checked just before
    assert told.unit_value is not None
    return (told.quantity * told.unit_value).quantize(CENT, ROUND_HALF_EVEN)


def _missing_in_kind(told: InstalmentTold) -> dict[str, str]:
    sentences = {
        "quantity": _("Dites combien : des heures, des jours, des appareils…"),
        "unit": _("Dites l’unité : heure, jour, mètre carré…"),
        "unit_value": _("Dites ce que vaut une unité."),
        "method": _("Dites comment cette valeur est comptée : tarif publié, salaire chargé, prix du marché…"),
    }
    return {name: said for name, said in sentences.items() if not _is_something(getattr(told, name))}


def _is_something(value: Decimal | str | None) -> bool:
    return value is not None and (value.strip() != "" if isinstance(value, str) else value > 0)
