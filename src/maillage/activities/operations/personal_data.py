"""What the erasure of an account does here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from maillage.activities.enums import ActivityState
from maillage.activities.models import Activity, Arrival, CalendarFeed, Participant
from maillage.activities.operations.registration import HERE, withdraw
from maillage.common.zones import day_of

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User


def forget_participant(user: User, now: datetime) -> None:
    """Her calendar closes, her places to come are given back, what is past keeps nobody's name, in the audit trail either."""
    CalendarFeed.objects.filter(user=user).delete()
    Arrival.objects.filter(email__iexact=user.email).delete()
    for participant in Participant.objects.filter(user=user).select_related("activity").order_by("pk"):
        activity: Activity = participant.activity
        is_ahead = activity.state != ActivityState.CANCELLED and not activity.is_past(day_of(now))
        if is_ahead and participant.state in HERE:
            withdraw(participant_id=participant.pk, now=now, day=day_of(now))
    nobody = {"name": _("Compte effacé"), "email": "", "office": "", "user": None}
    kept = list(Participant.objects.filter(user=user).order_by("pk").values_list("pk", flat=True))
    Participant.objects.filter(pk__in=kept).update(**nobody)
    states: QuerySet[Any] = QuerySet(apps.get_model("activities", "ParticipantEvent"))
    states.filter(pgh_obj_id__in=kept).update(**nobody)
