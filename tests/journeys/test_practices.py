"""A practice goes from one community to its twin: written, proposed, taken over, carried through."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from maillage.agreements.models import Practice, Transfer
from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.agreements.tests.practices import member
from maillage.common import clock
from maillage.directory.models import Organisation
from maillage.directory.tests.factories import IndustryClassFactory, NetworkFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Prêter les outils au lieu de les acheter"


@pytest.fixture
def twins():
    """Two networks that an agreement binds today on one strand, the agreement, and its strand."""
    strand = StrandFactory(name="Entrepreneuriat")
    here, there = NetworkFactory(name="Réseau d’ici"), NetworkFactory(name="Réseau de là-bas")
    today = clock.today()
    agreement = agreement_between(
        here,
        there,
        strands=[strand],
        signed_on=today,
        starts_on=today,
        ends_on=today.replace(year=today.year + 1),
    )
    return here, there, agreement


@pytest.mark.parametrize("phone", [False, True])
def test_a_practice_is_written_proposed_to_the_twin_and_adopted_there(
    signed_in, twins, run_jobs, assert_accessible, screenshot, phone
):
    here, there, _agreement = twins
    author, _ = member(here)
    coordinator, _ = member(there, "coordinator")
    _, adopter = member(there)
    name = "telephone" if phone else "bureau"

    page = signed_in(author, phone=phone)
    page.goto(reverse("agreements:practices"))
    assert_accessible(page)
    page.get_by_role("link", name="Décrire une pratique").click()
    assert_accessible(page)
    page.get_by_label("Ce qui marche chez vous").fill(TITLE)
    page.get_by_label("Le contexte").fill("Chacun achetait la même machine.")
    page.get_by_label("Comment vous vous y prenez").fill("Un registre, une remise, un soir de prêt.")
    page.get_by_label("À qui en parler").fill("Direction technique")
    page.get_by_label("Volet facultatif").select_option(label="Entrepreneuriat")
    page.get_by_role("button", name="Mettre la pratique en ligne").click()
    expect(page.locator("h1")).to_have_text(TITLE)
    assert_accessible(page)

    page.get_by_role("link", name="La proposer à nos jumeaux").click()
    assert_accessible(page)
    page.get_by_role("button", name="Proposer").click()
    expect(page.get_by_text("Proposée à 1 réseau.")).to_be_visible()
    run_jobs()
    (letter,) = [message for message in mail.outbox if message.to == [coordinator.email]]
    address = re.search(r"https?://[^/]+(/\S+)", letter.body)
    assert address

    other = signed_in(coordinator, phone=phone)
    other.goto(reverse("agreements:practices"))
    expect(other.get_by_text("On vous propose")).to_be_visible()
    assert_accessible(other)
    other.goto(address.group(1))
    other.get_by_role("link", name="La reprendre").click()
    assert_accessible(other)
    other.get_by_label("Quelle organisation").select_option(label=adopter.name)
    other.get_by_label("Ce que vous changerez").fill("Deux soirs au lieu d’un.")
    other.get_by_role("button", name="La reprendre").click()
    expect(other.get_by_text("En cours d’adoption").first).to_be_visible()
    other.get_by_role("link", name="Dire où vous en êtes").click()
    assert_accessible(other)
    other.get_by_label("Adoptée").check()
    other.get_by_label("Ce que ça a donné").fill("Douze outils prêtés en un mois.")
    other.get_by_role("button", name="Enregistrer").click()
    expect(other.get_by_text("Douze outils prêtés en un mois.")).to_be_visible()
    assert_accessible(other)
    screenshot(other, f"pratique-{name}")

    page.goto(Practice.objects.get().get_absolute_url())
    expect(page.get_by_text("Adoptée").first).to_be_visible()
    assert Transfer.objects.get().organisation == adopter


def test_the_niches_that_two_communities_share_are_drawn_told_and_lead_to_their_firms(
    page, twins, assert_accessible, screenshot
):
    here, there, agreement = twins
    shared, common = (
        IndustryClassFactory(
            scheme="nace2",
            level=2,
            code=code,
            title_fr=title,
            parent=IndustryClassFactory(scheme="nace2", code=section),
        )
        for section, code, title in [("C", "26", "Électronique"), ("G", "47", "Commerce de détail")]
    )
    elsewhere = NetworkFactory()
    for network, sector, number in [(here, shared, 12), (there, shared, 12), (elsewhere, common, 40)]:
        for _turn in range(number):
            OrganisationFactory(networks=[network], sectors=[sector])

    page.goto(reverse("agreements:niches", args=[agreement.slug]))
    expect(page.locator("h1")).to_have_text("1 créneau commun")
    assert_accessible(page)
    screenshot(page, "creneaux-communs")
    page.locator("summary", has_text="Électronique").click()
    firm = Organisation.objects.filter(networks=here).order_by("sort_key", "pk")[0]
    page.get_by_role("link", name=firm.name, exact=False).first.click()
    expect(page.locator("h1")).to_have_text(firm.name)
