"""What is known of a person when a path is made for her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.assessments.enums import Subject
from maillage.assessments.models import Estimate
from maillage.learning.models import Reading

if TYPE_CHECKING:
    from datetime import datetime


def newest_estimates(person_id: int) -> dict[str, Estimate]:
    """By code of competence: what the last sitting that asked her about it says. With its `sitting`."""
    rows = (
        Estimate.objects.filter(
            sitting__person=person_id,
            sitting__instrument__subject=Subject.PERSON,
            sitting__finished_at__isnull=False,
            asked__gt=0,
        )
        .select_related("sitting")
        .order_by("dimension", "-sitting__finished_at", "-pk")
        .distinct("dimension")
    )
    return {row.dimension: row for row in rows}


def modules_finished(person_id: int) -> set[str]:
    """Codes of the modules that she read to their end."""
    read = Reading.objects.filter(person=person_id, finished_at__isnull=False)
    return set(read.order_by().values_list("module__code", flat=True))


def newest_evidence(person_id: int) -> datetime | None:
    """When something was last learned of her: a sitting or a module that she finished. None before anything was."""
    measured = [row.sitting.finished_at for row in newest_estimates(person_id).values()]
    read = (
        Reading.objects.filter(person=person_id, finished_at__isnull=False).order_by("-finished_at").first()
    )
    return max((moment for moment in [*measured, read and read.finished_at] if moment), default=None)
