"""The only door to an activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from maillage.activities.queries import (
    activities_coordinated_by,
    activities_open_to,
    places_of,
    rounds_coordinated_by,
)

if TYPE_CHECKING:
    from maillage.activities.models import Activity, MeetingPerson, MeetingRound
    from maillage.common.viewer import Viewer


def activity_open_to(viewer: Viewer, slug: str) -> Activity:
    """Raises Http404 for a draft of others and for what does not exist: a stranger learns nothing."""
    return get_object_or_404(activities_open_to(viewer), slug=slug)


def may_coordinate(viewer: Viewer, activity: Activity) -> bool:
    """Coordinators of its network, and of the parties of the agreement that it is held under."""
    if not viewer.coordinated_network_ids:
        return False
    return activities_coordinated_by(viewer).filter(pk=activity.pk).exists()


def activity_to_coordinate(viewer: Viewer, slug: str) -> Activity:
    """Raises Http404 unless she coordinates it."""
    return get_object_or_404(activities_coordinated_by(viewer), slug=slug)


def round_to_coordinate(viewer: Viewer, pk: int) -> MeetingRound:
    """Raises Http404 unless she coordinates its activity."""
    return get_object_or_404(rounds_coordinated_by(viewer), pk=pk)


def place_of(viewer: Viewer, pk: int) -> MeetingPerson:
    """Her own place in a round. Raises Http404 for whoever has none."""
    return get_object_or_404(places_of(viewer), round=pk)
