"""The budget of an initiative beside the money given to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from maillage.initiatives.enums import ContributionKind
from maillage.initiatives.models import Allocation, BudgetLine
from maillage.initiatives.rules.budget import Covered, covered

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.initiatives.models import Contribution, Initiative

TOLD = ("purpose", "currency", "amount")


def budget_covered(
    initiative: Initiative, contributions: QuerySet[Contribution], as_of: datetime | None = None
) -> list[Covered]:
    """What it means to spend on each use, and what these contributions give it in money; in kind is told in its own units.

    None of it without a budget. As of a moment: as its history tells it then. Two queries.
    """
    planned = list(_lines(initiative, as_of))
    if not planned:
        return []
    given = (
        Allocation.objects.as_of(as_of)
        .filter(
            initiative=initiative,
            contribution__in=contributions,
            contribution__kind=ContributionKind.MONEY,
        )
        .values_list("contribution__purpose", "contribution__currency")
        .annotate(sum=Sum("amount"))
        .order_by("contribution__currency", "contribution__purpose")
    )
    return covered(planned, given)


def _lines(initiative: Initiative, as_of: datetime | None) -> QuerySet[Any, Any]:
    if as_of is None:
        return BudgetLine.objects.filter(initiative=initiative).order_by("pk").values_list(*TOLD)
    history: QuerySet[Any] = BudgetLine.pgh_event_model.objects.filter(initiative=initiative.pk)  # type: ignore[attr-defined]
    last = (
        history.filter(pgh_created_at__lte=as_of)
        .order_by("pgh_obj", "-pgh_created_at", "-pgh_id")
        .distinct("pgh_obj")
    )
    stood = history.filter(pk__in=last.values("pk")).exclude(pgh_label="delete")
    return stood.order_by("pgh_obj").values_list(*TOLD)
