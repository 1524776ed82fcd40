"""Closed periods: what they kept, what the same days tell today, and what was corrected between."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet, Sum

from maillage.initiatives.models import Instalment
from maillage.outcomes.models import Period, Statement
from maillage.outcomes.queries.totals import Scope, Total, totals

if TYPE_CHECKING:
    from datetime import date, datetime

    from maillage.common.viewer import Viewer

NOTHING = Decimal(0)
NUMBERS = ("outcomes", "value", "claimed", "documented", "verified")
Figures = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure as it was kept, and as it is today; None: there was, or is, none."""

    kind: str
    currency: str
    kept: Decimal | None
    now: Decimal | None

    @property
    def has_changed(self) -> bool:
        return self.kept != self.now


def periods_of(viewer: Viewer) -> QuerySet[Period]:
    """Those of the networks that she coordinates, the latest first."""
    return (
        Period.objects.filter(network__in=viewer.coordinated_network_ids)
        .select_related("network", "closed_by")
        .order_by("-ends_on", "network__sort_key", "pk")
    )


def closed_over(network_id: int, starts_on: date, ends_on: date) -> Period | None:
    """The first closed period that holds some of these days."""
    overlapping = Period.objects.filter(network=network_id, starts_on__lte=ends_on, ends_on__gte=starts_on)
    return overlapping.order_by("starts_on", "pk").first()


def figures_of(network_id: int, starts_on: date, ends_on: date, *, as_of: datetime | None) -> Figures:
    """Outcomes of these days by kind, and money received in them: numbers as text, exact, for a column of JSON."""
    scope = Scope(network_id=network_id, since=starts_on, until=ends_on, as_of=as_of)
    return {"outcomes": [_kept(total) for total in totals(scope)], "money": _received(scope)}


def _kept(total: Total) -> dict[str, Any]:
    numbers = {name: str(getattr(total, name)) for name in NUMBERS}
    return {"kind": total.kind, "currency": total.currency, **numbers}


def _received(scope: Scope) -> list[dict[str, Any]]:
    rows = Instalment.objects.current() if scope.as_of is None else Instalment.objects.as_of(scope.as_of)
    sums = (
        rows.filter(
            contribution__network=scope.network_id, received_on__gte=scope.since, received_on__lte=scope.until
        )
        .values(kind=F("contribution__kind"), currency=F("contribution__currency"))
        .annotate(sum=Sum("amount"))
        .order_by("kind", "currency")
    )
    return [{"kind": row["kind"], "currency": row["currency"], "value": str(row["sum"])} for row in sums]


def compared(period: Period, part: str) -> list[Line]:
    """Each figure kept under `part` beside the same one today, in the order of their kinds."""
    today = figures_of(period.network_id, period.starts_on, period.ends_on, as_of=None)
    kept, now = _by_key(period.figures[part]), _by_key(today[part])
    return [
        Line(kind=kind, currency=currency, kept=kept.get((kind, currency)), now=now.get((kind, currency)))
        for kind, currency in sorted({*kept, *now})
    ]


def _by_key(rows: list[dict[str, Any]]) -> dict[tuple[str, str], Decimal]:
    return {(row["kind"], row["currency"]): Decimal(row["value"]) for row in rows}


def corrections_since(period: Period) -> QuerySet[Statement]:
    """Statements of its days that ended, or were recorded, after it closed; the latest change first."""
    after = Q(recorded_at__gt=period.closed_at) | Q(ended_at__gt=period.closed_at)
    return (
        Statement.objects.filter(
            after,
            network=period.network_id,
            happened_on__gte=period.starts_on,
            happened_on__lte=period.ends_on,
        )
        .select_related("outcome__organisation", "recorded_by", "ended_by")
        .order_by("-recorded_at", "-pk")
    )
