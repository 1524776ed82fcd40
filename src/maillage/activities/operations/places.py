"""Places: drawn up once, offered in order, taken or let go. The edition is locked by whoever comes here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Min, Q

from maillage.activities.enums import ActivityState, ApplicationState, CampMatter, PartRole, PartState
from maillage.activities.models import Application, Participant, Place
from maillage.activities.operations.camp_letters import write_letter
from maillage.activities.rules.calls import answer_by
from maillage.activities.rules.selection import Seat, seat_people
from maillage.people.models import User

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from maillage.activities.models import BootcampEdition


def make_places(edition: BootcampEdition, seats: list[Seat]) -> None:
    Place.objects.bulk_create(
        Place(edition=edition, number=seat.number, party_id=seat.community) for seat in seats
    )


def fill_places(edition: BootcampEdition, *, now: datetime) -> int:
    """Offer every free place to the first in line; returns how many. None before the list, nor once the camp began."""
    today = now.astimezone(edition.activity.zone).date()
    if edition.decided_at is None or today >= edition.activity.starts_on:
        return 0
    free = edition.places_made.filter(application=None).order_by("number")
    seats = [Seat(number=place.number, community=place.party_id) for place in free]
    waiting = edition.applications.filter(state=ApplicationState.WAITING).order_by("rank", "pk")
    line = [(row.pk, row.party_id or 0) for row in waiting]
    return offer_seats(edition, seat_people(seats, line, passes_on=edition.passes_on), now=now)


def offer_seats(edition: BootcampEdition, seated: Mapping[int, int], *, now: datetime) -> int:
    """Offer each seat (by number) to its application, until the deadline, by letter."""
    due = answer_by(edition, now)
    for number, key in sorted(seated.items()):
        application = edition.applications.get(pk=key)
        application.state, application.answer_by = ApplicationState.OFFERED, due
        application.turn += 1
        application.save(update_fields=["state", "answer_by", "turn"])
        edition.places_made.filter(number=number).update(application=application)
        write_letter(application, CampMatter.OFFERED, now=now)
    return len(seated)


def let_go(application: Application, state: ApplicationState, *, now: datetime) -> None:
    """Her place is free again, and goes to the next in line."""
    application.state, application.answer_by = state, None
    application.save(update_fields=["state", "answer_by"])
    Place.objects.filter(application=application).update(application=None)
    fill_places(application.edition, now=now)


def free_place_for(application: Application) -> Place | None:
    """A place that nobody holds and that she may have: her community's first, then an open one, or one passed on."""
    free = list(application.edition.places_made.filter(application=None).order_by("number"))
    hers = [place for place in free if place.party_id == application.party_id]
    others = [place for place in free if place.party_id is None or application.edition.passes_on]
    return next(iter([*hers, *others]), None)


def put_first(application: Application) -> None:
    """Make her the first of the waiting list."""
    first = application.edition.applications.filter(state=ApplicationState.WAITING).aggregate(
        first=Min("rank")
    )["first"]
    application.state, application.answer_by = ApplicationState.WAITING, None
    application.rank = (first if first is not None else 1) - 1
    application.save(update_fields=["state", "answer_by", "rank"])


def take(application: Application, *, now: datetime) -> None:
    """She comes: her place is hers, and she is among the participants of the activity."""
    account = User.objects.filter(email=application.email.lower(), is_active=True).first()
    herself = Q(email__iexact=application.email) | Q(user=account, user__isnull=False)
    activity = application.edition.activity
    known = activity.participants.filter(herself).order_by("pk").first() or Participant(
        activity=activity,
        email=application.email,
        user=account,
        role=PartRole.PARTICIPANT,
        joined_at=now,
    )
    known.state = PartState.CONFIRMED
    known.name, known.office = application.name, application.office or application.firm
    known.party, known.is_fictitious = application.party, application.is_fictitious
    known.save()
    application.state, application.answer_by = ApplicationState.CONFIRMED, None
    application.participant = known
    application.save(update_fields=["state", "answer_by", "participant"])
    write_letter(application, CampMatter.CONFIRMED, now=now)


def is_still_to_come(edition: BootcampEdition, now: datetime) -> bool:
    today = now.astimezone(edition.activity.zone).date()
    return edition.activity.state == ActivityState.ANNOUNCED and today < edition.activity.starts_on
