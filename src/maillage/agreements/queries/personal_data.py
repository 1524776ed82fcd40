"""What stays across agreements keep about one person, for her export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.agreements.models import Stay, StayFollowUp, StayStep

if TYPE_CHECKING:
    from maillage.people.models import User


def stays_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """The stays that she asked for, what she wrote along the way, and what she told afterwards, oldest first."""
    asked = Stay.objects.filter(asked_by=user).order_by("pk")
    steps = StayStep.objects.filter(by=user).order_by("at", "pk")
    told = StayFollowUp.objects.filter(answered_by=user).order_by("answered_at", "pk")
    names = ("firm__name", "host__organisation__name", "purpose", "needs", "state", "wished_from")
    return {
        "asked": [dict(row) for row in asked.values(*names)],
        "steps": [dict(row) for row in steps.values("state", "note", "at")],
        "told": [dict(row) for row in told.values("months", "kind", "words", "answered_at")],
    }
