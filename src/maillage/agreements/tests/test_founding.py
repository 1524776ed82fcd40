"""An agreement proposed to other networks."""

import pytest
from django.urls import reverse

from maillage.agreements.models import Agreement
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shores():
    return NetworkFactory(), NetworkFactory()


@pytest.fixture
def hers(shores):
    return member_of(OrganisationFactory(), shores[0], "coordinator")


def test_a_coordinator_proposes_an_agreement_and_writes_its_draft(client, shores, hers):
    client.force_login(hers)
    here, there = shores

    answer = client.post(
        reverse("agreements:new"),
        {
            "name": "Entente Ici–Là-bas",
            "purpose": "Coopérer.",
            f"network-{here.pk}": "on",
            f"network-{there.pk}": "on",
            f"community-{there.pk}": "Là-bas",
        },
    )

    agreement = Agreement.objects.get()
    assert answer.url == reverse("agreements:edit-version", args=["entente-ici-la-bas", 1])
    assert list(agreement.parties.order_by("shore").values_list("name", "network")) == [
        (here.territory.name, here.pk),
        ("Là-bas", there.pk),
    ]


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ([1], "Un réseau que vous coordonnez doit être partie"),
        ([0], "Choisissez au moins un réseau partenaire"),
    ],
)
def test_an_agreement_needs_her_network_and_another(client, shores, hers, chosen, words):
    client.force_login(hers)
    ticked = {f"network-{network.pk}": "on" for network in map(shores.__getitem__, chosen)}

    answer = client.post(reverse("agreements:new"), {"name": "E", "purpose": "Coopérer.", **ticked})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Coopérer." in answer.content.decode()


def test_only_coordinators_propose_an_agreement(client, shores):
    client.force_login(member_of(OrganisationFactory(), shores[0], "firm"))

    assert client.get(reverse("agreements:new")).status_code == 404
