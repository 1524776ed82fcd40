"""Letters of agreements that a dead process left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.agreements.models import ExpiryLetter, Notice, PracticeLetter
from maillage.common.jobs import later_each
from maillage.common.letters import left_behind

if TYPE_CHECKING:
    from datetime import datetime


def queue_letters(*, now: datetime) -> int:
    """Queue them again; one that waits already is not queued twice. Returns how many."""
    return (
        later_each("agreements.send_expiry_letter", "letter_id", left_behind(ExpiryLetter.objects, now))
        + later_each("agreements.send_notice", "letter_id", left_behind(Notice.objects, now))
        + later_each("agreements.send_practice_letter", "letter_id", left_behind(PracticeLetter.objects, now))
    )
