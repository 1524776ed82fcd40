"""Answers that come while one types, the one question of a need, and the catalogue on a phone."""

import re

import pytest
from django.core.cache import caches
from django.urls import reverse
from playwright.sync_api import expect

from maillage.agreements.tests.factories import StrandFactory
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.matching.rules.conditions import statement
from maillage.matching.tests.factories import NeedFactory, OfferFactory
from maillage.matching.tests.programmes import programme
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

NEED = "Notre tablette ne supporte pas l’humidité des égouts"
HELP = "Aide pour tablettes étanches contre l’humidité."


@pytest.fixture(autouse=True)
def others():
    """Offers about something else, so that the others stand out."""
    caches["local"].clear()
    strand = StrandFactory(name="Numérique")
    for number in range(12):
        OfferFactory(
            text=f"Traduction, formule {number}.", visibility="public", kind="training", strand=strand
        )


@pytest.fixture
def firm():
    network = NetworkFactory()
    firm = OrganisationFactory(networks=[network])
    user = UserFactory()
    MembershipFactory(user=user, organisation=firm, network=network)
    need = NeedFactory(organisation=firm, network=network, text=NEED, title=NEED)
    return user, need


def test_answers_come_while_one_types_and_the_keyboard_walks_them(page, assert_accessible, screenshot):
    OfferFactory(title="Étui étanche", text="Étuis contre l’humidité, pour tablette.", visibility="public")
    OfferFactory(title="Boîtier scellé", text="Tablettes étanches contre l’humidité.", visibility="public")
    page.goto("/fr-ca/")
    field, links = page.locator("#q"), page.locator("#instant_answers li a")

    field.press_sequentially("Humidité")
    page.wait_for_timeout(700)  # longer than the page waits for the next letter
    expect(links).to_have_count(0)
    field.press_sequentially(" sur notre tablette")

    expect(links).to_have_count(2)
    expect(page.locator("#instant_told")).to_have_text(re.compile("2 premières pistes"))
    expect(page.locator("#instant [data-state]:visible")).to_have_count(0)
    assert_accessible(page)
    screenshot(page, "en-tapant")
    field.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    links.nth(0).press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    links.nth(1).press("ArrowUp")
    links.nth(0).press("ArrowUp")
    expect(field).to_be_focused()
    field.press("Escape")
    expect(links).to_have_count(0)
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/chercher/\?q=Humidit"))


def test_too_many_letters_at_once_are_told_kindly(visitor, live_server):
    page = visitor()
    page.route("**/en-tapant/**", lambda route: route.fulfill(status=204, body=""))
    page.goto("/fr-ca/")
    for state, status in (("busy", 429), ("fault", 500)):
        page.evaluate(
            "status => document.querySelector('#q').dispatchEvent("
            "new CustomEvent('htmx:responseError', {detail: {xhr: {status}}}))",
            status,
        )
        expect(page.locator(f"#instant [data-state={state}]")).to_be_visible()
        expect(page.locator("#instant [data-state]:visible")).to_have_count(1)


def test_the_one_question_is_answered_in_place(signed_in, firm, assert_accessible, screenshot):
    user, need = firm
    programme(HELP, statement("Être à jour de ses cotisations"))
    page = signed_in(user)
    page.goto(need.get_absolute_url())
    expect(page.get_by_text("Répondre règle 1 programme.")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "une-question")
    page.reload()  # the checker leaves style attributes behind, which a swap would copy
    page.evaluate("window.sameDocument = true")

    page.get_by_label("Oui").check()
    page.get_by_role("button", name="Répondre").click()

    expect(page.get_by_text("C’est noté.")).to_be_visible()
    expect(page.get_by_role("button", name="Répondre")).to_have_count(0)
    expect(page.locator(".verdict", has_text="Admissible")).to_be_visible()
    assert page.evaluate("window.sameDocument")
    assert_accessible(page)
    page.get_by_role("link", name="Ce que nous savons de votre entreprise").click()
    expect(page.get_by_text("d’après votre réponse du")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "ce-que-nous-savons")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_catalogue_is_narrowed_on_a_phone_and_a_search_is_kept(
    signed_in, firm, javascript, assert_accessible, screenshot
):
    user, _need = firm
    OfferFactory(title="Étui étanche", visibility="public", kind="expertise")
    page = signed_in(user, phone=True, javascript=javascript)
    page.goto(reverse("matching:offers"))
    page.locator("details.fold summary", has_text="Affiner").click()

    page.locator("select[name=genre]").select_option("expertise")
    if not javascript:
        page.get_by_role("button", name="Afficher").click()

    expect(page.locator(".chip")).to_have_count(1)
    expect(page.locator("#found")).to_contain_text("1 offre")
    expect(page).to_have_url(re.compile(r"/offres/\?genre=expertise$"))
    if javascript:
        assert_accessible(page)
        screenshot(page, "catalogue")
    page.get_by_role("link", name=re.compile("Garder cette recherche")).click()
    page.locator("input[name=name]").fill("Les expertises")
    if javascript:
        assert_accessible(page)
    page.get_by_role("button", name="Garder", exact=True).click()
    expect(page.locator(".chip")).to_have_count(1)
    page.goto(reverse("matching:searches"))
    expect(page.get_by_role("link", name="Les expertises")).to_be_visible()
    if javascript:
        assert_accessible(page)
