"""Forgetting a person: what she said of herself is deleted; what she said of outcomes stays, without her name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.outcomes.models import InclusionAnswer

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User


@transaction.atomic
def forget_person(user: User, now: datetime) -> None:  # noqa: ARG001 - a keeper is handed the moment
    """By her consent: her name may be gone already from where she took part."""
    InclusionAnswer.objects.filter(consent__user=user).delete()
