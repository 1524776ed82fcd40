"""Letters about practices: rows written with the proposal, each sent in a transaction of its own that marks it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import translation

from maillage.agreements.models import PracticeLetter
from maillage.agreements.queries.practices import practice_letters_left
from maillage.common.jobs import later_each
from maillage.common.mail import message

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail import EmailMessage

AT_ONCE = 500


def queue_practice_letters(*, now: datetime) -> int:
    """Queue the letters that a dead process left behind; one that waits already is not queued twice."""
    rows = practice_letters_left(now).values_list("pk", flat=True)[:AT_ONCE]
    return later_each("agreements.send_practice_letter", "letter_id", rows)


@transaction.atomic
def send_practice_letter(*, letter_id: int, now: datetime) -> bool:
    """Send a letter once; False when it left already, leaves now elsewhere, or its person closed her account."""
    letter = (
        PracticeLetter.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related(
            "user", "transfer__network__territory", "transfer__practice__organisation", "transfer__agreement"
        )
        .filter(pk=letter_id, sent_at=None)
        .first()
    )
    if letter is None:
        return False
    letter.sent_at = now
    letter.save(update_fields=["sent_at"])
    if letter.user is not None and not letter.user.is_active:
        return False
    _message(letter).send()
    return True


def _message(letter: PracticeLetter) -> EmailMessage:
    network, person = letter.transfer.network, letter.user
    mailbox_language = "fr-fr" if network.territory.country == "FR" else "fr-ca"
    with translation.override(person.language if person else mailbox_language):
        context = {
            "transfer": letter.transfer,
            "name": person.full_name if person else network.name,
            "address": settings.SITE_URL + letter.transfer.practice.get_absolute_url(),
        }
        return message(
            "agreements/mail/practice.txt",
            context,
            to=person.email if person else network.contact_email,
            headers={"Message-ID": f"<practice-{letter.pk}@{urlsplit(settings.SITE_URL).hostname}>"},
        )
