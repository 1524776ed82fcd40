"""A head of firm sits for the diagnosis, reads what it says, keeps the needs it reveals, and reads who can help."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from maillage.agreements.tests.factories import StrandFactory
from maillage.assessments.models import Sitting
from maillage.assessments.tests.diagnoses import maturity
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, member_of
from maillage.matching.models import FirmAnswer, Need
from maillage.matching.tests.factories import OfferFactory

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = {
    "fr-ca": {
        "length": "12 questions", "begin": "Commencer", "next": "Continuer", "choose": "Choisir les besoins à garder",
        "reword": "Le dire autrement", "own": "Dans vos mots", "keep": "Garder ce qui est coché",
        "facts": "la préciser", "sales": "vos ventes annuelles", "range": "250 000 à 500 000", "save": "Enregistrer",
        "ours": "Notre site ne se voit pas sur un téléphone.",
    },
    "en": {
        "length": "12 questions", "begin": "Begin", "next": "Continue", "choose": "Choose the needs to keep",
        "reword": "Say it otherwise", "own": "In your own words", "keep": "Keep what is ticked",
        "facts": "tell more", "sales": "your yearly sales", "range": "250,000 to 500,000", "save": "Save",
        "ours": "Nobody can read our site on a phone.",
    },
}  # fmt: skip


@pytest.fixture
def head():
    network = NetworkFactory()
    StrandFactory(slug="digital")
    OfferFactory(
        network=network, title="Sites pour petits commerces", text="Site web lisible sur un téléphone."
    )
    for number in range(12):  # so that one stands out
        OfferFactory(
            network=network, title=f"Traduction {number}", text=f"Traduction et correction, formule {number}."
        )
    maturity()
    return member_of(OrganisationFactory(networks=[network], name="Fromagerie Belle-Rive"), network)


@pytest.mark.parametrize(("language", "phone"), [("fr-ca", True), ("en", False)])
def test_a_head_of_firm_goes_from_the_first_question_to_who_can_help(
    signed_in, head, run_jobs, assert_accessible, screenshot, language, phone
):
    said = WORDS[language]
    page = signed_in(head, phone=phone)
    page.goto(reverse("assessments:start", args=["maturite-numerique"]).replace("fr-ca", language))
    page.get_by_label(said["length"]).check()
    for consent in page.get_by_role("checkbox").all():
        consent.check()
    page.get_by_role("button", name=said["begin"], exact=True).click()
    for _question in range(12):
        page.locator("input[type=radio]").first.check()
        page.get_by_role("button", name=said["next"], exact=True).click()

    expect(page).to_have_url(re.compile("/resultat/$"))
    expect(page.locator(".ival")).to_have_count(8)
    assert_accessible(page)
    screenshot(page, f"diagnostic-resultat-{language}")

    page.get_by_role("link", name=said["choose"]).click()
    expect(page.locator("input[name=kept]:checked")).to_have_count(5)
    assert_accessible(page)
    screenshot(page, f"diagnostic-besoins-{language}")
    page.locator("summary", has_text=said["reword"]).first.click()
    page.get_by_label(said["own"]).first.fill(said["ours"])
    page.get_by_role("button", name=said["keep"]).click()
    assert Need.objects.count() == 5
    assert_accessible(page)
    screenshot(page, f"diagnostic-gardes-{language}")

    page.get_by_role("link", name=said["facts"]).click()
    assert_accessible(page)
    screenshot(page, f"diagnostic-precisions-{language}")
    page.get_by_label(said["sales"]).select_option(label=said["range"])
    page.get_by_role("button", name=said["save"]).click()
    assert Sitting.objects.get().facts["revenue"] == "250-500k"

    run_jobs()
    page.get_by_role("link", name=said["ours"].rstrip(".")).click()
    expect(page.get_by_text("Sites pour petits commerces").first).to_be_visible()
    assert_accessible(page)
    assert Need.objects.get(text=said["ours"]).kinds_corrected


def test_the_short_diagnosis_goes_on_without_asking_anything_twice(signed_in, head):
    page = signed_in(head, javascript=False)
    page.goto(reverse("assessments:start", args=["maturite-numerique"]))
    page.get_by_label("12 questions").check()
    for consent in page.get_by_role("checkbox").all():
        consent.check()
    page.get_by_role("button", name="Commencer", exact=True).click()
    asked = []
    for _question in range(12):
        asked.append(page.locator("legend").first.inner_text())
        page.locator("input[type=radio]").first.check()
        page.get_by_role("button", name="Continuer", exact=True).click()

    page.get_by_role("button", name="Continuer", exact=True).click()

    expect(page.get_by_text("Question 13", exact=False).first).to_be_visible()
    for question in asked:
        expect(page.locator("legend").first).not_to_have_text(question)
    assert not FirmAnswer.objects.exists()
