"""What activities take of the money given to their initiative, or to their strand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.activities.errors import NotForThisActivity
from maillage.activities.models import Placement
from maillage.initiatives.errors import AlreadyEnded, ReasonNeeded, TooMuch
from maillage.initiatives.models import Allocation
from maillage.ui.formats import money
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from maillage.activities.models import Activity
    from maillage.people.models import User


@transaction.atomic
def place(
    *, allocation_id: int, activity: Activity, amount: Decimal, by: User | None, now: datetime
) -> Placement:
    """An activity takes a part. Raises AlreadyEnded, NotForThisActivity, TooMuch with what is left, ValidationError for nothing."""
    allocation = _locked(allocation_id)
    if allocation.ended_at is not None:
        raise AlreadyEnded
    if not _serves(allocation, activity):
        raise NotForThisActivity(activity=activity)
    if amount > allocation.left:
        raise TooMuch(left=money(allocation.left, allocation.contribution.currency, spoken()))
    placement = Placement(
        allocation=allocation, activity=activity, amount=amount, recorded_at=now, recorded_by=by
    )
    placement.full_clean(exclude=["allocation", "activity", "recorded_by"])
    placement.save()
    return placement


@transaction.atomic
def take_back(*, placement_id: int, reason: str, by: User | None, now: datetime) -> None:
    """What the activity does not need. Raises AlreadyEnded, ReasonNeeded."""
    _locked(Placement.objects.get(pk=placement_id).allocation_id)
    if not reason.strip():
        raise ReasonNeeded
    if not Placement.objects.filter(pk=placement_id).end(now=now, by=by, reason=reason):
        raise AlreadyEnded


def _locked(allocation_id: int) -> Allocation:
    """For this transaction alone: two activities that ask at once take turns."""
    return (
        Allocation.objects.select_for_update(of=("self",))
        .select_related("contribution")
        .get(pk=allocation_id)
    )


def _serves(allocation: Allocation, activity: Activity) -> bool:
    """An activity spends what its initiative, or its strand of its agreement, was given."""
    if allocation.initiative_id is not None:
        return allocation.initiative_id == activity.initiative_id
    return (allocation.agreement_id, allocation.strand_id) == (activity.agreement_id, activity.strand_id)
