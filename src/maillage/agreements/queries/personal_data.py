"""What agreements keep about one person, for her export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.agreements.models import Practice, TransferStep

if TYPE_CHECKING:
    from maillage.people.models import User


def gathered_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """The practices she wrote, and the transfers that she moved, oldest first."""
    written = Practice.objects.filter(written_by=user).order_by("created_at", "pk")
    moved = TransferStep.objects.filter(by=user).order_by("at", "pk")
    return {
        "practices": [dict(row) for row in written.values("title", "visibility", "created_at")],
        "transfers": [
            dict(row) for row in moved.values("transfer__practice__title", "state", "reason", "at")
        ],
    }
