"""An activity: written, announced, changed, cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.activities.enums import ActivityState, LetterMatter
from maillage.activities.errors import AlreadyAnnounced, AlreadyCancelled, ChangedMeanwhile, NoReason
from maillage.activities.models import Activity
from maillage.activities.operations.letters import tell_everyone

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def create_activity(*, now: datetime, **fields: Any) -> Activity:
    """Write a draft; only those who coordinate it see it. Raises ValidationError for what a model refuses."""
    activity = Activity(created_at=now, updated_at=now, **fields)
    activity.full_clean()
    activity.save()
    return activity


@transaction.atomic
def change_activity(*, activity_id: int, seen: int, now: datetime, **fields: Any) -> Activity:
    """Change what is said of it. `seen`: the sequence that the person had before her eyes.

    Raises ChangedMeanwhile when somebody else changed it since, AlreadyCancelled, ValidationError.
    """
    activity = locked_activity(activity_id)
    if activity.sequence != seen:
        raise ChangedMeanwhile
    for name, value in fields.items():
        setattr(activity, name, value)
    activity.full_clean()
    return _saved(activity, now, *fields)


@transaction.atomic
def announce_activity(*, activity_id: int, now: datetime) -> Activity:
    """Show it to whoever may see it. Raises AlreadyAnnounced, AlreadyCancelled."""
    activity = locked_activity(activity_id)
    if activity.state == ActivityState.ANNOUNCED:
        raise AlreadyAnnounced
    activity.state = ActivityState.ANNOUNCED
    return _saved(activity, now, "state")


@transaction.atomic
def cancel_activity(*, activity_id: int, reason: str, now: datetime) -> Activity:
    """Say that it does not take place, and write to whoever comes or waits, once. Raises NoReason, AlreadyCancelled."""
    if not reason.strip():
        raise NoReason
    activity = locked_activity(activity_id)
    activity.state, activity.reason = ActivityState.CANCELLED, reason.strip()
    tell_everyone(activity, LetterMatter.ACTIVITY_CANCELLED, now=now)
    return _saved(activity, now, "state", "reason")


def locked_activity(activity_id: int) -> Activity:
    """The activity, held until the transaction ends. Raises AlreadyCancelled."""
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity_id)
    if activity.state == ActivityState.CANCELLED:
        raise AlreadyCancelled
    return activity


def _saved(activity: Activity, now: datetime, *fields: str) -> Activity:
    activity.sequence += 1
    activity.updated_at = now
    activity.save(update_fields=[*fields, "sequence", "updated_at"])
    return activity
