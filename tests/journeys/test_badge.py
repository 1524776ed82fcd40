"""Somebody who finished a path asks for its badge, shows what she chose, and a stranger verifies it; then it is revoked."""

import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from maillage.directory.tests.factories import MembershipFactory
from maillage.learning.models import Award
from maillage.learning.tests.badges import NAME, awarded, badge, earner
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("phone", "javascript"), [(True, True), (False, False)])
def test_a_badge_is_asked_for_shown_verified_and_revoked(
    signed_in, visitor, assert_accessible, screenshot, phone, javascript
):
    given = badge()
    way = {"phone": phone, "javascript": javascript}

    def looked_at(page, name):
        if javascript:  # the checker itself is a script
            assert_accessible(page)
            screenshot(page, f"badge-{name}")

    # with scripts, asking is told by the journey of a new account manager
    award = awarded(badge=given) if javascript else _asked_for(signed_in(earner(given), **way))
    stranger = visitor(**way)
    stranger.goto(award.get_absolute_url())
    expect(stranger.get_by_text(NAME)).to_be_visible()
    stranger.goto(reverse("badges:verify"))
    for text, said in (
        (json.dumps(award.credential), "Valide"),
        (json.dumps(award.credential | {"name": "Directrice"}), "Modifié"),
    ):
        stranger.get_by_label("Le badge").fill(text)
        stranger.get_by_role("button", name="Vérifier").click()
        expect(stranger.get_by_role("status").get_by_text(said)).to_be_visible()
        looked_at(stranger, f"4-{said.lower()}")

    coordinator = UserFactory()
    MembershipFactory(user=coordinator, network=given.network, organisation=None, role="coordinator")
    desk = signed_in(coordinator, **way)
    desk.goto(reverse("badges:desk"))
    looked_at(desk, "1-reseau")
    desk.get_by_role("link", name="Nouveau badge").click()
    looked_at(desk, "2-nouveau")
    desk.goto(given.get_absolute_url())
    looked_at(desk, "3-donnes")
    desk.get_by_role("link", name="Révoquer").click()
    looked_at(desk, "5-revoquer")
    desk.get_by_label("Pourquoi").fill("Donné par erreur.")
    desk.get_by_role("button", name="Révoquer").click()

    stranger.goto(award.get_absolute_url())
    expect(stranger.get_by_text("Donné par erreur.")).to_be_visible()
    looked_at(stranger, "6-revoque")


def _asked_for(learner):
    """She shows one module with it."""
    learner.goto(reverse("badges:mine"))
    learner.get_by_role("link", name="Demander mon badge").click()
    learner.get_by_label("Module compter-ses-planches").check()
    learner.get_by_role("button", name="Demander mon badge").click()
    expect(learner.get_by_text("Votre badge est signé")).to_be_visible()
    expect(learner.get_by_text("Module compter-ses-planches")).to_be_visible()
    return Award.objects.get()
