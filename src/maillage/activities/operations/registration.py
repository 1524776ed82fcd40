"""Coming forward, waiting, leaving: who has a place is decided under the lock of the activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from maillage.activities.enums import LetterMatter, PartRole, PartState
from maillage.activities.errors import AlreadyOver, FewerPlacesThanPeople, RegistrationClosed
from maillage.activities.models import Participant, Registration
from maillage.activities.operations.activities import locked_activity
from maillage.activities.operations.letters import write_letter
from maillage.activities.rules.registration import is_open

if TYPE_CHECKING:
    from datetime import date, datetime

    from maillage.activities.models import Activity
    from maillage.people.models import User

HERE = (PartState.CONFIRMED, PartState.WAITING)


@transaction.atomic
def open_registration(
    *, activity_id: int, audience: str, places: int | None, closes_on: date | None, now: datetime
) -> Registration:
    """Let people come forward, or change how. More places are given at once to those who wait.

    Raises FewerPlacesThanPeople, AlreadyCancelled.
    """
    activity = locked_activity(activity_id)
    registration = Registration.objects.filter(activity=activity).first() or Registration(activity=activity)
    taken = _taken(activity)
    if places is not None and places < taken:
        raise FewerPlacesThanPeople(taken=taken)
    registration.audience, registration.places, registration.closes_on = audience, places, closes_on
    registration.taken = taken
    registration.save()
    _give_places(activity, now)
    return registration


@transaction.atomic
def close_registration(*, activity_id: int) -> None:
    """Nobody comes forward any more; those who are in stay."""
    activity = locked_activity(activity_id)
    Registration.objects.filter(activity=activity).delete()


@transaction.atomic
def register(
    *,
    activity_id: int,
    now: datetime,
    day: date,
    user: User | None = None,
    name: str = "",
    email: str = "",
    office: str = "",
    language: str = "",
    by_hand: bool = False,
) -> Participant:
    """Take a place, or stand last on the waiting list. Coming forward twice changes nothing.

    `by_hand`: the coordination adds somebody, even when nobody may come forward by herself.
    Raises RegistrationClosed, AlreadyCancelled, ValidationError.
    """
    activity = locked_activity(activity_id)
    registration = Registration.objects.filter(activity=activity).first()
    if not by_hand and not is_open(activity, registration, day=day, is_known=user is not None):
        raise RegistrationClosed
    name, email = (str(user), user.email) if user else (name, email.lower())
    participant = _known(activity, user, email) or Participant(activity=activity, name=name, email=email)
    if participant.state in HERE and participant.pk:
        return participant
    participant.user = user or participant.user
    participant.office = office or participant.office
    participant.state = PartState.WAITING if registration else PartState.CONFIRMED
    participant.joined_at = now
    participant.full_clean()
    participant.save()
    if registration:
        _give_places(activity, now, newcomer=participant)
    matter = LetterMatter.WAITING if participant.state == PartState.WAITING else LetterMatter.REGISTERED
    write_letter(participant, matter, now=now, language=language)
    return participant


@transaction.atomic
def withdraw(*, participant_id: int, now: datetime, day: date) -> Participant:
    """Give a place back; the first on the list receives it. A second call changes nothing.

    Raises AlreadyOver, AlreadyCancelled.
    """
    activity_id = Participant.objects.values_list("activity", flat=True).get(pk=participant_id)
    activity = locked_activity(activity_id)
    participant = Participant.objects.select_related("user").get(pk=participant_id)
    if participant.state in {PartState.WITHDRAWN, PartState.DECLINED}:
        return participant
    if activity.is_past(day):
        raise AlreadyOver
    participant.state = PartState.WITHDRAWN
    participant.save(update_fields=["state"])
    _give_places(activity, now)
    return participant


@transaction.atomic
def note_presence(*, participant_id: int, was_there: bool | None) -> Participant:
    """Who came, who did not; None: nobody knows any more."""
    participant = Participant.objects.select_for_update(of=("self",)).get(pk=participant_id)
    participant.was_there = was_there
    participant.save(update_fields=["was_there"])
    return participant


def _known(activity: Activity, user: User | None, email: str) -> Participant | None:
    """Whoever has this account, else whoever gave this address."""
    found = Q(email=email) if email else Q(pk__isnull=True)
    if user is not None:
        found |= Q(user=user)
    return activity.participants.filter(found).select_related("user").order_by("user", "pk").first()


def _taken(activity: Activity) -> int:
    return activity.participants.filter(role=PartRole.PARTICIPANT, state=PartState.CONFIRMED).count()


def _give_places(activity: Activity, now: datetime, newcomer: Participant | None = None) -> None:
    """Seat those who wait, first come first served, and count again. Who waited is written to."""
    registration = Registration.objects.filter(activity=activity).first()
    if registration is None:
        return
    taken = _taken(activity)
    room = None if registration.places is None else max(registration.places - taken, 0)
    waiting = activity.participants.filter(state=PartState.WAITING).select_related("user")
    seated = list(waiting.order_by("joined_at", "pk")[:room])
    for participant in seated:
        participant.state = PartState.CONFIRMED
        participant.save(update_fields=["state"])
        if newcomer is not None and participant.pk == newcomer.pk:
            newcomer.state = PartState.CONFIRMED
        else:
            write_letter(participant, LetterMatter.PLACE, now=now)
    registration.taken = taken + len(seated)
    registration.save(update_fields=["taken"])
