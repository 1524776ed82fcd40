from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from maillage.activities import operations
from maillage.activities.enums import ApplicationState
from maillage.activities.errors import (
    AlreadyDecided,
    AppliesHerself,
    CallOpen,
    KnowsTheNames,
    MarksMissing,
    NoPlaceOffered,
    NoReason,
    NoSuchAccount,
    NothingToWithdraw,
    PlaceTaken,
    ScoringClosed,
    TooManySelected,
    Unscored,
)
from maillage.activities.models import Application, CampLetter, Place
from maillage.activities.queries.camp_dues import offers_overdue, offers_to_recall
from maillage.activities.queries.selection import selection_of
from maillage.activities.tests.camps import (
    AFTER,
    again,
    applied,
    camp,
    chosen,
    coordinator_of,
    marked,
    reader,
)
from maillage.activities.tests.factories import NOON
from maillage.common.tests.at_once import at_once
from maillage.people.tests.factories import UserFactory

LATE = AFTER + timedelta(days=9)  # the offers of AFTER are over
SOON = AFTER + timedelta(days=1)
db = pytest.mark.django_db


def states(rows):
    return [again(row).state for row in rows]


@db
def test_those_who_know_the_names_do_not_score():
    edition = camp()
    applied(edition, edition.here, "elle@exemple.test")
    UserFactory(email="elle@exemple.test")

    for email, refusal in [
        (coordinator_of(edition.there.network).email, KnowsTheNames),
        ("elle@exemple.test", AppliesHerself),
        ("personne@exemple.test", NoSuchAccount),
    ]:
        with pytest.raises(refusal):
            operations.assign_reviewer(edition_id=edition.pk, email=email, now=NOON)


@db
def test_a_reading_is_whole_and_a_conflict_takes_it_away():
    edition = camp()
    row, reviewer = applied(edition, edition.here, "elle@exemple.test"), reader(edition)
    for marks in ({}, {row.pk: (6, "") for row in edition.criteria.order_by("pk")}):
        with pytest.raises(MarksMissing):
            operations.give_marks(reviewer=reviewer, application=row, marks=marks, now=NOON)
    marked(reviewer, row, 4)
    assert selection_of(edition).rows[0].scored.score == 4.0

    operations.declare_conflict(reviewer=reviewer, application=row, now=NOON)

    assert selection_of(edition).rows[0].scored is None


@db
def test_the_list_waits_for_the_close_and_for_every_first_reading_then_is_drawn_up_once(run_jobs):
    edition = camp()
    first, second = (applied(edition, edition.here, f"{name}@exemple.test") for name in ("une", "deux"))
    reviewer = reader(edition)
    marked(reviewer, first, 3)
    with pytest.raises(CallOpen):
        operations.draw_up_list(edition_id=edition.pk, now=NOON)
    with pytest.raises(Unscored):
        operations.draw_up_list(edition_id=edition.pk, now=AFTER)
    marked(reviewer, second, 5)
    operations.draw_up_list(edition_id=edition.pk, now=AFTER)

    assert states([first, second]) == ["offered", "offered"]  # the other community's place passes on
    with pytest.raises(AlreadyDecided):
        operations.draw_up_list(edition_id=edition.pk, now=AFTER)
    with pytest.raises(ScoringClosed):
        marked(reviewer, first, 5)


@db
def test_three_and_four_places_hold_and_the_others_wait_in_order(run_jobs):
    edition = camp(quotas=(4, 3), passes_on=False)
    here = [(edition.here, value) for value in (5, 5, 4, 4, 3, 2)]
    there = [(edition.there, value) for value in (3, 2, 2, 1)]
    rows = chosen(edition, *here, *there)
    run_jobs()

    assert states(rows) == ["offered"] * 4 + ["waiting"] * 2 + ["offered"] * 3 + ["waiting"]
    assert Place.objects.filter(application=None).count() == 0
    told = sorted(message.to[0] for message in mail.outbox if "place vous attend" in message.subject)
    assert told == sorted(row.email for row in rows if again(row).state == "offered")


@db
def test_a_place_nobody_of_its_community_takes_passes_on_only_when_the_edition_says_so():
    for passes_on, expected in [(True, ["offered", "offered"]), (False, ["offered", "waiting"])]:
        edition = camp(passes_on=passes_on)
        assert states(chosen(edition, (edition.here, 4), (edition.here, 3))) == expected


@db
def test_an_application_that_fails_a_condition_is_left_aside_and_one_that_lacks_an_answer_is_not():
    edition = camp(conditions=({"fact": "employees", "at_most": 50},))
    large = applied(edition, edition.here, "grande@exemple.test", employees=51)
    silent = applied(edition, edition.there, "muette@exemple.test")
    reviewer = reader(edition)
    for row in (large, silent):
        marked(reviewer, row, 4)
    operations.draw_up_list(edition_id=edition.pk, now=AFTER)

    assert states([large, silent]) == ["refused", "offered"]


@db
def test_a_decision_against_the_scores_gives_its_reason_and_never_more_places_than_there_are():
    edition = camp(quotas=(1, 0), places=1)
    best, other = (applied(edition, edition.here, f"{name}@exemple.test") for name in ("une", "deux"))
    reviewer, by = reader(edition), UserFactory()
    marked(reviewer, best, 5)
    marked(reviewer, other, 2)
    decide = {"outcome": "selected", "by": by}
    with pytest.raises(NoReason):
        operations.force_outcome(application_id=other.pk, reason=" ", **decide)
    operations.force_outcome(application_id=other.pk, reason="Secteur jamais venu.", **decide)
    assert [row.outcome for row in selection_of(edition).rows] == ["waiting", "selected"]

    operations.force_outcome(application_id=best.pk, reason="Aussi.", **decide)
    with pytest.raises(TooManySelected):
        operations.draw_up_list(edition_id=edition.pk, now=AFTER)
    operations.force_outcome(application_id=best.pk, outcome="", reason="", by=by)
    operations.draw_up_list(edition_id=edition.pk, now=AFTER)
    assert states([best, other]) == ["waiting", "offered"]


@db
def test_a_place_is_taken_once_and_the_person_takes_part(run_jobs):
    edition = camp()
    (row,) = chosen(edition, (edition.here, 4))
    for _turn in range(2):
        operations.confirm_place(application_id=row.pk, now=SOON)
    run_jobs()

    person = again(row).participant
    assert (person.activity, person.state, person.party) == (edition.activity, "confirmed", edition.here)
    assert len([m for m in mail.outbox if m.subject.startswith("Place confirmée")]) == 1


@db
def test_a_place_declined_or_left_goes_to_the_next_in_line():
    edition = camp(passes_on=False)
    rows = chosen(edition, (edition.here, 5), (edition.here, 4), (edition.here, 3), (edition.there, 1))
    assert states(rows) == ["offered", "waiting", "waiting", "offered"]

    operations.decline_place(application_id=rows[0].pk, now=SOON)
    assert states(rows) == ["declined", "offered", "waiting", "offered"]
    operations.confirm_place(application_id=rows[1].pk, now=SOON)
    operations.withdraw_application(application_id=rows[1].pk, now=SOON)

    assert states(rows) == ["declined", "withdrawn", "offered", "offered"]
    assert again(rows[1]).participant.state == "withdrawn"
    with pytest.raises(NoPlaceOffered):
        operations.confirm_place(application_id=rows[0].pk, now=SOON)


@db
def test_once_the_camp_began_nobody_leaves_by_a_link_and_no_place_moves():
    edition = camp()
    (row,) = chosen(edition, (edition.here, 4))
    operations.confirm_place(application_id=row.pk, now=SOON)
    begun = SOON + timedelta(days=61)

    with pytest.raises(NothingToWithdraw):
        operations.withdraw_application(application_id=row.pk, now=begun)


@db
def test_an_unanswered_offer_is_recalled_twice_then_goes_to_the_next(run_jobs):
    edition = camp(passes_on=False)
    rows = chosen(edition, (edition.here, 5), (edition.here, 4))
    run_jobs()
    mail.outbox.clear()

    for hours in range(0, 24 * 9, 6):
        now = AFTER + timedelta(hours=hours)
        for key in offers_to_recall(now):
            assert operations.remind_of_place(application_id=key, now=now)
        for row in offers_overdue(now):
            assert operations.expire_offer(application_id=row.pk, now=now)
            assert not operations.expire_offer(application_id=row.pk, now=now)
        run_jobs()

    assert states(rows) == ["expired", "offered"]
    hers = [message.subject for message in mail.outbox if message.to == [rows[0].email]]
    assert [subject.split(" :")[0].split("\u00a0:")[0] for subject in hers] == [
        "Votre place attend une réponse",
        "Votre place attend une réponse",
        "Votre place a été proposée à une autre personne",
    ]


@db
def test_a_reminder_written_before_the_answer_does_not_leave_after_it(run_jobs):
    edition = camp()
    (row,) = chosen(edition, (edition.here, 4))
    run_jobs()
    mail.outbox.clear()
    assert operations.remind_of_place(application_id=row.pk, now=AFTER + timedelta(days=5))
    operations.decline_place(application_id=row.pk, now=AFTER + timedelta(days=5))
    run_jobs()

    assert mail.outbox == []
    assert CampLetter.objects.get(matter="reminder_1").dropped_at is not None


@db
def test_after_the_deadline_the_next_comes_first_and_the_late_one_is_first_of_those_who_wait():
    edition = camp(quotas=(1, 0), places=1)
    rows = chosen(edition, (edition.here, 5), (edition.here, 4), (edition.here, 3))

    with pytest.raises(PlaceTaken):
        operations.confirm_place(application_id=rows[0].pk, now=LATE)

    assert states(rows) == ["waiting", "offered", "waiting"]
    assert again(rows[0]).rank < again(rows[2]).rank


@db
def test_the_late_one_has_the_place_that_nobody_else_waits_for():
    edition = camp(quotas=(1, 0), places=1)
    (row,) = chosen(edition, (edition.here, 5))

    operations.confirm_place(application_id=row.pk, now=LATE)

    assert states([row]) == ["confirmed"]


@db
def test_the_database_refuses_a_place_for_two_and_two_places_for_one():
    edition = camp()
    (row,) = chosen(edition, (edition.here, 5))

    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(application=None).update(application=row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(edition=edition, number=1)


def confirming(row, now):
    return lambda: operations.confirm_place(application_id=row.pk, now=now)


def two_who_are_late():
    """Two offers over, one place left that both may have."""
    edition = camp(quotas=(1, 1))
    rows = chosen(edition, (edition.here, 5), (edition.there, 4), (edition.here, 3))
    for row in rows[:2]:
        operations.expire_offer(application_id=row.pk, now=LATE)
    operations.confirm_place(application_id=rows[2].pk, now=LATE)
    assert Place.objects.filter(application=None).count() == 1
    return rows[:2]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_last_place_at_once_one_has_it_and_the_other_is_first_on_the_list():
    rows = two_who_are_late()

    outcome = at_once(*[confirming(row, LATE) for row in rows])

    assert sorted(outcome) == ["PlaceTaken", "done"]
    assert sorted(states(rows)) == ["confirmed", "waiting"]
    loser = rows[outcome.index("PlaceTaken")]
    waiting = Application.objects.filter(state=ApplicationState.WAITING).order_by("rank")
    assert waiting.first() == loser
    assert Place.objects.filter(application=None).count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_and_two_expiry_jobs_at_once_never_give_more_places_than_there_are():
    edition = camp(quotas=(1, 0), places=1)
    rows = chosen(edition, (edition.here, 5), (edition.here, 4))

    def expire():
        operations.expire_offer(application_id=rows[0].pk, now=LATE)

    at_once(confirming(rows[0], LATE), confirming(rows[1], LATE), expire, expire)

    ended = states(rows)
    held = [state for state in ended if state in {"offered", "confirmed"}]
    assert (len(held), ended[0]) == (1, "waiting" if ended[1] == "offered" else ended[0])
    assert Place.objects.get().application in rows
    assert CampLetter.objects.filter(matter="offered", application=rows[1]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_takes_one_place():
    edition = camp(quotas=(1, 1))
    rows = chosen(edition, (edition.here, 5))

    assert at_once(*[confirming(rows[0], SOON)] * 4) == ["done"] * 4

    assert edition.activity.participants.count() == 1
    assert Place.objects.filter(application=None).count() == 1
