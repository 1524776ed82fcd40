"""Showing a result to somebody, and taking it back.

Whoever shows types an address. The row, the page and the answer are the same whether an account has that address or not: only
the mailbox knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation

from maillage.assessments.errors import OwnAddress, ShownToEnough
from maillage.assessments.models import Share, ShareLetter, Sitting
from maillage.common.letters import send_once, write_once
from maillage.common.mail import message
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail import EmailMessage

MOST_ADDRESSES = 10


@transaction.atomic
def show_result(*, sitting_id: int, email: str, now: datetime) -> Share:
    """Show a result at an address; shown there already, nothing changes.

    It opens to whoever has the account of this address today. Raises OwnAddress, ShownToEnough.
    """
    sitting = Sitting.objects.select_for_update(of=("self",)).select_related("person").get(pk=sitting_id)
    address = email.strip().lower()
    if address == sitting.person.email:
        raise OwnAddress
    share, others = _already(sitting, address)
    reader = User.objects.filter(email=address, is_active=True).first()
    if share is not None:
        if share.reader_id or reader is None:
            return share
        _take_back(share, now)
    elif others >= MOST_ADDRESSES:
        raise ShownToEnough(most=MOST_ADDRESSES)
    share = Share.objects.create(sitting=sitting, email=address, reader=reader, shared_at=now)
    write_once(ShareLetter.objects, "assessments.send_share_letter", {"share": share}, now=now)
    return share


def _already(sitting: Sitting, address: str) -> tuple[Share | None, int]:
    """The share that is open at this address, and how many are in all."""
    rows = list(sitting.shares.filter(withdrawn_at=None).order_by("pk"))
    return next((row for row in rows if row.email == address), None), len(rows)


@transaction.atomic
def take_back(*, share_id: int, now: datetime) -> Share:
    """Show it there no more. A second call changes nothing."""
    share = Share.objects.select_for_update(of=("self",)).get(pk=share_id)
    if share.withdrawn_at is None:
        _take_back(share, now)
    return share


def _take_back(share: Share, now: datetime) -> None:
    share.withdrawn_at = now
    share.save(update_fields=["withdrawn_at"])


def send_share_letter(*, letter_id: int, now: datetime) -> bool:
    """Tell a reader once; False when nobody has the address, it was taken back, or the letter left already."""
    rows = ShareLetter.objects.select_related(
        "share__reader", "share__sitting__person", "share__sitting__instrument"
    )
    return send_once(rows, letter_id, compose=_message, now=now)


def _message(letter: ShareLetter) -> EmailMessage | None:
    share, reader = letter.share, letter.share.reader
    if share.withdrawn_at is not None or reader is None or not reader.is_active:
        return None
    with translation.override(reader.language):
        context = {
            "reader": reader,
            "person": share.sitting.person,
            "instrument": share.sitting.instrument,
            "address": settings.SITE_URL + share.sitting.get_absolute_url(),
        }
        return message("assessments/mail/shared.txt", context, to=reader.email)
