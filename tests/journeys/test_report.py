"""From the money to what came of it: a quarter closed and its report read, in both languages, on a phone, without scripts."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from maillage.common import clock
from maillage.initiatives.tests.factories import TODAY
from maillage.outcomes.models import Period, Story
from maillage.outcomes.rules.addresses import report_address
from maillage.outcomes.tests.told import NOW, outcome, story, target

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(monkeypatch):
    """A small story, with a target and something told of it, on its day: later, its money would be late."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    told = story()
    target(told.initiative)
    outcome(
        told.network,
        kind="people_trained",
        value=40,
        initiative=told.initiative,
        activity=told.activity,
        organisation=told.funders[1],
    )
    Story.objects.create(
        outcome=told.jobs,
        title="Trois emplois à l’atelier",
        text="Après deux jours d’atelier, l’usine a automatisé sa planification, et embauché.",
        chosen_at=NOW,
        is_public_fact=True,
    )
    return told


@pytest.mark.parametrize("phone", [False, True])
def test_a_coordinator_closes_a_quarter_and_reads_its_report(
    signed_in, told, assert_accessible, screenshot, phone
):
    name = "telephone" if phone else "bureau"
    page = signed_in(told.coordinator, phone=phone)
    page.goto(reverse("outcomes:board"))
    expect(page.locator("h1")).to_have_text("1 chose attend")
    assert_accessible(page)
    screenshot(page, f"retombees-tableau-{name}")
    page.get_by_role("link", name="Clore un trimestre").click()
    assert_accessible(page)
    page.get_by_label("Premier jour").fill("2026-04-01")
    page.get_by_label("Dernier jour").fill("2026-06-30")
    page.get_by_role("button", name="Clore cette période").click()
    expect(page.locator("h1")).to_have_text("2e trimestre 2026")
    assert_accessible(page)
    screenshot(page, f"periode-close-{name}")
    page.get_by_role("link", name="Le rapport de ces jours, à la clôture").click()
    expect(page.get_by_text("Ce qui a été corrigé depuis n’y est pas.")).to_be_visible()
    assert_accessible(page)
    screenshot(page, f"rapport-{name}")
    assert Period.objects.count() == 1


@pytest.mark.parametrize("language", ["fr-ca", "en"])
def test_anybody_reads_what_is_published(visitor, told, assert_accessible, screenshot, language):
    with translation.override(language):
        addresses = {
            "resultats": reverse("outcomes:results"),
            "une-page": reverse("outcomes:one_page", args=[told.network.slug]),
            "rapport-initiative": report_address("initiative", told.initiative.slug),
            "rapport-bailleur": report_address("funder", told.funders[0].slug),
            "chaine": reverse("outcomes:chain", args=["initiative", told.initiative.pk]),
        }
    page = visitor(phone=language == "en")
    for name, address in addresses.items():
        page.goto(address)
        assert_accessible(page)
        screenshot(page, f"{name}-{language}")


def test_a_figure_is_walked_to_its_rows_and_the_chain_to_its_end_without_scripts(visitor, told):
    page = visitor(javascript=False)
    page.goto(reverse("outcomes:results"))
    page.get_by_role("link", name="Plus numérique").click()
    page.locator("table").get_by_role("link", name="Emplois créés").click()
    expect(page).to_have_url(re.compile(rf"initiative={told.initiative.slug}\b"))
    expect(page).to_have_url(re.compile(r"\bau="))

    page.goto(reverse("outcomes:chain", args=["contribution", told.gifts[0].pk]))
    for name in ("Plus numérique", "Atelier", "Emplois créés"):
        page.locator("section[aria-labelledby=apres]").get_by_role("link", name=name).click()
    expect(page.locator("h1")).to_have_text("Emplois créés")
    page.locator("section[aria-labelledby=avant]").get_by_role("link", name="Aluminerie").click()
    expect(page.locator("h1")).to_contain_text("Appui au projet")
