"""The report of a quarter, by mail: a letter for each person who receives it, once.

A letter carries an address, not the paper: what is read there is what the reader may know on that day, told as of the
moment of the letter; a story whose consent was taken back is told no more, which no attached paper could promise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from maillage.common.jobs import later_each
from maillage.common.letters import left_behind, send_once, write_once
from maillage.common.mail import message
from maillage.common.zones import day_of
from maillage.directory.queries import viewer_of
from maillage.outcomes.models import SUBJECTS, ReportLetter, ReportSubscription
from maillage.outcomes.operations.subscriptions import stop_token
from maillage.outcomes.permissions.reports import may_read
from maillage.outcomes.rules.addresses import report_address
from maillage.outcomes.rules.periods import quarter_before, quarter_of
from maillage.outcomes.rules.telling import span_said

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail import EmailMessage


def write_report_letters(*, now: datetime) -> int:
    """Write the letters of the last quarter that is over, to those who asked before it was. Returns how many are new.

    Every day, so that a day without a worker loses none; a letter is unique for its quarter.
    """
    quarter = quarter_before(day_of(now))
    assert quarter.first is not None  # a quarter has one
    waiting = ReportSubscription.objects.filter(stopped_at=None, person__is_active=True)
    written = 0
    for subscription in waiting.exclude(letters__quarter=quarter.first).order_by("pk"):
        if day_of(subscription.since) <= quarter.last:
            key = {"subscription": subscription, "quarter": quarter.first}
            written += write_once(ReportLetter.objects, "outcomes.send_report_letter", key, now=now)
    return written


def send_report_letter(*, letter_id: int, now: datetime) -> bool:
    """Send it once; dropped when she stopped, left, or may not read the report any more."""
    rows = ReportLetter.objects.select_related(
        "subscription__person", *(f"subscription__{name}" for name in SUBJECTS)
    )
    return send_once(rows, letter_id, compose=_message, now=now)


def _message(letter: ReportLetter) -> EmailMessage | None:
    subscription, person = letter.subscription, letter.subscription.person
    if subscription.stopped_at is not None or not person.is_active:
        return None
    viewer = viewer_of(person, day_of(letter.written_at))
    span = quarter_of(letter.quarter)
    kind, subject = subscription.kind, subscription.subject
    if not may_read(viewer, kind, subject):
        return None
    address = report_address(kind, subject.slug, span, as_of=letter.written_at)
    paper = report_address(kind, subject.slug, span, as_of=letter.written_at, paper=True)
    with translation.override(person.language):
        stop = settings.SITE_URL + reverse("outcomes:report_stop", args=[stop_token(subscription.pk)])
        context = {
            "person": person,
            "subject": str(subject),
            "span": span_said(span),
            "page": settings.SITE_URL + address,
            "paper": settings.SITE_URL + paper,
            "stop": stop,
        }
        return message(
            "outcomes/mail/report.txt",
            context,
            to=person.email,
            headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )


def queue_report_letters(*, now: datetime) -> int:
    """Queue again those that a dead process left behind. Returns how many."""
    return later_each("outcomes.send_report_letter", "letter_id", left_behind(ReportLetter.objects, now))
