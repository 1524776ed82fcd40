"""Answering an offer of a place: in time, too late, or never.

Every act locks the edition first, so that two people never take one place, and a place is a row that one person holds,
so that the database would refuse it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.activities.enums import ApplicationState, CampMatter
from maillage.activities.errors import NoPlaceOffered, PlaceTaken
from maillage.activities.operations.applying import locked_application
from maillage.activities.operations.camp_letters import write_letter
from maillage.activities.operations.places import (
    fill_places,
    free_place_for,
    is_still_to_come,
    let_go,
    put_first,
    take,
)
from maillage.activities.rules.calls import reminders_at

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.activities.models import Application


def confirm_place(*, application_id: int, now: datetime) -> Application:
    """Take the place that is offered. A second call changes nothing.

    After the deadline the next in line comes first; when a place is left all the same she has it, else she is the first
    of the waiting list, and this raises PlaceTaken. Raises NoPlaceOffered, AlreadyCancelled.
    """
    with transaction.atomic():
        application = locked_application(application_id)
        was_taken = not _confirm(application, now)
    if was_taken:
        raise PlaceTaken
    return application


def _confirm(application: Application, now: datetime) -> bool:
    """Whether she has a place. False: she is now the first of the waiting list."""
    if application.state == ApplicationState.CONFIRMED:
        return True
    if not is_still_to_come(application.edition, now):
        raise NoPlaceOffered
    if application.state == ApplicationState.OFFERED:
        if application.answer_by is not None and now <= application.answer_by:
            take(application, now=now)
            return True
        let_go(application, ApplicationState.EXPIRED, now=now)
    if application.state != ApplicationState.EXPIRED:
        raise NoPlaceOffered
    fill_places(application.edition, now=now)
    place = free_place_for(application)
    if place is None:
        put_first(application)
        return False
    place.application = application
    place.save(update_fields=["application"])
    take(application, now=now)
    return True


@transaction.atomic
def decline_place(*, application_id: int, now: datetime) -> Application:
    """Leave the place offered to the next in line. Raises NoPlaceOffered, AlreadyCancelled."""
    application = locked_application(application_id)
    if application.state != ApplicationState.OFFERED:
        raise NoPlaceOffered
    let_go(application, ApplicationState.DECLINED, now=now)
    return application


@transaction.atomic
def expire_offer(*, application_id: int, now: datetime) -> bool:
    """An offer that nobody answered in time goes to the next in line. False when there is none to end."""
    application = locked_application(application_id)
    due = application.answer_by
    if application.state != ApplicationState.OFFERED or due is None or now <= due:
        return False
    write_letter(application, CampMatter.EXPIRED, now=now)
    let_go(application, ApplicationState.EXPIRED, now=now)
    return True


@transaction.atomic
def remind_of_place(*, application_id: int, now: datetime) -> bool:
    """Recall an offer, twice at most. False when none is due, or somebody answered."""
    application = locked_application(application_id)
    if application.state != ApplicationState.OFFERED or application.answer_by is None:
        return False
    offered = application.letters.get(matter=CampMatter.OFFERED, turn=application.turn)
    first, second = reminders_at(offered.written_at, application.answer_by)
    matter = CampMatter.SECOND_REMINDER if now >= second else CampMatter.FIRST_REMINDER
    return now >= first and now <= application.answer_by and write_letter(application, matter, now=now)
