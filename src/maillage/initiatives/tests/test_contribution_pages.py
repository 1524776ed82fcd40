"""A contribution on its pages: written by who keeps the book, read by its funder and, once published, by everybody."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maillage.agreements.tests.crossings import crossing
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.initiatives.errors import InitiativeIsOver
from maillage.initiatives.models import Contribution
from maillage.initiatives.tests.factories import (
    NOW,
    InitiativeFactory,
    contribution,
    document_for_the_book,
    given,
    instalment,
)
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def funder(network):
    return OrganisationFactory(networks=[network])


@pytest.fixture
def keeper(client, network):
    """Whoever keeps the book, at her desk."""
    client.force_login(MembershipFactory(network=network, organisation=None, role="coordinator").user)
    return client


@pytest.fixture
def gift(network, funder):
    return contribution(1_000, network=network, funder=funder)


def at(name, gift, *more):
    return reverse(f"initiatives:{name}", args=[gift.pk, *more])


def said(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def written(network, funder, **changes):
    facts = {
        "network": network.pk,
        "funder": funder.pk,
        "title": "Appui au projet",
        "kind": "money",
        "purpose": "project",
        "currency": "CAD",
        "promised_on": "2026-03-01",
        "due_on": "2026-06-30",
        "amount": "250 000",
    }
    return facts | changes


def test_a_contribution_is_recorded_with_its_first_instalment(keeper, network, funder):
    new = reverse("initiatives:contribution_new")
    assert keeper.get(new).status_code == 200

    answer = keeper.post(new, written(network, funder))

    made = Contribution.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.total, made.funder, made.instalments.get().due_on) == (250_000, funder, date(2026, 6, 30))


def test_a_gift_in_kind_counts_its_hours(keeper, network, funder):
    hours = {
        "kind": "expertise",
        "amount": "",
        "quantity": "120",
        "unit": "heure",
        "unit_value": "85,50",
        "method": "Salaire chargé",
    }

    keeper.post(reverse("initiatives:contribution_new"), written(network, funder, **hours))

    made = Contribution.objects.get()
    assert made.total == 10_260
    assert "Salaire chargé" in said(keeper.get(made.get_absolute_url()))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"currency": "USD"}, "Cette monnaie n’est pas connue : choisissez CAD ou EUR."),
        ({"amount": ""}, "Le montant est plus grand que zéro."),
        ({"amount": "beaucoup"}, "Écrivez un nombre"),
        ({"received_on": "2999-01-01"}, "Ce jour n’est pas encore venu."),
        ({"kind": "rooms"}, "Dites comment cette valeur est comptée"),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_lost(keeper, network, funder, changes, sentence):
    answer = keeper.post(reverse("initiatives:contribution_new"), written(network, funder, **changes))

    assert answer.status_code == 422
    assert sentence in said(answer)
    assert "Appui au projet" in said(answer)
    assert not Contribution.objects.exists()


def test_an_instalment_is_added_invoiced_received_and_withdrawn(keeper, gift):
    assert keeper.get(at("instalment_new", gift)).status_code == 200
    keeper.post(at("instalment_new", gift), {"due_on": "2026-12-31", "amount": "500"})
    row = gift.instalments.current().order_by("pk").last()
    form = keeper.get(at("instalment", gift, row.pk), {"noter": "recu"})
    assert "Reçu" in said(form)
    received = {"due_on": "2026-12-31", "amount": "500", "received_on": "2026-11-20", "reason": "Reçu"}
    keeper.post(at("instalment", gift, row.pk), received)
    first = gift.instalments.current().order_by("pk").first()
    keeper.post(at("instalment_withdraw", gift, first.pk), {"reason": "N’est pas venu"})

    gift.refresh_from_db()
    page = said(keeper.get(gift.get_absolute_url()))
    assert gift.total == 500
    assert "500 $ promis, 500 $ reçus, 500 $ à affecter" in page
    assert "N’est pas venu" in page


def test_a_row_corrected_meanwhile_is_not_corrected_twice(keeper, gift):
    row = gift.instalments.get()
    sent = {"due_on": "2026-12-31", "amount": "900", "reason": "Erreur"}
    keeper.post(at("instalment", gift, row.pk), sent)

    answer = keeper.post(at("instalment", gift, row.pk), sent | {"amount": "800"})

    gift.refresh_from_db()
    assert answer.status_code == 422
    assert "déjà été remplacée" in said(answer)
    assert gift.total == 900


def test_money_goes_to_an_initiative_changes_and_comes_back(keeper, network, gift):
    initiative = InitiativeFactory(network=network)
    keeper.post(at("allocate", gift), {"target": f"i-{initiative.pk}", "amount": "600"})
    row = gift.allocations.get()
    assert keeper.get(at("allocation", gift, row.pk)).status_code == 200
    keeper.post(at("allocation", gift, row.pk), {"amount": "700", "reason": "Avenant"})
    gift.refresh_from_db()
    assert gift.allocated == 700

    last = gift.allocations.current().get()
    keeper.post(at("allocation_release", gift, last.pk), {"reason": "Projet reporté"})

    gift.refresh_from_db()
    assert gift.allocated == 0
    assert "Projet reporté" in said(keeper.get(gift.get_absolute_url()))


def test_money_goes_to_the_strand_of_an_agreement(client):
    bound = crossing()
    strand = bound.agreement.versions.get().strands.get()
    gift = contribution(1_000, network=bound.here.network)
    client.force_login(bound.coordinator(bound.here))

    client.post(at("allocate", gift), {"target": f"{bound.agreement.pk}-{strand.pk}", "amount": "600"})

    row = gift.allocations.get()
    assert (row.agreement, row.strand, row.amount) == (bound.agreement, strand, 600)


def test_more_than_what_is_left_says_how_much_is_left(keeper, network, gift):
    initiative = InitiativeFactory(network=network)
    given(gift, InitiativeFactory(network=network), 750)

    answer = keeper.post(at("allocate", gift), {"target": f"i-{initiative.pk}", "amount": "600"})

    assert answer.status_code == 422
    assert "Il reste 250 $ à affecter" in said(answer)


def test_an_initiative_that_is_over_is_not_offered_and_refused(keeper, network, gift):
    over = InitiativeFactory(network=network, ends_on=date(2026, 6, 30))

    answer = keeper.post(at("allocate", gift), {"target": f"i-{over.pk}", "amount": "5"})

    assert "Choisissez une initiative en cours" in said(answer)
    with pytest.raises(InitiativeIsOver, match="30\N{NO-BREAK SPACE}juin 2026"):
        given(gift, over, 5)


def test_a_restricted_gift_is_offered_its_initiative_alone(keeper, network):
    ours, other = InitiativeFactory(network=network), InitiativeFactory(network=network)
    gift = contribution(network=network, restricted_to=ours)

    page = said(keeper.get(at("allocate", gift)))

    assert f'value="i-{ours.pk}"' in page
    assert f'value="i-{other.pk}"' not in page


def test_restricting_what_goes_elsewhere_is_refused(keeper, network, funder, gift):
    given(gift, InitiativeFactory(network=network), 5)
    ours = InitiativeFactory(network=network)
    sent = written(network, funder, restricted_to=ours.pk)

    answer = keeper.post(at("contribution_edit", gift), sent | {"seen": gift.revision + 1})

    assert answer.status_code == 422
    assert "est réservée à l’initiative" in said(answer)


def test_who_saves_second_is_told(keeper, network, funder, gift):
    sent = written(network, funder, seen=gift.revision)
    assert keeper.get(at("contribution_edit", gift)).status_code == 200
    keeper.post(at("contribution_edit", gift), sent | {"title": "Première", "is_published": "on"})

    answer = keeper.post(at("contribution_edit", gift), sent | {"title": "Seconde"})

    gift.refresh_from_db()
    assert answer.status_code == 422
    assert (gift.title, gift.is_published, gift.currency) == ("Première", True, "CAD")


def test_a_document_is_kept_read_and_archived(keeper, gift):
    file = SimpleUploadedFile("lettre.pdf", b"%PDF-1.7\nfictif")
    sent = {"title": "Lettre d’entente", "readers": "public", "file": file}
    assert keeper.post(at("document_add", gift), sent).status_code == 302

    document = gift.documents.get()
    assert keeper.get(at("document", gift, document.pk)).getvalue() == b"%PDF-1.7\nfictif"
    keeper.post(at("document_archive", gift, document.pk))

    document.refresh_from_db()
    assert document.archived_at is not None


def test_the_funder_reads_its_gift_and_changes_nothing(client, gift, funder):
    client.force_login(MembershipFactory(organisation=funder, role="funder").user)
    letter = document_for_the_book(gift)

    page = said(client.get(gift.get_absolute_url()))

    assert "Lettre" in page
    assert at("allocate", gift) not in page
    assert client.get(at("document", gift, letter.pk)).status_code == 200
    assert client.get(at("allocate", gift)).status_code == 404
    assert client.get(at("instalment", gift, gift.instalments.get().pk)).status_code == 404


def test_a_stranger_reads_what_is_published_without_its_accounts(client, network):
    late = instalment(700, due_on=date(2026, 1, 31))
    gift = contribution(network=network, instalments=[late], is_published=True)
    initiative = InitiativeFactory(network=network, title="Secret")
    given(gift, initiative, 100)
    letter = document_for_the_book(gift)
    client.force_login(UserFactory())

    page = said(client.get(gift.get_absolute_url()))

    assert "700 $ promis" in page
    assert "En retard" not in page
    assert "Secret" not in page
    assert "Lettre" not in page
    assert client.get(at("document", gift, letter.pk)).status_code == 404


def test_a_stranger_learns_nothing_of_what_is_not(client, gift):
    client.force_login(UserFactory())
    row = gift.instalments.get()

    for address in (gift.get_absolute_url(), at("contribution_edit", gift), at("instalment", gift, row.pk)):
        assert client.get(address).status_code == 404
    assert client.post(at("allocate", gift), {"amount": "5"}).status_code == 404


def test_a_colleague_who_coordinates_nothing_keeps_no_book(client, network, gift):
    client.force_login(MembershipFactory(network=network).user)

    assert client.get(gift.get_absolute_url()).status_code == 404
    assert client.get(reverse("initiatives:contribution_new")).status_code == 404


def test_the_history_is_for_who_keeps_the_book(keeper, client, gift, funder):
    address = reverse("pages:history", args=["contribution", gift.pk])
    assert keeper.get(address).status_code == 200

    client.force_login(MembershipFactory(organisation=funder, role="funder").user)

    assert client.get(address).status_code == 404


def test_the_page_costs_the_same_whatever_it_holds(keeper, network, gift, assert_constant_queries):
    def one_more():
        given(gift, InitiativeFactory(network=network), 5, now=NOW + timedelta(minutes=1))
        document_for_the_book(gift)

    assert_constant_queries(keeper, gift.get_absolute_url(), one_more)
