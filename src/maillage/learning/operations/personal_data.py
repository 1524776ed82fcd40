"""Forgetting a person: what she followed, read and wrote goes with her, and her badges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.learning.models import Award, Enrolment, Reading, Submission

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User


@transaction.atomic
def forget_person(user: User, now: datetime) -> None:  # noqa: ARG001 - a keeper is handed the moment
    Award.objects.filter(person=user).delete()  # before the enrolment that earned it
    Enrolment.objects.filter(person=user).delete()
    Reading.objects.filter(person=user).delete()
    Submission.objects.filter(person=user).delete()
