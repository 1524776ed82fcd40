"""The days of those whom a need meets: who holds an offer, advises, keeps a programme, coordinates."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import expect

from maillage.agreements.tests.factories import StrandFactory
from maillage.common import clock
from maillage.directory.tests.factories import (
    CountryFactory,
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    TerritoryFactory,
)
from maillage.matching.operations import ask_introduction, route_needs
from maillage.matching.tests.factories import AdvisorLinkFactory, NeedFactory, OfferFactory
from maillage.matching.tests.programmes import programme
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

NEED = "Notre tablette ne supporte pas l’humidité des égouts"


@pytest.fixture
def network():
    """With offers about something else, so that the others stand out."""
    network = NetworkFactory(name="Réseau d’ici")
    strand = StrandFactory(name="Numérique")
    for number in range(12):
        OfferFactory(text=f"Traduction, formule {number}.", visibility="public", strand=strand)
    return network


def member(network, role, **user):
    organisation = OrganisationFactory(networks=[network])
    person = UserFactory(**user)
    MembershipFactory(user=person, organisation=organisation, network=network, role=role)
    return person, organisation


def asked(network, holder_organisation):
    firm, organisation = member(network, "firm")
    offer = OfferFactory(
        organisation=holder_organisation,
        network=network,
        title="Étui étanche",
        text="Étui contre l’humidité.",
    )
    need = NeedFactory(organisation=organisation, network=network, title=NEED, text=NEED)
    ask_introduction(
        need=need, offer=offer, asker=firm, message=NEED, consents=True, reasons=[], now=clock.now()
    )


@pytest.mark.parametrize("phone", [False, True])
def test_a_holder_answers_from_her_mail_and_follows_to_the_end(
    visitor, signed_in, network, run_jobs, assert_accessible, screenshot, phone
):
    holder, organisation = member(network, "offer_holder")
    asked(network, organisation)
    run_jobs()
    address = re.search(r"https?://\S+/repondre/\S+?/", mail.outbox[-1].body)
    assert address, mail.outbox[-1].body
    name = "telephone" if phone else "bureau"

    by_mail = visitor(phone=phone)
    by_mail.goto(re.sub(r"https?://[^/]+", "", address.group()))
    assert_accessible(by_mail)
    screenshot(by_mail, f"tenante-{name}-1-repondre")
    by_mail.get_by_role("button", name="Prendre en charge").click()
    expect(by_mail.locator("h1")).to_contain_text("votre réponse est enregistrée")
    assert_accessible(by_mail)

    page = signed_in(holder, phone=phone)
    page.goto(reverse("matching:introductions"))
    assert_accessible(page)
    screenshot(page, f"tenante-{name}-2-boite")
    page.get_by_role("link", name=NEED).click()
    assert_accessible(page)
    page.get_by_role("button", name="Noter la rencontre").click()
    expect(page.get_by_text("Rencontre tenue").first).to_be_visible()
    page.get_by_label("En partie", exact=False).check()
    page.get_by_role("button", name="Enregistrer la suite").click()
    expect(page.get_by_text("Réglé en partie").first).to_be_visible()
    assert_accessible(page)
    screenshot(page, f"tenante-{name}-3-terminee")
    page.goto(reverse("matching:tracking"))
    expect(page.get_by_role("link", name=re.compile(re.escape(NEED)))).to_be_visible()
    assert_accessible(page)


def test_a_firm_comes_to_its_advisor_by_her_address_and_the_advisor_finds_it_on_her_board(
    signed_in, network, assert_accessible, screenshot
):
    advisor, _organisation = member(network, "advisor", full_name="Lucie Conseil")
    link = AdvisorLinkFactory(membership=advisor.memberships.get())
    firm, _organisation = member(network, "firm")

    page = signed_in(firm, phone=True)
    page.goto(reverse("matching:with_advisor", args=[link.token]))
    assert_accessible(page)
    screenshot(page, "conseil-1-lien")
    page.locator("textarea[name=text]").fill(NEED)
    page.locator("main form button").first.click()
    expect(page.locator("textarea[name=text]")).to_have_value(NEED)
    assert_accessible(page)
    page.locator("input[name=consents]").check()
    page.locator("main form button").last.click()
    expect(page.get_by_text("C’est dit à Lucie Conseil")).to_be_visible()
    assert_accessible(page)

    board = signed_in(advisor)
    board.goto(reverse("pages:today"))
    expect(board.get_by_text("vous accompagnez")).to_be_visible()
    assert_accessible(board)
    screenshot(board, "conseil-2-tableau")
    board.get_by_role("link", name="Lire ses pistes").first.click()
    expect(board.locator("main")).to_contain_text(NEED)
    assert_accessible(board)
    board.goto(reverse("matching:advisor_links"))
    assert_accessible(board)


def test_an_officer_adds_a_condition_without_javascript_and_the_page_says_so(
    signed_in, network, assert_accessible, screenshot
):
    officer, organisation = member(network, "funder")
    quebec = TerritoryFactory(parent=CountryFactory(), level="province", code="24", name="Québec")
    row = programme("Aide aux tablettes étanches.")
    row.offer.organisation, row.offer.network = organisation, network
    row.offer.save()
    edit = reverse("matching:programme_edit", args=[row.offer_id])

    page = signed_in(officer, javascript=False)
    page.goto(edit)
    page.get_by_role("button", name="Ajouter une condition").last.click()
    page.locator("textarea[name$=values]").last.fill(quebec.name)
    page.get_by_role("button", name="Enregistrer").last.click()
    screenshot(page, "programme-0-enregistre")
    row.refresh_from_db()
    assert row.version == 2
    assert row.condition["all"] == [{"id": "territory-1", "fact": "territory", "within": [quebec.path]}]

    seen = signed_in(officer, phone=True)
    seen.goto(reverse("matching:offer", args=[row.offer_id]))
    assert_accessible(seen)
    screenshot(seen, "programme-1-fiche")
    seen.goto(edit)
    assert_accessible(seen)
    seen.goto(reverse("matching:facts_to_review"))
    assert_accessible(seen)


@pytest.mark.parametrize("language", ["fr-ca", "en"])
def test_a_coordination_weighs_shares_out_and_sets_delays(
    signed_in, network, assert_accessible, screenshot, language
):
    coordinator, organisation = member(network, "coordinator")
    firm_need = NeedFactory(organisation=organisation, network=network, title=NEED, text=NEED)
    OfferFactory(network=network, title="Étui étanche", text="Étui contre l’humidité des tablettes.")
    route_needs(networks=[network], now=clock.now())

    page = signed_in(coordinator)
    with override(language):
        addresses = {
            "repartition": reverse("matching:routing", args=[network.slug]),
            "classement": reverse("matching:weights", args=[network.slug]),
            "delais": reverse("matching:terms", args=[network.slug]),
            "entraide": reverse("pages:exchanges"),
            "besoin": firm_need.get_absolute_url(),
            "pourquoi": reverse("matching:why_find", args=[firm_need.pk]),
        }
    for name, address in addresses.items():
        answer = page.goto(address)
        assert answer.status == 200, address
        assert_accessible(page)
        screenshot(page, f"coordination-{language}-{name}")
