"""Two activities that ask for the same money at the same instant, each with its own connection."""

from decimal import Decimal

import pytest

from maillage.activities.operations import place
from maillage.activities.tests.factories import ActivityFactory
from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import NetworkFactory
from maillage.initiatives.errors import TooMuch
from maillage.initiatives.tests.factories import NOW, InitiativeFactory, contribution, given

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_last_dollar_of_an_allocation_goes_to_one_activity():
    network = NetworkFactory()
    initiative = InitiativeFactory(network=network)
    row = given(contribution(1, network=network), initiative, 1)
    activities = [ActivityFactory(initiative=initiative) for _ in range(4)]

    results = at_once(
        *[
            lambda one=one: place(allocation_id=row.pk, activity=one, amount=Decimal(1), by=None, now=NOW)
            for one in activities
        ]
    )

    assert sorted(results) == sorted(["done"] + [TooMuch.__name__] * 3)
