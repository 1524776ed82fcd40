"""A round of meetings: opened, filled, planned, published, made again when somebody leaves."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from maillage.activities.bridge import planned, planned_again
from maillage.activities.enums import PartRole, PartState, RoundShape
from maillage.activities.errors import ChangedMeanwhile, NoSlot, PlanIsOld, RoundIsPast, SlotsOverlap
from maillage.activities.models import (
    MeetingPerson,
    MeetingPlan,
    MeetingRound,
    MeetingSide,
    MeetingSlot,
    MeetingWish,
)
from maillage.activities.operations.activities import locked_activity
from maillage.activities.queries.meetings import EVERYBODY, busy_in, group_of, latest_plan, people_of
from maillage.activities.rules.meetings import ANYBODY, Met, Person, Round, numbered, worth_of
from maillage.activities.rules.why import stored
from maillage.common.jobs import later
from maillage.common.zones import validate_time_zone
from maillage.ui.formats import plain_hour
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from maillage.activities.bridge import Planned
    from maillage.activities.rules.meetings import Complement, Pair
    from maillage.people.models import User

    Complements = Mapping[Pair, Complement]


@transaction.atomic
def open_round(*, activity_id: int, now: datetime, **fields: Any) -> MeetingRound:
    """Open a round with everybody whose presence is confirmed, save those who run the activity.

    Raises ValidationError for what a model refuses, AlreadyCancelled.
    """
    activity = locked_activity(activity_id)
    round_ = MeetingRound(activity=activity, updated_at=now, **fields)
    round_.full_clean()
    round_.save()
    coming = activity.participants.filter(state=PartState.CONFIRMED).exclude(role=PartRole.FACILITATOR)
    MeetingPerson.objects.bulk_create(
        MeetingPerson(round=round_, participant=one, time_zone=activity.time_zone)
        for one in coming.order_by("pk")
    )
    return round_


@transaction.atomic
def add_slots(
    *, round_id: int, starts: Sequence[datetime], minutes: int, tables: int, links: int, now: datetime
) -> list[MeetingSlot]:
    """Add slots that follow one another or not. Raises SlotsOverlap, RoundIsPast."""
    round_ = _locked(round_id, now)
    added = [
        MeetingSlot(
            round=round_,
            starts_at=start,
            ends_at=start + timedelta(minutes=minutes),
            tables=tables,
            links=links,
        )
        for start in sorted(starts)
    ]
    every = sorted([*round_.slots.order_by("starts_at"), *added], key=lambda slot: slot.starts_at)
    for one, following in pairwise(every):
        if following.starts_at < one.ends_at:
            start = following.starts_at.astimezone(round_.activity.zone)
            raise SlotsOverlap(when=plain_hour(start, spoken()))
    for slot in added:
        slot.full_clean(exclude=["round"])
        slot.save()
    _changed(round_, now)
    return added


@transaction.atomic
def change_round(
    *, round_id: int, seen: int, rooms: Mapping[int, tuple[int, int]], now: datetime, **fields: Any
) -> MeetingRound:
    """Change what is asked. `seen`: the sequence before the person's eyes; `rooms`: tables and links, by slot.

    Raises ChangedMeanwhile when somebody else changed it since, RoundIsPast, ValidationError.
    """
    round_ = _locked(round_id, now)
    if round_.sequence != seen:
        raise ChangedMeanwhile
    for name, value in fields.items():
        setattr(round_, name, value)
    round_.full_clean()
    for slot in round_.slots.filter(pk__in=rooms).order_by("pk"):
        slot.tables, slot.links = rooms[slot.pk]
        slot.save(update_fields=["tables", "links"])
    return _changed(round_, now)


@transaction.atomic
def say_wishes(
    *,
    person_id: int,
    wished: Iterable[int],
    away: Iterable[int],
    is_remote: bool,
    time_zone: str,
    now: datetime,
) -> MeetingPerson:
    """What somebody says of herself: whom she would like to meet, when she cannot, from where. Raises RoundIsPast."""
    person = MeetingPerson.objects.get(pk=person_id)
    round_ = _locked(person.round_id, now)
    validate_time_zone(time_zone)
    person.is_remote, person.time_zone = is_remote, time_zone
    person.save(update_fields=["is_remote", "time_zone"])
    person.away.set(round_.slots.filter(pk__in=away))
    others = round_.people.filter(pk__in=wished).exclude(pk=person.pk).order_by("pk")
    person.wishes.all().delete()
    MeetingWish.objects.bulk_create(MeetingWish(person=person, wished=other) for other in others)
    _changed(round_, now)
    return person


@transaction.atomic
def leave_round(*, person_id: int, now: datetime) -> MeetingPerson:
    """Somebody does not come after all; when a plan stands, it is made again around her. A second call changes nothing."""
    person = MeetingPerson.objects.get(pk=person_id)
    round_ = _locked(person.round_id, now)
    person.refresh_from_db()
    if person.left_at is not None:
        return person
    person.left_at = now
    person.save(update_fields=["left_at"])
    _changed(round_, now)
    if latest_plan(round_) is not None:
        _ask(round_, afresh=False, now=now)
    return person


@transaction.atomic
def ask_plan(*, round_id: int, afresh: bool, now: datetime) -> MeetingRound:
    """Ask for a plan, made aside: around the one that stands, or `afresh`. Raises NoSlot, RoundIsPast."""
    round_ = _locked(round_id, now)
    if not round_.slots.exists():
        raise NoSlot
    return _ask(round_, afresh=afresh, now=now)


def _ask(round_: MeetingRound, *, afresh: bool, now: datetime) -> MeetingRound:
    round_.asked_at = now
    round_.save(update_fields=["asked_at"])
    later("matching.plan_meetings", once=f"meetings:{round_.pk}:{afresh}", round_id=round_.pk, afresh=afresh)
    return round_


def make_plan(*, round_id: int, complements: Complements, afresh: bool, now: datetime) -> MeetingPlan | None:
    """Make the plan that was asked for, and keep it beside those made before.

    It may last seconds, so it holds no lock meanwhile; None when the round changed under it: then it is asked again.
    `complements`: by pair of people, whose need comes first. Run it outside of any transaction.
    """
    round_ = MeetingRound.objects.select_related("activity").get(pk=round_id)
    slots = list(round_.slots.order_by("starts_at"))
    people = [one for one in people_of(round_) if one.left_at is None]
    asked = _asked(round_, slots, people, complements)
    before = None if afresh else latest_plan(round_)
    tables = _standing(before, slots)
    found = planned(asked) if before is None else planned_again(asked, tables)
    with transaction.atomic():
        locked = MeetingRound.objects.select_for_update(of=("self",)).get(pk=round_id)
        if locked.sequence != round_.sequence:
            _ask(locked, afresh=afresh, now=now)
            return None
        locked.asked_at = None
        locked.save(update_fields=["asked_at"])
        plan = _kept(locked, found, slots, now)
        remote = {one.pk for one in people if one.is_remote}
        seated = numbered(found.meetings, remote, tables, asked.tables)
        _sides(plan, seated, slots, _Reasons(people, complements))
    return plan


@transaction.atomic
def publish_plan(*, plan_id: int, by: User, now: datetime) -> MeetingPlan:
    """Show each person her meetings. A second call changes nothing. Raises PlanIsOld when the round changed since."""
    plan = MeetingPlan.objects.get(pk=plan_id)
    round_ = _locked(plan.round_id, now)
    plan.refresh_from_db()
    if plan.published_at is not None:
        return plan
    latest = latest_plan(round_)
    if latest != plan or plan.sequence != round_.sequence:
        raise PlanIsOld
    plan.published_at, plan.published_by = now, by
    plan.save(update_fields=["published_at", "published_by"])
    return plan


def _locked(round_id: int, now: datetime) -> MeetingRound:
    round_ = MeetingRound.objects.select_for_update(of=("self",)).select_related("activity").get(pk=round_id)
    if round_.activity.is_past(now.astimezone(round_.activity.zone).date()):
        raise RoundIsPast
    return round_


def _changed(round_: MeetingRound, now: datetime) -> MeetingRound:
    round_.sequence += 1
    round_.updated_at = now
    round_.save()
    return round_


def _asked(
    round_: MeetingRound,
    slots: Sequence[MeetingSlot],
    people: Sequence[MeetingPerson],
    complements: Complements,
) -> Round:
    busy = busy_in(round_, slots)
    here = {one.pk for one in people}
    wishes = {
        (one.pk, wish.wished_id) for one in people for wish in one.wishes.all() if wish.wished_id in here
    }
    return Round(
        people=[_person(round_, slots, one, busy) for one in people],
        tables=[slot.tables for slot in slots],
        links=[slot.links for slot in slots],
        values=worth_of(wishes, {pair: fit for pair, fit in complements.items() if here.issuperset(pair)}),
        others=ANYBODY,
        is_across=round_.shape != RoundShape.EVERYBODY,
    )


def _person(
    round_: MeetingRound, slots: Sequence[MeetingSlot], one: MeetingPerson, busy: Mapping[int, set[int]]
) -> Person:
    taken = (
        {slot.pk for slot in one.away.all()}
        | busy.get(one.participant_id, set())
        | busy.get(EVERYBODY, set())
    )
    return Person(
        key=one.pk,
        free=frozenset(n for n, slot in enumerate(slots) if slot.pk not in taken),
        most=round_.most,
        floor=round_.floor,
        group=group_of(round_, one),
        house=one.participant.organisation_id,
        is_remote=one.is_remote,
    )


def _standing(plan: MeetingPlan | None, slots: Sequence[MeetingSlot]) -> dict[Met, int]:
    """The meetings of a plan, each with its table."""
    if plan is None:
        return {}
    place = {slot.pk: n for n, slot in enumerate(slots)}
    sides = plan.sides.filter(person__lt=F("other"), slot__in=place).order_by("pk")
    return {Met(side.person_id, side.other_id, place[side.slot_id]): side.table for side in sides}


def _kept(round_: MeetingRound, found: Planned, slots: Sequence[MeetingSlot], now: datetime) -> MeetingPlan:
    latest = latest_plan(round_)
    return MeetingPlan.objects.create(
        round=round_,
        number=latest.number + 1 if latest else 1,
        sequence=round_.sequence,
        made_at=now,
        value=found.value,
        bound=found.bound,
        is_proved=found.is_proved,
        moved=found.moved,
        why=None if found.why is None else stored(found.why, [slot.pk for slot in slots]),
    )


def _sides(
    plan: MeetingPlan, tables: Mapping[Met, int], slots: Sequence[MeetingSlot], reasons: _Reasons
) -> None:
    MeetingSide.objects.bulk_create(
        MeetingSide(
            plan=plan,
            slot=slots[met.slot],
            person_id=person,
            other_id=other,
            table=table,
            reasons=reasons.told(person, other),
        )
        for met, table in tables.items()
        for person, other in ((met.first, met.second), (met.second, met.first))
    )


class _Reasons:
    """Why two people meet, as each of them may read it."""

    def __init__(self, people: Sequence[MeetingPerson], complements: Complements) -> None:
        self.wishes = {(one.pk, wish.wished_id) for one in people for wish in one.wishes.all()}
        self.complements = complements

    def told(self, person: Any, other: Any) -> list[dict[str, str]]:
        """Her own wish, what the other can do for her, what she can do for the other. The other's wish stays untold."""
        found: list[dict[str, str]] = []
        if (person, other) in self.wishes:
            found.append({"kind": "wish"})
        for kind, pair in (("help", (person, other)), ("offer", (other, person))):
            if pair in self.complements:
                fit = self.complements[pair]
                found.append({"kind": kind, "need": fit.need, "offer": fit.offer})
        return found
