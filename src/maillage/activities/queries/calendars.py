"""Activities as calendars: of a network, of an agreement, of a person; by filters, months and years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from maillage.activities.enums import PartState
from maillage.activities.models import Activity, CalendarFeed, Participant, ProgrammeItem
from maillage.activities.queries.activities import activities_coordinated_by, activities_open_to
from maillage.agreements.enums import Visibility
from maillage.agreements.models import Party
from maillage.directory.models import Network

if TYPE_CHECKING:
    from datetime import date

    from maillage.activities.models import ActivityQuerySet
    from maillage.agreements.models import Agreement, Strand
    from maillage.common.viewer import Viewer

KEPT = timedelta(days=366)  # a calendar looks back one year
GONE = (PartState.DECLINED, PartState.WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class CalendarFilters:
    """What a calendar is narrowed to. What is left out narrows nothing."""

    network: Network | None = None
    agreement: Agreement | None = None
    strand: Strand | None = None
    kind: str = ""


def activities_listed(viewer: Viewer, filters: CalendarFilters) -> ActivityQuerySet:
    """Activities that the viewer may read, narrowed; by day."""
    return _narrowed(activities_open_to(viewer), filters)


def years_past(viewer: Viewer, filters: CalendarFilters) -> list[int]:
    """Years in which something that the viewer may read took place, the latest first."""
    past = activities_listed(viewer, filters).filter(ends_on__lt=viewer.day)
    return [day.year for day in past.dates("starts_on", "year", order="DESC")]


def public_calendar(filters: CalendarFilters, day: date) -> QuerySet[Activity]:
    """What anybody may subscribe to: announced, public, ended less than a year ago. Rows carry their programme."""
    shown = Activity.objects.announced().filter(visibility=Visibility.PUBLIC)
    return _as_calendar(_narrowed(shown, filters), day)


def calendar_of(viewer: Viewer) -> QuerySet[Activity]:
    """What she takes part in, waits for or coordinates, ended less than a year ago.

    Rows carry their programme, and `hers`: her participations, at most one.
    """
    mine = Participant.objects.filter(user=viewer.user_id).exclude(state__in=GONE)
    taking_part = Q(Exists(mine.filter(activity=OuterRef("pk")))) & Q(
        pk__in=Activity.objects.announced().values("pk")
    )
    hers = Activity.objects.filter(taking_part | Q(pk__in=activities_coordinated_by(viewer).values("pk")))
    return _as_calendar(hers, viewer.day).prefetch_related(Prefetch("participants", mine, to_attr="hers"))


def activity_with_programme(activity: Activity, viewer: Viewer) -> Activity:
    """The same activity with its programme and `hers`, as `calendar_of` gives it, whenever it is."""
    mine = Participant.objects.filter(user=viewer.user_id, user__isnull=False).exclude(state__in=GONE)
    rows = _with_programme(Activity.objects.filter(pk=activity.pk))
    return rows.prefetch_related(Prefetch("participants", mine, to_attr="hers")).get()


def networks_with_a_calendar(asked: str) -> QuerySet[Network]:
    """Networks that make something public, by themselves or under an agreement, and the one asked for."""
    shown = Activity.objects.announced().filter(visibility=Visibility.PUBLIC)
    own = shown.filter(network=OuterRef("pk"))
    shared = shown.filter(agreement__parties__network=OuterRef("pk"))
    return Network.objects.filter(Exists(own) | Exists(shared) | Q(slug=asked)).order_by("sort_key", "pk")


def feed_of(user_id: int) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(user=user_id).first()


def _narrowed(activities: ActivityQuerySet, filters: CalendarFilters) -> ActivityQuerySet:
    if filters.network:
        bound = Party.objects.filter(agreement=OuterRef("agreement"), network=filters.network)
        activities = activities.filter(Q(network=filters.network) | Q(Exists(bound)))
    if filters.agreement:
        activities = activities.filter(agreement=filters.agreement)
    if filters.strand:
        activities = activities.filter(strand=filters.strand)
    if filters.kind:
        activities = activities.filter(kind=filters.kind)
    return activities


def _as_calendar(activities: QuerySet[Activity], day: date) -> QuerySet[Activity]:
    return _with_programme(activities.filter(ends_on__gte=day - KEPT))


def _with_programme(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    items = ProgrammeItem.objects.prefetch_related("hosts", "people").order_by("starts_at", "pk")
    return (
        activities.select_related("organisation", "network", "agreement", "strand")
        .prefetch_related(Prefetch("items", items))
        .order_by("starts_on", "pk")
    )
