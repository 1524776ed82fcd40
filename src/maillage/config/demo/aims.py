"""Indicators, and how far each initiative means to go."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings

from maillage.config.demo.files import told_in
from maillage.config.demo.initiatives import TOLD, day_from
from maillage.directory.models import Territory
from maillage.initiatives.models import Initiative
from maillage.outcomes.models import Indicator
from maillage.outcomes.operations.indicators import import_indicators, set_target

if TYPE_CHECKING:
    from datetime import datetime


def build_aims(*, now: datetime) -> None:
    """The indicators of content/indicators, the targets of content/demo/initiatives.json."""
    import_indicators(path=settings.CONTENT / "indicators" / "indicators.json")
    for told in told_in(TOLD)["initiatives"]:
        initiative = Initiative.objects.get(slug=told["slug"])
        for row in told["targets"]:
            _aimed(initiative, row, now)


def _aimed(initiative: Initiative, row: dict[str, Any], now: datetime) -> None:
    region = row.get("region")
    starts = "baseline" in row
    set_target(
        initiative=initiative,
        indicator=Indicator.objects.get(code=row["indicator"]),
        value=Decimal(row["value"]),
        by_day=day_from(row["by"], now),
        territory=Territory.objects.get(country="CA", level="region", code=region) if region else None,
        currency=row.get("currency", ""),
        baseline=Decimal(row["baseline"]) if starts else None,
        baseline_on=day_from(row["baseline_on"], now) if starts else None,
    )
