"""How far initiatives are from what they aim at."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from maillage.outcomes.enums import Certainty
from maillage.outcomes.models import Target
from maillage.outcomes.queries.totals import Scope, statements_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer
    from maillage.initiatives.models import Initiative

NOTHING = Decimal(0)
Counted = tuple[int, str, str]  # an initiative, a kind, a currency
Part = tuple[str, str, Decimal]  # the path of a place, a certainty, how much


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A target, and how far it is; None: nothing was ever counted."""

    target: Target
    reached: Decimal | None
    claimed: Decimal = NOTHING
    documented: Decimal = NOTHING
    verified: Decimal = NOTHING


def targets_of(
    initiatives: QuerySet[Initiative], as_of: datetime | None, *, due_by: date | None = None
) -> list[Target]:
    """By initiative and indicator. As of a moment: as their history tells them then. due_by: those of this day or before."""
    rows: QuerySet[Any] = Target.objects.all()
    if as_of is not None:
        events = Target.pgh_event_model.objects.filter(pgh_created_at__lte=as_of)  # type: ignore[attr-defined]
        last = events.order_by("pgh_obj", "-pgh_created_at", "-pgh_id").distinct("pgh_obj")
        rows = Target.pgh_event_model.objects.filter(pk__in=last.values("pk"))  # type: ignore[attr-defined]
    if due_by is not None:
        rows = rows.filter(by_day__lte=due_by)
    return list(
        rows.filter(initiative__in=initiatives)
        .select_related("initiative", "indicator", "territory")
        .order_by("initiative__title", "indicator__position", "by_day", "pk")
    )


def reached_in(
    initiatives: QuerySet[Initiative], scope: Scope, viewer: Viewer, *, due_by: date | None = None
) -> list[Reached]:
    """Their targets, and how far each is at the end of the scope. From the beginning on: a target is not of one period.

    due_by: those of this day or before, and no others.
    """
    targets = targets_of(initiatives, scope.as_of, due_by=due_by)
    if not targets:
        return []
    with_places = any(target.territory is not None for target in targets)
    columns = ["initiative", "kind", "currency", "certainty", *(["territory__path"] if with_places else [])]
    rows = (
        statements_in(Scope(until=scope.until, as_of=scope.as_of), viewer)
        .filter(
            initiative__in={target.initiative_id for target in targets},
            kind__in={target.indicator.kind for target in targets},
        )
        .values_list(*columns)
        .annotate(sum=Sum("value"))
        .order_by(*columns)
    )
    said: dict[Counted, list[Part]] = {}
    for initiative, kind, currency, certainty, *path, value in rows:
        said.setdefault((initiative, kind, currency), []).append(
            (path[0] if path and path[0] else "", certainty, value)
        )
    return [_reached_by(target, said) for target in targets]


def _reached_by(target: Target, said: Mapping[Counted, list[Part]]) -> Reached:
    place = target.territory.path if target.territory else ""
    found = said.get((target.initiative_id, target.indicator.kind, target.currency), [])
    there = [part for part in found if not place or part[0] == place or part[0].startswith(f"{place}/")]
    sums = dict.fromkeys(Certainty.values, NOTHING)
    for _path, certainty, value in there:
        sums[certainty] += value
    return Reached(target=target, reached=sum(sums.values(), NOTHING) if there else None, **sums)
