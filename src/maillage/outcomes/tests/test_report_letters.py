"""Reports by mail: one letter a quarter and a person, as long as she wants it and may read it."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.urls import reverse

from maillage.directory.tests.factories import NetworkFactory, member_of
from maillage.outcomes.models import ReportLetter, ReportSubscription
from maillage.outcomes.operations.letters import (
    queue_report_letters,
    send_report_letter,
    write_report_letters,
)
from maillage.outcomes.operations.subscriptions import stop, stop_token, subscribe
from maillage.outcomes.queries.subscriptions import subscriptions_about
from maillage.outcomes.tests.told import story
from maillage.people.operations import erase_person
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NOVEMBER = datetime(2026, 11, 23, 12, tzinfo=UTC)
JANUARY = datetime(2027, 1, 2, 12, tzinfo=UTC)
APRIL = datetime(2027, 4, 2, 12, tzinfo=UTC)


def subscribed(told, person=None, *, now=NOVEMBER):
    return subscribe(
        person=person or told.coordinator, kind="initiative", subject_id=told.initiative.pk, now=now
    )


def test_a_report_is_mailed_once_the_quarter_is_over_with_its_page_and_its_paper(run_jobs, client):
    told = story()
    subscribed(told)

    assert write_report_letters(now=NOVEMBER) == 0
    assert write_report_letters(now=JANUARY) == 1
    run_jobs()

    (letter,) = mail.outbox
    assert letter.to == [told.coordinator.email]
    assert "Plus numérique" in letter.subject
    assert "depuis=2026-10-01&jusqu-a=2026-12-31&au=2027-01-02T12%3A00%3A00Z" in letter.body
    assert "/papier/" in letter.body


def test_one_letter_a_quarter_and_a_person(run_jobs):
    told = story()
    subscribed(told)
    write_report_letters(now=JANUARY)
    run_jobs()

    assert write_report_letters(now=JANUARY) == 0
    assert send_report_letter(letter_id=ReportLetter.objects.get().pk, now=JANUARY) is False
    assert write_report_letters(now=APRIL) == 1
    assert len(mail.outbox) == 1


def test_asking_twice_is_asking_once():
    told = story()
    subscribed(told)
    subscribed(told)

    assert ReportSubscription.objects.count() == 1


def test_who_stopped_receives_nothing_not_even_what_waits(run_jobs):
    told = story()
    subscription = subscribed(told)
    write_report_letters(now=JANUARY)
    stop(subscription_id=subscription.pk, now=JANUARY)
    run_jobs()

    assert mail.outbox == []
    assert ReportLetter.objects.get().dropped_at is not None
    assert write_report_letters(now=APRIL) == 0


def test_who_may_not_read_the_report_any_more_receives_nothing(run_jobs):
    told = story()
    subscribed(told, UserFactory())
    told.initiative.is_published = False
    told.initiative.save()
    write_report_letters(now=JANUARY)
    run_jobs()

    assert mail.outbox == []


def test_a_letter_that_a_dead_worker_left_is_queued_again(run_jobs):
    told = story()
    subscription = subscribed(told)
    ReportLetter.objects.create(subscription=subscription, quarter="2026-10-01", written_at=JANUARY)

    assert queue_report_letters(now=JANUARY.replace(hour=14)) == 1


def test_the_link_of_a_letter_stops_it_without_signing_in(client):
    subscription = subscribed(story())
    address = reverse("outcomes:report_stop", args=[stop_token(subscription.pk)])

    assert client.get(address).status_code == 200
    subscription.refresh_from_db()
    assert subscription.stopped_at is None
    assert client.post(address).status_code == 200
    subscription.refresh_from_db()
    assert subscription.stopped_at is not None


def test_a_person_asks_for_a_report_and_stops_on_its_page(client):
    told = story()
    client.force_login(UserFactory())
    address = reverse("outcomes:report_receive", args=["initiative", told.initiative.slug])

    page = client.post(address, follow=True).content.decode()
    assert "Ne plus le recevoir" in page
    page = client.post(address, follow=True).content.decode()
    assert "Le recevoir chaque trimestre" in page


def test_nobody_subscribes_to_what_she_may_not_read(client):
    told = story()
    told.initiative.is_published = False
    told.initiative.save()
    client.force_login(member_of(None, NetworkFactory(), "coordinator"))

    answer = client.post(reverse("outcomes:report_receive", args=["initiative", told.initiative.slug]))

    assert answer.status_code == 404
    assert not ReportSubscription.objects.exists()


def test_her_export_tells_what_she_asked_for_and_her_erasure_forgets_it():
    told = story()
    subscribed(told)
    write_report_letters(now=JANUARY)

    about = subscriptions_about(told.coordinator)
    assert [row["initiative__title"] for row in about["subscriptions"]] == ["Plus numérique"]
    assert len(about["letters"]) == 1

    erase_person(user_id=told.coordinator.pk, now=JANUARY)
    assert not ReportSubscription.objects.exists()
