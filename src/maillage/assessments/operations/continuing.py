"""A longer sitting that starts from the answers of a shorter one: no question is asked twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from maillage.assessments.errors import NothingToAsk, SittingAlreadyOpen
from maillage.assessments.models import Answer, Sitting
from maillage.assessments.queries import answers_of, live_after
from maillage.assessments.queries.diagnoses import continuation_of, has_more_to_ask, longest

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def continue_sitting(*, sitting_id: int, now: datetime) -> Sitting:
    """Begin the whole of an instrument from the answers of a finished sitting, which stays as it is.

    The answers keep the moment they were given. Asked twice, the same sitting is given back.
    Raises NothingToAsk, SittingAlreadyOpen.
    """
    before = Sitting.objects.select_for_update(of=("self",)).select_related("instrument").get(pk=sitting_id)
    if (begun := continuation_of(before)) is not None:
        return begun
    answers = list(answers_of(before))
    if not has_more_to_ask(before, len(answers)):
        raise NothingToAsk
    sitting = _longer(before, now)
    if live_after(sitting, answers).next_item is None:
        raise NothingToAsk
    try:
        with transaction.atomic():
            sitting.save()
    except IntegrityError as refused:
        if _has_one_open(before):
            raise SittingAlreadyOpen from refused
        raise
    Answer.objects.bulk_create([_copied(answer, sitting) for answer in answers])
    return sitting


def _has_one_open(before: Sitting) -> bool:
    return Sitting.objects.filter(
        person=before.person_id,
        instrument=before.instrument_id,
        organisation=before.organisation_id,
        finished_at=None,
    ).exists()


def _longer(before: Sitting, now: datetime) -> Sitting:
    kept = (
        "instrument_id",
        "scale_id",
        "person_id",
        "organisation_id",
        "role_id",
        "dimensions",
        "error",
        "seed",
        "closed",
        "facts",
        "consented_at",
    )
    first = before.continues_id or before.pk
    told = {name: getattr(before, name) for name in kept}
    return Sitting(most=longest(before), started_at=now, continues_id=first, **told)


def _copied(answer: Answer, sitting: Sitting) -> Answer:
    return Answer(
        sitting=sitting,
        item_id=answer.item_id,
        position=answer.position,
        response=answer.response,
        category=answer.category,
        answered_at=answer.answered_at,
    )
