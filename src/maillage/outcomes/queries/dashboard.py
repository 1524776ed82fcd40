"""What the dashboards tell: this quarter, what is late, what is published."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef

from maillage.directory.models import Network, Territory
from maillage.initiatives.models import Holder, Initiative
from maillage.matching.models import FollowUp
from maillage.outcomes.enums import Certainty
from maillage.outcomes.models import Outcome, Statement
from maillage.outcomes.queries.reached import Reached, reached_in
from maillage.outcomes.queries.totals import Scope, Total, statements_in, totals
from maillage.outcomes.rules.periods import quarter_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer
    from maillage.outcomes.rules.periods import Span

SOON = timedelta(days=60)  # a target is near
PATIENCE = timedelta(days=14)  # before a follow-up is said to be unanswered
REGION_STEPS = {"CA": 3, "FR": 2}  # of a path: the country, in Canada the province, the region


def outcomes_only_claimed(viewer: Viewer) -> QuerySet[Statement]:
    """Outcomes of her networks that nobody documented, the oldest first."""
    return (
        Statement.objects.current()
        .filter(network__in=viewer.coordinated_network_ids, certainty=Certainty.CLAIMED)
        .select_related("outcome__organisation")
        .order_by("happened_on", "outcome")
    )


def follow_ups_unanswered(viewer: Viewer, now: datetime) -> QuerySet[FollowUp]:
    """Asked two weeks ago or more about needs of her networks, and still without an answer; the oldest first."""
    return (
        FollowUp.objects.filter(
            introduction__need__network__in=viewer.coordinated_network_ids,
            asked_at__lt=now - PATIENCE,
            answered_at__isnull=True,
        )
        .select_related("introduction__need__organisation")
        .order_by("asked_at", "pk")
    )


def targets_near(viewer: Viewer) -> list[Reached]:
    """Targets of the initiatives that she runs, due in two months or already past, and not reached."""
    mine = Initiative.objects.run_by(viewer)
    found = reached_in(mine, Scope(until=viewer.day), viewer, due_by=viewer.day + SOON)
    return [row for row in found if (row.reached or 0) < row.target.value]


def totals_of(viewer: Viewer, span: Span) -> list[Total]:
    """Whole outcomes of these days in the networks that she coordinates."""
    return totals(Scope(networks=viewer.coordinated_network_ids, since=span.first, until=span.last))


def outcomes_by_quarter(viewer: Viewer, *, since: date, until: date) -> dict[date, int]:
    """How many outcomes happened in each quarter, by its first day, in the networks that she coordinates."""
    scope = Scope(networks=viewer.coordinated_network_ids, since=since, until=until)
    days = statements_in(scope).values_list("happened_on").annotate(count=Count("*")).order_by("happened_on")
    counted: dict[date, int] = defaultdict(int)
    for day, count in days:  # the database would turn each row's day into a moment to find its quarter
        first = quarter_of(day).first
        assert first is not None
        counted[first] += count
    return dict(counted)


def outcomes_by_region(viewer: Viewer, scope: Scope) -> dict[str, int]:
    """How many outcomes she may see in each region, by its path; those without a place, or of a whole country, are left out."""
    counted = dict(
        statements_in(scope, viewer)
        .filter(territory__isnull=False)
        .values_list("territory")
        .annotate(count=Count("*"))
        .order_by("territory")
    )
    places = Territory.objects.filter(pk__in=counted).order_by("path").values_list("pk", "path")
    regions: dict[str, int] = defaultdict(int)
    for pk, path in places:
        steps = path.split("/")
        deep = REGION_STEPS.get(steps[0], 2)
        if len(steps) >= deep:
            regions["/".join(steps[:deep])] += counted[pk]
    return dict(regions)


def initiatives_published() -> QuerySet[Initiative]:
    return Initiative.objects.filter(is_published=True).order_by("title", "pk")


def networks_with_results() -> QuerySet[Network]:
    """Those with a published outcome, or that hold a published initiative; in French order."""
    told = Outcome.objects.filter(is_published=True, network=OuterRef("pk"))
    held = Holder.objects.filter(initiative__is_published=True, network=OuterRef("pk"))
    return Network.objects.filter(Exists(told) | Exists(held)).order_by("sort_key", "pk")


def networks_of(viewer: Viewer) -> QuerySet[Network]:
    return Network.objects.filter(pk__in=viewer.coordinated_network_ids).order_by("sort_key", "pk")
