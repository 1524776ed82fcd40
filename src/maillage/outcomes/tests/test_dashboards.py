"""Dashboards and the chain: what is late, what is published, and nothing more."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from maillage.common import clock
from maillage.directory.tests.factories import NetworkFactory, TerritoryFactory, member_of
from maillage.initiatives.tests.factories import TODAY, contribution, instalment
from maillage.outcomes.rules.telling import kind_said
from maillage.outcomes.tests.told import outcome, story, target

pytestmark = pytest.mark.django_db
BOARD, RESULTS = "outcomes:board", "outcomes:results"


@pytest.fixture(autouse=True)
def on_the_day_of_the_story(monkeypatch):
    """Its money is due that day: later, it would be late too."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def board(client, told):
    client.force_login(told.coordinator)
    answer = client.get(reverse(BOARD))
    return {group["id"]: group["count"] for group in answer.context["late"]}


def test_a_coordinator_sees_what_is_late(client):
    told = story()
    contribution(network=told.network, instalments=[instalment(50, due_on=date(2026, 1, 1))])
    aim = target(told.initiative)
    aim.by_day = date(2026, 11, 1)
    aim.save()
    outcome(told.network)

    assert board(client, told) == {"versements": 1, "cibles": 1, "preuves": 1}


def test_what_is_received_reached_or_of_another_network_is_not_late(client):
    told = story()
    received = instalment(50, due_on=date(2026, 1, 1), received_on=date(2026, 1, 9))
    contribution(network=told.network, instalments=[received])
    contribution(instalments=[instalment(50, due_on=date(2026, 1, 1))])
    aim = target(told.initiative, 1, kind="jobs_created")
    aim.by_day = date(2026, 11, 1)
    aim.save()
    outcome(NetworkFactory())

    assert board(client, told) == {}


@pytest.mark.parametrize("role", ["advisor", "firm"])
def test_the_board_is_for_who_coordinates(client, role):
    told = story()
    client.force_login(member_of(told.funders[0] if role == "firm" else None, told.network, role))

    assert client.get(reverse(BOARD)).status_code == 404


def test_the_board_costs_the_same_whatever_waits(client, assert_constant_queries):
    told = story()
    client.force_login(told.coordinator)

    def more():
        outcome(told.network)
        contribution(network=told.network, instalments=[instalment(50, due_on=date(2026, 1, 1))])

    assert_constant_queries(client, reverse(BOARD), more)


def test_results_are_what_is_published_the_same_for_everybody(client):
    told = story()
    outcome(told.network, value=9, is_published=False)
    as_visitor = client.get(reverse(RESULTS)).context["figures"]

    client.force_login(told.coordinator)
    as_coordinator = client.get(reverse(RESULTS)).context["figures"]

    assert [figure["value"] for figure in as_visitor] == ["3"]
    assert as_coordinator == as_visitor


def test_results_are_told_region_by_region(client):
    told = story()
    province = TerritoryFactory(code="24", level="province")
    region = TerritoryFactory(code="04", level="region", parent=province)
    town = TerritoryFactory(parent=region)
    outcome(told.network, territory=town)
    outcome(told.network, territory=region)
    outcome(told.network, territory=town, is_published=False)

    (map_,) = client.get(reverse(RESULTS)).context["maps"]

    rows = {row[0]["text"]: row[1]["text"] for row in map_["picture"].table["rows"]}
    assert rows["Mauricie"] == "2"


def test_results_cost_the_same_whatever_is_published(client, assert_constant_queries):
    told = story()

    assert_constant_queries(client, reverse(RESULTS), lambda: outcome(told.network))


def test_nothing_published_says_so(client):
    assert "Rien de publié encore" in client.get(reverse(RESULTS)).content.decode()


def test_one_page_tells_one_network(client):
    told = story()

    page = client.get(reverse("outcomes:one_page", args=[told.network.slug]))

    assert page.context["figures"][0]["value"] == "3"
    assert page.context["flow"] is not None


def linked(client, kind, pk):
    answer = client.get(reverse("outcomes:chain", args=[kind, pk]))
    assert answer.status_code == 200
    return ([row["url"] for row in answer.context[side]] for side in ("before", "after"))


def test_the_chain_is_walked_both_ways_a_click_a_step(client):
    told = story()
    gift, initiative, activity, result = (
        reverse("outcomes:chain", args=[kind, row.pk])
        for kind, row in (
            ("contribution", told.gifts[0]),
            ("initiative", told.initiative),
            ("activite", told.activity),
            ("retombee", told.jobs),
        )
    )

    _, after_gift = linked(client, "contribution", told.gifts[0].pk)
    before_initiative, after_initiative = linked(client, "initiative", told.initiative.pk)
    before_activity, after_activity = linked(client, "activite", told.activity.pk)
    before_result, _ = linked(client, "retombee", told.jobs.pk)

    assert initiative in after_gift
    assert gift in before_initiative
    assert activity in after_initiative
    assert initiative in before_activity
    assert result in after_activity
    assert {activity, gift} <= set(before_result)


def test_the_chain_of_what_is_not_published_does_not_exist_for_a_stranger(client):
    told = story()
    hidden = outcome(told.network, is_published=False)
    address = reverse("outcomes:chain", args=["retombee", hidden.pk])

    assert client.get(address).status_code == 404
    client.force_login(told.coordinator)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("problem_solved", 1, "problème réglé"),
        ("problem_solved", 3, "problèmes réglés"),
        ("people_trained", 86, "personnes formées"),
        ("contract", 140_000, "contrat"),
    ],
)
def test_a_number_and_what_it_counts_agree(kind, value, said):
    assert kind_said(kind, Decimal(value)) == said
