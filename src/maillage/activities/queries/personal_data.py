"""What activities keep about one person, for her export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.activities.models import Arrival, CalendarFeed, Participant

if TYPE_CHECKING:
    from maillage.people.models import User


def gathered_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """What she takes or took part in, oldest first, and whether she has a private calendar."""
    parts = Participant.objects.filter(user=user).order_by("joined_at", "pk")
    kept = ("activity__title", "name", "office", "email", "role", "state", "was_there", "joined_at")
    asked = Arrival.objects.filter(email__iexact=user.email).order_by("written_at", "pk")
    return {
        "participations": list(parts.values(*kept)),
        "places_asked": list(asked.values("activity__title", "name", "office", "email", "written_at")),
        "calendars": list(CalendarFeed.objects.filter(user=user).order_by("pk").values("made_at")),
    }
