"""Forgetting a person: what names her in applications and among participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.activities.models import Application, CampFollowUp, Participant
from maillage.activities.operations.applying import LEAVABLE, withdraw_application
from maillage.activities.operations.places import is_still_to_come

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.people.models import User

FORGOTTEN = "oubli-{pk}@maillage.invalid"


@transaction.atomic
def forget_person(user: User, now: datetime) -> None:
    """Withdraw what is under way, then take her name, her words and her address away; counts stay right."""
    for application in (
        Application.objects.filter(email__iexact=user.email)
        .select_related("edition__activity")
        .order_by("pk")
    ):
        _forget_application(application, now)
    _forget_parts(Participant.objects.filter(user=user))


@transaction.atomic
def erase_application(*, application_id: int, now: datetime) -> None:
    """What its applicant asks by her personal link: it is withdrawn, then says nothing of her any more."""
    application = Application.objects.select_related("edition__activity").get(pk=application_id)
    _forget_application(application, now)
    _forget_parts(Participant.objects.filter(application=application))


def _forget_application(application: Application, now: datetime) -> None:
    if application.state in LEAVABLE and is_still_to_come(application.edition, now):
        withdraw_application(application_id=application.pk, now=now)
    left = {
        "name": "",
        "office": "",
        "firm": "",
        "answers": [],
        "email": FORGOTTEN.format(pk=application.pk),
    }
    Application.objects.filter(pk=application.pk).update(key="", **left)
    Application.pgh_event_model.objects.filter(pgh_obj=application.pk).update(**left)  # type: ignore[attr-defined] # its audit trail
    CampFollowUp.objects.filter(application=application).update(words="")


def _forget_parts(participants: QuerySet[Participant]) -> None:
    parts = list(participants.order_by("pk").values_list("pk", flat=True))
    nobody = {"name": "", "office": "", "email": "", "user": None}
    Participant.objects.filter(pk__in=parts).update(**nobody)
    Participant.pgh_event_model.objects.filter(pgh_obj__in=parts).update(**nobody)  # type: ignore[attr-defined] # its audit trail
