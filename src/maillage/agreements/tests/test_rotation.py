"""Turns to receive: one host a year, reasons kept, exchanges remembered, the next host told once."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.urls import reverse

from maillage.agreements.errors import (
    ChangedMeanwhile,
    HostMissing,
    NotAParty,
    NothingToSwap,
    NotYetHeld,
    SkippedWithoutReason,
    YearTwice,
)
from maillage.agreements.models import HostingYear, Notice
from maillage.agreements.operations import (
    change_year,
    end_agreement,
    send_notice,
    swap_years,
    write_due_notices,
    write_year,
)
from maillage.agreements.queries import next_host
from maillage.agreements.tests.crossings import NOON, crossing
from maillage.agreements.tests.factories import TODAY, PartyFactory
from maillage.common.tests.at_once import at_once
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bound():
    return crossing()


def written(bound, year, host=None, state="planned", reason=""):
    return write_year(agreement=bound.agreement, year=year, state=state, host=host, reason=reason, day=TODAY)


def at(name, bound, *more):
    return reverse(f"agreements:{name}", args=[bound.agreement.slug, *more])


def text_of(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_year_has_one_host(bound):
    written(bound, 2027, bound.here)

    with pytest.raises(YearTwice, match="2027"):
        written(bound, 2027, bound.there)


@pytest.mark.parametrize(
    ("year", "state", "reason", "refusal"),
    [
        (2020, "skipped", " ", SkippedWithoutReason),
        (2027, "planned", "", HostMissing),
    ],
)
def test_a_year_says_who_receives_or_why_nobody_does(bound, year, state, reason, refusal):
    with pytest.raises(refusal):
        written(bound, year, state=state, reason=reason)


def test_a_visit_to_come_was_not_held(bound):
    with pytest.raises(NotYetHeld):
        written(bound, TODAY.year + 1, bound.here, state="held")


def test_only_a_party_receives(bound):
    with pytest.raises(NotAParty):
        written(bound, 2027, PartyFactory())


def test_of_two_who_change_a_year_the_second_is_told(bound):
    year = written(bound, 2027, bound.here)
    say = {"hosting_id": year.pk, "state": "planned", "reason": "", "day": TODAY, "read_revision": 1}
    change_year(host=bound.there, **say)

    with pytest.raises(ChangedMeanwhile):
        change_year(host=bound.here, **say)


def test_a_skipped_year_changes_nobody_s_turn(bound):
    written(bound, 2018, bound.here, state="held")
    written(bound, 2019, bound.there, state="held")
    written(bound, 2020, state="skipped", reason="Pandémie")

    coming = next_host(bound.agreement, TODAY)

    assert (coming.party, coming.year, coming.is_planned) == (bound.here, TODAY.year, False)


def test_the_next_host_is_the_nearest_planned(bound):
    written(bound, 2028, bound.there)
    written(bound, 2027, bound.here)
    written(bound, 2019, bound.here)  # never said whether it was held: it is past

    coming = next_host(bound.agreement, TODAY)

    assert (coming.party, coming.year, coming.is_planned) == (bound.here, 2027, True)


def test_without_any_year_nobody_is_next(bound):
    assert next_host(bound.agreement, TODAY) is None


def test_an_exchange_keeps_who_when_and_why(bound):
    first, second = written(bound, 2027, bound.here), written(bound, 2028, bound.there)
    author = UserFactory()

    swap = swap_years(first_id=second.pk, second_id=first.pk, reason="Travaux", by=author, now=NOON)

    assert (swap.first, swap.first_host) == (first, bound.there)
    assert (swap.second, swap.second_host) == (second, bound.here)
    assert (swap.by, swap.at, swap.reason) == (author, NOON, "Travaux")
    assert list(HostingYear.objects.order_by("year").values_list("host", flat=True)) == [
        bound.there.pk,
        bound.here.pk,
    ]


def test_what_was_held_or_has_one_host_is_not_exchanged(bound):
    held = written(bound, 2025, bound.there, state="held")
    planned, again = written(bound, 2027, bound.here), written(bound, 2028, bound.here)

    for other in (held, again, planned):
        with pytest.raises(NothingToSwap):
            swap_years(first_id=planned.pk, second_id=other.pk, reason="Travaux", by=UserFactory(), now=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_the_same_year_at_once_one_is_told():
    bound = crossing()

    acts = [lambda host=host: written(bound, 2027, host) for host in (bound.here, bound.there)]

    assert sorted(at_once(*acts)) == [YearTwice.__name__, "done"]


# Letters


def on(month, year=2026):
    return datetime(year, month, 15, 12, tzinfo=UTC)


def test_coordinators_of_the_next_host_are_told_twice_and_no_more(bound, run_jobs):
    person = bound.coordinator(bound.here)
    bound.coordinator(bound.there)
    written(bound, 2027, bound.here)

    counts = [write_due_notices(now=on(month)) for month in (3, 4, 5, 10, 11, 12)]
    run_jobs()

    assert counts == [0, 1, 0, 1, 0, 0]
    assert Notice.objects.filter(user=person).count() == 2


def test_the_letter_names_the_year_and_the_page(bound, run_jobs):
    person = bound.coordinator(bound.here)
    written(bound, 2027, bound.here)

    write_due_notices(now=NOON)
    notice = Notice.objects.get()
    sent = [send_notice(letter_id=notice.pk, now=NOON) for _ in range(2)]

    assert sent == [True, False]
    assert [letter.to for letter in mail.outbox] == [[person.email]]
    assert mail.outbox[0].subject.replace("\u00a0", " ") == "Bientôt 2027 : votre communauté reçoit"
    assert at("rotation", bound) in mail.outbox[0].body


def test_after_an_exchange_the_letter_waiting_is_dropped_and_the_new_host_told(bound):
    bound.coordinator(bound.here)
    other = bound.coordinator(bound.there)
    first, second = written(bound, 2027, bound.here), written(bound, 2028, bound.there)
    write_due_notices(now=NOON)
    waiting = Notice.objects.get()

    swap_years(first_id=first.pk, second_id=second.pk, reason="Travaux", by=other, now=NOON)
    write_due_notices(now=NOON)

    assert send_notice(letter_id=waiting.pk, now=NOON) is False
    assert list(Notice.objects.filter(dropped_at=None).values_list("user", flat=True)) == [other.pk]


def test_an_ended_agreement_recalls_nothing(bound):
    bound.coordinator(bound.here)
    written(bound, 2027, bound.here)
    end_agreement(agreement_id=bound.agreement.pk, by=UserFactory(), reason="Fin.", day=TODAY)

    assert write_due_notices(now=NOON) == 0


# Pages


def test_everyone_reads_the_turns(client, bound):
    written(bound, 2019, bound.there, state="held")
    written(bound, 2020, state="skipped", reason="La pandémie fermait les frontières.")
    written(bound, 2027, bound.here)

    page = text_of(client.get(at("rotation", bound)))

    assert f"{bound.here.name} reçoit en 2027" in page
    assert "La pandémie fermait les frontières." in page
    assert "Ajouter une année" not in page


def test_only_coordinators_write_the_turns(client, bound):
    written(bound, 2027, bound.here)
    urls = [at("rotation_year", bound, 2027), at("rotation_year_new", bound), at("rotation_swap", bound)]

    def statuses(user):
        client.force_login(user)
        return {client.get(url).status_code for url in urls}

    assert statuses(bound.coordinator(bound.there)) == {200}
    assert statuses(bound.member(bound.here)) == {404}
    assert statuses(UserFactory()) == {404}


def test_a_coordinator_skips_a_year_with_its_reason(client, bound):
    written(bound, 2027, bound.here)
    client.force_login(bound.coordinator(bound.here))
    url = at("rotation_year", bound, 2027)

    refused = client.post(url, {"state": "skipped", "reason": "", "revision": "1"})
    kept = client.post(url, {"state": "skipped", "reason": "Inondation", "revision": "1"}, follow=True)

    assert refused.status_code == 422
    assert "Dites pourquoi l’année 2027 est sautée." in text_of(refused)
    assert "Inondation" in text_of(kept)


def test_the_second_to_save_a_year_reads_the_first_and_keeps_her_words(client, bound):
    year = written(bound, 2027, bound.here)
    client.force_login(bound.coordinator(bound.here))
    change_year(hosting_id=year.pk, state="planned", host=bound.there, reason="", day=TODAY, read_revision=1)

    answer = client.post(
        at("rotation_year", bound, 2027), {"state": "skipped", "reason": "Inondation", "revision": "1"}
    )

    assert answer.status_code == 422
    assert f"{bound.there.name} recevra" in text_of(answer)
    assert "Inondation" in text_of(answer)


def test_a_year_written_twice_is_refused_and_keeps_what_was_typed(client, bound):
    written(bound, 2027, bound.here)
    client.force_login(bound.coordinator(bound.here))

    answer = client.post(
        at("rotation_year_new", bound),
        {"year": "2027", "state": "planned", "host": bound.there.pk, "reason": "À confirmer"},
    )

    assert answer.status_code == 422
    assert "L’année 2027 est déjà au calendrier." in text_of(answer)
    assert "À confirmer" in text_of(answer)


def test_a_coordinator_exchanges_two_years(client, bound):
    first, second = written(bound, 2027, bound.here), written(bound, 2028, bound.there)
    client.force_login(bound.coordinator(bound.here))

    answer = client.post(
        at("rotation_swap", bound),
        {"first": first.pk, "second": second.pk, "reason": "Travaux au centre"},
        follow=True,
    )

    assert f"{bound.there.name} reçoit en 2027, {bound.here.name} en 2028" in text_of(answer)
    assert "Travaux au centre" in text_of(answer)


def test_the_calendar_costs_the_same_queries_whatever_its_length(client, bound, assert_constant_queries):
    client.force_login(bound.coordinator(bound.here))
    years = iter(range(2040, 2090))

    def make_row():
        first, second = written(bound, next(years), bound.here), written(bound, next(years), bound.there)
        swap_years(first_id=first.pk, second_id=second.pk, reason="…", by=UserFactory(), now=NOON)

    assert_constant_queries(client, at("rotation", bound), make_row)
