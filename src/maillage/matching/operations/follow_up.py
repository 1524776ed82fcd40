"""What became of a need, asked of its author 30 and 90 days after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.matching.errors import AlreadyTold
from maillage.matching.models import FollowUp
from maillage.matching.operations.announcing import write_letters
from maillage.matching.queries import asker_of
from maillage.matching.rules import FOLLOW_UP_LETTERS

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.matching.enums import FollowUpResult


@transaction.atomic
def ask_follow_up(*, follow_up_id: int, now: datetime) -> bool:
    """Ask the asker, once. False when she was asked already, or is being asked elsewhere."""
    follow_up = (
        FollowUp.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("introduction__asked_by")
        .filter(pk=follow_up_id, asked_at=None, due_at__lte=now)
        .first()
    )
    if follow_up is None:
        return False
    introduction = follow_up.introduction
    write_letters(introduction, FOLLOW_UP_LETTERS[follow_up.days], asker_of(introduction), now=now)
    follow_up.asked_at = now
    follow_up.save(update_fields=["asked_at"])
    return True


@transaction.atomic
def answer_follow_up(*, follow_up_id: int, result: FollowUpResult, words: str, now: datetime) -> FollowUp:
    """Keep what she says of her need. The first answer counts. Raises AlreadyTold."""
    follow_up = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up_id)
    if follow_up.answered_at is not None:
        raise AlreadyTold
    follow_up.result, follow_up.words, follow_up.answered_at = result, words, now
    follow_up.save(update_fields=["result", "words", "answered_at"])
    return follow_up
