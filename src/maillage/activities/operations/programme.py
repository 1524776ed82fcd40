"""The moments of a programme: added, moved, cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.activities.enums import ActivityState, LetterMatter
from maillage.activities.errors import ChangedMeanwhile, OutsideTheActivity
from maillage.activities.models import ProgrammeItem
from maillage.activities.operations.activities import locked_activity
from maillage.activities.operations.letters import tell_everyone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.activities.models import Activity, Participant
    from maillage.directory.models import Organisation


@transaction.atomic
def add_item(
    *,
    activity_id: int,
    now: datetime,
    hosts: Iterable[Organisation] = (),
    people: Iterable[Participant] = (),
    **fields: Any,
) -> ProgrammeItem:
    """Place a moment in the programme; without people it is for everybody.

    Raises OutsideTheActivity, AlreadyCancelled, ValidationError.
    """
    activity = locked_activity(activity_id)
    item = ProgrammeItem(activity=activity, updated_at=now, **{"time_zone": activity.time_zone, **fields})
    _check(activity, item)
    item.save()
    item.hosts.set(hosts)
    item.people.set(people)
    return item


@transaction.atomic
def change_item(
    *,
    item_id: int,
    seen: int,
    now: datetime,
    hosts: Iterable[Organisation] | None = None,
    people: Iterable[Participant] | None = None,
    **fields: Any,
) -> ProgrammeItem:
    """Move or rewrite a moment. `seen`: the sequence that the person had before her eyes.

    Raises ChangedMeanwhile, OutsideTheActivity, AlreadyCancelled, ValidationError.
    """
    activity = locked_activity(ProgrammeItem.objects.values_list("activity_id", flat=True).get(pk=item_id))
    item = ProgrammeItem.objects.select_for_update(of=("self",)).get(pk=item_id)
    if item.sequence != seen:
        raise ChangedMeanwhile
    for name, value in fields.items():
        setattr(item, name, value)
    _check(activity, item)
    if hosts is not None:
        item.hosts.set(hosts)
    if people is not None:
        item.people.set(people)
    return _saved(item, now)


@transaction.atomic
def cancel_item(*, item_id: int, now: datetime) -> ProgrammeItem:
    """Take a moment out: calendars learn it, the programme keeps it struck through, and those it was for are written to.

    Nobody is written to about a draft. A second call changes nothing. Raises AlreadyCancelled.
    """
    activity = locked_activity(ProgrammeItem.objects.values_list("activity_id", flat=True).get(pk=item_id))
    item = ProgrammeItem.objects.select_for_update(of=("self",)).get(pk=item_id)
    if item.cancelled_at is not None:
        return item
    item.cancelled_at = now
    if activity.state == ActivityState.ANNOUNCED:
        tell_everyone(activity, LetterMatter.ITEM_CANCELLED, now=now, item=item)
    return _saved(item, now)


def _check(activity: Activity, item: ProgrammeItem) -> None:
    item.full_clean(exclude=["hosts", "people"])
    first, last = item.starts_there.date(), item.ends_there.date()
    if first < activity.starts_on or last > activity.ends_on:
        raise OutsideTheActivity


def _saved(item: ProgrammeItem, now: datetime) -> ProgrammeItem:
    item.sequence += 1
    item.updated_at = now
    item.save()
    return item
