"""A roll-out that changes on its way: its title, its days, what is aimed at. The audit trail keeps each state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.common.refusals import ChangedMeanwhile
from maillage.learning.errors import TargetsOutsideTheDays
from maillage.learning.models import RollOut, RollOutTarget
from maillage.learning.operations.rollouts import set_target
from maillage.learning.rules.editions import edition_of_roll_out, edition_of_target

if TYPE_CHECKING:
    from datetime import date


@transaction.atomic
def change_roll_out(
    *, roll_out_id: int, title: str, starts_on: date, ends_on: date, read_edition: int
) -> RollOut:
    """Its path and its network stay. Raises ChangedMeanwhile, ValidationError, and TargetsOutsideTheDays, which names their regions."""
    roll_out = RollOut.objects.select_for_update(of=("self",)).get(pk=roll_out_id)
    if edition_of_roll_out(roll_out) != read_edition:
        raise ChangedMeanwhile
    left_out = [
        row.territory.name
        for row in roll_out.targets.select_related("territory").order_by("territory__sort_key", "pk")
        if not starts_on < row.by_day <= ends_on
    ]
    if left_out:
        raise TargetsOutsideTheDays(regions=", ".join(left_out))
    roll_out.title, roll_out.starts_on, roll_out.ends_on = title, starts_on, ends_on
    roll_out.full_clean()
    roll_out.save()
    return roll_out


@transaction.atomic
def change_target(*, target_id: int, people: int, by_day: date, read_edition: int) -> RollOutTarget:
    """Raises ChangedMeanwhile, also when somebody took the region out of the plan; TargetOutsideTheRollOut, ValidationError."""
    target = RollOutTarget.objects.select_related("territory").filter(pk=target_id).first()
    if target is None:
        raise ChangedMeanwhile
    RollOut.objects.select_for_update(of=("self",)).get(pk=target.roll_out_id)
    target = RollOutTarget.objects.select_related("territory").filter(pk=target_id).first()
    if target is None or edition_of_target(target) != read_edition:
        raise ChangedMeanwhile
    return set_target(
        roll_out_id=target.roll_out_id, territory=target.territory, people=people, by_day=by_day
    )
