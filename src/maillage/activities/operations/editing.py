"""An activity written and changed with its registration."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from maillage.activities.errors import MomentsLeftOutside
from maillage.activities.models import Activity
from maillage.activities.operations.activities import change_activity, create_activity
from maillage.activities.operations.registration import close_registration, open_registration
from maillage.activities.rules.addresses import free_slug

if TYPE_CHECKING:
    from datetime import date


@transaction.atomic
def write_activity(*, now: datetime, registration: dict[str, Any] | None = None, **fields: Any) -> Activity:
    """A draft with an address of its own, and how people come forward, if they do."""
    start: date = fields["starts_on"]
    taken = set(Activity.objects.filter(starts_on=start).order_by("pk").values_list("slug", flat=True))
    activity = create_activity(now=now, slug=free_slug(fields["title"], start, taken), **fields)
    if registration:
        open_registration(activity_id=activity.pk, now=now, **registration)
    return activity


@transaction.atomic
def rewrite_activity(
    *, activity_id: int, seen: int, now: datetime, registration: dict[str, Any] | None, **fields: Any
) -> Activity:
    """Change an activity and how people come forward, or neither.

    Raises what `change_activity` and `open_registration` raise, and MomentsLeftOutside.
    """
    activity = change_activity(activity_id=activity_id, seen=seen, now=now, **fields)
    if _left_outside(activity):
        raise MomentsLeftOutside
    if registration:
        open_registration(activity_id=activity.pk, now=now, **registration)
    else:
        close_registration(activity_id=activity.pk)
    return activity


def _left_outside(activity: Activity) -> bool:
    """Whether a moment still planned begins before the first day of the place, or ends after its last one."""
    opening = datetime.combine(activity.starts_on, time.min, activity.zone)
    closing = datetime.combine(activity.ends_on + timedelta(days=1), time.min, activity.zone)
    beyond = Q(starts_at__lt=opening) | Q(ends_at__gt=closing)
    return activity.items.filter(beyond, cancelled_at=None).exists()
