"""Letters about introductions: what causes them, and what they say. How they leave: see common.letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from maillage.common.letters import send_once, write_once
from maillage.common.mail import message
from maillage.common.zones import day_of
from maillage.directory.queries import reader_of
from maillage.matching.enums import IntroductionState, LetterMatter
from maillage.matching.models import IntroductionStep, Letter
from maillage.matching.queries import addressees_of
from maillage.matching.rules import FOLLOW_UP_LETTERS
from maillage.matching.rules.links import ANSWER, FOLLOW_UP, signed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.core.mail import EmailMessage

    from maillage.directory.queries import Addressee
    from maillage.matching.models import Introduction

NUMBERING = "_0123456789"  # reminder_1 and reminder_2 are one text
AWAITING_AN_ANSWER = frozenset(
    {LetterMatter.ASKED, LetterMatter.FIRST_REMINDER, LetterMatter.SECOND_REMINDER}
)


@transaction.atomic
def announce_step(*, step_id: int, now: datetime) -> int:
    """Write one step to those who wait for it; returns how many letters. A second run writes none."""
    step = (
        IntroductionStep.objects.select_for_update(of=("self",))
        .select_related("introduction__offer__network__territory", "introduction__asked_by")
        .get(pk=step_id)
    )
    if step.announced_at is not None:
        return 0
    addressees = addressees_of(step, day_of(now))
    if addressees:
        write_letters(step.introduction, LetterMatter(step.state), addressees, now=now)
    step.announced_at = now
    step.save(update_fields=["announced_at"])
    return len(addressees)


def write_letters(
    introduction: Introduction, matter: LetterMatter, addressees: Sequence[Addressee], *, now: datetime
) -> None:
    """One letter to each, unless she has it already."""
    for to in addressees:
        key = {"introduction": introduction, "matter": matter, "user_id": to.user_id}
        write_once(Letter.objects, "matching.send_letter", key, now=now)


def send_letter(*, letter_id: int, now: datetime) -> bool:
    """Send a letter once; False when it left already, leaves now elsewhere, or asks what is answered."""
    rows = Letter.objects.select_related(
        "user",
        "introduction__need__organisation",
        "introduction__offer__organisation",
        "introduction__offer__network__territory",
    )
    return send_once(rows, letter_id, compose=lambda letter: _message(letter, now), now=now)


def _message(letter: Letter, now: datetime) -> EmailMessage | None:
    introduction = letter.introduction
    to = reader_of(letter.user, introduction.offer.network)
    is_answered = letter.matter in AWAITING_AN_ANSWER and introduction.state != IntroductionState.ASKED
    if to is None or is_answered:
        return None
    with translation.override(to.language):
        context = {
            "introduction": introduction,
            "addressee": to,
            "address": settings.SITE_URL + introduction.get_absolute_url(),
            "answer_address": _answer_address(letter, now),
            "follow_up_address": _follow_up_address(letter, now),
        }
        return message(f"matching/mail/{letter.matter.rstrip(NUMBERING)}.txt", context, to=to.email)


def _answer_address(letter: Letter, now: datetime) -> str:
    """The link that lets a person answer without signing in; a mailbox has none, for nobody would have answered."""
    if letter.user_id is None or letter.matter not in AWAITING_AN_ANSWER:
        return ""
    introduction = letter.introduction
    token = signed(
        purpose=ANSWER,
        about=introduction.pk,
        introduction=introduction,
        user_id=letter.user_id,
        now=now,
    )
    return settings.SITE_URL + reverse("matching:answer", args=[token])


def _follow_up_address(letter: Letter, now: datetime) -> str:
    days = next((days for days, matter in FOLLOW_UP_LETTERS.items() if matter == letter.matter), None)
    if letter.user_id is None or days is None:
        return ""
    introduction = letter.introduction
    follow_up = introduction.follow_ups.get(days=days)
    token = signed(
        purpose=FOLLOW_UP,
        about=follow_up.pk,
        introduction=introduction,
        user_id=letter.user_id,
        now=now,
    )
    return settings.SITE_URL + reverse("matching:follow_up", args=[token])
