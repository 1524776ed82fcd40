"""The history of an introduction, as the timeline part takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.matching.enums import IntroductionState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.matching.models import IntroductionStep


def timeline_of(steps: Iterable[IntroductionStep]) -> list[dict[str, Any]]:
    """Newest first; the newest one is where things stand."""
    items = []
    for position, step in enumerate(steps):
        items.append(
            {
                "title": IntroductionState(step.state).label.capitalize(),
                "at": step.at,
                "by": str(step.by) if step.by else "",
                "note": step.note,
                "state": "now" if position == 0 else "done",
            }
        )
    return items
