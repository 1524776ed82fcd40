"""Coordinators are told 12, 6 and 3 months before a version's last day, unless a signed one follows.

What is due is asked of the database each day: a day without workers is made up for the next, and two workers on
the same day write each warning once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import translation

from maillage.agreements.models import AgreementVersion, ExpiryLetter
from maillage.agreements.queries.expiry import (
    coordinators_of,
    expiry_letters_to_send,
    versions_running_out,
)
from maillage.agreements.rules import stage_of
from maillage.common.jobs import later_each
from maillage.common.mail import message

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.mail import EmailMessage


def warn_of_expiry(*, day: date, now: datetime) -> int:
    """Write the warnings that are due and queue those that have not left. Returns how many were written."""
    written = 0
    for version in versions_running_out(day):
        stage = stage_of(version.ends_on, day)
        if stage is not None:
            written += _warn(version, stage, day=day, now=now)
    later_each(
        "agreements.send_expiry_letter", "letter_id", expiry_letters_to_send().values_list("pk", flat=True)
    )
    return written


@transaction.atomic
def _warn(version: AgreementVersion, stage: int, *, day: date, now: datetime) -> int:
    """One letter to each coordinator of a party, once for this stage."""
    AgreementVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if ExpiryLetter.objects.filter(version=version, months=stage).exists():
        return 0
    people: dict[int, dict[str, object]] = {}
    mailboxes: list[dict[str, object]] = []
    for party in version.agreement.parties.select_related("network").order_by("pk"):
        found = coordinators_of(party.network, day)
        people |= {person.pk: {"user": person} for person in found}
        if not found:
            mailboxes.append({"network": party.network})
    letters = [
        ExpiryLetter(version=version, months=stage, written_at=now, **to)
        for to in [*people.values(), *mailboxes]
    ]
    return len(ExpiryLetter.objects.bulk_create(letters))


@transaction.atomic
def send_expiry_letter(*, letter_id: int, day: date, now: datetime) -> bool:
    """Send a warning once; False when it left already, leaves now elsewhere, or warns of nothing any more."""
    letter = (
        ExpiryLetter.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("version__agreement", "user", "network__territory")
        .filter(pk__in=expiry_letters_to_send().filter(pk=letter_id).values("pk"))
        .first()
    )
    if letter is None:
        return False
    runs_out = versions_running_out(day).filter(pk=letter.version_id).exists()
    if not runs_out or (letter.user is not None and not letter.user.is_active):
        letter.dropped_at = now
        letter.save(update_fields=["dropped_at"])
        return False
    _message(letter).send()
    letter.sent_at = now
    letter.save(update_fields=["sent_at"])
    return True


def _message(letter: ExpiryLetter) -> EmailMessage:
    if letter.user is not None:
        to, name, language = letter.user.email, letter.user.full_name, letter.user.language
    else:
        assert letter.network is not None
        to, name = letter.network.contact_email, letter.network.name
        language = "fr-fr" if letter.network.territory.country == "FR" else "fr-ca"
    with translation.override(language):
        agreement = letter.version.agreement
        context = {
            "name": name,
            "agreement": agreement,
            "version": letter.version,
            "months": letter.months,
            "address": settings.SITE_URL + agreement.get_absolute_url(),
        }
        number = f"<expiry-{letter.pk}@{urlsplit(settings.SITE_URL).hostname}>"
        return message("agreements/mail/expiry.txt", context, to=to, headers={"Message-ID": number})
