"""The niches that two communities share, against others of the directory and against public statistics."""

from datetime import date

import pytest
from django.urls import reverse

from maillage.agreements.enums import Comparison
from maillage.agreements.queries.niches import FEWEST_OF_ALL, MOST_FIRMS, shared_niches
from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.agreements.tests.practices import NOON
from maillage.directory.tests.factories import (
    CountryFactory,
    IndustryClassFactory,
    NetworkFactory,
    OrganisationFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


def division(code, section):
    parent = IndustryClassFactory(scheme="nace2", code=section)
    return IndustryClassFactory(scheme="nace2", code=code, level=2, parent=parent)


def settle(network, sector, number):
    return [OrganisationFactory(networks=[network], sectors=[sector]) for _turn in range(number)]


@pytest.fixture
def electronics():
    return division("26", "C")


@pytest.fixture
def shops():
    return division("47", "G")


@pytest.fixture
def agreement(electronics, shops):
    """Two networks of as many firms of electronics as shops; elsewhere, shops alone."""
    here, there = NetworkFactory(), NetworkFactory()
    for network in (here, there):
        settle(network, electronics, 9)
        settle(network, shops, 9)
    settle(NetworkFactory(), shops, FEWEST_OF_ALL)
    return agreement_between(here, there, strands=[StrandFactory()])


def test_a_class_where_both_are_stronger_than_the_others_is_a_niche(agreement, electronics):
    found = shared_niches(agreement)

    assert [(niche.industry_class, niche.is_sure) for niche in found.niches] == [(electronics, True)]
    assert [reference.comparison for reference in found.references] == [Comparison.DIRECTORY] * 2
    assert found.sizes == [18, 18]


def test_where_one_of_the_two_has_nobody_there_is_no_shared_niche(agreement, electronics, shops):
    other = division("90", "R")
    settle(agreement.networks.order_by("pk")[0], other, 12)

    assert [niche.industry_class for niche in shared_niches(agreement).niches] == [electronics]


def test_the_firms_behind_are_active_members_and_a_few(agreement, electronics):
    gone = OrganisationFactory(
        networks=list(agreement.networks.all()), sectors=[electronics], name="Absente", archived_at=NOON
    )

    (niche,) = shared_niches(agreement).niches

    assert [len(firms) for firms in niche.firms] == [MOST_FIRMS] * 2
    assert gone not in {firm for firms in niche.firms for firm in firms}
    assert niche.sides[0].count == 9


def test_what_corresponds_to_nothing_is_told_and_does_not_count(client, agreement):
    settle(agreement.networks.order_by("pk")[0], IndustryClassFactory(), 3)

    found = shared_niches(agreement)
    page = client.get(reverse("agreements:niches", args=[agreement.slug])).content.decode()

    assert (found.sizes, sorted(found.lost)) == ([18, 18], [0, 3])
    assert "3 activités sans correspondance ne comptent pas" in page


def test_without_others_to_compare_with_nothing_is_told(electronics):
    here, there = NetworkFactory(), NetworkFactory()
    for network in (here, there):
        settle(network, electronics, 9)

    found = shared_niches(agreement_between(here, there, strands=[StrandFactory()]))

    assert found.niches == []
    assert [reference.comparison for reference in found.references] == [Comparison.NOTHING] * 2


def test_public_statistics_come_before_the_directory(agreement, electronics, shops, settings, tmp_path):
    (tmp_path / "sectors").mkdir()
    (tmp_path / "sectors" / "shares.csv").write_text(
        "country,scheme,code,establishments,source,as_of\n"
        "CA,nace2,26,10,Essai,2026-06-30\nCA,nace2,47,990,Essai,2026-06-30\n"
    )
    settings.CONTENT = tmp_path

    found = shared_niches(agreement)

    reference = found.references[0]
    assert (reference.comparison, reference.size) == (Comparison.STATISTICS, 1_000)
    assert (reference.source, reference.as_of) == ("Essai", date(2026, 6, 30))
    assert [niche.industry_class for niche in found.niches] == [electronics]


def test_a_country_with_enough_others_is_compared_with_itself(agreement, electronics, shops, monkeypatch):
    monkeypatch.setattr("maillage.agreements.queries.niches.FEWEST_OF_A_COUNTRY", 5)
    france = TerritoryFactory(parent=CountryFactory(country="FR"))
    for _turn in range(20):  # France is all electronics: it would hide the niche if it counted
        OrganisationFactory(sectors=[electronics], territory=france)

    found = shared_niches(agreement)

    assert found.references[0].comparison == Comparison.COUNTRY
    assert [niche.industry_class for niche in found.niches] == [electronics]


def test_the_page_says_it_with_its_doubt_and_leads_to_the_directory(client, agreement, electronics):
    page = client.get(reverse("agreements:niches", args=[agreement.slug])).content.decode()

    assert "1 créneau commun" in page
    assert "faute de chiffres du pays" in page
    assert f"sector={electronics.path.replace('/', '%2F')}" in page


def test_the_page_costs_the_same_for_more_firms(client, agreement, electronics, assert_constant_queries):
    network = agreement.networks.order_by("pk")[0]
    address = reverse("agreements:niches", args=[agreement.slug])

    assert_constant_queries(client, address, lambda: settle(network, electronics, 1))
