"""Somebody follows a path on her phone, and elsewhere without scripts; her answer is reviewed; an author publishes meanwhile."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from maillage.common import clock
from maillage.learning.models import ModuleVersion, Reading
from maillage.learning.operations import import_learning
from maillage.learning.rules.text import blocks_of
from maillage.people.tests.factories import UserFactory
from tests.journeys.answering import practised

KEPT = """async (path) => {
  while (!(await caches.match(path, { ignoreVary: true }))) await new Promise((again) => setTimeout(again, 50));
}"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def content(reference):
    """What we ship: the reference, the questions, the modules and the paths."""
    import_learning(folder=settings.CONTENT, now=clock.now())


WIDTH = 1280  # of the picture, in pixels


def test_a_path_is_read_on_a_phone_then_without_scripts(signed_in, content, assert_accessible, screenshot):
    user = UserFactory()
    page = signed_in(user, phone=True)
    page.goto(reverse("learning:home"))
    assert_accessible(page)
    screenshot(page, "apprendre")
    page.get_by_role("link", name="Directrices et directeurs de comptes").click()
    page.get_by_role("button", name="Commencer ce parcours").click()
    expect(page.get_by_text("Modules : 0 sur 20")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "parcours")
    page.get_by_role("link", name="Continuer").click()

    several = _blocks("huit-questions-projet-numerique")
    for number in range(1, several + 1):
        expect(page.get_by_text(f"Bloc {number} sur {several}")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert_accessible(page)
        screenshot(page, f"bloc-{number}")
        if number == 2:
            expect(practised(page).get_by_text("La bonne réponse")).to_be_visible()
            assert_accessible(page)
            screenshot(page, "question")
        page.get_by_role("button", name="J’ai lu").click()
    expect(page.get_by_text("Module terminé")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "module")

    other = signed_in(user, javascript=False)
    other.goto(reverse("learning:path", args=["comptes-projet-numerique"]))
    expect(other.get_by_text("Modules : 1 sur 20")).to_be_visible()
    screenshot(other, "parcours-au-bureau")
    other.get_by_role("link", name="Continuer").click()
    for _block in range(_blocks("projet-numerique-au-bilan")):
        other.get_by_role("button", name="J’ai lu").click()
    expect(other.get_by_text("Module terminé")).to_be_visible()
    assert Reading.objects.filter(person=user, finished_at__isnull=False).count() == 2
    page.goto(reverse("learning:whole", args=["huit-questions-projet-numerique"]))
    assert_accessible(page)
    screenshot(page, "entier")


def test_an_author_publishes_while_a_reader_finishes_the_version_before(
    signed_in, content, assert_accessible, screenshot
):
    code = "huit-questions-projet-numerique"
    reader = signed_in(UserFactory(), phone=True)
    reader.goto(reverse("learning:block", args=[code, 1]))
    reader.get_by_role("button", name="J’ai lu").click()

    author = signed_in(UserFactory(is_staff=True))
    author.goto(reverse("learning:desk"))
    assert_accessible(author)
    screenshot(author, "atelier")
    author.get_by_role("link", name="Huit questions").click()
    author.get_by_label("Titre").fill("Neuf questions")
    author.get_by_label("Le texte").fill("## Un seul bloc\n\n::: jeu\n:::\n")
    author.get_by_role("button", name="Publier").click()
    expect(author.get_by_text("Le brouillon est gardé, pas publié")).to_be_visible()
    assert_accessible(author)
    screenshot(author, "atelier-faute")
    author.get_by_label("Le texte").fill("## Un seul bloc\n\nDu nouveau.\n")
    author.get_by_role("button", name="Garder").click()
    author.get_by_role("link", name="Aperçu").click()
    expect(author.get_by_text("Du nouveau.")).to_be_visible()
    assert_accessible(author)
    author.get_by_role("link", name="Revenir au brouillon").click()
    author.get_by_role("button", name="Publier").click()
    expect(author.get_by_role("heading", name="Neuf questions")).to_be_visible()

    several = len(blocks_of(ModuleVersion.objects.get(module__code=code, number="1").text))
    for _block in range(2, several + 1):
        reader.get_by_role("button", name="J’ai lu").click()
    expect(reader.get_by_text("Module terminé")).to_be_visible()
    assert Reading.objects.get().version.number == "1"


def test_an_answer_is_written_on_a_phone_and_reviewed(signed_in, content, assert_accessible, screenshot):
    learner = signed_in(UserFactory(), phone=True)
    learner.goto(reverse("learning:block", args=["huit-questions-projet-numerique", 6]))
    learner.get_by_role("link", name="Écrire ma réponse").click()
    assert_accessible(learner)
    learner.get_by_label("Votre réponse").fill("La question 5, puis la 2, puis la 3.")
    screenshot(learner, "exercice")
    learner.get_by_role("button", name="Envoyer").click()
    expect(learner.get_by_text("Elle attend d’être relue.")).to_be_visible()

    reviewer = signed_in(UserFactory(is_staff=True))
    reviewer.goto(reverse("learning:submissions"))
    assert_accessible(reviewer)
    reviewer.get_by_role("link", name="Relire").click()
    assert_accessible(reviewer)
    screenshot(reviewer, "relire")
    for line in ("2\u00a0: justes", "2\u00a0: faisable", "La réponse est acceptée"):
        reviewer.get_by_label(line).check()
    reviewer.get_by_label("1\u00a0: en partie").nth(1).check()
    reviewer.get_by_label("Ce que vous en dites").fill("Juste, et dans le bon ordre.")
    reviewer.get_by_role("button", name="Envoyer la relecture").click()
    expect(reviewer.get_by_text("Aucune réponse n’attend")).to_be_visible()
    learner.reload()
    expect(learner.get_by_text("Juste, et dans le bon ordre.")).to_be_visible()
    assert_accessible(learner)


def test_a_module_that_was_opened_is_read_without_a_network(browser, live_server, content):
    context = browser.new_context(base_url=str(live_server), viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        code = "du-symptome-au-besoin"
        page.goto(reverse("learning:block", args=[code, 1]))
        whole = reverse("learning:whole", args=[code])
        page.evaluate(KEPT, whole)

        context.set_offline(True)
        page.goto(reverse("learning:block", args=[code, 3]))

        expect(page.get_by_role("heading", name="Quatre étages")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).display") == "flex"  # its style is kept too
        picture = page.get_by_role("img", name="Quatre étages qui montent")
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate("picture => picture.naturalWidth") == WIDTH  # and its picture
    finally:
        context.close()


def _blocks(code):
    return len(blocks_of(ModuleVersion.objects.get(module__code=code).text))
