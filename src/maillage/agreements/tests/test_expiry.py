"""Coordinators are told before a version runs out, once at each stage."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from maillage.agreements.models import ExpiryLetter
from maillage.agreements.operations import end_agreement, queue_letters, send_expiry_letter, warn_of_expiry
from maillage.agreements.rules import months_before, stage_of
from maillage.agreements.tests.factories import StrandFactory, VersionFactory, agreement_between
from maillage.common.jobs import LOST_AFTER
from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory

LAST = date(2027, 12, 31)
NOON = datetime(2027, 6, 30, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2027, 12, 31), 6, date(2027, 6, 30)),
        (date(2027, 12, 31), 12, date(2026, 12, 31)),
        (date(2028, 5, 31), 3, date(2028, 2, 29)),
        (date(2027, 1, 15), 3, date(2026, 10, 15)),
    ],
)
def test_months_are_those_of_the_calendar(day, months, earlier):
    assert months_before(day, months) == earlier


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 12, 30), None),
        (date(2026, 12, 31), 12),
        (date(2027, 6, 29), 12),
        (date(2027, 6, 30), 6),
        (date(2027, 9, 30), 3),
        (LAST, 3),
        (date(2028, 1, 1), None),
    ],
)
def test_a_stage_begins_so_many_months_before_the_last_day_and_the_last_ends_with_it(day, stage):
    assert stage_of(LAST, day) == stage


@pytest.fixture
def agreement(db):
    """Coordinated by a person on one shore, by a mailbox on the other."""
    here, there = NetworkFactory(), NetworkFactory(contact_email="la-bas@exemple.test")
    MembershipFactory(network=here, role="coordinator", user__email="ici@exemple.test")
    MembershipFactory(network=here, role="firm")
    return agreement_between(here, there, strands=[StrandFactory()], ends_on=LAST)


def told(day):
    before = len(mail.outbox)
    warn_of_expiry(day=day, now=NOON)
    for letter in ExpiryLetter.objects.filter(sent_at=None).order_by("pk"):
        send_expiry_letter(letter_id=letter.pk, day=day, now=NOON)
    return sorted(message.to[0] for message in mail.outbox[before:])


BOTH = ["ici@exemple.test", "la-bas@exemple.test"]


def test_each_shore_is_told_once_at_each_stage_whenever_the_work_runs(agreement):
    days = [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1), date(2027, 7, 4), date(2027, 7, 5)]
    days += [date(2027, 10, 1), date(2027, 12, 31), date(2028, 1, 1)]

    assert [told(day) for day in days] == [[], BOTH, [], BOTH, [], BOTH, [], []]


def test_a_stage_missed_altogether_is_not_made_up_for_when_the_next_one_is_due(agreement):
    assert told(date(2027, 10, 15)) == BOTH
    assert set(ExpiryLetter.objects.values_list("months", flat=True)) == {3}


def test_the_letter_says_the_day_and_leads_to_the_agreement(agreement):
    told(date(2027, 6, 30))

    letter = next(message for message in mail.outbox if message.to == ["ici@exemple.test"])
    assert letter.subject == f"{agreement.name} prend fin le 31 décembre 2027"
    assert "moins de 6 mois" in letter.body
    assert agreement.get_absolute_url() in letter.body


@pytest.mark.parametrize("signed", [True, False])
def test_a_signed_successor_silences_the_warning_and_a_draft_does_not(agreement, signed):
    VersionFactory(
        agreement=agreement,
        number=9_999,
        starts_on=date(2028, 1, 1),
        ends_on=date(2030, 1, 1),
        **{} if signed else {"draft": True},
    )

    assert told(date(2027, 6, 30)) == ([] if signed else BOTH)


def test_a_version_ended_early_warns_of_nothing(agreement):
    end_agreement(agreement_id=agreement.pk, by=None, reason="Fin.", day=date(2027, 6, 29))

    assert told(date(2027, 6, 30)) == []


def test_a_letter_overtaken_by_a_signature_does_not_leave(agreement):
    day = date(2027, 6, 30)
    warn_of_expiry(day=day, now=NOON)
    VersionFactory(agreement=agreement, number=9_999, starts_on=LAST + timedelta(1), ends_on=date(2030, 1, 1))

    sent = [
        send_expiry_letter(letter_id=letter.pk, day=day, now=NOON) for letter in ExpiryLetter.objects.all()
    ]

    assert sent == [False, False]
    assert not mail.outbox
    assert not ExpiryLetter.objects.filter(dropped_at=None).exists()


def test_a_letter_left_behind_is_queued_again(agreement):
    warn_of_expiry(day=date(2027, 6, 30), now=NOON)
    jobs = ProcrastinateJob.objects.filter(task_name="agreements.send_expiry_letter")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")

    queue_letters(now=NOON + LOST_AFTER)

    assert jobs.count() == 2


def test_somebody_who_coordinates_both_shores_is_told_once(agreement):
    first, second = agreement.parties.order_by("pk")
    person = first.network.memberships.get(role="coordinator").user
    MembershipFactory(network=second.network, role="coordinator", user=person)

    assert told(date(2027, 6, 30)) == ["ici@exemple.test"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_on_the_same_day_write_each_warning_once(agreement):
    written = []

    def warn():
        written.append(warn_of_expiry(day=date(2027, 6, 30), now=NOON))

    at_once(warn, warn)

    assert sorted(written) == [0, 2]
    assert ExpiryLetter.objects.count() == 2
