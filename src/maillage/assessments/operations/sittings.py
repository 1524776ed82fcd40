"""A sitting begins, takes one answer at a time, and ends: each under its lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.assessments import queries
from maillage.assessments.enums import Ending, Unsaid
from maillage.assessments.errors import (
    AlreadyAnswered,
    NotAnAnswer,
    NothingToAsk,
    NotTheQuestion,
    SittingIsOver,
)
from maillage.assessments.models import Answer, Estimate, Item, Sitting
from maillage.assessments.rules.bands import shares_of
from maillage.assessments.rules.conditions import may_not_apply
from maillage.assessments.rules.scoring import NotAnAnswerError, category_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from maillage.assessments.bridge import Known, LiveSitting
    from maillage.assessments.models import Instrument
    from maillage.assessments.rules.scoring import Response
    from maillage.directory.models import Organisation
    from maillage.people.models import User
    from maillage.skills.models import RoleProfile


@transaction.atomic
def begin_sitting(
    *,
    instrument: Instrument,
    person: User,
    dimensions: Sequence[str],
    most: int,
    error: float,
    role: RoleProfile | None,
    organisation: Organisation | None,
    facts: dict[str, Any],
    seed: int,
    consented_at: datetime,
    now: datetime,
) -> Sitting:
    """A sitting with its first question, or the one that this person already has open there: a double click begins one.

    What chance and the moment settle is settled here. Raises NothingToAsk.
    """
    scale = queries.scale_in_use(instrument)
    if scale is None:
        raise NothingToAsk
    sitting, is_new = Sitting.objects.get_or_create(
        person=person,
        instrument=instrument,
        organisation=organisation,
        finished_at=None,
        defaults={
            "scale": scale,
            "role": role,
            "dimensions": [name for name in scale.dimensions if name in dimensions],
            "most": most,
            "error": error,
            "seed": seed,
            "closed": sorted({*queries.closed_to(scale, facts), *queries.shown_to(person.pk, scale)}),
            "facts": facts,
            "consented_at": consented_at,
            "started_at": now,
        },
    )
    if is_new and (not sitting.dimensions or queries.live(sitting).next_item is None):
        raise NothingToAsk
    return sitting


@transaction.atomic
def answer(*, sitting_id: int, item_id: int, response: Response, now: datetime) -> Sitting:
    """Keep an answer to the question that is asked; after the last one, what is known is written once.

    The same answer sent again changes nothing.
    Raises AlreadyAnswered, SittingIsOver, NotTheQuestion, NotAnAnswer.
    """
    sitting = _locked(sitting_id)
    kept = list(queries.answers_of(sitting))
    before = next((one for one in kept if one.item_id == item_id), None)
    if before is not None:
        if before.response != response:
            raise AlreadyAnswered
        return sitting
    if sitting.finished_at is not None:
        raise SittingIsOver
    live = queries.live_after(sitting, kept)
    if live.next_item != item_id:
        raise NotTheQuestion
    category = _category(sitting, Item.objects.get(pk=item_id), response)
    kept.append(
        Answer.objects.create(
            sitting=sitting,
            item_id=item_id,
            position=len(kept) + 1,
            response=response,
            category=category,
            answered_at=now,
        )
    )
    live.learn(item_id, category)
    if live.next_item is None:
        _finish(sitting, live, kept, ending=None, now=now)
    return sitting


@transaction.atomic
def stop_sitting(*, sitting_id: int, now: datetime) -> Sitting:
    """End here, and write what is known. Raises SittingIsOver."""
    sitting = _still_open(sitting_id)
    kept = list(queries.answers_of(sitting))
    _finish(sitting, queries.live_after(sitting, kept), kept, ending=Ending.STOPPED, now=now)
    return sitting


@transaction.atomic
def drop_sitting(*, sitting_id: int) -> None:
    """Forget a sitting that was not finished, with its answers. Raises SittingIsOver."""
    _still_open(sitting_id).delete()


def _locked(sitting_id: int) -> Sitting:
    return Sitting.objects.select_for_update(of=("self",)).get(pk=sitting_id)


def _still_open(sitting_id: int) -> Sitting:
    sitting = _locked(sitting_id)
    if sitting.finished_at is not None:
        raise SittingIsOver
    return sitting


def _category(sitting: Sitting, item: Item, response: Response) -> int | None:
    if response == Unsaid.NOT_APPLICABLE and not may_not_apply(item.body, sitting.facts):
        raise NotAnAnswer
    try:
        return category_of(item.kind, item.body, response)
    except NotAnAnswerError:
        raise NotAnAnswer from None


def _finish(
    sitting: Sitting, live: LiveSitting, kept: Sequence[Answer], *, ending: Ending | None, now: datetime
) -> None:
    """Nothing more is asked; why, when it is not known, is read in what is known."""
    told = sitting.instrument.content
    known = live.known(told.get("cuts", ()), shares=shares_of(told))
    sitting.finished_at = now
    sitting.ending = ending or _reason(sitting, known, len(kept))
    sitting.save(update_fields=["finished_at", "ending"])
    about = Item.objects.in_bulk([one.item_id for one in kept])
    asked = [about[one.item_id].dimension for one in kept]
    Estimate.objects.bulk_create(
        queries.estimate_of(sitting, one, position=position, asked=asked.count(one.dimension))
        for position, one in enumerate(known, start=1)
    )


def _reason(sitting: Sitting, known: Sequence[Known], answers: int) -> Ending:
    if answers >= sitting.most:
        return Ending.BUDGET
    precise = all(one.error <= sitting.error for one in known)
    return Ending.PRECISE if precise else Ending.EXHAUSTED
