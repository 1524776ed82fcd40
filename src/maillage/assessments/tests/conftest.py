"""Who sits before the instruments of these tests, and who follows them."""

import pytest

from maillage.assessments.tests.factories import bank
from maillage.directory.tests.factories import (
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    member_of,
)
from maillage.people.tests.factories import UserFactory


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def coordinator(network):
    return MembershipFactory(network=network, organisation=None, role="coordinator").user


@pytest.fixture
def firm(network):
    return OrganisationFactory(networks=[network])


@pytest.fixture
def head(firm, network, client):
    """She speaks for the firm, and is signed in."""
    user = member_of(firm, network)
    client.force_login(user)
    return user


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def author(client):
    """Of the platform's own team, signed in."""
    user = UserFactory(is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def scale():
    return bank()
