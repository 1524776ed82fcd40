from datetime import timedelta

import pytest
from django.core import mail

from maillage.activities import operations
from maillage.activities.errors import AlreadyConfirmed, RegistrationClosed
from maillage.activities.models import Arrival, Participant
from maillage.activities.operations.personal_data import forget_person
from maillage.activities.queries.personal_data import gathered_about
from maillage.activities.tests.factories import NOON, ActivityFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def workshop():
    activity = ActivityFactory(kind="workshop", visibility="public")
    operations.open_registration(
        activity_id=activity.pk, audience="anyone", places=1, closes_on=None, now=NOON
    )
    return activity


def ask(workshop, minutes=0, **changes):
    told = {"name": "Odile", "email": "Odile@exemple.test", "office": "", "language": "fr-ca"} | changes
    now = NOON + timedelta(minutes=minutes)
    return operations.ask_for_place(activity_id=workshop.pk, now=now, day=TODAY, **told)


def test_who_asks_again_is_written_to_again_but_not_at_once(workshop, run_jobs):
    for minutes in (0, 2, 6):
        ask(workshop, minutes, name=f"Odile {minutes}")
        run_jobs()

    arrival = Arrival.objects.get()
    assert (arrival.name, arrival.email) == ("Odile 6", "odile@exemple.test")
    assert len(mail.outbox) == 2
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 2


def test_a_link_is_sent_once(workshop):
    arrival = ask(workshop)

    assert operations.send_arrival(arrival_id=arrival.pk, now=NOON)
    assert not operations.send_arrival(arrival_id=arrival.pk, now=NOON)
    assert len(mail.outbox) == 1


def test_what_no_worker_took_is_queued_again(workshop, run_jobs):
    Arrival.objects.filter(pk=ask(workshop).pk).update(sent_at=None)
    run_jobs()
    Arrival.objects.update(sent_at=None)

    assert operations.queue_arrivals(now=NOON) == 0  # its own job may still come
    assert operations.queue_arrivals(now=NOON + timedelta(minutes=16)) == 1


def test_nobody_asks_for_a_place_where_only_accounts_come(workshop):
    operations.open_registration(
        activity_id=workshop.pk, audience="members", places=1, closes_on=None, now=NOON
    )

    with pytest.raises(RegistrationClosed):
        ask(workshop)


def test_who_has_a_place_confirms_again_without_taking_another(workshop):
    operations.confirm_arrival(arrival_id=ask(workshop).pk, now=NOON, day=TODAY)
    part = operations.confirm_arrival(arrival_id=ask(workshop).pk, now=NOON, day=TODAY)

    assert Participant.objects.get() == part
    assert not Arrival.objects.exists()


def test_the_second_of_two_answers_is_told_that_the_first_arrived(workshop):
    arrival = ask(workshop)
    operations.confirm_arrival(arrival_id=arrival.pk, now=NOON, day=TODAY)

    with pytest.raises(AlreadyConfirmed):
        operations.confirm_arrival(arrival_id=arrival.pk, now=NOON, day=TODAY)


def test_what_nobody_confirmed_is_forgotten_after_seven_days(workshop):
    ask(workshop)

    assert operations.forget_arrivals(now=NOON + timedelta(days=6)) == 0
    assert operations.forget_arrivals(now=NOON + timedelta(days=8)) == 1


def test_what_her_address_asked_is_hers_to_export_and_goes_with_her_account(workshop):
    hers = UserFactory(email="odile@exemple.test")
    ask(workshop)
    ask(workshop, email="autre@exemple.test")

    assert [row["email"] for row in gathered_about(hers)["places_asked"]] == ["odile@exemple.test"]
    forget_person(hers, NOON)
    assert Arrival.objects.get().email == "autre@exemple.test"
