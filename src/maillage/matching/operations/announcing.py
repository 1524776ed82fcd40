"""Letters about introductions: written with what causes them, sent one by one.

A letter is a row, unique for its matter and its person, written in the transaction that causes it: none is
lost, none is written twice. Each is sent in a transaction of its own, which locks it, sends it, and marks it.
A worker killed before the mail server took the message leaves the letter to be sent; killed after the mark,
it is done. Between the two, for the time of a commit, a message may leave twice: it then carries the same
Message-ID, by which mail programs know it for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from maillage.common.jobs import later
from maillage.common.mail import message
from maillage.common.zones import day_of
from maillage.matching.enums import IntroductionState, LetterMatter
from maillage.matching.models import IntroductionStep, Letter
from maillage.matching.queries import addressee, addressees_of, mailbox_of
from maillage.matching.rules import FOLLOW_UP_LETTERS
from maillage.matching.rules.links import ANSWER, FOLLOW_UP, signed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.core.mail import EmailMessage

    from maillage.matching.models import Introduction
    from maillage.matching.queries import Addressee

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
    """One letter to each, unless she has it already; each is sent after commit."""
    for person in addressees:
        key: dict[str, Any] = {"introduction": introduction, "matter": matter, "user_id": person.user_id}
        letter, is_new = Letter.objects.get_or_create(**key, defaults={"written_at": now})
        if is_new:
            later("matching.send_letter", letter_id=letter.pk)


@transaction.atomic
def send_letter(*, letter_id: int, now: datetime) -> bool:
    """Send a letter once; False when it left already, leaves now elsewhere, or asks what is answered."""
    letter = (
        Letter.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related(
            "user",
            "introduction__need__organisation",
            "introduction__offer__organisation",
            "introduction__offer__network__territory",
        )
        .filter(pk=letter_id, sent_at=None, dropped_at=None)
        .first()
    )
    if letter is None:
        return False
    if _is_moot(letter):
        letter.dropped_at = now
        letter.save(update_fields=["dropped_at"])
        return False
    _message(letter, now).send()
    letter.sent_at = now
    letter.save(update_fields=["sent_at"])
    return True


def _is_moot(letter: Letter) -> bool:
    if letter.user is not None and not letter.user.is_active:
        return True
    return letter.matter in AWAITING_AN_ANSWER and letter.introduction.state != IntroductionState.ASKED


def _message(letter: Letter, now: datetime) -> EmailMessage:
    introduction = letter.introduction
    to = addressee(letter.user) if letter.user else mailbox_of(introduction.offer.network)
    with translation.override(to.language):
        context = {
            "introduction": introduction,
            "addressee": to,
            "address": settings.SITE_URL + introduction.get_absolute_url(),
            "answer_address": _answer_address(letter, now),
            "follow_up_address": _follow_up_address(letter, now),
        }
        return message(
            f"matching/mail/{letter.matter.rstrip(NUMBERING)}.txt",
            context,
            to=to.email,
            headers={"Message-ID": f"<letter-{letter.pk}@{urlsplit(settings.SITE_URL).hostname}>"},
        )


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
