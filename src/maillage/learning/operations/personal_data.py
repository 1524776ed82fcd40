"""Forgetting a person: what she followed, read and wrote goes with her, and her badges; a cohort that she led is led by nobody; what she said
of others’ answers stays theirs, without her name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.learning.models import (
    Award,
    Cohort,
    Counting,
    Enrolment,
    FieldCase,
    Peer,
    PeerReview,
    Plan,
    Reading,
    Submission,
)

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User


@transaction.atomic
def forget_person(user: User, now: datetime) -> None:  # noqa: ARG001 - a keeper is handed the moment
    Award.objects.filter(person=user).delete()  # before the enrolment that earned it
    Plan.objects.filter(person=user).delete()
    Enrolment.objects.filter(person=user).delete()
    Reading.objects.filter(person=user).delete()
    Submission.objects.filter(person=user).delete()
    Counting.objects.filter(person=user).delete()
    FieldCase.objects.filter(person=user).delete()
    Peer.objects.filter(person=user).delete()
    PeerReview.objects.filter(reviewer=user, given_at=None).delete()
    PeerReview.objects.filter(reviewer=user).update(reviewer=None)
    for cohort in Cohort.objects.select_for_update(of=("self",)).filter(facilitator=user).order_by("pk"):
        cohort.facilitator = None
        cohort.save(update_fields=["facilitator"])
