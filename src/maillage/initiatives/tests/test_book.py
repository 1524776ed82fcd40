"""The book as people read it: what is published, a network's, a funder's; as of any day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.initiatives.models import Contribution
from maillage.initiatives.operations import add_instalment
from maillage.initiatives.queries.book import ledgers_of
from maillage.initiatives.tests.factories import NOW, contribution, instalment
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
BOOK = "initiatives:contributions"


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def coordinator(network):
    return MembershipFactory(network=network, organisation=None, role="coordinator").user


def said(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def story(network, **said):
    """250 000 $ now, 650 000 $ by one funder, 1 200 000 $ in all."""
    large, small = (OrganisationFactory(name=name) for name in ("Grand bailleur", "Autre bailleur"))
    shared = {"network": network, "is_published": True} | said
    contribution(400_000, funder=large, purpose="building", promised_on=date(2018, 1, 1), **shared)
    contribution(550_000, funder=small, purpose="labs", promised_on=date(2019, 1, 1), **shared)
    contribution(250_000, funder=large, purpose="project", promised_on=date(2022, 1, 1), **shared)
    return large, small


def test_the_three_figures_of_the_story_are_read_at_a_glance(client, network):
    story(network)

    page = said(client.get(reverse(BOOK)))

    assert "<h1>1 200 000 $ en tout</h1>" in page
    assert "250 000 $" in page
    assert "d’un seul bailleur : Grand bailleur" in page
    assert "650 000 $" in page


def test_each_breakdown_adds_up_to_the_same_total(network):
    large, small = story(network)

    ledger = ledgers_of(Contribution.objects.all(), timezone.now())[0]

    assert [(funder, sums.amount) for funder, sums in ledger.by_funder] == [
        (large, 650_000),
        (small, 550_000),
    ]
    assert [(key, sums.amount) for key, sums in ledger.by_purpose] == [
        ("labs", 550_000),
        ("building", 400_000),
        ("project", 250_000),
    ]
    for breakdown in (ledger.by_funder, ledger.by_purpose, ledger.by_kind):
        assert sum(sums.amount for _key, sums in breakdown) == ledger.total.amount == 1_200_000
    assert (ledger.newest.funder, ledger.newest.amount) == (large, 250_000)


def test_two_currencies_are_never_added(network):
    contribution(1_000, network=network)
    contribution(500, network=network, currency="EUR")

    ledgers = ledgers_of(Contribution.objects.all(), timezone.now())

    assert [(ledger.currency, ledger.total.amount) for ledger in ledgers] == [("CAD", 1_000), ("EUR", 500)]


def test_what_is_given_in_kind_is_told_apart(client, network):
    hours = instalment(
        0, quantity=Decimal(100), unit="heure", unit_value=Decimal(90), method="Salaire chargé"
    )
    contribution(kind="expertise", network=network, instalments=[hours], is_published=True)
    contribution(1_000, network=network, is_published=True)

    page = said(client.get(reverse(BOOK)))
    ledger = ledgers_of(Contribution.objects.all(), timezone.now())[0]

    assert (ledger.total.amount, ledger.total.in_kind) == (10_000, 9_000)
    assert "en nature, valeur déclarée" in page


def test_the_book_is_read_as_it_was_on_a_day(client, network):
    made = contribution(1_000, network=network, is_published=True)
    later = NOW + timedelta(days=40)
    add_instalment(contribution_id=made.pk, told=instalment(500), read_revision=None, by=None, now=later)
    gifts = Contribution.objects.all()

    assert ledgers_of(gifts, NOW - timedelta(days=1)) == []
    assert ledgers_of(gifts, NOW)[0].total.amount == 1_000
    assert ledgers_of(gifts, later)[0].total.amount == 1_500


def test_a_day_in_the_address_reads_the_book_of_that_day(client, network):
    contribution(1_000, network=network, is_published=True)

    before = said(client.get(reverse(BOOK), {"au": "2026-11-01"}))
    unreadable = client.get(reverse(BOOK), {"au": "hier"})

    assert "Aucune contribution pour l’instant" in before
    assert unreadable.status_code == 200


def test_what_is_late_is_for_who_keeps_the_book_and_for_the_funder(client, network, coordinator):
    funder = OrganisationFactory()
    late = instalment(700, due_on=date(2026, 1, 31))
    contribution(funder=funder, network=network, instalments=[late], title="Appui", is_published=True)

    for person in (coordinator, MembershipFactory(organisation=funder, role="funder").user):
        client.force_login(person)
        page = said(client.get(reverse(BOOK)))
        assert "attendu le 31 janvier 2026" in page
        assert "pas encore facturé" in page
    client.force_login(UserFactory())
    assert "attendu le" not in said(client.get(reverse(BOOK)))


def test_an_unpublished_gift_is_in_the_book_and_nowhere_else(client, network, coordinator):
    contribution(333, network=network, title="Discret")
    colleague = MembershipFactory(network=network).user

    client.force_login(coordinator)
    assert "Discret" in said(client.get(reverse(BOOK)))
    client.force_login(colleague)
    assert "Discret" not in said(client.get(reverse(BOOK)))
    assert client.get(reverse(BOOK), {"livre": network.slug}).status_code == 404
    assert client.get(reverse(BOOK), {"livre": "miennes"}).status_code == 404


def test_the_book_is_narrowed_to_a_funder(client, network):
    large, _small = story(network)

    page = said(client.get(reverse(BOOK), {"livre": "publiees", "bailleur": large.slug}))

    assert "<h1>650 000 $ en tout</h1>" in page
    assert "Autre bailleur" not in page


def test_the_book_costs_the_same_whatever_its_length(client, network, coordinator, assert_constant_queries):
    client.force_login(coordinator)

    def one_more():
        contribution(network=network, instalments=[instalment(5, due_on=date(2026, 1, 31))])

    assert_constant_queries(client, reverse(BOOK), one_more)
