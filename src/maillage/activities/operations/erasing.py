"""Forgetting a person: what names her in applications and among participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.activities.models import Application, Participant
from maillage.activities.operations.applying import LEAVABLE, withdraw_application
from maillage.activities.operations.places import is_still_to_come

if TYPE_CHECKING:
    from datetime import datetime

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
        if application.state in LEAVABLE and is_still_to_come(application.edition, now):
            withdraw_application(application_id=application.pk, now=now)
            application.refresh_from_db()
        left = {
            "name": "",
            "office": "",
            "firm": "",
            "answers": [],
            "email": FORGOTTEN.format(pk=application.pk),
        }
        Application.objects.filter(pk=application.pk).update(key="", **left)
        Application.pgh_event_model.objects.filter(pgh_obj=application.pk).update(**left)  # type: ignore[attr-defined] # its audit trail
        application.follow_ups.update(words="")
    parts = list(Participant.objects.filter(user=user).order_by("pk").values_list("pk", flat=True))
    nobody = {"name": "", "office": "", "email": "", "user": None}
    Participant.objects.filter(pk__in=parts).update(**nobody)
    Participant.pgh_event_model.objects.filter(pgh_obj__in=parts).update(**nobody)  # type: ignore[attr-defined] # its audit trail
