"""What visits keep about one person, for her export; who takes part is told with all activities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.activities.models import FollowUp, PersonalNeeds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maillage.people.models import User


def gathered_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """What she needed at each visit, and what she promised to do, oldest first."""
    needs = PersonalNeeds.objects.filter(consent__user=user).order_by("written_at", "pk")
    promised = FollowUp.objects.filter(user=user).order_by("written_at", "pk")
    return {
        "needs": _rows(needs.values("participant__activity__title", "diet", "access", "written_at")),
        "follow_ups": _rows(promised.values("text", "due_on", "state", "note", "written_at")),
    }


def _rows(values: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [dict(row) for row in values]
