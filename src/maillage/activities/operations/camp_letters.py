"""Letters to applicants: what causes them, whether they are still true, and what they say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from maillage.activities.enums import ActivityState, ApplicationState, CampMatter
from maillage.activities.models import CampLetter
from maillage.activities.rules.hours import said_at
from maillage.activities.rules.links import APPLICATION, FOLLOW_UP, SATISFACTION, signed
from maillage.common.jobs import later
from maillage.common.letters import send_once, write_once
from maillage.common.mail import message

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail import EmailMessage

    from maillage.activities.models import Application

BODY = "activities/mail/camp_{matter}.txt"
NUMBERING = "_0123456789"  # reminder_1 and reminder_2 are one text
MONTHS = {CampMatter.AFTER_3: 3, CampMatter.AFTER_6: 6, CampMatter.AFTER_12: 12}
AWAITING_AN_ANSWER = frozenset({CampMatter.OFFERED, CampMatter.FIRST_REMINDER, CampMatter.SECOND_REMINDER})
AGAIN_AFTER = timedelta(minutes=5)  # between two personal links to one address


def write_letter(application: Application, matter: CampMatter, *, now: datetime) -> bool:
    """One letter on this matter for this offer of a place, unless there is one already; it is sent after commit."""
    turn = application.turn if matter in {*AWAITING_AN_ANSWER, CampMatter.EXPIRED} else 0
    key = {"application": application, "matter": matter, "turn": turn}
    return write_once(CampLetter.objects, "activities.send_camp_letter", key, now=now)


def write_link(application: Application, *, now: datetime) -> bool:
    """Her personal link, again when she asks again; not more often than AGAIN_AFTER, so that nobody is pestered."""
    if write_letter(application, CampMatter.LINK, now=now):
        return True
    letter = CampLetter.objects.select_for_update(of=("self",)).get(
        application=application, matter=CampMatter.LINK, turn=0
    )
    if now - letter.written_at < AGAIN_AFTER:
        return False
    letter.written_at, letter.sent_at = now, None
    letter.save(update_fields=["written_at", "sent_at"])
    later("activities.send_camp_letter", letter_id=letter.pk)
    return True


def send_camp_letter(*, letter_id: int, now: datetime) -> bool:
    """Send a letter once; False when it left already, leaves now elsewhere, or asks what is answered."""
    rows = CampLetter.objects.select_related(
        "application__edition__activity", "application__edition__series__network__territory"
    )
    return send_once(rows, letter_id, compose=lambda letter: _message(letter, now), now=now)


def _is_moot(letter: CampLetter) -> bool:
    application = letter.application
    if application.edition.activity.state == ActivityState.CANCELLED or not application.key:  # forgotten
        return True
    is_answered = application.state != ApplicationState.OFFERED or letter.turn != application.turn
    return letter.matter in AWAITING_AN_ANSWER and is_answered


def _message(letter: CampLetter, now: datetime) -> EmailMessage | None:
    if _is_moot(letter):
        return None
    application = letter.application
    activity = application.edition.activity
    matter = letter.matter.rstrip(NUMBERING)
    with translation.override(application.language):
        context = {
            "application": application,
            "activity": activity,
            "until": said_at(application.answer_by, application.edition.call_time_zone)
            if application.answer_by
            else "",
            "address": _address(letter, now),
        }
        return message(BODY.format(matter=matter), context, to=application.email)


def _address(letter: CampLetter, now: datetime) -> str:
    """The personal link that this letter carries."""
    application = letter.application
    if letter.matter == CampMatter.SATISFACTION:
        token = signed(purpose=SATISFACTION, about=letter.pk, holder=application, now=now)
        return settings.SITE_URL + reverse("activities:satisfaction", args=[token])
    if letter.matter in MONTHS:
        follow_up = application.follow_ups.get(months=MONTHS[CampMatter(letter.matter)])
        token = signed(purpose=FOLLOW_UP, about=follow_up.pk, holder=application, now=now)
        return settings.SITE_URL + reverse("activities:camp_follow_up", args=[token])
    return application_address(application, now)


def application_address(application: Application, now: datetime) -> str:
    """Where an applicant reads where she stands, and answers."""
    token = signed(purpose=APPLICATION, about=application.pk, holder=application, now=now)
    return settings.SITE_URL + reverse("activities:application", args=[token])
