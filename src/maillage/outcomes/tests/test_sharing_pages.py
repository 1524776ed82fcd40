"""The coordination says which contributions an outcome is credited to; nothing is proposed but what was paid."""

from decimal import Decimal

import pytest
from django.urls import reverse

from maillage.directory.tests.factories import MembershipFactory, NetworkFactory
from maillage.initiatives.tests.factories import InitiativeFactory, contribution, given
from maillage.outcomes.models import Share
from maillage.outcomes.tests.declared import coordinator_of, head_of, outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    """Of an initiative to which two contributions were given, three for one."""
    network = NetworkFactory()
    initiative = InitiativeFactory(network=network)
    for amount in (750, 250):
        given(contribution(network=network), initiative, amount)
    return outcome(network=network, initiative=initiative)


def address(found):
    return reverse("outcomes:shares", args=[found.pk])


def credited():
    return dict(Share.objects.current().order_by("contribution").values_list("contribution", "share"))


def keys():
    return list(type(contribution()).objects.order_by("pk").values_list("pk", flat=True))[:2]


def test_what_was_paid_is_proposed_and_kept_as_it_is(client, found):
    client.force_login(coordinator_of(found))
    one, other = keys()

    page = client.get(address(found)).content.decode()
    assert 'value="75"' in page
    assert not Share.objects.exists()
    client.post(address(found), {f"part_{one}": "75", f"part_{other}": "25"})

    assert credited() == {one: Decimal("0.75"), other: Decimal("0.25")}
    assert set(Share.objects.values_list("method", flat=True)) == {"pro_rata"}


def test_another_agreement_is_kept_and_the_former_one_ends(client, found):
    client.force_login(coordinator_of(found))
    one, other = keys()
    client.post(address(found), {f"part_{one}": "75", f"part_{other}": "25"})
    third = contribution(network=found.network)

    told = {f"part_{one}": "50", f"part_{other}": "", "other": third.pk, "other_part": "50"}
    assert client.post(address(found), told).status_code == 302
    assert credited() == {one: Decimal("0.5"), third.pk: Decimal("0.5")}
    client.post(address(found), {f"part_{one}": "", f"part_{other}": ""})

    assert credited() == {}
    assert Share.objects.count() == 4


@pytest.mark.parametrize("parts", [("50", "40"), ("100", "1"), ("-10", "110")])
def test_parts_that_do_not_make_a_hundred_are_refused(client, found, parts):
    client.force_login(coordinator_of(found))
    told = dict(zip([f"part_{key}" for key in keys()], parts, strict=True))

    assert client.post(address(found), told).status_code == 422
    assert not Share.objects.exists()


def test_the_coordination_alone_shares(client, found):
    for person in (head_of(found), MembershipFactory(role="coordinator").user):
        client.force_login(person)
        assert client.post(address(found), {"other_part": ""}).status_code == 404
