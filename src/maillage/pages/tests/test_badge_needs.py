"""A badge that a network asks of its advisors for some needs."""

import pytest
from django.urls import reverse

from maillage.directory.tests.factories import MembershipFactory
from maillage.learning.models import BadgeRequirement
from maillage.learning.operations import ask_badge_for, retire_badge, revoke_award
from maillage.learning.tests.badges import awarded, badge, earner
from maillage.learning.tests.factories import LATER, NOON, module, path
from maillage.matching.tests.factories import NeedFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
HEADING = "Des besoins attendent un badge"


@pytest.fixture
def given():
    return badge()


@pytest.fixture
def need(given):
    return NeedFactory(network=given.network, kind="financing", title="Une presse à payer")


@pytest.fixture
def advisor(given, client):
    person = earner(given)
    MembershipFactory(user=person, network=given.network, role="advisor")
    client.force_login(person)
    return person


def today(client):
    return client.get(reverse("pages:today")).content.decode()


def test_without_the_badge_such_needs_are_on_nobodys_board_and_she_is_told_which_badge(
    client, advisor, need, given
):
    before = today(client)
    ask_badge_for(badge_id=given.pk, need_kinds=["financing"])

    after = today(client)

    assert need.title in before
    assert HEADING not in before
    assert need.title not in after
    assert HEADING in after
    assert given.title in after
    assert "Du financement" in after


def test_with_the_badge_they_come_and_with_a_revoked_one_they_go(client, advisor, need, given):
    ask_badge_for(badge_id=given.pk, need_kinds=["financing"])
    award = awarded(badge=given, person=advisor)
    held = today(client)
    revoke_award(award_id=award.pk, reason="Donné par erreur.", now=LATER)

    assert need.title in held
    assert HEADING not in held
    assert need.title not in today(client)


def test_one_of_the_badges_that_are_asked_for_the_same_is_enough(client, advisor, need, given):
    other = badge(network=given.network, path=path(module("autre"), code="autre").path)
    for one in (given, other):
        ask_badge_for(badge_id=one.pk, need_kinds=["financing", "talent"])
    awarded(badge=given, person=advisor)

    assert need.title in today(client)
    assert HEADING not in today(client)


def test_the_badge_of_another_network_answers_nothing(client, advisor, need, given):
    ask_badge_for(badge_id=given.pk, need_kinds=["financing"])
    elsewhere = badge(path=given.path)
    ask_badge_for(badge_id=elsewhere.pk, need_kinds=["financing"])
    MembershipFactory(user=advisor, network=elsewhere.network, organisation=None, role="learner")
    awarded(badge=elsewhere, person=advisor)

    assert need.title not in today(client)


def test_a_badge_that_is_retired_is_asked_no_more(client, advisor, need, given):
    ask_badge_for(badge_id=given.pk, need_kinds=["financing"])
    retire_badge(badge_id=given.pk, now=NOON)

    assert need.title in today(client)


def test_coordination_ticks_the_needs_and_sees_everything(client, need, given):
    coordinator = UserFactory()
    MembershipFactory(user=coordinator, network=given.network, role="coordinator")
    client.force_login(coordinator)
    address = reverse("pages:badge_needs", args=[given.key])

    client.post(address, {"kinds": ["financing", "talent"]})
    asked = set(BadgeRequirement.objects.values_list("need_kind", flat=True))
    wrong = client.post(address, {"kinds": ["autre chose"]})
    board = today(client)
    client.post(address, {})

    assert asked == {"financing", "talent"}
    assert wrong.status_code == 422
    assert need.title in board
    assert not BadgeRequirement.objects.exists()


def test_only_the_coordination_of_the_network_chooses(client, advisor, given):
    address = reverse("pages:badge_needs", args=[given.key])

    assert client.get(address).status_code == 404
    assert client.post(address, {"kinds": ["financing"]}).status_code == 404
    assert not BadgeRequirement.objects.exists()


def test_a_page_costs_the_same_however_many_badges_are_asked(client, advisor, given, assert_constant_queries):
    codes = iter(f"parcours-{rank}" for rank in range(9))

    def another():
        code = next(codes)
        one = badge(network=given.network, path=path(module(code), code=code).path)
        ask_badge_for(badge_id=one.pk, need_kinds=["talent"])

    assert_constant_queries(client, reverse("pages:today"), another)
