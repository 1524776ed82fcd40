"""A question is taken out of the bank, for good. What people answered to it stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.assessments.errors import AlreadyRetired
from maillage.assessments.models import Item

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User


@transaction.atomic
def retire_item(*, item_id: int, by: User, reason: str, now: datetime) -> Item:
    """No sitting begun from now on asks it. Raises AlreadyRetired: a question is retired once, and stays so."""
    item = Item.objects.select_for_update(of=("self",)).get(pk=item_id)
    if item.retired_at is not None:
        raise AlreadyRetired
    item.retired_at, item.retired_by, item.retired_reason = now, by, reason
    item.save(update_fields=["retired_at", "retired_by", "retired_reason"])
    return item
