"""From « réglé » in a letter to a figure that somebody verified: two taps, a proof, a second look."""

import pytest
from playwright.sync_api import expect

from maillage.common import clock
from maillage.directory.tests.factories import OrganisationFactory, member_of
from maillage.matching import operations as matching
from maillage.matching.rules.links import FOLLOW_UP, signed
from maillage.matching.tests.lives import two_sides
from maillage.outcomes.models import Outcome, Statement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sides(run_jobs):
    return two_sides(now=clock.now())


def letter_link(sides):
    """Of the follow-up that the letter carries."""
    matching.accept_introduction(
        introduction_id=sides.introduction.pk, by=sides.holder, note="", now=clock.now()
    )
    row = sides.introduction.follow_ups.get(days=30)
    token = signed(
        purpose=FOLLOW_UP,
        about=row.pk,
        introduction=sides.introduction,
        user_id=sides.asker.pk,
        now=clock.now(),
    )
    return f"/fr-ca/suites/{token}/"


def test_a_firm_says_it_in_two_taps_proves_it_and_the_coordination_verifies(
    sides, visitor, signed_in, assert_accessible, screenshot
):
    say_it_in_two_taps(visitor(phone=True), letter_link(sides), assert_accessible, screenshot)
    found = Outcome.objects.get()
    prove_it(signed_in(sides.asker, phone=True), found, assert_accessible, screenshot)

    auditor = OrganisationFactory(name="Coopérative de vérification", networks=[found.network])
    coordinator = member_of(OrganisationFactory(networks=[found.network]), found.network, role="coordinator")
    verify_it(signed_in(coordinator), found, auditor, assert_accessible, screenshot)
    expect_published(visitor(), found, assert_accessible)


def say_it_in_two_taps(page, link, assert_accessible, screenshot):
    page.goto(link)
    page.get_by_label("Oui, il est réglé").check()
    page.get_by_role("button", name="Répondre").click()
    page.get_by_role("link", name="Dire ce que ça a donné").click()
    expect(page.get_by_role("heading", name="Qu’est-ce que ça a donné", level=1)).to_be_visible()
    assert_accessible(page)
    screenshot(page, "deux-touches")
    page.get_by_label("Emplois créés").check()
    page.get_by_role("button", name="C’est tout").click()
    expect(page.get_by_text("Il manque le nombre.").first).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Combien").fill("3")
    page.get_by_role("button", name="C’est tout").click()
    expect(page.get_by_role("heading", name="Merci, c’est noté")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "deux-touches-merci")


def prove_it(page, found, assert_accessible, screenshot):
    page.goto("/fr-ca/retombees/")
    page.get_by_role("link", name="Emplois créés : 3".replace(" :", "\u00a0:")).click()
    expect(page.get_by_text("Rien encore : elle est déclarée".replace(" :", "\u00a0:"))).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Ajouter une preuve").click()
    page.get_by_label("Ce que c’est").fill("Le journal du 12")
    page.locator("input[name=url]").fill("https://exemple.test/journal")
    assert_accessible(page)
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_text("Documentée").first).to_be_visible()
    screenshot(page, "retombee-documentee")


def verify_it(page, found, auditor, assert_accessible, screenshot):
    page.goto(found.get_absolute_url())
    page.get_by_role("link", name="Vérifier").click()
    page.get_by_label("Qui a vérifié").select_option(label=auditor.name)
    assert_accessible(page)
    page.get_by_role("button", name="Elle est vérifiée").click()
    expect(page.get_by_text("Vérifiée par Coopérative de vérification.").first).to_be_visible()
    page.get_by_role("button", name="La publier").click()
    expect(page.get_by_text("Tout le monde peut lire cette retombée.")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "retombee-verifiee")
    page.goto("/fr-ca/retombees/nouvelle/")
    assert_accessible(page)
    screenshot(page, "retombee-nouvelle")


def expect_published(page, found, assert_accessible):
    page.goto("/fr-ca/retombees/?certitude=verified")
    page.get_by_role("link", name="Emplois créés : 3".replace(" :", "\u00a0:")).click()
    expect(page.get_by_role("link", name="Le journal du 12")).to_be_visible()
    assert_accessible(page)
    assert Statement.objects.current().get(outcome=found).certainty == "verified"


def test_without_javascript_too(sides, visitor):
    page = visitor(phone=True, javascript=False)
    page.goto(letter_link(sides))
    page.get_by_label("Oui, il est réglé").check()
    page.get_by_role("button", name="Répondre").click()
    page.get_by_role("link", name="Dire ce que ça a donné").click()
    page.get_by_label("Autre chose").check()
    page.get_by_role("button", name="C’est tout").click()
    page.get_by_label("Outil adopté").check()
    page.get_by_role("button", name="C’est tout").click()

    expect(page.get_by_role("heading", name="Merci, c’est noté")).to_be_visible()
    assert Outcome.objects.get().kind == "tool_adopted"
