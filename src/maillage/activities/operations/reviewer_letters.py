"""Telling somebody that she is asked to read applications."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from maillage.activities.enums import ActivityState
from maillage.activities.models import ReviewerLetter
from maillage.activities.rules.calls import said_at
from maillage.common.jobs import later, later_each
from maillage.common.mail import message

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail import EmailMessage

    from maillage.activities.models import Reviewer

LEFT_BEHIND = timedelta(minutes=15)  # a letter that no job took by then


def write_to_reviewer(reviewer: Reviewer, *, now: datetime) -> None:
    """One letter to her, sent after commit."""
    letter = ReviewerLetter.objects.create(reviewer=reviewer, written_at=now)
    later("activities.tell_reviewer", letter_id=letter.pk)


def queue_reviewer_letters(*, now: datetime) -> int:
    """Queue what a worker that died left unsent. Returns how many."""
    left = ReviewerLetter.objects.filter(sent_at=None, dropped_at=None, written_at__lt=now - LEFT_BEHIND)
    return later_each(
        "activities.tell_reviewer", "letter_id", left.order_by("pk").values_list("pk", flat=True)
    )


@transaction.atomic
def tell_reviewer(*, letter_id: int, now: datetime) -> bool:
    """Send the letter once; False when it left already, leaves now elsewhere, or there is nothing left to read."""
    letter = (
        ReviewerLetter.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("reviewer__user", "reviewer__edition__activity")
        .filter(pk=letter_id, sent_at=None, dropped_at=None)
        .first()
    )
    if letter is None:
        return False
    edition = letter.reviewer.edition
    is_moot = edition.decided_at is not None or edition.activity.state == ActivityState.CANCELLED
    if is_moot or not letter.reviewer.user.is_active:
        letter.dropped_at = now
        letter.save(update_fields=["dropped_at"])
        return False
    _message(letter).send()
    letter.sent_at = now
    letter.save(update_fields=["sent_at"])
    return True


def _message(letter: ReviewerLetter) -> EmailMessage:
    user, edition = letter.reviewer.user, letter.reviewer.edition
    with translation.override(user.language):
        context = {
            "name": str(user),
            "activity": edition.activity,
            "closes": said_at(edition.closes_at, edition.call_time_zone),
            "address": settings.SITE_URL + reverse("activities:review_desk", args=[edition.activity.slug]),
        }
        return message(
            "activities/mail/camp_reviewer.txt",
            context,
            to=user.email,
            headers={"Message-ID": f"<reviewer-letter-{letter.pk}@{urlsplit(settings.SITE_URL).hostname}>"},
        )
