"""What is counted, told to everybody in the language of the page."""

import pytest
from django.conf import settings
from django.urls import reverse

from maillage.outcomes.models import Indicator
from maillage.outcomes.operations.indicators import import_indicators

pytestmark = pytest.mark.django_db


def test_each_indicator_is_told_in_the_language_of_the_page(client):
    import_indicators(path=settings.CONTENT / "indicators" / "indicators.json")
    address = reverse("outcomes:indicators")

    french = client.get(address).content.decode()
    english = client.get(address.replace("/fr-ca/", "/en/")).content.decode()

    for indicator in Indicator.objects.all():
        assert indicator.name in french
        assert indicator.name_en in english
        assert f"nature={indicator.kind}" in french


def test_without_an_indicator_the_page_says_so(client):
    assert "Aucun indicateur encore" in client.get(reverse("outcomes:indicators")).content.decode()


def test_the_page_costs_the_same_whatever_it_tells(client, django_assert_max_num_queries):
    import_indicators(path=settings.CONTENT / "indicators" / "indicators.json")

    with django_assert_max_num_queries(2):
        client.get(reverse("outcomes:indicators"))
