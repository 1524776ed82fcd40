"""Periods: closed once, told for ever; what is corrected later shows beside."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.urls import reverse

from maillage.common import clock
from maillage.directory.tests.factories import NetworkFactory, member_of
from maillage.outcomes.errors import PeriodClosed, PeriodNotOver
from maillage.outcomes.models import Period
from maillage.outcomes.operations.periods import close_period
from maillage.outcomes.queries.periods import compared, corrections_since
from maillage.outcomes.rules.periods import Span, quarter_before, quarter_of, quarters_until
from maillage.outcomes.tests.told import NOW, corrected, outcome, story

SPRING = Span(date(2026, 4, 1), date(2026, 6, 30))
LATER = NOW + timedelta(hours=1)


def close(told, span=SPRING, *, now=LATER):
    return close_period(
        network_id=told.network.pk, starts_on=span.first, ends_on=span.last, by=told.coordinator, now=now
    )


def values(lines):
    return [(line.kind, line.kept, line.now) for line in lines]


@pytest.mark.parametrize(
    ("day", "span"),
    [
        (date(2026, 1, 1), Span(date(2026, 1, 1), date(2026, 3, 31))),
        (date(2026, 6, 30), SPRING),
        (date(2026, 12, 31), Span(date(2026, 10, 1), date(2026, 12, 31))),
    ],
)
def test_a_day_is_of_one_quarter(day, span):
    assert quarter_of(day) == span


def test_quarters_follow_one_another_over_the_year():
    assert quarter_before(date(2026, 1, 15)) == Span(date(2025, 10, 1), date(2025, 12, 31))
    assert [span.first for span in quarters_until(date(2026, 1, 15), many=2)] == [
        date(2026, 1, 1),
        date(2025, 10, 1),
    ]


@pytest.mark.django_db
def test_a_closed_period_keeps_its_figures_beside_those_of_today():
    told = story()
    period = close(told)
    corrected(told.jobs, 5, now=LATER + timedelta(hours=1))
    outcome(told.network, kind="contract", value=900, currency="CAD", now=LATER + timedelta(hours=1))

    assert values(compared(period, "outcomes")) == [("contract", None, 900), ("jobs_created", 3, 5)]
    assert [row.value for row in corrections_since(period)] == [900, 5, 3]


@pytest.mark.django_db
def test_nothing_is_corrected_when_nothing_changed():
    period = close(story())

    assert not corrections_since(period)
    assert not any(line.has_changed for line in compared(period, "outcomes"))


@pytest.mark.django_db
@pytest.mark.parametrize("span", [SPRING, Span(date(2026, 6, 30), date(2026, 7, 31))])
def test_days_are_closed_once(span):
    told = story()
    close(told)

    with pytest.raises(PeriodClosed) as refusal:
        close(told, span)

    assert "30\u00a0juin" in str(refusal.value)
    assert Period.objects.count() == 1


@pytest.mark.django_db
def test_a_period_under_way_is_not_closed():
    with pytest.raises(PeriodNotOver):
        close(story(), Span(date(2026, 10, 1), date(2026, 12, 31)))


@pytest.mark.django_db
def test_two_networks_close_the_same_days():
    close(story())
    close(story())

    assert Period.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_at_once_one_wins():
    told = story()
    start = Barrier(2)

    def try_it(_number):
        start.wait()
        try:
            close(told)
        except PeriodClosed:
            return "refused"
        finally:
            connections.close_all()
        return "closed"

    with ThreadPoolExecutor(2) as people:
        answers = sorted(people.map(try_it, range(2)))

    assert answers == ["closed", "refused"]
    assert Period.objects.count() == 1


@pytest.mark.django_db
def test_a_coordinator_closes_on_a_page_that_then_shows_both(client):
    told = story()
    client.force_login(told.coordinator)

    answer = client.post(
        reverse("outcomes:periods"),
        {"network": told.network.pk, "starts_on": "2026-04-01", "ends_on": "2026-06-30"},
        follow=True,
    )
    corrected(told.jobs, 5, now=clock.now())
    page = client.get(Period.objects.get().get_absolute_url()).content.decode()

    assert "2e trimestre 2026" in answer.content.decode()
    assert "corrigé depuis" in page
    assert "Recompté" in page


@pytest.mark.django_db
def test_closing_twice_is_refused_on_the_page_and_keeps_what_was_typed(client):
    told = story()
    close(told)
    client.force_login(told.coordinator)
    sent = {"network": told.network.pk, "starts_on": "2026-05-01", "ends_on": "2026-05-31"}

    answer = client.post(reverse("outcomes:periods"), sent)

    assert answer.status_code == 422
    assert "déjà clos" in answer.content.decode()
    assert 'value="2026-05-01"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["advisor", "coordinator"])
def test_closed_figures_are_for_who_coordinates_the_network(client, role):
    told = story()
    period = close(told)
    other = told.network if role == "advisor" else NetworkFactory()
    client.force_login(member_of(None, other, role))

    assert client.get(period.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_nobody_closes_the_period_of_another_network(client):
    told = story()
    client.force_login(member_of(None, NetworkFactory(), "coordinator"))

    answer = client.post(
        reverse("outcomes:periods"),
        {"network": told.network.pk, "starts_on": "2026-04-01", "ends_on": "2026-06-30"},
    )

    assert answer.status_code == 422
    assert not Period.objects.exists()
