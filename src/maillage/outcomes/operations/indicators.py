"""Indicators enter whole, or not at all; how far an initiative means to go with each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from maillage.directory.operations import ImportReport
from maillage.outcomes.enums import MONEY_KINDS
from maillage.outcomes.errors import CurrencyOfATarget, UnreadableContent
from maillage.outcomes.models import Indicator, Target

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from maillage.directory.models import Territory
    from maillage.initiatives.models import Initiative

TOLD = (
    "kind", "name", "name_en", "definition", "definition_en", "unit", "unit_en", "method", "method_en",
    "disaggregation",
)  # fmt: skip


@transaction.atomic
def import_indicators(*, path: Path) -> ImportReport:
    """Store the indicators of a file laid out as content/indicators/indicators.json, in its order. Known ones are made as it
    says; none is removed: targets may stand on it. Raises UnreadableContent.
    """
    report = ImportReport(counts={"created": 0, "updated": 0, "unchanged": 0})
    known = {row.code: row for row in Indicator.objects.order_by("pk")}
    for position, told in enumerate(_read(path), start=1):
        code = str(told["code"])
        row = known.get(code) or Indicator(code=code)
        said = {name: told[name] for name in TOLD} | {"position": position}
        if row.pk and all(getattr(row, name) == value for name, value in said.items()):
            report.counts["unchanged"] += 1
            continue
        report.counts["updated" if row.pk else "created"] += 1
        for name, value in said.items():
            setattr(row, name, value)
        try:
            row.full_clean()
        except ValidationError as fault:
            reason = f"{code} : {' '.join(fault.messages)}"
            raise UnreadableContent(file=path.name, reason=reason) from fault
        row.save()
    return report


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["indicators"]
        missing = sorted({name for row in rows for name in ("code", *TOLD) if name not in row})
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise UnreadableContent(file=path.name, reason=fault) from fault
    if missing:
        raise UnreadableContent(file=path.name, reason=", ".join(missing))
    return rows


@transaction.atomic
def set_target(
    *,
    initiative: Initiative,
    indicator: Indicator,
    value: Decimal,
    by_day: date,
    territory: Territory | None = None,
    currency: str = "",
    baseline: Decimal | None = None,
    baseline_on: date | None = None,
) -> Target:
    """How far, from where, by which day; said again for the same day and place, it replaces what was said.

    Raises CurrencyOfATarget, ValidationError.
    """
    if (indicator.kind in MONEY_KINDS) != bool(currency):
        raise CurrencyOfATarget
    key = {"initiative": initiative, "indicator": indicator, "territory": territory, "by_day": by_day}
    target = Target.objects.select_for_update(of=("self",)).filter(**key).first() or Target(**key)
    target.value, target.currency = value, currency
    target.baseline, target.baseline_on = baseline, baseline_on
    target.full_clean()
    target.save()
    return target


def remove_target(*, target_id: int) -> None:
    """Aim at it no more; the audit trail keeps what was aimed at. A second call changes nothing."""
    Target.objects.filter(pk=target_id).delete()
