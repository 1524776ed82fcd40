"""Letters about practices: what they say, and whether it is still worth saying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from maillage.agreements.models import PracticeLetter
from maillage.common.letters import send_once
from maillage.common.mail import message
from maillage.directory.queries import reader_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail import EmailMessage


def send_practice_letter(*, letter_id: int, now: datetime) -> bool:
    """Send a letter once; False when it left already, leaves now elsewhere, or its person closed her account."""
    rows = PracticeLetter.objects.select_related(
        "user", "transfer__network__territory", "transfer__practice__organisation", "transfer__agreement"
    )
    return send_once(rows, letter_id, compose=_message, now=now)


def _message(letter: PracticeLetter) -> EmailMessage | None:
    to = reader_of(letter.user, letter.transfer.network)
    if to is None:
        return None
    with translation.override(to.language):
        context = {
            "transfer": letter.transfer,
            "name": to.name,
            "address": settings.SITE_URL + letter.transfer.practice.get_absolute_url(),
        }
        return message("agreements/mail/practice.txt", context, to=to.email)
