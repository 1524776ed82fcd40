"""What is known of a person when a path is made for her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from maillage.assessments.enums import Subject
from maillage.assessments.models import Estimate, Sitting
from maillage.assessments.queries import learned_from, refined
from maillage.learning.models import Reading

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet


def newest_estimates(person_id: int) -> dict[str, Estimate]:
    """By code of competence: what the last sitting that asked her about it says, with what she answered since while learning.

    Rows have their `sitting`; those that her answers moved are not saved.
    """
    rows = estimates_of([person_id]).order_by("dimension", "-sitting__finished_at", "-pk")
    found = {row.dimension: row for row in rows.distinct("dimension")}
    if not learned_from(person_id).exists():
        return found
    last = last_result(person_id)
    sittings = {row.sitting_id: row.sitting for row in found.values()} | ({last.pk: last} if last else {})
    for sitting in sittings.values():
        known = refined(sitting)
        if known is None:
            continue
        for code, row in known.estimates.items():
            is_newer = code not in found and sitting == last and known.answers[code]
            if is_newer or (code in found and found[code].sitting_id == sitting.pk):
                found[code] = row
    return found


def estimates_of(people: Collection[int]) -> QuerySet[Estimate]:
    """What finished sittings that asked about it say of each competence; in no order. Rows carry their sitting."""
    return Estimate.objects.filter(
        sitting__person__in=people,
        sitting__instrument__subject=Subject.PERSON,
        sitting__finished_at__isnull=False,
        asked__gt=0,
    ).select_related("sitting__instrument", "sitting__scale")


def last_result(person_id: int | None) -> Sitting | None:
    """The sitting that she finished last as a person, with its instrument and role."""
    return (
        Sitting.objects.filter(
            person=person_id, instrument__subject=Subject.PERSON, finished_at__isnull=False
        )
        .select_related("instrument__framework", "role")
        .order_by("-finished_at", "-pk")
        .first()
    )


def modules_finished(person_id: int) -> set[str]:
    """Codes of the modules that she read to their end."""
    read = Reading.objects.filter(person=person_id, finished_at__isnull=False)
    return set(read.order_by().values_list("module__code", flat=True))


def newest_evidence(person_id: int) -> datetime | None:
    """When something was last learned of her: a sitting or a module that she finished, an answer there. None before anything was."""
    read = Reading.objects.filter(person=person_id).aggregate(last=Max("finished_at"))["last"]
    answered = learned_from(person_id).values_list("answered_at", flat=True).first()
    result = last_result(person_id)
    return max((moment for moment in (result and result.finished_at, read, answered) if moment), default=None)
