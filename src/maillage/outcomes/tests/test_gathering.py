"""What is known below becomes outcomes, once; what is undone below is withdrawn."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.activities.models import Activity, Participant
from maillage.agreements.enums import TransferState
from maillage.agreements.models import Transfer
from maillage.agreements.operations import carry_transfer
from maillage.agreements.tests.factories import agreement_between
from maillage.agreements.tests.practices import adopted, practice_of
from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import NetworkFactory
from maillage.learning.models import Enrolment
from maillage.learning.tests import cohorts
from maillage.matching import operations as matching
from maillage.matching.enums import FollowUpResult
from maillage.matching.models import FollowUp, Offer
from maillage.matching.tests.lives import two_sides
from maillage.outcomes.enums import Certainty, Origin, OutcomeKind
from maillage.outcomes.models import Outcome, Statement
from maillage.outcomes.operations import correct_outcome, withdraw_outcome
from maillage.outcomes.operations.gathering import Done, gather
from maillage.outcomes.tests.declared import current, head_of, initiative_of, said
from maillage.people.operations import erase_person
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ENDED = cohorts.OPENED + timedelta(days=40)
NOW = ENDED + timedelta(days=1)
NOTHING = Done(declared=0, restored=0, withdrawn=0)


def a_cohort(**said):
    found = cohorts.cohort(places=said.pop("places", 2), **said)
    Activity.objects.filter(pk=found.activity_id).update(initiative=initiative_of(found.activity.network))
    found.activity.refresh_from_db()
    return found


def finish(part, at=ENDED):
    Enrolment.objects.filter(person=part.user).update(finished_at=at)
    return part


def solve(sides, result=FollowUpResult.SOLVED, days=30):
    if not sides.introduction.follow_ups.exists():
        matching.accept_introduction(
            introduction_id=sides.introduction.pk, by=sides.holder, note="", now=cohorts.OPENED
        )
    row = sides.introduction.follow_ups.get(days=days)
    at = cohorts.OPENED + timedelta(days=days)
    return matching.answer_follow_up(follow_up_id=row.pk, result=result, words="Secret.", now=at)


def test_who_finished_with_a_cohort_of_an_initiative_is_trained_and_not_named():
    found = a_cohort()
    part = finish(cohorts.join(found))
    cohorts.join(found, minutes=1)

    assert gather(now=NOW) == Done(declared=1, restored=0, withdrawn=0)

    outcome = Outcome.objects.get()
    statement = current(outcome)
    assert (outcome.kind, outcome.origin, outcome.participant) == ("people_trained", Origin.GATHERED, part)
    assert (outcome.initiative, outcome.territory) == (found.activity.initiative, found.territory)
    assert (outcome.organisation, outcome.network) == (found.organisation, found.activity.network)
    assert (statement.value, statement.certainty) == (1, Certainty.DOCUMENTED)
    assert statement.happened_on == timezone.localdate(ENDED)
    assert part.name not in f"{statement.words}{outcome}"


def test_gathering_twice_changes_nothing():
    finish(cohorts.join(a_cohort()))
    solve(two_sides(now=cohorts.OPENED))
    first = gather(now=NOW)

    assert (first.declared, gather(now=NOW + timedelta(hours=1))) == (2, NOTHING)
    assert Statement.objects.count() == 2


def test_a_person_counts_once_an_initiative():
    found = a_cohort()
    other = cohorts.cohort(network=found.activity.network, territory=found.territory, version=found.version)
    Activity.objects.filter(pk=other.activity_id).update(initiative=found.activity.initiative)
    part = cohorts.join(found)
    cohorts.join(other, part.user)
    finish(part)

    assert gather(now=NOW).declared == 1


def test_who_finished_before_the_cohort_began_or_without_initiative_is_not_gathered():
    finish(cohorts.join(a_cohort()), at=cohorts.OPENED + timedelta(hours=1))
    finish(cohorts.join(cohorts.cohort()))

    assert gather(now=NOW) == NOTHING


def test_what_is_undone_below_is_withdrawn_and_comes_back_with_it():
    part = finish(cohorts.join(a_cohort()))
    gather(now=NOW)

    Participant.objects.filter(pk=part.pk).update(state="withdrawn")
    assert gather(now=NOW + timedelta(hours=1)) == Done(declared=0, restored=0, withdrawn=1)
    outcome = Outcome.objects.get()
    assert not Statement.objects.current().exists()
    assert outcome.statements.get().ended_reason == "Ce dont elle vient n’est plus vrai."

    Participant.objects.filter(pk=part.pk).update(state="confirmed")
    assert gather(now=NOW + timedelta(hours=2)) == Done(declared=0, restored=1, withdrawn=0)
    assert current(outcome).value == 1


def test_somebody_who_closes_her_account_stays_counted_as_trained():
    part = finish(cohorts.join(a_cohort()))
    gather(now=NOW)

    erase_person(user_id=part.user.pk, now=ENDED + timedelta(days=300))

    assert gather(now=NOW + timedelta(days=365)) == NOTHING
    assert Statement.objects.current().count() == 1


def test_what_a_person_withdrew_or_corrected_stays_as_she_left_it():
    for _ in range(2):
        finish(cohorts.join(a_cohort()))
    gather(now=NOW)
    gone, corrected = Outcome.objects.order_by("pk")
    by, later = UserFactory(), NOW + timedelta(hours=1)
    withdraw_outcome(outcome_id=gone.pk, seen=current(gone).pk, reason="Une erreur.", by=by, now=later)
    day = later.date()
    correct_outcome(
        outcome_id=corrected.pk,
        seen=current(corrected).pk,
        said=said(1, happened_on=day, words="Avec mention."),
        reason="Le jour.",
        by=by,
        now=later,
        day=day,
    )

    assert gather(now=later + timedelta(hours=1)) == NOTHING
    assert current(corrected).words == "Avec mention."
    assert current(corrected).certainty == Certainty.DOCUMENTED


def test_a_settled_need_is_a_problem_solved_claimed_by_the_firm_in_need():
    sides = two_sides(now=cohorts.OPENED)
    solve(sides)

    gather(now=NOW)

    outcome = Outcome.objects.get()
    assert (outcome.kind, outcome.organisation) == (OutcomeKind.PROBLEM_SOLVED, sides.need.organisation)
    assert (outcome.introduction, outcome.network) == (sides.introduction, sides.need.network)
    assert (current(outcome).certainty, current(outcome).words) == (Certainty.CLAIMED, "")


def test_the_last_answer_counts_and_a_need_is_settled_once():
    sides = two_sides(now=cohorts.OPENED)
    solve(sides)
    gather(now=NOW)
    solve(sides, FollowUpResult.UNSOLVED, days=90)

    assert gather(now=NOW + timedelta(days=60)).withdrawn == 1
    FollowUp.objects.filter(days=90).update(result="solved")
    assert gather(now=NOW + timedelta(days=61)) == Done(declared=0, restored=1, withdrawn=0)


def test_a_settled_need_is_traced_to_the_agreement_through_which_they_met():
    sides, there = two_sides(now=cohorts.OPENED), NetworkFactory()
    agreement = agreement_between(sides.need.network, there, strands=[sides.offer.strand])
    Offer.objects.update(network=there)
    solve(sides)

    gather(now=NOW)

    assert (Outcome.objects.get().agreement, Outcome.objects.get().strand) == (agreement, sides.offer.strand)


def test_an_adopted_practice_is_an_idea_transferred():
    transfer = adopted(practice_of(visibility="public"))
    assert gather(now=NOW) == NOTHING
    carry_transfer(
        transfer_id=transfer.pk,
        state=TransferState.ADOPTED,
        adaptation="",
        result="Elle sert.",
        reason="",
        read_version=transfer.version,
        by=None,
        now=NOW,
    )

    assert gather(now=NOW).declared == 1

    outcome = Outcome.objects.get()
    assert (outcome.kind, outcome.organisation) == (OutcomeKind.IDEA_TRANSFERRED, transfer.organisation)
    Transfer.objects.update(state=TransferState.GIVEN_UP)
    assert gather(now=NOW + timedelta(hours=1)).withdrawn == 1


def test_people_trained_are_published_ten_at_a_time():
    found = a_cohort(places=12)
    found.activity.initiative.is_published = True
    found.activity.initiative.save()
    parts = [cohorts.join(found, minutes=minute) for minute in range(11)]
    for part in parts[:9]:
        finish(part)
    gather(now=NOW)
    assert not Outcome.objects.filter(is_published=True).exists()

    finish(parts[9])
    gather(now=NOW)
    assert Outcome.objects.filter(is_published=True).count() == 10
    finish(parts[10])
    gather(now=NOW)
    assert Outcome.objects.filter(is_published=True).count() == 10


def test_an_employer_does_not_read_which_of_its_people_finished(client):
    found = a_cohort()
    part = finish(cohorts.join(found))
    Participant.objects.filter(pk=part.pk).update(organisation=found.activity.organisation)
    gather(now=NOW)
    Outcome.objects.update(organisation=found.activity.organisation)
    outcome = Outcome.objects.get()
    client.force_login(head_of(outcome))
    assert client.get(outcome.get_absolute_url()).status_code == 404


def test_gathering_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    finish(cohorts.join(a_cohort()))
    with CaptureQueriesContext(connection) as one:
        gather(now=NOW)
    for _ in range(3):
        finish(cohorts.join(a_cohort()))
    with django_assert_num_queries(len(one)):
        gather(now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_gatherings_at_once_find_each_thing_once():
    finish(cohorts.join(a_cohort()))

    assert at_once(*[lambda: gather(now=NOW)] * 2) == ["done", "done"]
    assert (Outcome.objects.count(), Statement.objects.count()) == (1, 1)
