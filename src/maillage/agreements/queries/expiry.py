"""Versions that run out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from maillage.agreements.models import AgreementVersion

if TYPE_CHECKING:
    from datetime import date

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
