"""What an edition gave: who came, what they thought together, what became of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from maillage.activities.enums import ApplicationState, ItemKind, PartState
from maillage.activities.models import Application, Attendance, CampFollowUp, Satisfaction

if TYPE_CHECKING:
    from maillage.activities.models import Activity, BootcampEdition, Participant, ProgrammeItem
    from maillage.people.models import User

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


def gathered_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """For her export: her applications with their follow-ups, her participations, and what she wrote as a reader."""
    hers = Q(email__iexact=user.email)
    applications = Application.objects.filter(hers).order_by("created_at", "pk")
    news = CampFollowUp.objects.filter(application__in=applications.order_by()).order_by("due_on", "pk")
    parts = user.participations.order_by("joined_at", "pk")
    readings = user.reviewing.order_by("assigned_at", "pk")
    return {
        "applications": _rows(
            applications.values(
                "edition__activity__title", "name", "firm", "answers", "state", "consent_text", "consented_at"
            )
        ),
        "after_bootcamps": _rows(news.values("months", "situation", "words", "answered_at")),
        "participations": _rows(parts.values("activity__title", "name", "office", "role", "state")),
        "readings": _rows(
            readings.filter(reviews__isnull=False).values(
                "edition__activity__title", "reviews__has_conflict", "reviews__given_at"
            )
        ),
    }


def _rows(values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in values]
