"""A reader is told that she is asked to read; an applicant takes her own application away."""

from datetime import timedelta

import pytest
from django.core import mail

from maillage.activities import operations
from maillage.activities.models import Application, Participant, ReviewerLetter
from maillage.activities.tests.camps import AFTER, again, applied, at, camp, chosen, link_to, reader
from maillage.activities.tests.factories import NOON
from maillage.common import clock
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


def letters_to(user):
    return [letter for letter in mail.outbox if letter.to == [user.email]]


def test_a_reader_is_told_once_where_her_readings_are(run_jobs):
    edition, user = camp(), UserFactory()
    for _time in range(2):
        operations.assign_reviewer(edition_id=edition.pk, email=user.email, now=NOON)
    run_jobs()

    (letter,) = letters_to(user)
    assert at("review_desk", edition.activity.slug) in letter.body
    assert "sans aucun nom" in letter.body
    assert not operations.tell_reviewer(letter_id=ReviewerLetter.objects.get().pk, now=NOON)


def test_a_reader_is_told_nothing_once_the_list_is_drawn_up():
    edition = camp()
    reader(edition)
    type(edition).objects.filter(pk=edition.pk).update(decided_at=AFTER)
    letter = ReviewerLetter.objects.get()

    assert not operations.tell_reviewer(letter_id=letter.pk, now=AFTER)
    letter.refresh_from_db()
    assert (mail.outbox, letter.dropped_at) == ([], AFTER)


def test_a_letter_to_a_reader_that_no_worker_took_is_queued_again(run_jobs):
    reader(camp())
    run_jobs()
    ReviewerLetter.objects.update(sent_at=None)

    assert operations.queue_reviewer_letters(now=NOON) == 0
    assert operations.queue_reviewer_letters(now=NOON + timedelta(minutes=16)) == 1


def test_an_applicant_erases_what_she_wrote_by_her_own_link(client):
    edition = camp()
    row = applied(edition, edition.here, "elle@exemple.test")
    link = link_to(row)
    page = client.get(link)
    assert f"{link}effacer/" in page.text

    assert client.get(f"{link}effacer/").status_code == 200
    assert again(row).email == "elle@exemple.test"  # a program that opens links erases nothing
    assert "est effacée" in client.post(f"{link}effacer/", follow=True).text

    row = again(row)
    assert (row.state, row.name, row.firm, row.answers) == ("withdrawn", "", "", [])
    assert "elle@exemple.test" not in row.email
    events = Application.pgh_event_model.objects.filter(pgh_obj=row)
    assert not events.filter(email__contains="elle@").exists()
    assert {client.get(address).status_code for address in (link, f"{link}effacer/")} == {404}
    assert (
        operations.ask_for_link(
            edition_id=edition.pk, email="elle@exemple.test", language="fr-ca", now=NOON
        ).pk
        != row.pk
    )  # she may come back as if she were new


def test_an_erased_applicant_gives_her_place_and_her_name_back(client, monkeypatch):
    edition = camp(quotas=(1, 0))
    first, second = chosen(edition, (edition.here, 5), (edition.here, 3))
    operations.confirm_place(application_id=first.pk, now=AFTER)
    monkeypatch.setattr(clock, "now", lambda: AFTER)

    client.post(f"{link_to(again(first))}effacer/")

    assert again(second).state == "offered"
    part = Participant.objects.get()
    assert (part.state, part.name, part.email) == ("withdrawn", "", "")
