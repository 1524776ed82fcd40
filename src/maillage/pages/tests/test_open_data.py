"""The page of open files: what is published, and every link leads to a file."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from maillage.common import clock
from maillage.directory.queries import viewer_of
from maillage.directory.tests.factories import NetworkFactory
from maillage.initiatives.queries import parts_of
from maillage.initiatives.tests.factories import InitiativeFactory, contribution, given
from maillage.pages.web.open_data import files_section

pytestmark = pytest.mark.django_db


def test_without_a_published_initiative_the_page_says_so(client):
    InitiativeFactory(title="Brouillon")

    page = client.get(reverse("pages:open_data")).content.decode()

    assert "Aucune initiative n’est publiée" in page
    assert "Brouillon" not in page


def test_each_published_initiative_has_its_files_and_a_package_when_a_gift_is_published(client):
    network = NetworkFactory()
    plus, other = (
        InitiativeFactory(slug=slug, network=network, is_published=True) for slug in ("plus", "autre")
    )
    given(contribution(network=network, is_published=True), plus, 100)
    given(contribution(network=network), other, 100)

    page = client.get(reverse("pages:open_data")).content.decode()

    assert reverse("open_data:grants", args=["plus"]) in page
    assert reverse("open_data:grants", args=["autre"]) not in page
    assert reverse("open_data:iati", args=["autre"]) in page
    assert reverse("open_data:research") in page


def test_the_page_costs_the_same_with_one_initiative_and_with_three(client, django_assert_num_queries):
    InitiativeFactory(is_published=True)
    address = reverse("pages:open_data")
    client.get(address)

    with django_assert_num_queries(3):
        client.get(address)
    InitiativeFactory.create_batch(2, is_published=True)
    with django_assert_num_queries(3):
        client.get(address)


def test_the_page_of_an_initiative_leads_to_its_files():
    initiative = InitiativeFactory(is_published=True)
    visitor = viewer_of(AnonymousUser(), clock.today())

    def files():
        section = files_section(initiative, parts_of(initiative), visitor)
        return [link["label"] for link in section["links"]]

    before = files()
    given(contribution(network=initiative.holders.get().network, is_published=True), initiative, 100)

    assert before == ["Classeur", "IATI 2.03"]
    assert files() == [*before, "360Giving 1.4"]
