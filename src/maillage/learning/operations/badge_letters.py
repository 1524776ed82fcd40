"""Letters about badges: hers was revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from maillage.common.jobs import later_each
from maillage.common.letters import left_behind, send_once
from maillage.common.mail import message
from maillage.learning.models import RevocationLetter

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail import EmailMessage


def send_revocation_letter(*, letter_id: int, now: datetime) -> bool:
    """Tell her once, and why; False when her account is closed, or the letter left already."""
    rows = RevocationLetter.objects.select_related("award__person", "award__badge__network")
    return send_once(rows, letter_id, compose=_message, now=now)


def _message(letter: RevocationLetter) -> EmailMessage | None:
    award, person = letter.award, letter.award.person
    if not person.is_active:
        return None
    with translation.override(person.language):
        context = {
            "person": person,
            "award": award,
            "network": award.badge.network,
            "address": settings.SITE_URL + award.get_absolute_url(),
        }
        return message("learning/mail/badge_revoked.txt", context, to=person.email)


def queue_revocation_letters(*, now: datetime) -> int:
    """Queue again those that a dead process left behind. Returns how many."""
    return later_each(
        "learning.send_revocation_letter", "letter_id", left_behind(RevocationLetter.objects, now)
    )
