"""Two who share the same outcome at the same instant, each with her own connection."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import NetworkFactory
from maillage.initiatives.tests.factories import contribution
from maillage.outcomes.models import Share
from maillage.outcomes.operations import share_outcome, share_what_is_not
from maillage.outcomes.tests.factories import NOW, outcome

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_agree_differently_at_once_leave_one_agreement():
    network = NetworkFactory()
    books, row = [contribution(network=network) for _ in range(2)], outcome(network=network)

    at_once(
        *[
            lambda book=book: share_outcome(
                outcome_id=row.pk, parts={book.pk: Decimal(1)}, method="agreed", by=None, now=NOW
            )
            for book in books
        ]
    )

    assert [each.share for each in Share.objects.current()] == [1]
    assert Share.objects.count() == 2


def test_the_database_itself_lets_two_who_pass_by_no_operation_share_it_once():
    network = NetworkFactory()
    books, row = [contribution(network=network) for _ in range(2)], outcome(network=network)

    refused = []

    def written(book):
        try:
            with transaction.atomic():
                Share.objects.create(
                    outcome=row, contribution=book, share=Decimal(1), method="agreed", recorded_at=NOW
                )
        except IntegrityError as error:
            refused.append(error)

    at_once(*[lambda book=book: written(book) for book in books])

    assert len(refused) == 1
    assert Share.objects.count() == 1


def test_what_is_shared_by_two_workers_at_once_is_shared_once():
    network = NetworkFactory()
    book = contribution(network=network)
    row = outcome(network=network)
    share_outcome(outcome_id=row.pk, parts={book.pk: Decimal(1)}, method="agreed", by=None, now=NOW)

    at_once(*[lambda: share_what_is_not(now=NOW)] * 3)

    assert Share.objects.current().count() == 1
