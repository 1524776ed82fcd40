"""Voluntary answers: hers, and those to count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.activities.enums import PartState
from maillage.activities.models import Participant
from maillage.initiatives.models import Initiative
from maillage.outcomes.models import InclusionAnswer, InclusionCount

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer


def parts_asked(viewer: Viewer) -> QuerySet[Participant]:
    """Her own parts in activities whose initiative asks groups, the latest first. Rows carry their activity."""
    return (
        Participant.objects.filter(
            user=viewer.user_id, user__isnull=False, activity__initiative__asked_groups__len__gt=0
        )
        .exclude(state__in=[PartState.DECLINED, PartState.WITHDRAWN])
        .select_related("activity")
        .order_by("-activity__starts_on", "-pk")
    )


def groups_said(participant: Participant) -> list[str]:
    """What she said of herself there, in no order that means anything."""
    rows = InclusionAnswer.objects.filter(participant=participant, consent__withdrawn_at__isnull=True)
    return list(rows.order_by("group").values_list("group", flat=True))


def people_answering(initiative: Initiative) -> QuerySet[InclusionAnswer, tuple[str, int]]:
    """Group and account of those who take part, real or invented like the initiative, and whose consent stands."""
    rows = InclusionAnswer.objects.filter(
        participant__activity__initiative=initiative,
        participant__user__isnull=False,
        participant__user__is_fictitious=initiative.is_fictitious,
        participant__state=PartState.CONFIRMED,
        consent__withdrawn_at__isnull=True,
    )
    return rows.order_by("group", "participant__user").values_list("group", "participant__user").distinct()


def initiatives_to_count() -> QuerySet[Initiative]:
    """Those where somebody answered."""
    answered = InclusionAnswer.objects.values("participant__activity__initiative")
    return Initiative.objects.filter(pk__in=answered).order_by("pk")


def inclusion_told(initiative: Initiative) -> QuerySet[InclusionCount]:
    """How many people of each group, ten at least: all that is ever told of their answers."""
    return InclusionCount.objects.filter(initiative=initiative).order_by("group")
