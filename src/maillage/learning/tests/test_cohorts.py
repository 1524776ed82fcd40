"""Cohorts: opened on a path that is offered, never one place too many, followed by whoever has a place."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from maillage.activities.enums import PartState
from maillage.activities.models import Activity, Participant, Registration
from maillage.activities.operations import withdraw
from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import OrganisationFactory
from maillage.learning.errors import NoPlace, NotAFacilitator, PathIsWithdrawn
from maillage.learning.models import Cohort, Counting, Enrolment, PathVersion
from maillage.learning.operations.cohorts import choose_counting, enrol_seated
from maillage.learning.operations.personal_data import forget_person
from maillage.learning.queries.personal_data import gathered_about
from maillage.learning.tests.cohorts import OPENED, TODAY, a_path, cohort, join, somebody_of
from maillage.people.tests.factories import UserFactory

CONFIRMED, WAITING = PartState.CONFIRMED, PartState.WAITING


@pytest.mark.django_db
def test_whoever_has_a_place_follows_the_path_and_whoever_waits_does_not_yet():
    found = cohort(places=1)

    first, second = join(found), join(found, minutes=1)

    assert (first.state, second.state) == (CONFIRMED, WAITING)
    assert [row.person for row in Enrolment.objects.all()] == [first.user]
    assert Enrolment.objects.get().version == found.version


@pytest.mark.django_db
def test_a_place_given_back_goes_to_the_next_who_then_follows_the_path_and_whoever_left_goes_on_reading():
    found = cohort(places=1)
    first, second = join(found), join(found, minutes=1)

    withdraw(participant_id=first.pk, now=OPENED + timedelta(days=1), day=TODAY)
    assert enrol_seated(now=OPENED + timedelta(days=1)) == 1
    assert enrol_seated(now=OPENED + timedelta(days=2)) == 0

    second.refresh_from_db()
    assert second.state == CONFIRMED
    assert set(Enrolment.objects.filter(left_at=None).values_list("person", flat=True)) == {
        first.user_id,
        second.user_id,
    }


@pytest.mark.django_db
def test_whoever_follows_another_version_keeps_it_and_whoever_left_the_path_is_not_brought_back():
    version = a_path()
    found = cohort(version=version)
    older = PathVersion.objects.create(
        path=version.path,
        number="0",
        title="Avant",
        summary="",
        language="fr",
        author="Nous",
        published_at=OPENED,
    )
    reader, leaver = somebody_of(found), somebody_of(found)
    Enrolment.objects.create(person=reader, path=version.path, version=older, started_at=OPENED)

    join(found, reader)
    join(found, leaver)
    Enrolment.objects.filter(person=leaver).update(left_at=OPENED + timedelta(days=1))

    assert enrol_seated(now=OPENED + timedelta(days=2)) == 0
    assert Enrolment.objects.get(person=reader).version == older


@pytest.mark.django_db
def test_a_path_withdrawn_meanwhile_opens_no_cohort_and_nothing_is_written():
    version = a_path()
    PathVersion.objects.filter(pk=version.pk).update(withdrawn_at=OPENED, withdrawn_reason="Dépassé.")

    with pytest.raises(PathIsWithdrawn):
        cohort(version=version)

    assert not Activity.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "refusal"),
    [({"places": 0}, NoPlace), ({"ends_on": date(2026, 11, 30)}, ValidationError)],
)
def test_a_cohort_without_a_place_or_that_ends_before_it_starts_is_refused_whole(said, refusal):
    version = a_path()

    with pytest.raises(refusal):
        cohort(version=version, **said)

    assert not Activity.objects.exists()


@pytest.mark.django_db
def test_somebody_of_another_network_does_not_lead_it():
    with pytest.raises(NotAFacilitator):
        cohort(facilitator=UserFactory())

    assert not Cohort.objects.exists()


@pytest.mark.django_db
def test_whoever_leads_takes_no_place_and_follows_no_path():
    found = cohort(places=1)

    assert Registration.objects.get().taken == 0
    assert enrol_seated(now=OPENED) == 0
    assert join(found).state == CONFIRMED


@pytest.mark.django_db
def test_a_cohort_of_one_organisation_is_kept_to_its_people():
    theirs = OrganisationFactory()

    found = cohort(organisation=theirs)

    assert (found.activity.organisation, found.activity.visibility) == (theirs, "organisation")


@pytest.mark.django_db
def test_to_be_counted_is_chosen_and_taken_back():
    found = cohort()
    part = join(found, counts=True)
    assert Counting.objects.get().person == part.user

    choose_counting(cohort_id=found.pk, user=part.user, counts=False, now=OPENED)

    assert not Counting.objects.exists()


@pytest.mark.django_db
def test_a_person_takes_away_what_cohorts_keep_of_her_and_is_forgotten():
    found = cohort()
    user = join(found, counts=True).user

    kept = gathered_about(user)
    assert [row["cohort__activity__title"] for row in kept["counted_with_cohorts"]] == [found.activity.title]
    assert [row["activity__title"] for row in gathered_about(found.facilitator)["cohorts_led"]] == [
        found.activity.title
    ]

    forget_person(user, OPENED)
    forget_person(found.facilitator, OPENED)
    found.refresh_from_db()
    assert (Counting.objects.count(), Enrolment.objects.count(), found.facilitator) == (0, 0, None)


@pytest.mark.django_db(transaction=True)
def test_of_several_who_take_the_last_place_at_once_one_has_it_and_she_alone_is_enrolled():
    found = cohort(places=1)
    people = [somebody_of(found) for _ in range(4)]

    told = at_once(*(lambda user=user: join(found, user) for user in people))

    seated = Participant.objects.filter(role="participant", state=CONFIRMED)
    assert told == ["done"] * 4
    assert [row.user for row in seated] == [row.person for row in Enrolment.objects.all()]
    assert (seated.count(), Registration.objects.get().taken) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_takes_one_place_and_begins_the_path_once():
    found = cohort(places=5)
    user = somebody_of(found)

    assert at_once(*[lambda: join(found, user)] * 3) == ["done"] * 3
    assert (Registration.objects.get().taken, Enrolment.objects.count()) == (1, 1)
