"""Letters to those of a cohort: a session comes, or somebody asks how they are doing. Each leaves once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from maillage.activities.enums import ActivityState, ItemKind, PartState
from maillage.activities.models import Participant, ProgrammeItem
from maillage.activities.rules.feeds import withdrawal_token
from maillage.activities.rules.hours import when
from maillage.common.jobs import later_each
from maillage.common.letters import left_behind, send_once, write_once
from maillage.common.mail import message
from maillage.common.zones import day_of
from maillage.learning.enums import CohortMatter
from maillage.learning.errors import NobodyToWriteTo, WrittenThisWeek
from maillage.learning.models import CohortLetter
from maillage.learning.rules.following import DAYS_BETWEEN_LETTERS
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail import EmailMessage

REMINDED_BEFORE = timedelta(hours=24)
BETWEEN = timedelta(days=DAYS_BETWEEN_LETTERS)


@transaction.atomic
def ask_for_news(*, participant_id: int, now: datetime) -> None:
    """Write to somebody of a cohort who may need help, at most once a week. Raises WrittenThisWeek, NobodyToWriteTo."""
    part = Participant.objects.select_for_update(of=("self",)).select_related("user").get(pk=participant_id)
    if part.state != PartState.CONFIRMED or not part.address:
        raise NobodyToWriteTo
    today = day_of(now)
    last = part.cohort_letters.filter(matter=CohortMatter.NEWS).order_by("-since", "-pk").first()
    if last is not None and today < last.since + BETWEEN:
        days = {"last": last.since, "next": last.since + BETWEEN}
        raise WrittenThisWeek(**{name: plain_day(day, spoken()) for name, day in days.items()})
    key = {"participant": part, "matter": CohortMatter.NEWS, "item": None, "since": today}
    _write(key, now)


@transaction.atomic
def remind_of_sessions(*, now: datetime) -> int:
    """Recall to whoever has a place the sessions of the next 24 hours; again when one moves to another day. Returns how many letters."""
    coming = ProgrammeItem.objects.filter(
        activity__cohort__isnull=False,
        activity__state=ActivityState.ANNOUNCED,
        cancelled_at=None,
        kind__in=[ItemKind.SESSION, ItemKind.MEETING],
        starts_at__gt=now,
        starts_at__lte=now + REMINDED_BEFORE,
    )
    return sum(_recall(item, now) for item in coming.order_by("pk"))


def _recall(item: ProgrammeItem, now: datetime) -> int:
    since = item.starts_there.date()
    told = CohortLetter.objects.filter(matter=CohortMatter.SESSION, item=item, since=since)
    seated = Participant.objects.filter(activity=item.activity_id, state=PartState.CONFIRMED)
    if item.people.exists():  # none: everybody
        seated = seated.filter(items=item)
    waiting = seated.exclude(pk__in=told.values("participant")).select_related("user").order_by("pk")
    key = {"matter": CohortMatter.SESSION, "item": item, "since": since}
    return sum(_write(key | {"participant": part}, now) for part in waiting if part.address)


def _write(key: dict[str, Any], now: datetime) -> bool:
    return write_once(CohortLetter.objects, "learning.send_cohort_letter", key, now=now)


def queue_cohort_letters(*, now: datetime) -> int:
    """Queue those that a dead process left behind. Returns how many."""
    return later_each("learning.send_cohort_letter", "letter_id", left_behind(CohortLetter.objects, now))


def send_cohort_letter(*, letter_id: int, now: datetime) -> bool:
    """Send a letter once; False when it left already, leaves now elsewhere, or is no longer true."""
    rows = CohortLetter.objects.select_related(
        "participant__user", "participant__activity__cohort__version", "participant__activity__cohort__facilitator",
        "item",
    )  # fmt: skip
    return send_once(rows, letter_id, compose=lambda letter: _message(letter, now), now=now)


def _is_moot(letter: CohortLetter, now: datetime) -> bool:
    part, item = letter.participant, letter.item
    if not part.address or part.state != PartState.CONFIRMED:
        return True
    if part.activity.state != ActivityState.ANNOUNCED:
        return True
    return item is not None and (item.cancelled_at is not None or item.starts_at <= now)


def _message(letter: CohortLetter, now: datetime) -> EmailMessage | None:
    if _is_moot(letter, now):
        return None
    part, site = letter.participant, settings.SITE_URL
    language = part.user.language if part.user else settings.LANGUAGE_CODE
    with translation.override(language):
        context = {
            "participant": part,
            "cohort": part.activity.cohort,
            "item": letter.item,
            "when": when(letter.item) if letter.item else "",
            "link": (letter.item.online_url or part.activity.online_url) if letter.item else "",
            "address": site + part.activity.get_absolute_url(),
            "withdrawal": site + reverse("activities:withdraw", args=[withdrawal_token(part.pk)]),
        }
        return message(f"learning/mail/{letter.matter}.txt", context, to=part.address)
