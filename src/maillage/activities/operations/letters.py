"""Messages to participants: what causes them, whether they are still true, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from maillage.activities.enums import ActivityState, LetterMatter, PartState
from maillage.activities.models import CampLetter, FollowUpLetter, ParticipantLetter
from maillage.activities.queries.participants import people_to_tell
from maillage.activities.rules.feeds import withdrawal_token
from maillage.activities.rules.hours import when
from maillage.common.jobs import later_each
from maillage.common.letters import left_behind, send_once, write_once
from maillage.common.mail import message

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail import EmailMessage

    from maillage.activities.models import Activity, Participant, ProgrammeItem

STATE_TOLD = {
    LetterMatter.REGISTERED: PartState.CONFIRMED,
    LetterMatter.PLACE: PartState.CONFIRMED,
    LetterMatter.WAITING: PartState.WAITING,
}


def write_letter(
    participant: Participant,
    matter: LetterMatter,
    *,
    now: datetime,
    item: ProgrammeItem | None = None,
    language: str = "",
) -> None:
    """A letter to her, unless she has it already or left no address; it leaves after commit."""
    if not participant.address:
        return
    key = {"participant": participant, "matter": matter, "item": item, "since": participant.joined_at}
    language = _language(participant, language)
    write_once(ParticipantLetter.objects, "activities.send_letter", key, now=now, language=language)


def tell_everyone(
    activity: Activity, matter: LetterMatter, *, now: datetime, item: ProgrammeItem | None = None
) -> None:
    """A letter to each of those who come or wait."""
    for participant in people_to_tell(activity, item):
        write_letter(participant, matter, now=now, item=item)


def queue_letters(*, now: datetime) -> int:
    """Queue the letters of activities that a dead process left behind. Returns how many."""
    return (
        later_each("activities.send_letter", "letter_id", left_behind(ParticipantLetter.objects, now))
        + later_each("activities.send_camp_letter", "letter_id", left_behind(CampLetter.objects, now))
        + later_each(
            "activities.send_follow_up_letter", "letter_id", left_behind(FollowUpLetter.objects, now)
        )
    )


def send_letter(*, letter_id: int, now: datetime) -> bool:
    """Send a letter once; False when it left already, leaves now elsewhere, or is no longer true."""
    rows = ParticipantLetter.objects.select_related(
        "participant__user", "participant__activity__organisation", "item"
    )
    return send_once(rows, letter_id, compose=_message, now=now)


def _is_moot(letter: ParticipantLetter) -> bool:
    participant = letter.participant
    if not participant.address or participant.joined_at != letter.since:
        return True
    told = STATE_TOLD.get(LetterMatter(letter.matter))
    if told is None:
        return participant.state in {PartState.DECLINED, PartState.WITHDRAWN}
    return participant.state != told or participant.activity.state == ActivityState.CANCELLED


def _language(participant: Participant, spoken: str) -> str:
    """Of her account, else the one she speaks now, else the one in which she came forward."""
    if participant.user is not None:
        return participant.user.language
    last = participant.letters.order_by("-written_at", "-pk").first()
    return spoken or (last.language if last else settings.LANGUAGE_CODE)


def _message(letter: ParticipantLetter) -> EmailMessage | None:
    if _is_moot(letter):
        return None
    participant, site = letter.participant, settings.SITE_URL
    activity = participant.activity
    with translation.override(letter.language):
        context = {
            "participant": participant,
            "activity": activity,
            "item": letter.item,
            "when": when(letter.item) if letter.item else "",
            "address": site + activity.get_absolute_url(),
            "calendar": site + reverse("activities:calendar", args=[activity.slug]),
            "withdrawal": site + reverse("activities:withdraw", args=[withdrawal_token(participant.pk)]),
        }
        return message(f"activities/mail/{letter.matter}.txt", context, to=participant.address)
