"""Targets of an initiative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.outcomes.models import Target

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.initiatives.models import Initiative


def targets_of(initiative: Initiative) -> QuerySet[Target]:
    """In the order of indicators, then of days. Rows carry their indicator and territory."""
    return (
        Target.objects.filter(initiative=initiative)
        .select_related("indicator", "territory")
        .order_by("indicator__position", "by_day", "pk")
    )
