"""What time brings about in bootcamps. What is due is asked of the database at each turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.activities.queries import camp_dues
from maillage.common.jobs import later_each

if TYPE_CHECKING:
    from datetime import datetime


def queue_camp_dues(*, now: datetime) -> int:
    """Queue one job for each thing due; one that waits already is not queued twice. Returns how many things."""
    return (
        later_each("activities.expire_offer", "application_id", camp_dues.offers_overdue(now))
        + later_each("activities.remind_of_place", "application_id", camp_dues.offers_to_recall(now))
        + later_each("activities.plan_aftermath", "edition_id", camp_dues.editions_just_over(now))
        + later_each("activities.ask_camp_follow_up", "follow_up_id", camp_dues.follow_ups_due(now))
    )
