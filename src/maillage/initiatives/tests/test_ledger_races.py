"""Two who write in the book at the same instant, each with her own connection."""

import pytest

from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import NetworkFactory
from maillage.initiatives.errors import AlreadyEnded, AlreadyGiven, TooMuch
from maillage.initiatives.models import Contribution
from maillage.initiatives.operations import release, withdraw_instalment
from maillage.initiatives.tests.factories import NOW, InitiativeFactory, contribution, given

pytestmark = pytest.mark.django_db(transaction=True)
AGAIN = {"read_revision": None, "by": None, "now": NOW}


def test_the_last_dollar_asked_by_six_goes_to_one():
    network = NetworkFactory()
    book = contribution(1, network=network)
    initiatives = [InitiativeFactory(network=network) for _ in range(6)]

    results = at_once(*[lambda one=one: given(book, one, 1) for one in initiatives])

    assert sorted(results) == sorted(["done"] + [TooMuch.__name__] * 5)
    assert Contribution.objects.get().allocated == 1


def test_a_gift_and_its_withdrawal_at_once_leave_a_book_that_balances():
    network = NetworkFactory()
    book, initiative = contribution(10, network=network), InitiativeFactory(network=network)
    row = book.instalments.get()

    results = at_once(
        lambda: given(book, initiative, 10),
        lambda: withdraw_instalment(instalment_id=row.pk, reason="Retiré.", **AGAIN),
    )

    assert sorted(results) in (sorted(["done", TooMuch.__name__]), sorted(["done", AlreadyGiven.__name__]))


def test_a_release_clicked_twice_happens_once():
    network = NetworkFactory()
    row = given(contribution(10, network=network), InitiativeFactory(network=network), 10)

    results = at_once(*[lambda: release(allocation_id=row.pk, reason="Ailleurs.", **AGAIN)] * 2)

    assert sorted(results) == sorted(["done", AlreadyEnded.__name__])
    assert Contribution.objects.get().allocated == 0
