"""A roll-out: planned, then given a target region by region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.learning.errors import TargetOutsideTheRollOut
from maillage.learning.models import RollOut, RollOutTarget
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from datetime import date

    from maillage.directory.models import Territory


def plan_roll_out(**fields: Any) -> RollOut:
    """Without a target yet. Raises ValidationError for what the model refuses."""
    roll_out = RollOut(**fields)
    roll_out.full_clean()
    roll_out.save()
    return roll_out


@transaction.atomic
def set_target(*, roll_out_id: int, territory: Territory, people: int, by_day: date) -> RollOutTarget:
    """How many people of a region, by when; said again, it replaces what was said. Raises TargetOutsideTheRollOut, ValidationError."""
    roll_out = RollOut.objects.select_for_update(of=("self",)).get(pk=roll_out_id)
    if not roll_out.starts_on < by_day <= roll_out.ends_on:
        days = {"first": roll_out.starts_on, "last": roll_out.ends_on}
        raise TargetOutsideTheRollOut(**{name: plain_day(day, spoken()) for name, day in days.items()})
    known = RollOutTarget.objects.filter(roll_out=roll_out, territory=territory).first()
    target = known or RollOutTarget(roll_out=roll_out, territory=territory)
    target.people, target.by_day = people, by_day
    target.full_clean()
    target.save()
    return target


def remove_target(*, target_id: int) -> None:
    """Take a region out of the plan; the audit trail keeps what was aimed at. A second call changes nothing."""
    RollOutTarget.objects.filter(pk=target_id).delete()
