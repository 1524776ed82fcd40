"""The only door to an activity, its moments, its participants and calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.activities.models import Arrival, Participant
from maillage.activities.queries import activities_coordinated_by, activities_open_to, documents_of
from maillage.activities.rules import links
from maillage.activities.rules.feeds import FEED, WITHDRAWAL
from maillage.common.tokens import facts_behind
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.activities.models import Activity, ActivityDocument, ProgrammeItem
    from maillage.common.viewer import Viewer


def activity_open_to(viewer: Viewer, slug: str) -> Activity:
    """Raises Http404 for a draft of others and for what does not exist: a stranger learns nothing."""
    return get_object_or_404(activities_open_to(viewer), slug=slug)


def may_coordinate(viewer: Viewer, activity: Activity) -> bool:
    """Coordinators of its network, and of the parties of the agreement that it is held under."""
    if not viewer.coordinated_network_ids:
        return False
    return activities_coordinated_by(viewer).filter(pk=activity.pk).exists()


def coordinated_among(viewer: Viewer) -> set[int]:
    """The activities that she coordinates: one query, none for who coordinates nothing."""
    if not viewer.coordinated_network_ids:
        return set()
    return set(activities_coordinated_by(viewer).values_list("pk", flat=True))


def activity_to_coordinate(viewer: Viewer, slug: str) -> Activity:
    """Raises Http404 unless she coordinates it."""
    return get_object_or_404(activities_coordinated_by(viewer), slug=slug)


def document_open_to(viewer: Viewer, slug: str, pk: int) -> ActivityDocument:
    """Raises Http404 for what is not hers to read, as for what does not exist."""
    return get_object_or_404(documents_of(activity_open_to(viewer, slug), viewer), pk=pk)


def document_to_change(viewer: Viewer, slug: str, pk: int) -> ActivityDocument:
    """Raises Http404 unless she coordinates the activity."""
    return get_object_or_404(activity_to_coordinate(viewer, slug).documents.select_related("activity"), pk=pk)


def participant_to_coordinate(viewer: Viewer, slug: str, pk: int) -> Participant:
    """Raises Http404 unless she coordinates the activity."""
    activity = activity_to_coordinate(viewer, slug)
    return get_object_or_404(activity.participants.select_related("user"), pk=pk)


def item_to_coordinate(viewer: Viewer, slug: str, pk: int) -> ProgrammeItem:
    """Raises Http404 unless she coordinates the activity."""
    activity = activity_to_coordinate(viewer, slug)
    return get_object_or_404(activity.items.select_related("activity"), pk=pk)


def participant_who_withdraws(token: str) -> Participant:
    """Raises Http404 for a token that we did not make."""
    return get_object_or_404(Participant.objects.select_related("activity"), pk=_behind(token, WITHDRAWAL))


def arrival_behind(token: str, now: datetime) -> Arrival:
    """Who asked for the place that a link confirms. Raises Http404 for a link that opens nothing, or no more."""
    link = links.read(token, purpose=links.ARRIVAL, now=now)
    if link is None:
        raise Http404
    return get_object_or_404(Arrival.objects.select_related("activity"), pk=link.about, key=link.key)


def owner_of_feed(token: str) -> User:
    """Whose calendar a secret address opens. Raises Http404 for an address that we did not make, or that was stopped."""
    return get_object_or_404(User, calendar_feed__seed=_behind(token, FEED), is_active=True)


def _behind(token: str, purpose: str) -> Any:
    facts = facts_behind(token, purpose)
    if facts is None:
        raise Http404
    return facts[0]
