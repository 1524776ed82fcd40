"""The only door to a visit, its meetings and their follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.activities.enums import ActivityKind
from maillage.activities.models import FollowUp, ProgrammeItem
from maillage.activities.permissions.activities import may_coordinate
from maillage.activities.queries import activities_coordinated_by, visits_followed_by
from maillage.directory.queries import speaks_for

if TYPE_CHECKING:
    from maillage.activities.models import Activity
    from maillage.common.viewer import Viewer


def visit_to_follow(viewer: Viewer, slug: str) -> Activity:
    """Raises Http404 unless she coordinates this visit or takes part in it."""
    return get_object_or_404(visits_followed_by(viewer), slug=slug)


def visit_to_coordinate(viewer: Viewer, slug: str) -> Activity:
    """Raises Http404 unless she coordinates this visit."""
    visits = activities_coordinated_by(viewer).filter(kind=ActivityKind.VISIT)
    return get_object_or_404(visits.select_related("agreement", "organisation", "network"), slug=slug)


def meeting_to_follow(viewer: Viewer, slug: str, pk: int) -> ProgrammeItem:
    """A moment of a visit that she follows. Raises Http404."""
    visit = visit_to_follow(viewer, slug)
    moments = ProgrammeItem.objects.select_related("activity__agreement", "activity__strand")
    return get_object_or_404(moments.prefetch_related("activity__agreement__parties"), activity=visit, pk=pk)


def follow_up_to_follow(viewer: Viewer, pk: int) -> FollowUp:
    """Raises Http404 unless it is hers to do, or she follows the visit that it comes from."""
    follow_ups = FollowUp.objects.select_related(
        "item__activity__agreement", "item__activity__strand", "organisation", "user"
    ).prefetch_related("item__activity__agreement__parties")
    mine = Q(item__activity__in=visits_followed_by(viewer).values("pk"))
    if viewer.is_known:
        mine |= Q(user=viewer.user_id) | Q(organisation__in=viewer.organisation_ids)
    return get_object_or_404(follow_ups, mine, pk=pk)


def may_close(viewer: Viewer, follow_up: FollowUp) -> bool:
    """Its owner, those who speak for the organisation that owns it, and those who coordinate the visit."""
    if viewer.is_known and follow_up.user_id == viewer.user_id:
        return True
    if follow_up.organisation is not None and speaks_for(viewer, follow_up.organisation):
        return True
    return may_coordinate(viewer, follow_up.item.activity)


def follow_up_to_close(viewer: Viewer, pk: int) -> FollowUp:
    """Raises Http404 unless she may say that it is done."""
    follow_up = follow_up_to_follow(viewer, pk)
    if not may_close(viewer, follow_up):
        raise Http404
    return follow_up
