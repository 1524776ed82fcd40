"""Those who take part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.activities.models import Participant
from maillage.activities.operations.activities import locked_activity

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def add_participant(*, activity_id: int, now: datetime, **fields: Any) -> Participant:
    """Invite somebody, or note that she comes. Raises ValidationError when she takes part already, AlreadyCancelled."""
    activity = locked_activity(activity_id)
    participant = Participant(activity=activity, joined_at=now, **fields)
    participant.full_clean()
    participant.save()
    return participant
