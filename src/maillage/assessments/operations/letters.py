"""Letters that a dead process left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.assessments.models import Invitation, InvitationReminder, ShareLetter
from maillage.common.jobs import later_each
from maillage.common.letters import left_behind

if TYPE_CHECKING:
    from datetime import datetime


def queue_letters(*, now: datetime) -> int:
    """Queue them again. Returns how many."""
    return (
        later_each("assessments.send_share_letter", "letter_id", left_behind(ShareLetter.objects, now))
        + later_each("assessments.send_invitation", "letter_id", left_behind(Invitation.objects, now))
        + later_each("assessments.send_reminder", "letter_id", left_behind(InvitationReminder.objects, now))
    )
