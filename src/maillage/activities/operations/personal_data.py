"""Forgetting a person: what names her among participants, in applications and in what she needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from maillage.activities.enums import ActivityState
from maillage.activities.models import (
    Activity,
    Application,
    Arrival,
    CalendarFeed,
    CampFollowUp,
    Participant,
    PersonalNeeds,
)
from maillage.activities.operations.applying import LEAVABLE, withdraw_application
from maillage.activities.operations.places import is_still_to_come
from maillage.activities.operations.registration import HERE, withdraw
from maillage.activities.queries.personal_data import applications_of, participations_of
from maillage.common.mail import forgotten_address
from maillage.common.zones import day_of

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User


@transaction.atomic
def forget_person(user: User, now: datetime) -> None:
    """Her calendar closes and her places to come are given back; then her name, her words and her address leave what is
    past, in the audit trail too. Counts stay right.
    """
    CalendarFeed.objects.filter(user=user).delete()
    Arrival.objects.filter(email__iexact=user.email).delete()
    PersonalNeeds.objects.filter(consent__user=user).delete()  # by her consent: her name may be gone already
    parts = participations_of(user).select_related("activity")
    for participant in parts:
        activity: Activity = participant.activity
        is_ahead = activity.state != ActivityState.CANCELLED and not activity.is_past(day_of(now))
        if is_ahead and participant.state in HERE:
            withdraw(participant_id=participant.pk, now=now, day=day_of(now))
    _forget_parts([participant.pk for participant in parts], _("Compte effacé"))
    for application in applications_of(user).select_related("edition__activity"):
        _forget_application(application, now)


@transaction.atomic
def erase_application(*, application_id: int, now: datetime) -> None:
    """What its applicant asks by her personal link: it is withdrawn, then says nothing of her any more."""
    application = Application.objects.select_related("edition__activity").get(pk=application_id)
    _forget_application(application, now)
    if application.participant_id is not None:
        _forget_parts([application.participant_id], "")


def _forget_application(application: Application, now: datetime) -> None:
    if application.state in LEAVABLE and is_still_to_come(application.edition, now):
        withdraw_application(application_id=application.pk, now=now)
    left = {
        "name": "",
        "office": "",
        "firm": "",
        "answers": [],
        "email": forgotten_address(application.pk),
    }
    Application.objects.filter(pk=application.pk).update(key="", **left)
    _states_of("Application", [application.pk]).update(**left)
    CampFollowUp.objects.filter(application=application).update(words="")


def _forget_parts(parts: list[int], name: str) -> None:
    nobody = {"name": name, "email": "", "office": "", "user": None}
    Participant.objects.filter(pk__in=parts).update(**nobody)
    _states_of("Participant", parts).update(**nobody)


def _states_of(name: str, kept: list[int]) -> QuerySet[Any]:
    """Their audit trail."""
    states: QuerySet[Any] = QuerySet(apps.get_model("activities", f"{name}Event"))
    return states.filter(pgh_obj_id__in=kept)
