"""A person sees where she stands: she agrees, answers, goes on elsewhere, and reads why."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from maillage.assessments.models import Sitting
from maillage.people.tests.factories import UserFactory
from tests.journeys.answering import answered

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("language", "phone", "javascript"), [("fr-ca", True, False), ("en", False, True)])
def test_a_placement_paused_on_one_device_goes_on_on_another(
    signed_in, reference, assert_accessible, screenshot, language, phone, javascript
):
    user = UserFactory(language=language)
    french = language != "en"
    name = "sans-javascript" if not javascript else "en"
    page = signed_in(user, phone=phone, javascript=javascript)
    page.go_on = "Continuer" if french else "Continue"

    def looked_at(name_of_it):
        if javascript:  # the checker itself is a script
            assert_accessible(page)
        screenshot(page, f"situer-{name}-{name_of_it}")

    page.goto(reverse("assessments:home").replace("/fr-ca/", f"/{language}/"))
    looked_at("accueil")
    page.get_by_role("link", name="Commencer" if french else "Begin").first.click()
    page.get_by_role("button", name="Commencer" if french else "Begin").click()
    looked_at("sans-accord")
    page.get_by_label("15 questions").check()
    page.get_by_label("J’ai lu" if french else "I have read").check()
    page.get_by_role("button", name="Commencer" if french else "Begin").click()
    for number in range(1, 4):
        expect(page.get_by_text(f"Question {number}, 15")).to_be_visible()
        looked_at(f"question-{number}")
        answered(page)

    other = signed_in(user, phone=not phone)
    other.go_on = page.go_on
    other.goto(reverse("assessments:home").replace("/fr-ca/", f"/{language}/"))
    assert_accessible(other)
    other.get_by_role("link", name="Reprendre" if french else "Resume").click()
    expect(other.get_by_text("Question 4, 15")).to_be_visible()
    answered(other)
    expect(other.get_by_text("Question 5, 15")).to_be_visible()
    page.get_by_role("button", name=page.go_on).click()  # the page of the first device is a question late
    expect(page.get_by_text("Question 5, 15")).to_be_visible()
    expect(page.locator(".flash")).to_be_visible()

    answered(page)
    page.get_by_role("link", name="Arrêter et voir" if french else "Stop and see").click()
    looked_at("arreter")
    page.get_by_role("button", name="Arrêter et voir" if french else "Stop and see").click()
    sitting = Sitting.objects.get()
    assert (sitting.ending, sitting.answers.count(), sitting.estimates.count()) == ("stopped", 5, 29)
    page.goto(reverse("assessments:answers", args=[sitting.key]).replace("/fr-ca/", f"/{language}/"))
    expect(page.locator("main h2")).to_have_count(5)
    looked_at("reponses")
