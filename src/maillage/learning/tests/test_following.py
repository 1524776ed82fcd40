"""Following a cohort: who stopped, since when; letters that leave once and never twice a week; presence."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from maillage.activities.models import Attendance
from maillage.activities.operations import cancel_item, register, withdraw
from maillage.common import clock
from maillage.common.jobs import LOST_AFTER
from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import OrganisationFactory, member_of
from maillage.learning.errors import NobodyToWriteTo, WrittenThisWeek
from maillage.learning.models import CohortLetter
from maillage.learning.operations.cohort_letters import (
    ask_for_news,
    queue_cohort_letters,
    remind_of_sessions,
    send_cohort_letter,
)
from maillage.learning.queries.following import followers_of
from maillage.learning.rules.following import Pace
from maillage.learning.tests.cohorts import OPENED, TODAY, cohort, join, read, session_of, somebody_of
from maillage.people.tests.factories import UserFactory

NOW = datetime(2026, 12, 15, 17, 0, tzinfo=UTC)  # two weeks after the first day


def days_ago(days):
    return NOW - timedelta(days=days)


def paces(found):
    return {row.participant.user_id: row.pace for row in followers_of(found, now=NOW)}


def sent(letter):
    return send_cohort_letter(letter_id=letter.pk, now=NOW)


def text(answer):
    words = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", words.replace("\xa0", " "))


@pytest.mark.django_db
def test_whoever_reads_moves_whoever_stopped_a_week_ago_is_stuck_and_the_end_is_the_end():
    found = cohort(places=5)
    silent, slow, quick, done = (join(found, minutes=n).user for n in range(4))
    read(slow, found.version, blocks=2, at=days_ago(8))
    read(quick, found.version, blocks=1, at=days_ago(6))
    for step in (1, 2):
        read(done, found.version, step=step, at=days_ago(10))

    assert paces(found) == {
        silent.pk: Pace.STUCK,
        slow.pk: Pace.STUCK,
        quick.pk: Pace.MOVING,
        done.pk: Pace.FINISHED,
    }
    told = {row.participant.user_id: row for row in followers_of(found, now=NOW)}
    assert (told[slow.pk].last.position, told[slow.pk].finished) == (2, [])
    assert told[done.pk].finished == [1, 2]


@pytest.mark.django_db
def test_before_the_first_day_nobody_is_stuck_and_without_an_account_nothing_is_known():
    found = cohort(places=5)
    early = join(found).user
    read(early, found.version, blocks=1, at=OPENED)
    register(
        activity_id=found.activity_id,
        now=OPENED,
        day=TODAY,
        name="Sans compte",
        email="sans@exemple.test",
        by_hand=True,
    )

    at_first = {row.pace for row in followers_of(found, now=datetime(2026, 12, 3, 17, 0, tzinfo=UTC))}

    assert at_first == {Pace.MOVING, Pace.UNKNOWN}


@pytest.mark.django_db
def test_she_is_asked_for_news_once_a_week_at_most():
    part = join(cohort())

    ask_for_news(participant_id=part.pk, now=NOW)
    with pytest.raises(WrittenThisWeek, match=r"22.décembre"):
        ask_for_news(participant_id=part.pk, now=NOW + timedelta(days=6))
    ask_for_news(participant_id=part.pk, now=NOW + timedelta(days=7))

    assert CohortLetter.objects.count() == 2


@pytest.mark.django_db
def test_the_letter_says_who_asks_and_how_to_leave_and_leaves_once():
    found = cohort()
    part = join(found)
    ask_for_news(participant_id=part.pk, now=NOW)
    letter = CohortLetter.objects.get()

    assert (sent(letter), sent(letter)) == (True, False)

    (message,) = mail.outbox
    assert message.to == [part.user.email]
    assert found.facilitator.full_name in message.body
    assert "/desistement/" in message.body
    assert "Cohorte de la Mauricie" in message.subject


@pytest.mark.django_db
def test_nobody_is_written_to_who_left_or_whose_account_is_closed():
    part, closed = join(cohort()), join(cohort())
    ask_for_news(participant_id=part.pk, now=NOW)
    withdraw(participant_id=part.pk, now=NOW, day=TODAY)
    assert not sent(CohortLetter.objects.get())
    with pytest.raises(NobodyToWriteTo):
        ask_for_news(participant_id=part.pk, now=NOW + timedelta(days=30))

    closed.user.is_active = False
    closed.user.save()
    with pytest.raises(NobodyToWriteTo):
        ask_for_news(participant_id=closed.pk, now=NOW)
    assert not mail.outbox


@pytest.mark.django_db
def test_those_who_have_a_place_are_reminded_of_a_session_the_day_before_and_again_when_it_moves():
    found = cohort(places=1)
    part, _waiting = join(found), join(found, minutes=1)
    item = session_of(found, starts_at=NOW + timedelta(hours=20))
    session_of(found, starts_at=NOW + timedelta(hours=30))

    assert remind_of_sessions(now=NOW) == 2  # she and whoever leads
    assert remind_of_sessions(now=NOW + timedelta(hours=1)) == 0
    letter = CohortLetter.objects.get(participant=part)
    assert sent(letter)
    assert "https://visio.exemple.test/cohorte" in mail.outbox[0].body

    item.starts_at += timedelta(days=1)
    item.ends_at += timedelta(days=1)
    item.save()
    assert remind_of_sessions(now=NOW + timedelta(days=1)) == 4


@pytest.mark.django_db
def test_a_session_for_some_is_recalled_to_them_alone():
    found = cohort()
    part, _other = join(found), join(found, minutes=1)
    session_of(found, starts_at=NOW + timedelta(hours=20)).people.set([part])

    assert remind_of_sessions(now=NOW) == 1
    assert CohortLetter.objects.get().participant == part


@pytest.mark.django_db
def test_a_session_cancelled_meanwhile_is_not_recalled():
    found = cohort()
    join(found)
    item = session_of(found, starts_at=NOW + timedelta(hours=20))
    remind_of_sessions(now=NOW)

    cancel_item(item_id=item.pk, now=NOW)

    assert [sent(letter) for letter in CohortLetter.objects.all()] == [False, False]


@pytest.mark.django_db
def test_letters_left_behind_are_queued_again():
    ask_for_news(participant_id=join(cohort()).pk, now=NOW)

    assert queue_cohort_letters(now=NOW) == 0
    assert queue_cohort_letters(now=NOW + LOST_AFTER + timedelta(minutes=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_for_news_at_once_write_one_letter():
    part = join(cohort())

    def asking():
        ask_for_news(participant_id=part.pk, now=NOW)

    assert sorted(at_once(asking, asking)) == ["WrittenThisWeek", "done"]
    assert CohortLetter.objects.count() == 1


@pytest.fixture
def board(monkeypatch):
    """On that day: somebody stuck, a session past and the address."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    found = cohort(places=5)
    part = join(found)
    read(part.user, found.version, blocks=2, at=days_ago(8))
    item = session_of(found)
    return found, part, item, reverse("learning:cohort_board", args=[found.activity.slug])


@pytest.mark.django_db
def test_the_board_says_where_she_stopped_and_what_would_help(client, board):
    found, part, item, address = board
    client.force_login(found.facilitator)
    presence = reverse("learning:cohort_presence", args=[found.activity.slug, item.pk])
    client.post(presence, {"participant": part.pk, "there": "no"})
    assert Attendance.objects.get().noted_by == found.facilitator

    page = text(client.get(address))

    assert "1 personne s’est arrêtée" in page
    assert "N’a rien lu depuis 8 jours. Dernier bloc lu : « Compter », dans « Module regarder »." in page
    assert "N’était pas à la dernière séance" in page
    assert "0 sur 1" in page

    client.post(reverse("learning:cohort_news", args=[found.activity.slug, part.pk]))
    page = text(client.get(address))
    assert "Un mot est parti le 15 décembre 2026." in page
    assert "Prendre de ses nouvelles" not in page


@pytest.mark.django_db
def test_whoever_leads_and_coordinates_see_names_and_nobody_else(client, board):
    found, part, item, address = board
    slug = found.activity.slug
    network = found.activity.network
    doors = [
        address,
        reverse("learning:cohort_presence", args=[slug, item.pk]),
        reverse("learning:cohort_news", args=[slug, part.pk]),
    ]
    strangers = [
        UserFactory(),
        part.user,
        somebody_of(found),
        member_of(OrganisationFactory(), network, role="advisor"),
    ]
    for user in strangers:
        client.force_login(user)
        assert {client.post(door, {"participant": part.pk}).status_code for door in doors} <= {404, 405}
        assert client.get(address).status_code == 404
    assert not Attendance.objects.exists()
    assert not CohortLetter.objects.exists()

    client.force_login(member_of(OrganisationFactory(networks=[network]), network, role="coordinator"))
    assert part.name in text(client.get(address))


@pytest.mark.django_db
def test_the_board_costs_the_same_for_one_person_and_for_three(client, board, django_assert_max_num_queries):
    found, *_others, address = board
    client.force_login(found.facilitator)
    with django_assert_max_num_queries(40) as first:
        client.get(address)
    for number in range(2):
        read(join(found, minutes=number).user, found.version, blocks=1, at=days_ago(9))

    with django_assert_max_num_queries(len(first)):
        assert "3 personnes se sont arrêtées" in text(client.get(address))
