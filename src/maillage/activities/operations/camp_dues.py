"""What time brings about in bootcamps. What is due is asked of the database at each turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.activities.queries import camp_dues
from maillage.common.jobs import later_each

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

AT_ONCE = 500  # the rest waits for the next turn


def queue_camp_dues(*, now: datetime) -> int:
    """Queue one job for each thing due; one that waits already is not queued twice. Returns how many things."""
    return (
        later_each("activities.expire_offer", "application_id", _first(camp_dues.offers_overdue(now)))
        + later_each("activities.remind_of_place", "application_id", camp_dues.offers_to_recall(now))
        + later_each("activities.plan_aftermath", "edition_id", camp_dues.editions_just_over(now))
        + later_each("activities.ask_camp_follow_up", "follow_up_id", _first(camp_dues.follow_ups_due(now)))
        + later_each("activities.send_camp_letter", "letter_id", _first(camp_dues.letters_left_behind(now)))
    )


def _first(rows: QuerySet[Any]) -> Iterable[int]:
    return rows.values_list("pk", flat=True)[:AT_ONCE]
