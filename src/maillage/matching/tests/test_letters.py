"""What `common.letters` promises of every letter, tried on those of introductions."""

from datetime import timedelta
from threading import Event

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from maillage.common.jobs import GIVEN_UP_AFTER, LOST_AFTER
from maillage.common.letters import left_behind, send_once, write_once
from maillage.common.tests.at_once import at_once
from maillage.matching.models import Letter
from maillage.matching.tests.factories import NOON, IntroductionFactory

PATIENCE = 60  # seconds that one worker waits for the other before the test fails


def a_letter(**told):
    return Letter.objects.create(
        introduction=IntroductionFactory(), matter="asked", **{"written_at": NOON} | told
    )


def words(letter):
    return EmailMessage(subject=letter.matter, to=["elle@exemple.test"])


def send(letter, compose=words):
    return send_once(Letter.objects.all(), letter.pk, compose=compose, now=NOON)


@pytest.mark.django_db
def test_a_letter_is_written_once_for_its_key_and_one_job_sends_it(run_jobs):
    key = {"introduction": IntroductionFactory(), "matter": "asked", "user": None}

    news = [write_once(Letter.objects, "matching.send_letter", key, now=NOON) for _ in range(2)]

    assert news == [True, False]
    assert run_jobs() == ["matching.send_letter"]
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_letter_sent_is_not_sent_again():
    letter = a_letter()

    assert [send(letter), send(letter)] == [True, False]
    assert len(mail.outbox) == 1
    assert Letter.objects.get().sent_at == NOON


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_letter_and_the_second_does_not_wait_for_the_first():
    letter = a_letter()
    in_hand, refused = Event(), Event()
    answers = {}

    def slowly(letter):
        in_hand.set()
        assert refused.wait(PATIENCE)
        return words(letter)

    def first():
        answers["first"] = send(letter, slowly)

    def second():
        assert in_hand.wait(PATIENCE)
        answers["second"] = send(letter)
        refused.set()

    at_once(first, second)

    assert answers == {"first": True, "second": False}
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_letter_with_nothing_to_say_any_more_is_dropped_for_good():
    letter = a_letter()

    answers = [send(letter, lambda _letter: None), send(letter)]

    letter.refresh_from_db()
    assert answers == [False, False]
    assert (letter.sent_at, letter.dropped_at, mail.outbox) == (None, NOON, [])


@pytest.mark.django_db
def test_an_error_of_the_mail_server_leaves_the_letter_to_be_sent_under_the_same_number(settings):
    letter, works = a_letter(), settings.EMAIL_BACKEND
    tried = []

    def kept(letter):
        tried.append(words(letter))
        return tried[-1]

    settings.EMAIL_BACKEND = "maillage.matching.tests.broken_mail.Backend"
    with pytest.raises(OSError, match="no route"):
        send(letter, kept)
    settings.EMAIL_BACKEND = works
    assert Letter.objects.get().sent_at is None

    assert send(letter, kept)
    first, second = (message.extra_headers["Message-ID"] for message in tried)
    assert first == second
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_letter_written_anew_bears_another_number():
    letter = a_letter()
    send(letter)
    Letter.objects.update(sent_at=None, written_at=NOON + timedelta(minutes=5))
    send(letter)

    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first != second


@pytest.mark.django_db
def test_what_a_dead_worker_left_is_found_until_it_is_given_up_oldest_first():
    later, earlier = a_letter(written_at=NOON - LOST_AFTER), a_letter(written_at=NOON - GIVEN_UP_AFTER)
    a_letter()  # its job is at work
    a_letter(written_at=NOON - GIVEN_UP_AFTER - timedelta(seconds=1))
    a_letter(written_at=NOON - LOST_AFTER, sent_at=NOON)
    a_letter(written_at=NOON - LOST_AFTER, dropped_at=NOON)

    assert list(left_behind(Letter.objects, NOON)) == [earlier, later]
