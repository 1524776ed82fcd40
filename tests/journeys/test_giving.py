"""From a promise to what it serves: an initiative founded, a contribution in two instalments, given to it, read by everybody."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.initiatives.models import Contribution, Initiative

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def network():
    return NetworkFactory(name="Réseau du lac")


@pytest.fixture
def coordinator(network):
    return MembershipFactory(network=network, organisation=None, role="coordinator").user


def a_day(*, from_now):
    return (timezone.localdate() + timedelta(days=from_now)).isoformat()


def test_a_coordinator_founds_an_initiative_and_gives_it_a_contribution(
    network, coordinator, signed_in, page, assert_accessible, screenshot
):
    OrganisationFactory(name="Coopérative du lac", networks=[network])

    found_an_initiative(signed_in(coordinator), network, assert_accessible, screenshot)
    record_two_instalments(signed_in(coordinator, phone=True), assert_accessible, screenshot)
    allocate_without_javascript(signed_in(coordinator, javascript=False), screenshot)
    everybody_reads_it(page, assert_accessible, screenshot)


def found_an_initiative(desk, network, assert_accessible, screenshot):
    desk.goto("/fr-ca/initiatives/")
    assert_accessible(desk)
    desk.get_by_role("link", name="Fonder une initiative").click()
    desk.get_by_label("Titre").fill("Plus numérique")
    desk.get_by_label("Pourquoi cette initiative").fill("Que les petites entreprises passent au numérique.")
    desk.get_by_label("Premier jour").fill(a_day(from_now=-30))
    desk.get_by_label("Dernier jour").fill(a_day(from_now=-40))
    desk.get_by_label("Femmes").check()
    assert_accessible(desk)
    desk.get_by_role("button", name="Garder le brouillon").click()
    expect(desk.get_by_text("Le dernier jour ne peut pas précéder le premier.").first).to_be_visible()
    assert_accessible(desk)
    screenshot(desk, "initiative-fonder")
    desk.get_by_label("Dernier jour").fill("")
    desk.get_by_role("button", name="Garder le brouillon").click()
    desk.get_by_role("link", name="Ajouter un territoire").click()
    desk.get_by_label("Territoire").select_option(label=str(network.territory))
    desk.get_by_role("button", name="Ajouter").click()
    desk.get_by_role("link", name="Ajouter un poste au budget").click()
    desk.get_by_label("Poste").fill("Cohortes en région")
    desk.get_by_label("Montant").fill("120 000")
    desk.get_by_role("button", name="Ajouter").click()
    desk.get_by_role("button", name="Publier").click()
    expect(desk.get_by_text("Tout le monde peut lire l’initiative.")).to_be_visible()
    assert_accessible(desk)
    screenshot(desk, "initiative")


def record_two_instalments(phone, assert_accessible, screenshot):
    phone.goto("/fr-ca/contributions/")
    phone.get_by_role("link", name="Inscrire une contribution").click()
    phone.get_by_label("Bailleur").select_option(label="Coopérative du lac")
    phone.get_by_label("Objet").fill("Appui à Plus numérique")
    phone.get_by_label("Pour quel usage").select_option(label="Projets")
    phone.get_by_label("Attendu le").fill(a_day(from_now=-10))
    phone.get_by_label("Publier").check()
    assert_accessible(phone)
    phone.get_by_role("button", name="Inscrire").click()
    expect(phone.get_by_text("Le montant est plus grand que zéro.").first).to_be_visible()
    phone.get_by_label("Montant", exact=False).first.fill("125 000,50")
    phone.get_by_role("button", name="Inscrire").click()
    phone.get_by_role("link", name="Ajouter un versement").click()
    phone.get_by_label("Attendu le").fill(a_day(from_now=90))
    phone.get_by_label("Montant").fill("124 999,50")
    phone.get_by_role("button", name="Ajouter").click()
    phone.get_by_role("link", name="Noter la réception").first.click()
    assert_accessible(phone)
    phone.get_by_role("button", name="Enregistrer").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("à affecter")
    assert_accessible(phone)
    screenshot(phone, "contribution-telephone")
    assert Contribution.objects.get().total == 250_000


def allocate_without_javascript(desk, screenshot):
    desk.goto(Contribution.objects.get().get_absolute_url())
    desk.get_by_role("link", name="Affecter").click()
    desk.get_by_label("Pour").select_option(label="Plus numérique")
    desk.get_by_label("Montant").fill("300 000")
    desk.get_by_role("button", name="Affecter").click()
    expect(desk.get_by_text("ce montant en demande davantage").first).to_be_visible()
    screenshot(desk, "contribution-trop")
    desk.get_by_label("Montant").fill("200 000")
    desk.get_by_role("button", name="Affecter").click()
    expect(desk.get_by_text("C’est affecté.")).to_be_visible()
    screenshot(desk, "contribution")


def everybody_reads_it(page, assert_accessible, screenshot):
    page.goto("/fr-ca/contributions/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("en tout")
    assert_accessible(page)
    screenshot(page, "contributions")
    page.goto(Initiative.objects.get().get_absolute_url())
    page.get_by_role("link", name="Coopérative du lac").click()
    expect(page.get_by_role("link", name="Plus numérique")).to_be_visible()
    assert_accessible(page)
