"""Coordinators are told 12, 6 and 3 months before a version's last day, unless a signed one follows.

What is due is asked of the database each day: a day without workers is made up for the next, and two workers on
the same day write each warning once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation

from maillage.agreements.models import AgreementVersion, ExpiryLetter
from maillage.agreements.queries.expiry import versions_running_out
from maillage.agreements.rules import stage_of
from maillage.common.letters import send_once, write_once
from maillage.common.mail import message
from maillage.directory.queries import coordination_of, reader_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.mail import EmailMessage


def warn_of_expiry(*, day: date, now: datetime) -> int:
    """Write the warnings that are due. Returns how many."""
    written = 0
    for version in versions_running_out(day):
        stage = stage_of(version.ends_on, day)
        if stage is not None:
            written += _warn(version, stage, day=day, now=now)
    return written


@transaction.atomic
def _warn(version: AgreementVersion, stage: int, *, day: date, now: datetime) -> int:
    """One letter to each coordinator of a party or, without any, to its mailbox; once for this stage."""
    AgreementVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if ExpiryLetter.objects.filter(version=version, months=stage).exists():
        return 0
    written = 0
    for party in version.agreement.parties.select_related("network__territory").order_by("pk"):
        for to in coordination_of(party.network, day):
            key = {"version": version, "months": stage, "user_id": to.user_id}
            key["network"] = None if to.user_id else party.network
            written += write_once(ExpiryLetter.objects, "agreements.send_expiry_letter", key, now=now)
    return written


def send_expiry_letter(*, letter_id: int, day: date, now: datetime) -> bool:
    """Send a warning once; False when it left already, leaves now elsewhere, or warns of nothing any more."""
    rows = ExpiryLetter.objects.select_related("version__agreement", "user", "network__territory")
    return send_once(rows, letter_id, compose=lambda letter: _message(letter, day), now=now)


def _message(letter: ExpiryLetter, day: date) -> EmailMessage | None:
    to = reader_of(letter.user, letter.network)
    if to is None or not versions_running_out(day).filter(pk=letter.version_id).exists():
        return None
    with translation.override(to.language):
        agreement = letter.version.agreement
        context = {
            "name": to.name,
            "agreement": agreement,
            "version": letter.version,
            "months": letter.months,
            "address": settings.SITE_URL + agreement.get_absolute_url(),
        }
        return message("agreements/mail/expiry.txt", context, to=to.email)
