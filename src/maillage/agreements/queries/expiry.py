"""Versions that run out, and who is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from maillage.agreements.models import AgreementVersion, ExpiryLetter
from maillage.directory.enums import Role
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import date

    from maillage.directory.models import Network

LONGEST_STAGE = timedelta(days=366)


def versions_running_out(day: date) -> QuerySet[AgreementVersion]:
    """In force, within a year of their last day, and followed by no signed version. The first to end first."""
    successor = AgreementVersion.objects.filter(
        agreement=OuterRef("agreement"),
        signed_on__isnull=False,
        ended_on__isnull=True,
        starts_on__gt=OuterRef("ends_on"),
    )
    return (
        AgreementVersion.objects.in_force(day)
        .filter(~Exists(successor), ends_on__lte=day + LONGEST_STAGE)
        .select_related("agreement")
        .order_by("ends_on", "pk")
    )


def coordinators_of(network: Network, day: date) -> list[User]:
    """Those who coordinate the network that day, their accounts open."""
    coordinating = network.memberships.on(day).filter(role=Role.COORDINATOR)
    return list(User.objects.filter(memberships__in=coordinating, is_active=True).distinct().order_by("pk"))


def expiry_letters_to_send() -> QuerySet[ExpiryLetter]:
    """Written and still here, the oldest first."""
    waiting = ExpiryLetter.objects.filter(sent_at__isnull=True, dropped_at__isnull=True)
    return waiting.order_by("written_at", "pk")
