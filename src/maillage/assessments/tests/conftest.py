"""Who sits before the instruments of these tests."""

import pytest

from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.people.tests.factories import UserFactory


@pytest.fixture
def firm():
    return OrganisationFactory(networks=[NetworkFactory()])


@pytest.fixture
def head(firm, client):
    """She speaks for the firm, and is signed in."""
    user = UserFactory()
    MembershipFactory(user=user, organisation=firm, network=firm.networks.get(), role="firm")
    client.force_login(user)
    return user


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user
