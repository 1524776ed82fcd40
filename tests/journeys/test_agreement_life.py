"""The life of an agreement: proposed to another network, written, accepted, signed, renewed with two new strands."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from maillage.agreements.models import Agreement
from maillage.agreements.tests.factories import StrandFactory
from maillage.common import clock
from maillage.directory.tests.factories import (
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    TerritoryFactory,
)
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def coordinations():
    """One for each shore; four strands that anybody may choose."""
    for name in ("Entrepreneuriat", "Culture", "Tourisme", "Jeunesse"):
        StrandFactory(name=name)
    found = []
    for place in ("Shawinigan", "Chambéry"):
        network = NetworkFactory(name=f"Réseau de {place}", territory=TerritoryFactory(name=place))
        town = OrganisationFactory(name=f"Ville de {place}", networks=[network], kind="municipality")
        person = UserFactory(full_name=f"Coordination de {place}")
        MembershipFactory(user=person, network=network, organisation=town, role="coordinator")
        found.append(person)
    return found


def open_strand(page, name):
    """Tick a strand and open what it carries."""
    page.get_by_label(name, exact=True).check()
    page.locator("summary", has_text=f"{name} :").click()
    return page.locator("details.fold", has_text=f"{name} :")


@pytest.mark.parametrize(("phone", "javascript"), [(False, True), (True, True), (False, False)])
def test_an_agreement_is_proposed_written_signed_renewed_with_two_strands_and_compared(
    signed_in, coordinations, assert_accessible, screenshot, phone, javascript
):
    hers, theirs = (signed_in(person, phone=phone, javascript=javascript) for person in coordinations)
    name = "telephone" if phone else "bureau" if javascript else "sans-javascript"
    shots = iter(range(1, 20))

    def seen(page, what):
        if javascript:
            assert_accessible(page)
        screenshot(page, f"entente-{name}-{next(shots)}-{what}")

    hers.goto(reverse("agreements:agreements"))
    hers.get_by_role("link", name="Proposer une entente").click()
    hers.get_by_label("Nom de l’entente").fill("Entente d’essai")
    hers.get_by_label("Pourquoi coopérer").fill("Prendre chez l’une ce qui marche chez l’autre.")
    hers.get_by_label("Réseau de Chambéry").check()
    seen(hers, "proposer")
    hers.get_by_role("button", name="Écrire le projet").click()

    write_the_first_version(hers, seen)
    agreement = Agreement.objects.get()
    first = reverse("agreements:version", args=[agreement.slug, 1])
    hers.get_by_role("button", name="Accepter ce texte").click()
    expect(hers.get_by_text("On attend : Chambéry.")).to_be_visible()
    theirs.goto(first)
    seen(theirs, "accepter")
    theirs.get_by_role("button", name="Accepter ce texte").click()
    theirs.get_by_role("link", name="Noter la signature").click()
    seen(theirs, "signer")
    theirs.get_by_role("button", name="Noter la signature").click()
    expect(theirs.get_by_text("En vigueur").first).to_be_visible()
    seen(theirs, "en-vigueur")

    follow_a_commitment(theirs, seen)
    renew_with_two_strands(hers, theirs, first, seen)

    hers.goto(reverse("agreements:compare", args=[agreement.slug]))
    expect(hers.get_by_role("heading", name="Ajoutés 2")).to_be_visible()
    expect(hers.get_by_role("heading", name="Tenus 1")).to_be_visible()
    expect(hers.get_by_role("heading", name="Reportés dans la plus récente 1")).to_be_visible()
    seen(hers, "comparer")
    assert agreement.versions.in_force(clock.today()).get().number == 1
    assert agreement.versions.in_force(clock.today() + timedelta(days=3 * 366)).get().number == 2


def write_the_first_version(page, seen):
    part = open_strand(page, "Entrepreneuriat")
    part.get_by_label("Objectifs").fill("Faire se rencontrer les entreprises.")
    part.get_by_label("Engagement").nth(0).fill("Tenir un camp chaque année")
    part.get_by_label("Engagement").nth(1).fill("Publier un bilan")
    part.get_by_label("Qui s’engage").nth(1).select_option("Shawinigan")
    page.get_by_label("Fonction").nth(0).fill("Mairie")
    page.get_by_label("Instance représentée").nth(0).fill("Ville de Shawinigan")
    page.get_by_label("Pour quelle partie").nth(0).select_option("Shawinigan")
    seen(page, "ecrire")
    page.get_by_role("button", name="Enregistrer le projet").click()
    expect(page.get_by_text("Ce texte attend l’accord des parties")).to_be_visible()
    seen(page, "projet")


def follow_a_commitment(page, seen):
    page.get_by_role("link", name="Publier un bilan").click()
    page.get_by_label("tenu", exact=True).check()
    page.get_by_label("Ce qui le montre").fill("Paru dans le bulletin municipal.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Paru dans le bulletin municipal.").first).to_be_visible()
    seen(page, "engagement-tenu")


def renew_with_two_strands(hers, theirs, first, seen):
    hers.goto(first)
    hers.get_by_role("button", name="Préparer le renouvellement").click()
    expect(hers.get_by_text("Tenir un camp chaque année")).to_be_visible()
    expect(hers.get_by_text("Publier un bilan")).to_have_count(0)
    for name in ("Tourisme", "Jeunesse"):
        hers.get_by_label(name, exact=True).check()
    seen(hers, "renouveler")
    hers.get_by_role("button", name="Enregistrer le projet").click()
    address = hers.url
    hers.get_by_role("button", name="Accepter ce texte").click()
    theirs.goto(address)
    theirs.get_by_role("button", name="Accepter ce texte").click()
    theirs.get_by_role("link", name="Noter la signature").click()
    theirs.get_by_role("button", name="Noter la signature").click()
    expect(theirs.get_by_text("Signée").first).to_be_visible()
