"""What activities keep about one person, for her export and for her erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from maillage.activities.models import (
    ActivityDocument,
    Application,
    Arrival,
    CalendarFeed,
    CampFollowUp,
    FollowUp,
    Participant,
    PersonalNeeds,
)
from maillage.people.personal_data import rows_of

if TYPE_CHECKING:
    from maillage.people.models import User


def applications_of(user: User) -> QuerySet[Application]:
    """An application has no account: it is hers by its address."""
    return Application.objects.filter(email__iexact=user.email).order_by("created_at", "pk")


def participations_of(user: User) -> QuerySet[Participant]:
    """Those of her account, and those that her applications gave."""
    hers = Q(user=user) | Q(application__in=applications_of(user).order_by())
    return Participant.objects.filter(hers).order_by("joined_at", "pk")


def gathered_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """What she takes or took part in, the places she asked for, what she needed there, whether she has a private calendar, what she promised to
    do, her applications with their follow-ups, and what she wrote as a reader; oldest first.
    """
    parts = participations_of(user)
    asked = Arrival.objects.filter(email__iexact=user.email).order_by("written_at", "pk")
    calendars = CalendarFeed.objects.filter(user=user).order_by("pk")
    needs = PersonalNeeds.objects.filter(consent__user=user).order_by("written_at", "pk")
    promised = FollowUp.objects.filter(user=user).order_by("written_at", "pk")
    applications = applications_of(user)
    news = CampFollowUp.objects.filter(application__in=applications.order_by()).order_by("due_on", "pk")
    readings = user.reviewing.filter(reviews__isnull=False).order_by("assigned_at", "pk")
    added = ActivityDocument.objects.filter(added_by=user).order_by("pk")
    return {
        "documents": rows_of(added, "title", "activity__title", "added_at"),
        "participations": rows_of(
            parts, "activity__title", "name", "office", "email", "role", "state", "was_there", "joined_at"
        ),
        "places_asked": rows_of(asked, "activity__title", "name", "office", "email", "written_at"),
        "needs": rows_of(needs, "participant__activity__title", "diet", "access", "written_at"),
        "calendars": rows_of(calendars, "made_at"),
        "follow_ups": rows_of(promised, "text", "due_on", "state", "note", "written_at"),
        "applications": rows_of(
            applications,
            "edition__activity__title",
            "name",
            "firm",
            "answers",
            "state",
            "consent_text",
            "consented_at",
        ),
        "after_bootcamps": rows_of(news, "months", "situation", "words", "answered_at"),
        "readings": rows_of(
            readings, "edition__activity__title", "reviews__has_conflict", "reviews__given_at"
        ),
    }
