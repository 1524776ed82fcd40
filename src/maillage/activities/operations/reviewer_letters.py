"""Telling somebody that she is asked to read applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from maillage.activities.enums import ActivityState
from maillage.activities.models import ReviewerLetter
from maillage.activities.rules.hours import said_at
from maillage.common.jobs import later_each
from maillage.common.letters import left_behind, send_once, write_once
from maillage.common.mail import message

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail import EmailMessage

    from maillage.activities.models import Reviewer


def write_to_reviewer(reviewer: Reviewer, *, now: datetime) -> None:
    """One letter to her, sent after commit."""
    write_once(ReviewerLetter.objects, "activities.tell_reviewer", {"reviewer": reviewer}, now=now)


def queue_reviewer_letters(*, now: datetime) -> int:
    """Queue what a worker that died left unsent. Returns how many."""
    return later_each("activities.tell_reviewer", "letter_id", left_behind(ReviewerLetter.objects, now))


def tell_reviewer(*, letter_id: int, now: datetime) -> bool:
    """Send the letter once; False when it left already, leaves now elsewhere, or there is nothing left to read."""
    rows = ReviewerLetter.objects.select_related("reviewer__user", "reviewer__edition__activity")
    return send_once(rows, letter_id, compose=_message, now=now)


def _message(letter: ReviewerLetter) -> EmailMessage | None:
    user, edition = letter.reviewer.user, letter.reviewer.edition
    is_moot = edition.decided_at is not None or edition.activity.state == ActivityState.CANCELLED
    if is_moot or not user.is_active:
        return None
    with translation.override(user.language):
        context = {
            "name": str(user),
            "activity": edition.activity,
            "closes": said_at(edition.closes_at, edition.call_time_zone),
            "address": settings.SITE_URL + reverse("activities:review_desk", args=[edition.activity.slug]),
        }
        return message("activities/mail/camp_reviewer.txt", context, to=user.email)
