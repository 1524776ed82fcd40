"""Those who take part: as the coordination lists them, as each finds herself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from maillage.activities.enums import PartState
from maillage.activities.models import Activity, Participant, Registration

if TYPE_CHECKING:
    from maillage.activities.models import ProgrammeItem
    from maillage.common.viewer import Viewer


def participants_of(activity: Activity) -> QuerySet[Participant]:
    """Everybody, those who left too, by name. Rows carry their account and organisation."""
    return activity.participants.select_related("user", "organisation", "party").order_by("name", "pk")


def participation_of(viewer: Viewer, activity: Activity) -> Participant | None:
    """How the viewer takes part; None for a visitor, and for whoever never did."""
    if not viewer.is_known:
        return None
    return activity.participants.filter(user=viewer.user_id).first()


def registration_of(activity: Activity) -> Registration | None:
    return Registration.objects.filter(activity=activity).first()


def rank_on_the_list(participant: Participant) -> int:
    """First on the waiting list is 1."""
    before = Q(joined_at__lt=participant.joined_at) | Q(
        joined_at=participant.joined_at, pk__lt=participant.pk
    )
    waiting = Participant.objects.filter(activity=participant.activity_id, state=PartState.WAITING)
    return waiting.filter(before).count() + 1


def people_to_tell(activity: Activity, item: ProgrammeItem | None = None) -> list[Participant]:
    """Those who come or wait; for a moment that is for some people, those alone."""
    people = activity.participants.exclude(state__in=[PartState.DECLINED, PartState.WITHDRAWN])
    if item is not None and item.people.exists():
        people = people.filter(items=item)
    return list(people.select_related("user").order_by("pk"))
