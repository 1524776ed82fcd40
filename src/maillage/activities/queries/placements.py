"""What an activity takes of the book of contributions, and what it may take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from maillage.activities.models import Placement
from maillage.initiatives.models import Allocation

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.activities.models import Activity
    from maillage.common.viewer import Viewer


def placements_of(activity: Activity, viewer: Viewer) -> QuerySet[Placement]:
    """What it takes now of the books that she keeps, the largest first. Rows carry the contribution and its funder."""
    return (
        Placement.objects.current()
        .filter(activity=activity, allocation__contribution__network__in=viewer.coordinated_network_ids)
        .select_related("allocation__contribution__funder")
        .order_by("-amount", "pk")
    )


def allocations_for(activity: Activity, viewer: Viewer) -> QuerySet[Allocation]:
    """Of the books that she keeps, what was given to its initiative or to its strand, and is not all taken.

    Rows carry what they are given to, the contribution and its funder.
    """
    meant = Q(initiative__isnull=False, initiative=activity.initiative_id)
    if activity.agreement_id and activity.strand_id:
        meant |= Q(agreement=activity.agreement_id, strand=activity.strand_id)
    return (
        Allocation.objects.current()
        .filter(meant, contribution__network__in=viewer.coordinated_network_ids, placed__lt=F("amount"))
        .select_related("contribution__funder", "initiative", "agreement", "strand")
        .order_by("contribution__funder__sort_key", "pk")
    )
