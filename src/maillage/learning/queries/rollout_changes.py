"""What a roll-out was, from its audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maillage.learning.models import RollOut, RollOutTarget
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import datetime

MOST = 50


@dataclass(frozen=True, kw_only=True)
class Change:
    """A state that was kept: of the roll-out, or of the target of a region. by: a name; empty for a command or an erased account."""

    at: datetime
    event: Any
    is_target: bool
    by: str


def changes_of(roll_out: RollOut) -> list[Change]:
    """The latest first. Three queries, whatever their number."""
    plans = RollOut.pgh_event_model.objects.filter(pgh_obj=roll_out.pk)  # type: ignore[attr-defined]
    targets = RollOutTarget.pgh_event_model.objects.filter(roll_out=roll_out.pk)  # type: ignore[attr-defined]
    rows = [
        *plans.select_related("pgh_context").order_by("-pgh_id")[:MOST],
        *targets.select_related("pgh_context", "territory").order_by("-pgh_id")[:MOST],
    ]
    authors = {author for row in rows if (author := _author(row)) is not None}
    names = {row.pk: row.full_name for row in User.objects.filter(pk__in=authors).order_by("pk")}
    found = [
        Change(
            at=row.pgh_created_at,
            event=row,
            is_target=hasattr(row, "territory_id"),
            by=names.get(_author(row) or 0, ""),
        )
        for row in rows
    ]
    return sorted(found, key=lambda change: (change.at, change.event.pgh_id), reverse=True)[:MOST]


def _author(event: Any) -> int | None:
    context = event.pgh_context
    return context.metadata.get("user") if context else None
