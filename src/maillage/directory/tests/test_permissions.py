from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from maillage.directory import permissions
from maillage.directory.queries import viewer_of
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


@pytest.fixture
def head():
    return MembershipFactory()


def standing(user):
    return viewer_of(user, DAY)


def people_around(head):
    """Everybody who may look at the firm of `head`, by what ties them to it."""
    colleague = MembershipFactory(organisation=head.organisation, network=head.network, role="learner")
    neighbour = MembershipFactory(network=head.network)
    coordinator = MembershipFactory(network=head.network, organisation=None, role="coordinator")
    former = MembershipFactory(organisation=head.organisation, network=head.network, ends_on=date(2025, 1, 1))
    return {
        "head": head.user,
        "colleague": colleague.user,
        "neighbour": neighbour.user,
        "coordinator": coordinator.user,
        "former": former.user,
        "stranger": UserFactory(),
        "visitor": AnonymousUser(),
    }


def test_everybody_sees_the_card_and_only_a_shared_network_shows_contacts(head):
    seen = {}
    for name, user in people_around(head).items():
        organisation = permissions.organisation_open_to(standing(user), head.organisation.slug)
        seen[name] = permissions.sees_contacts_of(standing(user), organisation)

    assert seen == {
        "head": True,
        "colleague": True,
        "neighbour": True,
        "coordinator": True,
        "former": False,
        "stranger": False,
        "visitor": False,
    }


def test_only_those_who_speak_for_the_organisation_or_coordinate_its_network_change_it(head):
    may = {
        name: permissions.may_edit(standing(user), head.organisation)
        for name, user in people_around(head).items()
    }

    assert [name for name, allowed in may.items() if allowed] == ["head", "coordinator"]


def test_an_archived_organisation_is_nowhere(head):
    archived = OrganisationFactory(archived_at="2026-11-01T12:00Z")

    with pytest.raises(Http404):
        permissions.organisation_open_to(standing(head.user), archived.slug)


def test_a_card_that_one_may_read_but_not_change_is_refused(head):
    with pytest.raises(PermissionDenied):
        permissions.organisation_to_edit(standing(UserFactory()), head.organisation.slug)

    assert permissions.organisation_to_edit(standing(head.user), head.organisation.slug) == head.organisation


def test_a_network_is_open_to_everybody():
    network = NetworkFactory()

    assert permissions.network_open_to(standing(AnonymousUser()), network.slug) == network
