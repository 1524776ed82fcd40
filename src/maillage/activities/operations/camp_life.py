"""During an edition and after: who was there, what they thought, what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.activities.enums import ApplicationState, CampMatter
from maillage.activities.errors import AlreadySaid, NotInThisEdition
from maillage.activities.models import (
    MONTHS_AFTER,
    Attendance,
    CampFollowUp,
    CampLetter,
    Satisfaction,
)
from maillage.activities.operations.camp_letters import MONTHS, write_letter
from maillage.activities.operations.editions import locked_edition
from maillage.common.days import months_after

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.activities.enums import Situation
    from maillage.activities.models import Participant, ProgrammeItem
    from maillage.people.models import User

LETTER_AFTER = {months: matter for matter, months in MONTHS.items()}


def note_attendance(
    *, item: ProgrammeItem, participant: Participant, was_there: bool, by: User, now: datetime
) -> Attendance:
    """Note at the door whether somebody is there; the last word counts. Raises NotInThisEdition."""
    if participant.activity_id != item.activity_id or item.cancelled_at is not None:
        raise NotInThisEdition
    noted = Attendance(item=item, participant=participant, was_there=was_there, noted_by=by, noted_at=now)
    return Attendance.objects.bulk_create(
        [noted],
        update_conflicts=True,
        unique_fields=["item", "participant"],
        update_fields=["was_there", "noted_by", "noted_at"],
    )[0]


@transaction.atomic
def plan_aftermath(*, edition_id: int, now: datetime) -> bool:
    """The day after: ask each participant what she thought, and plan to ask what became of her. False the second time."""
    edition = locked_edition(pk=edition_id)
    last = edition.activity.ends_on
    if edition.aftermath_at is not None or now.astimezone(edition.activity.zone).date() <= last:
        return False
    came = list(edition.applications.filter(state=ApplicationState.CONFIRMED).order_by("pk"))
    for application in came:
        write_letter(application, CampMatter.SATISFACTION, now=now)
    CampFollowUp.objects.bulk_create(
        CampFollowUp(application=application, months=months, due_on=months_after(last, months))
        for application in came
        for months in MONTHS_AFTER
    )
    edition.aftermath_at = now
    edition.save(update_fields=["aftermath_at"])
    return True


@transaction.atomic
def give_satisfaction(*, letter_id: int, useful: int, run: int, words: str) -> None:
    """Keep what one participant thought, apart from who she is: her letter only says that it was used. Raises AlreadySaid."""
    letter = (
        CampLetter.objects.select_for_update(of=("self",)).select_related("application").get(pk=letter_id)
    )
    if letter.is_answered:
        raise AlreadySaid
    letter.is_answered = True
    letter.save(update_fields=["is_answered"])
    Satisfaction.objects.create(
        edition_id=letter.application.edition_id, useful=useful, run=run, words=words.strip()
    )


@transaction.atomic
def ask_camp_follow_up(*, follow_up_id: int, now: datetime) -> bool:
    """Ask one participant what became of her, once. False when she was asked, or is being asked elsewhere."""
    follow_up = (
        CampFollowUp.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("application")
        .filter(pk=follow_up_id, asked_at=None, due_on__lte=now.date())
        .first()
    )
    if follow_up is None:
        return False
    write_letter(follow_up.application, LETTER_AFTER[follow_up.months], now=now)
    follow_up.asked_at = now
    follow_up.save(update_fields=["asked_at"])
    return True


@transaction.atomic
def answer_camp_follow_up(
    *, follow_up_id: int, situation: Situation, works_with_partner: bool | None, words: str, now: datetime
) -> CampFollowUp:
    """Keep what became of her. The first answer counts. Raises AlreadySaid."""
    follow_up = CampFollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up_id)
    if follow_up.answered_at is not None:
        raise AlreadySaid
    follow_up.situation, follow_up.works_with_partner = situation, works_with_partner
    follow_up.words, follow_up.answered_at = words.strip(), now
    follow_up.save()
    return follow_up
