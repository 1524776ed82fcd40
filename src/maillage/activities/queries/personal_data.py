"""What activities keep about one person, for her export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.activities.models import CalendarFeed, Participant

if TYPE_CHECKING:
    from maillage.people.models import User


def gathered_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """What she takes or took part in, oldest first, and whether she has a private calendar."""
    parts = Participant.objects.filter(user=user).order_by("joined_at", "pk")
    kept = ("activity__title", "name", "office", "email", "role", "state", "was_there", "joined_at")
    return {
        "participations": list(parts.values(*kept)),
        "calendars": list(CalendarFeed.objects.filter(user=user).order_by("pk").values("made_at")),
    }
