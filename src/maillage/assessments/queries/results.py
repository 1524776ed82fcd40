"""Reading what is known of a person after a sitting, and to whom she shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from maillage.assessments.enums import Subject
from maillage.assessments.models import Share, Sitting
from maillage.directory.queries import organisations_spoken_for
from maillage.skills.models import Competence, RequiredLevel
from maillage.skills.queries import IN_ORDER_OF_LEVELS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.assessments.models import Estimate
    from maillage.common.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One competence, what is known of it, and the level that the role of the sitting asks for."""

    competence: Competence
    estimate: Estimate
    required: RequiredLevel | None


def results_of(viewer: Viewer) -> QuerySet[Sitting]:
    """Her own sittings as a person, finished or not."""
    return _told().filter(instrument__subject=Subject.PERSON, person=viewer.user_id)


def results_open_to(viewer: Viewer) -> QuerySet[Sitting]:
    """Her own, those that somebody shows her, and the diagnoses of the firms for which she speaks; of others, finished."""
    if viewer.user_id is None:
        return Sitting.objects.none()
    shown = Share.objects.filter(reader=viewer.user_id, withdrawn_at=None).values("sitting")
    is_hers, is_over = Q(person=viewer.user_id), Q(finished_at__isnull=False)
    of_people, of_firms = Q(instrument__subject=Subject.PERSON), Q(instrument__subject=Subject.FIRM)
    spoken_for = Q(organisation__in=organisations_spoken_for(viewer).order_by())
    return _told().filter(
        of_people & (is_hers | is_over & Q(pk__in=shown)) | of_firms & spoken_for & (is_hers | is_over)
    )


def _told() -> QuerySet[Sitting]:
    return Sitting.objects.select_related(
        "instrument__framework", "scale", "person", "role__version", "organisation"
    )


def measured(sitting: Sitting) -> list[Measured]:
    """Its competences in the order of the reference, with their area and descriptors."""
    known = {row.dimension: row for row in sitting.estimates.order_by("position")}
    asked = (
        {row.competence.code: row for row in sitting.role.requirements.select_related("competence")}
        if sitting.role
        else {}
    )
    competences = (
        Competence.objects.filter(version=sitting.instrument.framework_id, code__in=known)
        .select_related("area")
        .prefetch_related(IN_ORDER_OF_LEVELS)
        .order_by("position")
    )
    return [
        Measured(competence=row, estimate=known[row.code], required=asked.get(row.code))
        for row in competences
    ]


def earlier_results(sitting: Sitting) -> QuerySet[Sitting]:
    """Those that she finished before this one with the same instrument, the latest first."""
    return Sitting.objects.filter(
        person=sitting.person_id, instrument=sitting.instrument_id, finished_at__lt=sitting.finished_at
    ).order_by("-finished_at", "-pk")


def shares_of(sitting: Sitting) -> QuerySet[Share]:
    """At which addresses it is shown today, in their order."""
    return sitting.shares.filter(withdrawn_at=None).order_by("email", "pk")
