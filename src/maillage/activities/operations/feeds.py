"""The private calendar of a person: an address made, made again, stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.activities.models import CalendarFeed
from maillage.activities.rules.feeds import new_seed

if TYPE_CHECKING:
    from datetime import datetime


def make_feed(*, user_id: int, now: datetime) -> CalendarFeed:
    """A new address; the former one, if any, answers no more."""
    feed, _is_new = CalendarFeed.objects.update_or_create(
        user_id=user_id, defaults={"seed": new_seed(), "made_at": now}
    )
    return feed


def stop_feed(*, user_id: int) -> None:
    CalendarFeed.objects.filter(user=user_id).delete()
