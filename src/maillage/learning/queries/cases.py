"""Reading real cases: those that somebody may put forward, hers, and those that wait for a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from maillage.activities.models import Participant
from maillage.learning.enums import CaseState
from maillage.learning.models import Cohort, FieldCase
from maillage.learning.queries.cohorts import SEATED
from maillage.learning.rules.cases import SOURCES, ClosedCase
from maillage.skills.models import Competence
from maillage.skills.queries import current_version

if TYPE_CHECKING:
    from datetime import date

    from maillage.common.viewer import Viewer


def closed_cases(person_id: int, day: date) -> list[ClosedCase]:
    """What she followed in the field and helped, the latest first."""
    found = [one for name in sorted(SOURCES) for one in SOURCES[name](person_id, day)]
    return sorted(found, key=lambda one: (one.closed_on, one.source), reverse=True)


def closed_case(person_id: int, source: str, day: date) -> ClosedCase | None:
    """The one that this source names; None when it is not hers, not over or did not help."""
    return next((one for one in closed_cases(person_id, day) if one.source == source), None)


def cases_of(person_id: int | None) -> QuerySet[FieldCase]:
    """Hers, the latest first, with their network."""
    rows = FieldCase.objects.filter(person=person_id).select_related("network", "decided_by")
    return rows.order_by("-sent_at", "-pk")


def cases_decided_by(viewer: Viewer) -> QuerySet[FieldCase]:
    """Of others: in the networks that she coordinates, and of people of the cohorts that she leads there. Those that wait first."""
    led = Cohort.objects.filter(facilitator=viewer.user_id)
    people = Participant.objects.filter(
        SEATED,
        activity__in=led.values("activity"),
        activity__network=OuterRef("network"),
        user=OuterRef("person"),
    )
    rows = FieldCase.objects.filter(Q(network__in=viewer.coordinated_network_ids) | Exists(people))
    waits = Case(When(state=CaseState.SENT, then=0), default=1)
    return (
        rows.exclude(person=viewer.user_id)
        .select_related("person", "network", "decided_by")
        .order_by(waits, "sent_at", "pk")
    )


def decides_cases(viewer: Viewer) -> bool:
    """Whether she may decide on any at all."""
    return viewer.is_known and (
        bool(viewer.coordinated_network_ids) or Cohort.objects.filter(facilitator=viewer.user_id).exists()
    )


def competences_to_name() -> QuerySet[Competence]:
    """Those of the reference of today, in its order."""
    version = current_version()
    return Competence.objects.filter(version=version).order_by("position")
