"""Activities that may be read, and their programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from maillage.activities.enums import PartState
from maillage.activities.models import Activity, Participant, ProgrammeItem
from maillage.agreements.models import Party

if TYPE_CHECKING:
    from maillage.activities.models import ActivityQuerySet
    from maillage.common.viewer import Viewer


def activities_open_to(viewer: Viewer) -> ActivityQuerySet:
    """Announced ones that the viewer may see or takes part in, and all those that she coordinates; by day."""
    shown = Activity.objects.visible_to(viewer)
    if viewer.is_known:
        away = [PartState.DECLINED, PartState.WITHDRAWN]
        hers = Participant.objects.filter(user=viewer.user_id).exclude(state__in=away)
        shown |= Activity.objects.filter(pk__in=hers.values("activity"))
    shown = shown.announced()
    if viewer.coordinated_network_ids:
        shown |= activities_coordinated_by(viewer)
    return shown.select_related("organisation", "network", "agreement", "strand").order_by("starts_on", "pk")


def activities_coordinated_by(viewer: Viewer) -> QuerySet[Activity]:
    """Those of the networks that she coordinates, and those under an agreement that binds one of them."""
    bound = Party.objects.filter(agreement=OuterRef("agreement"), network__in=viewer.coordinated_network_ids)
    return Activity.objects.filter(Q(network__in=viewer.coordinated_network_ids) | Q(Exists(bound))).order_by(
        "starts_on", "pk"
    )


def programme_of(activity: Activity) -> QuerySet[ProgrammeItem]:
    """Every moment, cancelled ones too, first to last, with its hosts and people: three queries."""
    return activity.items.prefetch_related("hosts", "people").order_by("starts_at", "pk")
