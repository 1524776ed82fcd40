"""What time and people bring to an introduction: reminders, silence, the next organisation, the meeting, the follow-up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from maillage.common.tests.at_once import at_once
from maillage.matching import operations, queries
from maillage.matching.enums import CLOSED_STATES, LIVE_STATES, FollowUpResult, IntroductionState
from maillage.matching.errors import AlreadyAnswered, AlreadyTold, MeetingNotYetHeld
from maillage.matching.models import Introduction, Letter, Reminder
from maillage.matching.rules import DEFAULT_TERMS, MOVES, Terms, may_become
from maillage.matching.tests.factories import NOON, IntroductionFactory
from maillage.matching.tests.lives import offer_in, search_finds, two_sides
from maillage.people.tests.factories import UserFactory

DAY = timedelta(days=1)
LATE = NOON + 8 * DAY


def test_every_state_but_the_first_is_reached_from_a_live_one_and_ended_states_lead_nowhere():
    assert set(MOVES) == set(IntroductionState) - {IntroductionState.ASKED}
    for target in MOVES:
        assert not may_become(IntroductionState.EXPIRED, target)
        assert not any(may_become(state, target) for state in CLOSED_STATES)
        assert any(may_become(state, target) for state in LIVE_STATES)


@pytest.mark.django_db
def test_a_request_plans_its_deadline_and_two_reminders_by_the_terms_of_the_offers_network():
    sides = two_sides()
    terms = Terms(first_reminder_days=1, second_reminder_days=2, answer_days=4, link_days=10)
    operations.set_terms(network=sides.offer.network, terms=terms, by=sides.coordinator, now=NOON)
    network = sides.offer.network

    other = two_sides().introduction
    ours = IntroductionFactory._meta.model.objects.get(pk=sides.introduction.pk)
    asked_after = operations.ask_introduction(
        need=sides.need,
        offer=offer_in(network),
        asker=sides.asker,
        message="Encore",
        consents=True,
        reasons=[],
        now=NOON,
    )

    assert [row.answer_by - NOON for row in (ours, other, asked_after)] == [7 * DAY, 7 * DAY, 4 * DAY]
    due = asked_after.reminders.order_by("number").values_list("number", "due_at")
    assert list(due) == [(1, NOON + DAY), (2, NOON + 2 * DAY)]


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [{"second_reminder_days": 1}, {"answer_days": 61}, {"link_days": 3}])
def test_the_database_refuses_terms_out_of_order(changes):
    terms = Terms(**(vars(DEFAULT_TERMS) | changes))

    with pytest.raises(IntegrityError, match="answer_terms_in_order"), transaction.atomic():
        operations.set_terms(network=offer_network(), terms=terms, by=UserFactory(), now=NOON)


def offer_network():
    return IntroductionFactory().offer.network


@pytest.mark.django_db
def test_the_first_reminder_goes_to_the_holder_the_second_to_the_coordination_and_there_is_no_third(run_jobs):
    sides = two_sides()
    run_jobs()
    mail.outbox.clear()

    for day in range(7):
        for reminder in queries.reminders_due(NOON + day * DAY):
            operations.make_reminder(reminder_id=reminder.pk, now=NOON + day * DAY)
    run_jobs()

    assert [message.to for message in mail.outbox] == [[sides.holder.email], [sides.coordinator.email]]
    with pytest.raises(IntegrityError, match="at_most_two"), transaction.atomic():
        Reminder.objects.create(introduction=sides.introduction, number=3, due_at=NOON)


@pytest.mark.django_db
def test_reminders_stop_at_the_first_answer_even_when_their_letter_is_already_written(run_jobs):
    sides = two_sides()
    run_jobs()
    first, second = sides.introduction.reminders.order_by("number")
    operations.make_reminder(reminder_id=first.pk, now=NOON + 3 * DAY)
    mail.outbox.clear()

    operations.accept_introduction(
        introduction_id=sides.introduction.pk, by=sides.holder, note="", now=NOON + 3 * DAY
    )
    run_jobs()

    assert [message.to for message in mail.outbox] == [[sides.asker.email]]
    assert Letter.objects.get(matter="reminder_1").dropped_at is not None
    assert not operations.make_reminder(reminder_id=second.pk, now=NOON + 5 * DAY)


@pytest.mark.django_db
def test_silence_ends_a_request_at_its_deadline_and_the_asker_is_told(run_jobs):
    sides = two_sides()
    pk = sides.introduction.pk

    early = operations.expire_introduction(introduction_id=pk, now=NOON + 6 * DAY)
    late = [operations.expire_introduction(introduction_id=pk, now=LATE) for _ in range(2)]
    run_jobs()

    sides.introduction.refresh_from_db()
    assert (early, late) == (False, [True, False])
    assert sides.introduction.state == IntroductionState.EXPIRED
    assert [m.to for m in mail.outbox] == [[sides.asker.email]]  # the request itself was moot by then
    with pytest.raises(AlreadyAnswered, match="sans réponse"):
        operations.accept_introduction(introduction_id=pk, by=sides.holder, note="", now=LATE)


@pytest.mark.django_db
def test_the_sweep_finds_what_is_due_and_queues_it_once(run_jobs, monkeypatch):
    sides = two_sides(tries_next=True)
    run_jobs()
    search_finds(monkeypatch, lambda _need: [])
    operations.expire_introduction(introduction_id=sides.introduction.pk, now=LATE)

    first, second = operations.queue_what_is_due(now=LATE), operations.queue_what_is_due(now=LATE)
    names = run_jobs()
    after = operations.queue_what_is_due(now=LATE)

    assert (first, second, after) == (1, 1, 0)  # nobody fits: it is not asked again for ever
    assert names.count("matching.ask_next") == 2  # one from the expiry, one from the sweeps


@pytest.mark.django_db
@pytest.mark.parametrize("refusal", ["declined", "expired"])
def test_the_next_best_is_asked_when_the_asker_wished_it(run_jobs, monkeypatch, refusal):
    sides = two_sides(tries_next=True)
    same_house = offer_in(sides.offer.network)
    same_house.organisation = sides.offer.organisation
    same_house.save()
    next_best = offer_in(sides.offer.network)
    search_finds(monkeypatch, lambda _need: [sides.offer, same_house, next_best])

    if refusal == "declined":
        operations.decline_introduction(
            introduction_id=sides.introduction.pk, by=sides.holder, reason="no_capacity", note="", now=NOON
        )
    else:
        operations.expire_introduction(introduction_id=sides.introduction.pk, now=LATE)
    run_jobs()

    successor = Introduction.objects.get(follows=sides.introduction)
    assert (successor.offer, successor.turn, successor.state) == (next_best, 2, "asked")
    assert successor.consent == sides.introduction.consent
    assert "demander à la suivante" in successor.consent.text
    assert successor.answer_key != sides.introduction.answer_key


@pytest.mark.django_db
def test_the_next_best_is_the_first_that_still_takes_requests(run_jobs, monkeypatch):
    sides = two_sides(tries_next=True)
    full, free = offer_in(sides.offer.network), offer_in(sides.offer.network)
    operations.state_capacity(offer_id=full.pk, per_month=1)
    IntroductionFactory(offer=full, asked_at=LATE)
    search_finds(monkeypatch, lambda _need: [full, free])

    operations.expire_introduction(introduction_id=sides.introduction.pk, now=LATE)
    run_jobs()

    assert Introduction.objects.get(follows=sides.introduction).offer == free


@pytest.mark.django_db
def test_nobody_else_is_asked_without_the_askers_wish_nor_after_she_withdrew(run_jobs, monkeypatch):
    without, withdrawn = two_sides(), two_sides(tries_next=True)
    search_finds(monkeypatch, lambda need: [offer_in(need.network)])
    withdrawn.introduction.consent.withdrawn_at = NOON
    withdrawn.introduction.consent.save()

    for sides in (without, withdrawn):
        operations.expire_introduction(introduction_id=sides.introduction.pk, now=LATE)
    run_jobs()

    assert not Introduction.objects.filter(follows__isnull=False).exists()


@pytest.mark.django_db
def test_three_organisations_are_asked_at_most(run_jobs, monkeypatch):
    sides = two_sides(tries_next=True)
    search_finds(monkeypatch, lambda need: [offer_in(need.network)])

    for turn in range(1, 5):
        for introduction in Introduction.objects.filter(state="asked").order_by("pk"):
            operations.expire_introduction(
                introduction_id=introduction.pk, now=introduction.answer_by + turn * DAY
            )
            operations.ask_next(introduction_id=introduction.pk, now=NOON)

    assert list(sides.need.introductions.order_by("turn").values_list("turn", "state")) == [
        (1, "expired"),
        (2, "expired"),
        (3, "expired"),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_end_and_pass_on_the_same_request_make_one_successor(monkeypatch):
    sides = two_sides(tries_next=True)
    next_best = offer_in(sides.offer.network)
    search_finds(monkeypatch, lambda _need: [next_best])

    def end_and_pass_on():
        operations.expire_introduction(introduction_id=sides.introduction.pk, now=LATE)
        operations.ask_next(introduction_id=sides.introduction.pk, now=LATE)

    assert at_once(*[end_and_pass_on] * 4) == ["done"] * 4

    assert sides.introduction.steps.filter(state="expired").count() == 1
    assert Introduction.objects.filter(follows=sides.introduction).count() == 1


@pytest.mark.django_db
def test_a_meeting_is_noted_once_it_was_held_and_then_the_end_is_told():
    sides = two_sides()
    pk = sides.introduction.pk
    operations.accept_introduction(introduction_id=pk, by=sides.holder, note="", now=NOON)

    with pytest.raises(MeetingNotYetHeld):
        operations.note_meeting(
            introduction_id=pk, by=sides.asker, met_on=(NOON + DAY).date(), note="", now=NOON
        )
    late_evening = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # the 21st still, where the site is
    with pytest.raises(MeetingNotYetHeld):
        operations.note_meeting(
            introduction_id=pk, by=sides.asker, met_on=date(2026, 11, 22), note="", now=late_evening
        )
    operations.note_meeting(introduction_id=pk, by=sides.asker, met_on=NOON.date(), note="", now=NOON)
    operations.close_introduction(
        introduction_id=pk, by=sides.asker, outcome=IntroductionState.PARTLY, note="", now=NOON
    )

    sides.need.refresh_from_db()
    assert [step.state for step in sides.introduction.steps.all()] == ["asked", "accepted", "met", "partly"]
    assert sides.need.state == "open"  # something is left to do


@pytest.mark.django_db
def test_what_became_of_the_need_is_asked_30_and_90_days_after_the_end_once_each(run_jobs):
    sides = two_sides()
    pk = sides.introduction.pk
    operations.accept_introduction(introduction_id=pk, by=sides.holder, note="", now=NOON)
    operations.close_introduction(
        introduction_id=pk, by=sides.holder, outcome=IntroductionState.SOLVED, note="", now=NOON + 10 * DAY
    )
    run_jobs()
    mail.outbox.clear()

    asked = {}
    for day in (30, 39, 40, 41, 100, 101):
        due = list(queries.follow_ups_due(NOON + day * DAY))
        asked[day] = [
            operations.ask_follow_up(follow_up_id=row.pk, now=NOON + day * DAY) for row in [*due, *due]
        ]
    run_jobs()

    assert asked == {30: [], 39: [], 40: [True, False], 41: [], 100: [True, False], 101: []}
    assert [message.to for message in mail.outbox] == [[sides.asker.email]] * 2


@pytest.mark.django_db
def test_the_first_word_on_what_became_of_the_need_counts():
    sides = two_sides()
    operations.accept_introduction(introduction_id=sides.introduction.pk, by=sides.holder, note="", now=NOON)
    row = sides.introduction.follow_ups.get(days=30)

    operations.answer_follow_up(
        follow_up_id=row.pk, result=FollowUpResult.PARTLY, words="Une tournée gagnée", now=NOON
    )
    with pytest.raises(AlreadyTold):
        operations.answer_follow_up(follow_up_id=row.pk, result=FollowUpResult.UNSOLVED, words="", now=NOON)

    row.refresh_from_db()
    assert (row.result, row.words) == ("partly", "Une tournée gagnée")
