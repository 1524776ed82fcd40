"""What time has made due in bootcamps, oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.activities.enums import ActivityState, ApplicationState, CampMatter
from maillage.activities.models import Application, BootcampEdition, CampFollowUp, CampLetter
from maillage.activities.rules.calls import reminders_at

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


def offers_overdue(now: datetime) -> QuerySet[Application]:
    return (
        Application.objects.filter(state=ApplicationState.OFFERED, answer_by__lt=now)
        .exclude(edition__activity__state=ActivityState.CANCELLED)
        .order_by("answer_by", "pk")
    )


def offers_to_recall(now: datetime) -> list[int]:
    """Applications whose offer waits for a reminder that was not written yet."""
    letters = (
        CampLetter.objects.filter(
            application__state=ApplicationState.OFFERED,
            application__answer_by__gte=now,
            matter__in=[CampMatter.OFFERED, CampMatter.FIRST_REMINDER, CampMatter.SECOND_REMINDER],
        )
        .exclude(application__edition__activity__state=ActivityState.CANCELLED)
        .select_related("application")
        .order_by("application", "pk")
    )
    written: dict[int, dict[str, CampLetter]] = {}
    for letter in letters:
        if letter.turn == letter.application.turn:
            written.setdefault(letter.application_id, {})[letter.matter] = letter
    return [key for key, given in written.items() if _is_due(given, now)]


def _is_due(given: dict[str, CampLetter], now: datetime) -> bool:
    offered = given.get(CampMatter.OFFERED)
    if offered is None or offered.application.answer_by is None:
        return False
    first, second = reminders_at(offered.written_at, offered.application.answer_by)
    if now >= second:
        return CampMatter.SECOND_REMINDER not in given
    return now >= first and CampMatter.FIRST_REMINDER not in given


def editions_just_over(now: datetime) -> list[int]:
    """Editions whose last day is past on their own clocks, and whose aftermath is not planned."""
    rows = (
        BootcampEdition.objects.filter(
            aftermath_at=None, decided_at__isnull=False, activity__state=ActivityState.ANNOUNCED
        )
        .filter(activity__ends_on__lte=now.date())
        .select_related("activity")
        .order_by("pk")
    )
    return [row.pk for row in rows if now.astimezone(row.activity.zone).date() > row.activity.ends_on]


def follow_ups_due(now: datetime) -> QuerySet[CampFollowUp]:
    return (
        CampFollowUp.objects.filter(asked_at=None, due_on__lte=now.date())
        .exclude(application__edition__activity__state=ActivityState.CANCELLED)
        .order_by("due_on", "pk")
    )
