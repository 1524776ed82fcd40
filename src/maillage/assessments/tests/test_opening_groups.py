"""A group made by hand: what is filled in, and what is refused."""

import pytest
from django.urls import reverse

from maillage.assessments.models import Invitation
from maillage.assessments.tests.factories import CampaignFactory, scale_of_people
from maillage.directory.tests.factories import NetworkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(network):
    return CampaignFactory(network=network)


def form(network, **told):
    return {
        "network": network.pk,
        "title": "Un groupe",
        "purpose": "Pour savoir.",
        "instrument": scale_of_people().instrument.pk,
    } | told


def test_a_coordinator_opens_a_group_and_invites(client, network, coordinator):
    client.force_login(coordinator)

    opening = client.post(reverse("assessments:campaign_new"), form(network, areas=["1"]))
    inviting = client.post(opening.url, {"emails": "a@exemple.test, b@exemple.test\nc@exemple.test"})

    assert inviting.url == opening.url
    assert Invitation.objects.count() == 3


def test_what_is_wrong_is_said_and_kept(client, network, coordinator, group):
    client.force_login(coordinator)
    other = NetworkFactory()

    for told in (form(other), form(network, closes_on="2020-01-01"), form(network, role="99")):
        assert client.post(reverse("assessments:campaign_new"), told).status_code == 422
    answer = client.post(group.get_absolute_url(), {"emails": "a@exemple.test, pas une adresse"})
    assert answer.status_code == 422
    assert "a@exemple.test, pas une adresse" in answer.content.decode()
    assert not Invitation.objects.exists()
