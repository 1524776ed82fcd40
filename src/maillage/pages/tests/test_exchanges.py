"""Reciprocity on an agreement's page, and the map of who helped whom."""

import pytest
from django.urls import reverse

from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.directory.tests.factories import (
    CountryFactory,
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    TerritoryFactory,
)
from maillage.matching.tests.factories import IntroductionFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

MAP = "pages:exchanges"


@pytest.fixture
def story():
    """A firm of Mauricie helped once by Savoie, under an agreement."""
    here, there = NetworkFactory(), NetworkFactory()
    strand = StrandFactory(name="Numérique")
    agreement = agreement_between(here, there, strands=[strand])
    towns = [
        TerritoryFactory(
            parent=TerritoryFactory(parent=CountryFactory(country=country), level="region", name=region)
        )
        for country, region in (("CA", "Mauricie"), ("FR", "Savoie"))
    ]

    def help_once():
        return IntroductionFactory(
            need__network=here,
            need__territory=towns[0],
            need__organisation=OrganisationFactory(),
            offer__network=there,
            offer__territory=towns[1],
            offer__strand=strand,
            state="solved",
        )

    return agreement, help_once


def member_of(network, organisation=None):
    user = UserFactory()
    MembershipFactory(user=user, network=network, organisation=organisation or OrganisationFactory())
    return user


def page(client, url, user=None):
    client.logout()
    if user:
        client.force_login(user)
    return client.get(url).content.decode()


def test_an_agreement_shows_its_members_what_went_each_way_and_a_visitor_no_small_number(client, story):
    agreement, help_once = story
    introduction = help_once()
    url = agreement.get_absolute_url()

    member = page(client, url, member_of(introduction.need.network))
    visitor = page(client, url)

    assert "1 demande, 1 acceptée" in member
    assert "petit nombre" not in member
    assert "1 demande" not in visitor
    assert "petit nombre" in visitor


def test_an_agreement_nobody_used_yet_says_so(client, story):
    assert "Aucune demande n’a encore traversé" in page(client, story[0].get_absolute_url())


def test_the_map_says_who_helped_whom_and_leads_who_may_read_to_the_introduction(client, story):
    _, help_once = story
    introduction = help_once()
    need = introduction.need
    url = reverse(MAP)

    owner = page(client, url, member_of(need.network, need.organisation))
    assert "a été aidée 1 fois" in owner
    link = f"{url}?de={introduction.offer.territory.parent.path}&vers={need.territory.parent.path}"
    assert "#lire" in owner
    assert need.title in page(client, link, member_of(need.network, need.organisation))

    for other in (member_of(need.network), UserFactory(), None):
        assert "#lire" not in page(client, url, other)
        assert need.title not in page(client, link, other)


def test_a_stranger_sees_a_dashed_thread_and_no_figure(client, story):
    story[1]()

    stranger = page(client, reverse(MAP))

    assert 'class="thread b few"' in stranger
    assert "petit nombre" in stranger


def test_the_map_goes_down_to_the_communities_of_an_agreement(client, story):
    agreement, help_once = story
    introduction = help_once()

    found = page(client, f"{reverse(MAP)}?entente={agreement.slug}")

    assert str(introduction.need.territory) in found
    assert "Mauricie" not in found


def test_a_map_with_nothing_to_draw_says_what_to_do(client):
    assert "Personne n’a encore aidé personne ici" in page(client, reverse(MAP))


@pytest.mark.parametrize("query", ["?depuis=hier", "?volet=rien", "?entente=rien"])
def test_a_filter_that_means_nothing_comes_back_with_its_error(client, story, query):
    assert client.get(reverse(MAP) + query).status_code == 422


def test_the_map_costs_as_many_queries_for_three_flows_as_for_one(client, story, assert_constant_queries):
    assert_constant_queries(client, reverse(MAP), story[1])


def test_an_agreement_costs_as_many_queries_for_three_introductions_as_for_one(
    client, story, assert_constant_queries
):
    assert_constant_queries(client, story[0].get_absolute_url(), story[1])
