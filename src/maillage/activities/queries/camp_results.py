"""What an edition gave: who came, what they thought together, what became of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from maillage.activities.enums import ApplicationState, ItemKind, PartState
from maillage.activities.models import Attendance, CampFollowUp, Satisfaction

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.activities.models import Activity, BootcampEdition, Participant, ProgrammeItem

SMALLEST_GROUP = 5  # of people whose opinions are shown together


@dataclass(frozen=True, kw_only=True)
class Opinions:
    """What at least SMALLEST_GROUP people thought, from 1 to 5, and their words in no order of theirs."""

    number: int
    useful: float
    run: float
    words: list[str]


def participants_of(activity: Activity) -> QuerySet[Participant]:
    """Those who come or came, community by community, by name. Rows carry their community and application."""
    return (
        activity.participants.filter(state=PartState.CONFIRMED)
        .select_related("party", "organisation")
        .order_by("party__shore", "name", "pk")
    )


def sessions_of(activity: Activity) -> QuerySet[ProgrammeItem]:
    """The sessions and meetings that take place, first to last."""
    return activity.items.filter(cancelled_at=None, kind__in=[ItemKind.SESSION, ItemKind.MEETING]).order_by(
        "starts_at", "pk"
    )


def attendance_of(activity: Activity) -> dict[tuple[int, int], bool]:
    """Who was there, by (session, participant). Who is absent from it was not noted: unknown, not away."""
    rows = Attendance.objects.filter(item__activity=activity).order_by("pk")
    return {(item, who): there for item, who, there in rows.values_list("item", "participant", "was_there")}


def opinions_of(edition: BootcampEdition) -> Opinions | None:
    """None below SMALLEST_GROUP answers: a smaller group would say who thinks what."""
    rows = list(Satisfaction.objects.filter(edition=edition).order_by("pk"))  # keys are drawn at random
    if len(rows) < SMALLEST_GROUP:
        return None
    return Opinions(
        number=len(rows),
        useful=fmean(row.useful for row in rows),
        run=fmean(row.run for row in rows),
        words=[row.words for row in rows if row.words],
    )


def news_of(edition: BootcampEdition) -> QuerySet[CampFollowUp]:
    """What was asked of each participant, person by person. Rows carry their application and its community."""
    return (
        CampFollowUp.objects.filter(application__edition=edition)
        .select_related("application__party")
        .order_by("application__name", "application", "months")
    )


def came_by_community(edition: BootcampEdition) -> list[tuple[str, int]]:
    """How many confirmed, by community, shore by shore."""
    names = (
        edition.applications.filter(state=ApplicationState.CONFIRMED)
        .order_by("party__shore", "pk")
        .values_list("party__name", flat=True)
    )
    return list(Counter(names).items())
