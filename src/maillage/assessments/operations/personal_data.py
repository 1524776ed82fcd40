"""Forgetting a person: her own results go with her; a firm keeps its diagnosis, without her name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.assessments.models import Invitation, SeenItem, Sitting
from maillage.assessments.queries.personal_data import shares_with
from maillage.common.mail import forgotten_address

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User


@transaction.atomic
def forget_person(user: User, now: datetime) -> None:  # noqa: ARG001 - a keeper is handed the moment
    """What she answered about herself, and what was not finished, is deleted with its answers and results, and what modules showed her; her invitations
    still count, without her address; nobody shows her anything any more.
    """
    hers = Sitting.objects.filter(person=user)
    hers.filter(organisation=None).delete()
    hers.filter(finished_at=None).delete()
    SeenItem.objects.filter(person=user).delete()
    shares_with(user).delete()
    for invitation in Invitation.objects.select_for_update(of=("self",)).filter(email__iexact=user.email):
        invitation.email = forgotten_address(invitation.pk)
        invitation.save(update_fields=["email"])
