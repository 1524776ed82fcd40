from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from maillage.activities.errors import ChangedMeanwhile, NoSlot, PlanIsOld, RoundIsPast, SlotsOverlap
from maillage.activities.models import MeetingPlan, MeetingRound, MeetingSide
from maillage.activities.operations import (
    add_slots,
    ask_plan,
    change_round,
    leave_round,
    make_plan,
    open_round,
    publish_plan,
    say_wishes,
)
from maillage.activities.operations import meetings as operations
from maillage.activities.queries import latest_plan, meetings_in, people_of, schedule_of
from maillage.activities.rules import why
from maillage.activities.rules.meetings import Complement, Met, numbered
from maillage.activities.tests.factories import (
    NOON,
    ActivityFactory,
    ItemFactory,
    MeetingPersonFactory,
    ParticipantFactory,
    RoundFactory,
    round_of,
)
from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import OrganisationFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NINE = datetime(2027, 5, 10, 13, 0, tzinfo=UTC)


def planned(round_, complements=None, *, afresh=True):
    return make_plan(round_id=round_.pk, complements=complements or {}, afresh=afresh, now=NOON)


def met(plan):
    return {(side.person, side.other, side.slot.starts_at) for side in meetings_in(plan)}


def pairs(plan):
    return {(side.person, side.other) for side in meetings_in(plan)}


def wish(person, *wished, away=(), is_remote=False, time_zone="America/Toronto"):
    return say_wishes(
        person_id=person.pk,
        wished=[other.pk for other in wished],
        away=[slot.pk for slot in away],
        is_remote=is_remote,
        time_zone=time_zone,
        now=NOON,
    )


def test_a_round_opens_with_those_who_come_and_do_not_run_it():
    activity = ActivityFactory()
    here = ParticipantFactory(activity=activity)
    ParticipantFactory(activity=activity, state="invited")
    ParticipantFactory(activity=activity, role="facilitator")

    round_ = open_round(activity_id=activity.pk, now=NOON, title="Jeudi")

    assert [(one.participant, one.time_zone) for one in people_of(round_)] == [(here, "America/Toronto")]


def test_a_floor_above_the_most_is_refused():
    with pytest.raises(ValidationError):
        open_round(activity_id=ActivityFactory().pk, now=NOON, title="Jeudi", most=2, floor=3)


def test_slots_never_overlap():
    round_ = RoundFactory()
    add_slots(round_id=round_.pk, starts=[NINE], minutes=20, tables=2, links=0, now=NOON)
    add_slots(
        round_id=round_.pk, starts=[NINE + timedelta(minutes=20)], minutes=20, tables=2, links=0, now=NOON
    )

    with pytest.raises(SlotsOverlap) as refusal:
        add_slots(
            round_id=round_.pk, starts=[NINE + timedelta(minutes=10)], minutes=5, tables=1, links=0, now=NOON
        )
    assert refusal.value.when == "9\u00a0h\u00a010"
    assert round_.slots.count() == 2


def test_the_second_of_two_coordinators_is_told():
    round_, _people = round_of(0)
    (slot, _other) = round_.slots.order_by("starts_at")
    change_round(round_id=round_.pk, seen=0, rooms={slot.pk: (7, 3)}, now=NOON, floor=2)

    with pytest.raises(ChangedMeanwhile):
        change_round(round_id=round_.pk, seen=0, rooms={}, now=NOON, floor=0)
    slot.refresh_from_db()
    assert (MeetingRound.objects.get().floor, slot.tables, slot.links) == (2, 7, 3)


def test_wishes_and_needs_that_the_other_meets_decide_who_meets_whom():
    """One slot: of three ways to pair four people, the one that somebody wishes, then the one that helps most."""
    round_, (a, b, c, d) = round_of(4, slots=1)
    wish(a, d)
    assert pairs(planned(round_)) == {(a, d), (b, c)}

    plan = planned(
        round_,
        {(a.pk, b.pk): Complement(0.9, "Un besoin", "Une offre"), (d.pk, c.pk): Complement(0.9, "x", "y")},
    )

    assert pairs(plan) == {(a, b), (c, d)}
    assert plan.sides.get(person=a).reasons == [{"kind": "help", "need": "Un besoin", "offer": "Une offre"}]
    assert plan.sides.get(person=b).reasons == [{"kind": "offer", "need": "Un besoin", "offer": "Une offre"}]


def test_nobody_learns_that_another_wished_to_meet_her():
    round_, (a, b) = round_of(2, slots=1)
    wish(a, b)

    plan = planned(round_)

    assert plan.sides.get(person=a).reasons == [{"kind": "wish"}]
    assert plan.sides.get(person=b).reasons == []


def test_the_programme_and_what_people_say_keep_slots_free():
    round_, (a, b) = round_of(2, slots=3)
    first, second, third = round_.slots.order_by("starts_at")
    ItemFactory(activity=round_.activity, starts_at=first.starts_at, ends_at=first.ends_at)  # for everybody
    wish(b, away=[second])

    assert met(planned(round_)) == {(a, b, third.starts_at)}

    taken = ItemFactory(activity=round_.activity, starts_at=third.starts_at, ends_at=third.ends_at)
    taken.people.set([a.participant])

    assert met(planned(round_)) == set()


def test_the_moment_that_a_round_fills_takes_nobodys_time():
    round_, _people = round_of(2, slots=1)
    item = ItemFactory(activity=round_.activity, starts_at=NINE, ends_at=NINE + timedelta(hours=3))
    assert met(planned(round_)) == set()

    MeetingRound.objects.update(item=item)

    assert len(met(planned(round_))) == 1


def test_colleagues_do_not_meet_and_communities_meet_across():
    firm = OrganisationFactory()
    round_, people = round_of(2, slots=1)
    for person in people:
        person.participant.organisation = firm
        person.participant.save()

    assert met(planned(round_)) == set()

    round_, _people = round_of(2, slots=1, shape="hosts")  # two delegates, no host
    assert met(planned(round_)) == set()
    host = MeetingPersonFactory(round=round_, participant__role="host")
    assert {host} & {person for pair in pairs(planned(round_)) for person in pair}


def test_a_remote_person_sits_at_no_table():
    round_, (_a, b) = round_of(2, slots=1)
    assert meetings_in(planned(round_)).get().table == 1

    wish(b, is_remote=True, time_zone="Europe/Paris")

    plan = planned(round_)
    assert meetings_in(plan).get().table == 0
    plan = publish_plan(plan_id=plan.pk, by=UserFactory(), now=NOON)
    (hers,) = schedule_of(b)
    assert hers.starts_hers.strftime("%H:%M") == "15:00"  # nine in Shawinigan


def test_a_plan_short_of_its_floor_says_why():
    round_, (a, b) = round_of(2, slots=1, floor=2)

    plan = planned(round_)

    told = why.read(plan.why)
    assert [short.cause for short in told.short] == ["slots", "slots"]
    assert told.floor == 1
    names = {a.pk: "Ada", b.pk: "Béa"}
    assert why.causes(told, names)[0] == "Ada : libre à 1 créneau seulement."
    assert why.ways_out(told, names, str)[0] == "Un plancher de 1 est possible pour tout le monde."


def test_somebody_who_leaves_has_the_plan_made_again_around_her_and_the_old_one_stays():
    round_, people = round_of(6, slots=3)
    first = planned(round_)
    publish_plan(plan_id=first.pk, by=UserFactory(), now=NOON)
    before = met(first)
    gone = people[0]

    leave_round(person_id=gone.pk, now=NOON)
    round_.refresh_from_db()
    assert round_.asked_at == NOON
    second = planned(round_, afresh=False)

    kept = {meeting for meeting in before if gone not in meeting[:2]}
    assert kept <= met(second)
    assert not {meeting for meeting in met(second) if gone in meeting[:2]}
    assert (second.number, second.moved, met(first)) == (2, 0, before)
    tables = {(side.person, side.other): side.table for side in meetings_in(first)}
    assert all(
        side.table == tables[side.person, side.other]
        for side in meetings_in(second)
        if (side.person, side.other, side.slot.starts_at) in kept
    )


def test_people_see_a_plan_once_published_and_the_old_one_until_the_next_is():
    round_, (a, _b) = round_of(2, slots=1)
    plan = planned(round_)
    assert list(schedule_of(a)) == []

    publish_plan(plan_id=plan.pk, by=UserFactory(), now=NOON)
    assert (
        publish_plan(plan_id=plan.pk, by=UserFactory(), now=NOON).published_by
        == plan.round.plans.get().published_by
    )

    assert len(schedule_of(a)) == 1


def test_a_plan_older_than_its_round_is_not_published():
    round_, (a, _b) = round_of(2, slots=1)
    plan = planned(round_)
    wish(a)

    with pytest.raises(PlanIsOld):
        publish_plan(plan_id=plan.pk, by=UserFactory(), now=NOON)


def test_a_round_changed_while_its_plan_was_made_is_planned_again(monkeypatch):
    round_, (a, _b) = round_of(2, slots=1)
    make = operations.planned

    def interrupted(asked):
        wish(a)
        return make(asked)

    monkeypatch.setattr(operations, "planned", interrupted)

    assert planned(round_) is None
    assert latest_plan(round_) is None
    round_.refresh_from_db()
    assert round_.asked_at == NOON


def test_a_round_without_slots_or_past_is_refused():
    round_ = RoundFactory()
    with pytest.raises(NoSlot):
        ask_plan(round_id=round_.pk, afresh=True, now=NOON)
    with pytest.raises(RoundIsPast):
        ask_plan(round_id=round_.pk, afresh=True, now=datetime(2027, 6, 1, tzinfo=UTC))


def test_the_database_holds_each_person_to_one_meeting_at_a_time():
    round_, (a, b, c) = round_of(3, slots=1)
    plan = planned(round_)
    side = plan.sides.first()
    third = {a, b, c} - {side.person, side.other}

    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingSide.objects.create(plan=plan, slot=side.slot, person=side.person, other=third.pop(), table=2)


@pytest.mark.django_db(transaction=True)
def test_two_plans_made_at_once_are_both_kept_one_after_the_other():
    round_, _people = round_of(4)

    at_once(*[lambda: planned(round_)] * 2)

    assert sorted(MeetingPlan.objects.values_list("number", flat=True)) == [1, 2]


def test_a_table_taken_away_is_not_kept():
    before = {Met(1, 2, 0): 4, Met(3, 4, 0): 1}

    assert numbered(before, set(), before, [2]) == {Met(3, 4, 0): 1, Met(1, 2, 0): 2}
