"""A new account manager, in one go: placed, given a path, she reads two modules, earns a badge, and a stranger verifies it."""

import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from maillage.assessments.models import SeenItem
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory
from maillage.learning.models import Award
from maillage.learning.operations import open_badge
from maillage.learning.tests.factories import NOON, module, path
from maillage.people.tests.factories import UserFactory
from maillage.skills.models import RequiredLevel, RoleProfile
from tests.journeys.answering import answered, practised

pytestmark = pytest.mark.django_db(transaction=True)
ROLE = "Directrice ou directeur de comptes"
TEXT = "## Lire\n\nOn lit.\n\n::: quiz {quiz}\n:::\n\n## Finir\n\nOn finit.\n"


@pytest.fixture
def given(reference):
    """Two short modules that lead to what the role asks, their path, and the badge of her network for it."""
    role = RoleProfile.objects.get(slug="account-manager")
    first, second = RequiredLevel.objects.filter(role=role, level__gte=2).select_related("competence")[:2]
    modules = [
        module(
            name,
            text=TEXT.format(quiz=f"{one.competence.code}-a"),
            gains={one.competence.code: one.level},
            minutes=10,
        )
        for name, one in (("comprendre", first), ("questionner", second))
    ]
    followed = path(*modules, code="comptes").path
    return open_badge(
        network=NetworkFactory(), path=followed, title="Accompagner un projet", description="Sait accompagner.",
        criteria="Avoir terminé le parcours.", language="fr", now=NOON,
    )  # fmt: skip


def test_a_new_account_manager_is_placed_reads_and_earns_a_badge(
    signed_in, visitor, given, assert_accessible, screenshot
):
    user = UserFactory(full_name="Camille Nouvelle")
    MembershipFactory(user=user, network=given.network, organisation=None, role="learner")
    page = signed_in(user, phone=True)
    page.go_on = "Continuer"

    def looked_at(name):
        assert_accessible(page)
        screenshot(page, f"nouvelle-{name}")

    _is_placed(page)
    page.goto(reverse("learning:plan"))
    page.get_by_label("Le rôle que vous visez").select_option(label=ROLE)
    page.get_by_role("button", name="Calculer").click()
    expect(page.get_by_role("link", name="Module comprendre")).to_be_visible()
    expect(page.get_by_role("link", name="Module questionner")).to_be_visible()
    looked_at("1-son-parcours")

    page.goto(reverse("learning:path", args=["comptes"]))
    page.get_by_role("button", name="Commencer ce parcours").click()
    page.get_by_role("link", name="Continuer").click()
    page.get_by_role("link", name="Faire compter mes premières réponses").click()
    looked_at("2-accord")
    page.get_by_role("button", name="J’accepte").click()
    expect(page.get_by_text("Vous avez accepté")).to_be_visible()
    page.goto(reverse("learning:resume", args=["comprendre"]))
    question = practised(page)
    expect(question.get_by_text("La bonne réponse")).to_be_visible()
    looked_at("3-question")
    assert SeenItem.objects.filter(person=user, answered_at__isnull=False).count() == 1
    _reads_on(page)

    page.goto(reverse("badges:mine"))
    looked_at("4-a-demander")
    page.get_by_role("link", name="Demander mon badge").click()
    looked_at("5-ce-qu-il-montre")
    page.get_by_label("Module questionner").check()
    page.get_by_role("button", name="Demander mon badge").click()
    expect(page.get_by_text("Votre badge est signé")).to_be_visible()
    looked_at("6-badge")

    stranger = visitor()
    stranger.goto(reverse("badges:verify"))
    stranger.get_by_label("Le badge").fill(json.dumps(Award.objects.get().credential))
    stranger.get_by_role("button", name="Vérifier").click()
    expect(stranger.get_by_role("status").get_by_text("Valide")).to_be_visible()
    assert_accessible(stranger)


def _is_placed(page):
    """Five questions, then she stops."""
    page.goto(reverse("assessments:home"))
    page.get_by_role("link", name="Commencer").first.click()
    page.get_by_label("15 questions").check()
    page.get_by_label("J’ai lu").check()
    page.get_by_role("button", name="Commencer").click()
    for number in range(1, 6):
        expect(page.get_by_text(f"Question {number}, 15")).to_be_visible()
        answered(page)
    page.get_by_role("link", name="Arrêter et voir").click()
    page.get_by_role("button", name="Arrêter et voir").click()
    expect(page.get_by_role("heading", name="Le profil, compétence par compétence")).to_be_visible()


def _reads_on(page):
    """To the end of both modules."""
    for several in (0, 1):
        page.get_by_role("button", name="J’ai lu, la suite").click()
        page.get_by_role("button", name="J’ai lu, c’est fini").click()
        expect(page.get_by_text("Module terminé. Il est compté")).to_be_visible()
        if not several:
            page.get_by_role("link", name="Continuer").click()
