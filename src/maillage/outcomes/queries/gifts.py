"""The contributions behind a report's money, one by one, as of the same moment."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import DecimalField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from maillage.initiatives.models import Allocation, Instalment
from maillage.outcomes.queries.report import contributions_in, here

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer
    from maillage.initiatives.models import Contribution
    from maillage.outcomes.queries.report import Asked

EXACT: DecimalField[Any, Any] = DecimalField(max_digits=14, decimal_places=2)


def contributions_behind(asked: Asked, viewer: Viewer) -> QuerySet[Contribution]:
    """Rows carry `promised`, `received` (by the last day) and `given` (to what the report is about); the latest first."""
    instalments = Instalment.objects.as_of(asked.as_of).filter(contribution=OuterRef("pk"))
    allocations = Allocation.objects.as_of(asked.as_of).filter(here(asked), contribution=OuterRef("pk"))
    arrived = Q(received_on__lte=asked.span.last)
    return (
        contributions_in(asked, viewer)
        .select_related("funder")
        .annotate(
            promised=_sum(instalments),
            received=_sum(instalments.filter(arrived)),
            given=_sum(allocations),
        )
        .order_by("-promised_on", "-pk")
    )


def _sum(rows: QuerySet[Any]) -> Coalesce:
    sums = rows.order_by().values("contribution").annotate(sum=Sum("amount")).values("sum")
    return Coalesce(Subquery(sums, output_field=EXACT), Decimal(0), output_field=EXACT)
