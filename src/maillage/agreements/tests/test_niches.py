"""The niches that two communities share, against others of the directory and against public statistics."""

from datetime import date
from urllib.parse import quote

import pytest
from django.urls import reverse

from maillage.agreements.enums import Comparison
from maillage.agreements.queries.niches import FEWEST_OF_ALL, MOST_FIRMS, shared_niches
from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.agreements.tests.practices import NOON
from maillage.directory.enums import CountedUnit, Fineness
from maillage.directory.models import ClassCount, CountsEdition, IndustryClass, Organisation
from maillage.directory.operations.reference import load_sectors
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


def published(country, numbers, **told):
    """An edition of counts, as an import would leave it."""
    facts = {"fineness": Fineness.DIVISION, "unit": CountedUnit.ENTERPRISES, "as_of": date(2026, 6, 30)}
    facts |= {"read_on": date(2026, 9, 12), "source": "Essai", "licence": "Libre", "digest": "0" * 64} | told
    edition = CountsEdition.objects.create(country=country, **facts)
    for industry_class, number in numbers.items():
        ClassCount.objects.create(edition=edition, industry_class=industry_class, number=number)
    return edition


def test_public_statistics_come_before_the_directory(client, agreement, electronics, shops):
    edition = published("CA", {electronics: 10, shops: 990})

    found = shared_niches(agreement)
    page = client.get(reverse("agreements:niches", args=[agreement.slug])).content.decode()

    reference = found.references[0]
    assert (reference.comparison, reference.size) == (Comparison.STATISTICS, 1_000)
    assert reference.published.edition == edition
    assert [niche.industry_class for niche in found.niches] == [electronics]
    assert found.by_sector == [None, None]
    assert (
        "Essai\u00a0: 1\u00a0000 entreprises au 30\u00a0juin 2026, lecture du 12\u00a0septembre 2026" in page
    )
    assert page.count("Ce ne sont pas les mêmes populations") == 1


def test_a_later_day_speaks_and_the_earlier_one_stays(agreement, electronics, shops):
    published("CA", {electronics: 10, shops: 990})
    published("CA", {electronics: 990, shops: 10}, as_of=date(2025, 12, 31), digest="1" * 64)

    assert [niche.industry_class for niche in shared_niches(agreement).niches] == [electronics]


def test_a_country_counted_by_wide_sector_alone_is_compared_so_and_niches_stay_with_the_directory(
    client, agreement, electronics, shops
):
    making, selling = electronics.parent, shops.parent
    published("CA", {making: 50, selling: 950}, fineness=Fineness.SECTOR)

    found = shared_niches(agreement)
    page = client.get(reverse("agreements:niches", args=[agreement.slug])).content.decode()

    assert [reference.comparison for reference in found.references] == [Comparison.DIRECTORY] * 2
    here = found.by_sector[0]
    assert [(row.industry_class, row.side.count, row.of_country) for row in here.sectors] == [
        (making, 9, 50),
        (selling, 9, 950),
    ]
    assert here.sectors[0].side.is_sure
    assert not here.sectors[1].side.is_sure
    assert "Face au pays, par grand secteur" in page
    assert "Ce ne sont pas les mêmes populations" in page


@pytest.fixture
def across():
    """An agreement of a network of Canada and one of France, these two, and the headings of their countries."""
    load_sectors()
    france = TerritoryFactory(parent=CountryFactory(country="FR"))
    here, there = NetworkFactory(), NetworkFactory(territory=france)
    return agreement_between(here, there, strands=[StrandFactory()]), here, there


def heading(scheme, code):
    return IndustryClass.objects.get(scheme=scheme, code=code)


def test_wide_sectors_that_correspond_are_shared_when_both_countries_are_counted(client, across):
    """Each in its own classification: 31-33 of SCIAN goes to section C; 44-45 and 72 are not where both are stronger."""
    agreement, here, there = across
    making, selling, hosting = (heading("scian2017", code) for code in ("31-33", "44-45", "72"))
    factories, shopping, hotels = (heading("naf2", code) for code in ("C", "G", "I"))
    published("CA", {making: 50, selling: 450, hosting: 500}, fineness=Fineness.SECTOR)
    published("FR", {factories: 50, shopping: 50, hotels: 900}, fineness=Fineness.SECTOR)
    for network, sector, number in (
        *((here, making, 20), (here, selling, 4), (here, hosting, 4)),
        *(
            (there, factories, 20),
            (there, shopping, 20),
            (there, hotels, 4),
            (there, heading("nace2", "26"), 3),
        ),
    ):
        settle(network, sector, number)

    found = shared_niches(agreement)
    page = client.get(reverse("agreements:niches", args=[agreement.slug])).content.decode()

    assert [party.network for party in found.parties] == [here, there]
    assert [(row.classes, row.is_sure) for row in found.shared_sectors] == [((making, factories), True)]
    assert [country.lost for country in found.by_sector] == [0, 3]
    firms = found.sector_firms
    assert sorted(firms) == sorted([(here.pk, making.pk), (there.pk, factories.pk)])
    assert all(len(named) == MOST_FIRMS and firm.networks.get() for named in firms.values() for firm in named)
    assert f"sector={quote(factories.path, safe='')}" in page
    assert page.count("quotients") == 1
    assert "Chaque communauté est plus forte que son pays dans 1 grand secteur." in page
    assert "3 activités d’ici ne comptent pas" in page.replace("\u00a0", " ")


def test_a_sector_that_goes_half_to_two_is_shared_with_both(across):
    """53 of SCIAN is as much renting of machines (N) as real estate (L)."""
    agreement, here, there = across
    renting, hosting = (heading("scian2017", code) for code in ("53", "72"))
    sections = [heading("naf2", code) for code in ("L", "N", "I")]
    published("CA", {renting: 10, hosting: 990}, fineness=Fineness.SECTOR)
    published("FR", dict(zip(sections, (10, 10, 980), strict=True)), fineness=Fineness.SECTOR)
    for network, sector in ((here, renting), (there, sections[0]), (there, sections[1])):
        settle(network, sector, 20)

    found = {row.classes for row in shared_niches(agreement).shared_sectors}

    assert found == {(renting, sections[0]), (renting, sections[1])}


def test_without_one_country_no_wide_sector_is_shared(client, across):
    agreement, here, _there = across
    making, hosting = (heading("scian2017", code) for code in ("31-33", "72"))
    published("CA", {making: 50, hosting: 950}, fineness=Fineness.SECTOR)
    settle(here, making, 20)

    found = shared_niches(agreement)

    assert [bool(country) for country in found.by_sector] == [True, False]
    assert found.shared_sectors == []
    page = client.get(reverse("agreements:niches", args=[agreement.slug])).content.decode()
    assert "grands secteurs où" not in page


def test_fictitious_organisations_are_told(client, agreement, electronics):
    address = reverse("agreements:niches", args=[agreement.slug])
    before = client.get(address).content.decode()
    Organisation.objects.filter(networks=agreement.networks.order_by("pk")[0]).update(is_fictitious=True)

    assert "Des organisations fictives comptent ici" not in before
    assert "Des organisations fictives comptent ici" in client.get(address).content.decode()


def test_what_another_classification_says_does_not_count_by_wide_sector(agreement, electronics):
    sector = IndustryClassFactory(scheme="scian2017", code="31-33")
    published("CA", {sector: 50}, fineness=Fineness.SECTOR)

    assert shared_niches(agreement).by_sector[0].sectors == []


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
