"""What an activity takes of the book, on the pages of its coordination."""

from decimal import Decimal

import pytest
from django.urls import reverse

from maillage.activities.tests.factories import ActivityFactory
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.initiatives.tests.factories import InitiativeFactory, contribution, given

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def activity(network):
    return ActivityFactory(network=network, kind="workshop", initiative=InitiativeFactory(network=network))


@pytest.fixture
def keeper(client, network):
    client.force_login(MembershipFactory(network=network, organisation=None, role="coordinator").user)
    return client


@pytest.fixture
def allocated(network, activity):
    return given(contribution(1_000, network=network), activity.initiative, 600)


def at(name, activity, *more):
    return reverse(f"activities:{name}", args=[activity.slug, *more])


def said(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_an_activity_takes_a_part_and_gives_it_back(keeper, activity, allocated):
    assert "il reste 600 $" in said(keeper.get(at("money", activity)))

    keeper.post(at("money", activity), {"allocation": allocated.pk, "amount": "400"})
    placed = activity.placements.get()
    assert placed.amount == Decimal(400)
    assert keeper.get(at("money_back", activity, placed.pk)).status_code == 200
    keeper.post(at("money_back", activity, placed.pk), {"reason": "Salle prêtée"})

    allocated.refresh_from_db()
    assert allocated.placed == 0


def test_more_than_what_is_left_says_how_much_is_left(keeper, activity, allocated):
    answer = keeper.post(at("money", activity), {"allocation": allocated.pk, "amount": "601"})

    assert answer.status_code == 422
    assert "Il reste 600 $" in said(answer)
    assert not activity.placements.exists()


def test_the_money_of_another_book_is_not_offered(keeper, activity):
    elsewhere = NetworkFactory()
    activity.initiative.holders.create(network=elsewhere)
    theirs = given(contribution(network=elsewhere, title="D’ailleurs"), activity.initiative, 5)

    assert "D’ailleurs" not in said(keeper.get(at("money", activity)))
    answer = keeper.post(at("money", activity), {"allocation": theirs.pk, "amount": "5"})

    assert "n’est plus à prendre" in said(answer)


def test_a_colleague_does_not_see_the_money(client, network, activity, allocated):
    client.force_login(MembershipFactory(network=network).user)

    assert client.get(at("money", activity)).status_code == 404
    sent = {"allocation": allocated.pk, "amount": "5"}
    assert client.post(at("money", activity), sent).status_code == 404


def test_the_initiative_is_chosen_and_read_on_the_activity(keeper, network, activity):
    other = InitiativeFactory(network=network, title="Autre élan")
    mine = OrganisationFactory(networks=[network])
    sent = {
        "title": activity.title,
        "kind": "workshop",
        "starts_on": "2027-05-10",
        "time_zone": "America/Toronto",
        "network": network.pk,
        "organisation": mine.pk,
        "initiative": other.pk,
        "visibility": "network",
        "seen": activity.sequence,
    }

    assert keeper.post(at("edit", activity), sent).status_code == 302

    activity.refresh_from_db()
    assert activity.initiative == other
    assert "Autre élan" in said(keeper.get(activity.get_absolute_url()))


def test_an_initiative_of_others_is_not_chosen(keeper, activity):
    others = InitiativeFactory(title="Chez d’autres")

    assert "Chez d’autres" not in said(keeper.get(at("edit", activity)))
    assert str(others) == "Chez d’autres"


def test_the_page_costs_the_same_whatever_it_takes(keeper, network, activity, assert_constant_queries):
    def one_more():
        row = given(contribution(network=network), activity.initiative, 9)
        keeper.post(at("money", activity), {"allocation": row.pk, "amount": "4"})

    assert_constant_queries(keeper, at("money", activity), one_more)
