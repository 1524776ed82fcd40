"""An author shows a picture in a module, and changes a path, without breaking anything for whoever follows it."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from maillage.learning.models import Enrolment, PathVersion
from maillage.learning.operations import begin_path
from maillage.learning.tests.factories import NOON, module, path
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
PICTURE = settings.CONTENT / "modules" / "quatre-etages.png"


@pytest.fixture
def given(live_server):
    """A path of one module, and another module to come before it; somebody follows it."""
    version = path(module("compter"))
    module("regarder")
    begin_path(version=version, person=UserFactory(), now=NOON)
    return version


def test_an_author_shows_a_picture_and_changes_a_path(given, signed_in, assert_accessible, screenshot):
    author = signed_in(UserFactory(is_staff=True), phone=True)
    _shows_a_picture(author, assert_accessible, screenshot)

    author.goto(reverse("learning:path_desk"))
    assert_accessible(author)
    author.get_by_role("link", name=given.title).click()
    author.get_by_label("Les modules, dans l’ordre").fill("regader\ncompter")
    author.get_by_role("button", name="Publier").click()
    expect(author.get_by_text("Peut-être «\u00a0regarder\u00a0»").first).to_be_visible()
    assert_accessible(author)
    screenshot(author, "atelier-parcours-faute")
    author.get_by_label("Les modules, dans l’ordre").fill("regarder\ncompter")
    author.get_by_role("button", name="Garder").click()
    author.get_by_role("link", name="Aperçu").click()
    expect(author.get_by_role("link", name="Module regarder")).to_be_visible()
    assert_accessible(author)
    screenshot(author, "atelier-parcours-apercu")
    author.get_by_role("link", name="Revenir au brouillon").click()
    author.get_by_role("button", name="Publier").click()
    expect(author.get_by_text("La version est publiée")).to_be_visible()

    assert Enrolment.objects.get().version == given
    newest = PathVersion.objects.get(number="2")
    assert [row.module.code for row in newest.steps.order_by("position")] == ["regarder", "compter"]


def _shows_a_picture(author, assert_accessible, screenshot):
    """Kept, shown, published."""
    author.goto(reverse("learning:write", args=["compter"]))
    author.get_by_role("link", name="Les images de ce module").click()
    author.get_by_label("Fichier").set_input_files(PICTURE)
    author.get_by_role("button", name="Déposer").click()
    expect(author.get_by_text("::: image quatre-etages.png")).to_be_visible()
    assert author.evaluate("document.documentElement.scrollWidth") <= 390
    assert_accessible(author)
    screenshot(author, "atelier-images")
    author.get_by_role("link", name="Revenir au brouillon").click()
    text = "## Monter\n\n::: image quatre-etages.png Quatre étages.\nSource : nous\n:::\n"
    author.get_by_label("Le texte").fill(text.replace(" Quatre étages.", ""))
    author.get_by_role("button", name="Publier").click()
    expect(author.get_by_text("texte de remplacement").first).to_be_visible()
    author.get_by_label("Le texte").fill(text)
    author.get_by_role("button", name="Publier").click()
    author.goto(reverse("learning:whole", args=["compter"]))
    picture = author.get_by_role("img", name="Quatre étages.")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("picture => picture.naturalWidth") > 0
    assert_accessible(author)
