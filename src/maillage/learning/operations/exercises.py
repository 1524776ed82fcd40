"""Answering an exercise, and reviewing an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation

from maillage.common.jobs import later_each
from maillage.common.letters import left_behind, send_once, write_once
from maillage.common.mail import message
from maillage.common.refusals import ChangedMeanwhile
from maillage.learning.enums import AnswerState
from maillage.learning.errors import AnswerIsNotHers, NothingToReview, NothingWritten
from maillage.learning.models import ReviewLetter, Submission
from maillage.learning.operations.following import alone
from maillage.learning.queries.peers import is_by_a_peer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.core.mail import EmailMessage

    from maillage.learning.models import ModuleVersion
    from maillage.people.models import User

WRITABLE = {AnswerState.DRAFT, AnswerState.RETURNED}
NO_EDITION = 0  # nothing was kept yet


@transaction.atomic
def save_answer(
    *,
    version: ModuleVersion,
    block: int,
    rank: int,
    person: User,
    text: str,
    read_edition: int,
    now: datetime,
) -> Submission:
    """Keep what she writes; nobody else sees it. read_edition: the one that she had before her eyes, NO_EDITION for none.

    Raises AnswerIsNotHers once it is sent or accepted, ChangedMeanwhile when her other device kept another text.
    """
    alone(person.pk)
    place = {"person": person, "version": version, "block": block, "rank": rank}
    kept = Submission.objects.select_for_update(of=("self",)).filter(**place).first()
    if kept is None:
        return Submission.objects.create(**place, text=text, saved_at=now)
    if kept.text == text:
        return kept
    if kept.state not in WRITABLE:
        raise AnswerIsNotHers
    if kept.edition != read_edition:
        raise ChangedMeanwhile
    kept.text, kept.saved_at, kept.edition = text, now, kept.edition + 1
    kept.save(update_fields=["text", "saved_at", "edition"])
    return kept


@transaction.atomic
def send_answer(*, submission_id: int, now: datetime) -> Submission:
    """Give it to read. A second call changes nothing. Raises NothingWritten, AnswerIsNotHers once it is accepted."""
    kept = _locked(submission_id)
    if kept.state == AnswerState.SENT:
        return kept
    if kept.state not in WRITABLE:
        raise AnswerIsNotHers
    if not kept.text.strip():
        raise NothingWritten
    return _moved(kept, AnswerState.SENT, sent_at=now)


@transaction.atomic
def take_answer_back(*, submission_id: int) -> Submission:
    """Write on before anybody reads it. A second call changes nothing. Raises AnswerIsNotHers once it is accepted."""
    kept = _locked(submission_id)
    if kept.state in WRITABLE:
        return kept
    if kept.state != AnswerState.SENT:
        raise AnswerIsNotHers
    return _moved(kept, AnswerState.RETURNED if kept.reviewed_at else AnswerState.DRAFT)


@transaction.atomic
def review_answer(
    *,
    submission_id: int,
    by: User,
    marks: Mapping[str, int],
    comment: str,
    is_accepted: bool,
    read_edition: int,
    now: datetime,
) -> Submission:
    """Say what it is worth, and write to its author. marks: by the names of `models.exercises.MARKS`, from 0 to 2.

    On what a peer reviewed, it is the last word. Raises NothingToReview when somebody was first or she took it back.
    """
    kept = _locked(submission_id)
    waits = kept.state == AnswerState.SENT or is_by_a_peer(kept)
    if not waits or kept.edition != read_edition:
        raise NothingToReview
    state = AnswerState.ACCEPTED if is_accepted else AnswerState.RETURNED
    _moved(kept, state, **marks, comment=comment, reviewed_by=by, reviewed_at=now)
    key = {"submission": kept, "reviewed_at": now}
    write_once(ReviewLetter.objects, "learning.send_review_letter", key, now=now)
    return kept


def _locked(submission_id: int) -> Submission:
    return Submission.objects.select_for_update(of=("self",)).get(pk=submission_id)


def _moved(kept: Submission, state: AnswerState, **told: object) -> Submission:
    kept.state, kept.edition = state, kept.edition + 1
    for name, value in told.items():
        setattr(kept, name, value)
    kept.save(update_fields=["state", "edition", *told])
    return kept


def send_review_letter(*, letter_id: int, now: datetime) -> bool:
    """Tell her once; False when another review came since, or the letter left already."""
    rows = ReviewLetter.objects.select_related("submission__person", "submission__version")
    return send_once(rows, letter_id, compose=_message, now=now)


def _message(letter: ReviewLetter) -> EmailMessage | None:
    kept, person = letter.submission, letter.submission.person
    if kept.reviewed_at != letter.reviewed_at or not person.is_active:
        return None
    with translation.override(person.language):
        context = {
            "person": person,
            "module": kept.version.title,
            "is_accepted": kept.state == AnswerState.ACCEPTED,
            "address": settings.SITE_URL + kept.get_absolute_url(),
        }
        return message("learning/mail/review.txt", context, to=person.email)


def queue_letters(*, now: datetime) -> int:
    """Queue again the letters that a dead process left behind. Returns how many."""
    return later_each("learning.send_review_letter", "letter_id", left_behind(ReviewLetter.objects, now))
