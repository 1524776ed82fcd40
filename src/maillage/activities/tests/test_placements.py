"""What activities take of the book: freed before it is released, in a book that balances whatever is asked."""

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction
from django.db.models import Sum
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from maillage.activities.errors import NotForThisActivity
from maillage.activities.models import Placement
from maillage.activities.operations import place, take_back
from maillage.activities.tests.factories import ActivityFactory
from maillage.agreements.tests.factories import PartyFactory, StrandFactory
from maillage.common.refusals import Refusal
from maillage.directory.tests.factories import NetworkFactory
from maillage.initiatives.errors import AlreadyPlaced
from maillage.initiatives.models import Allocation, Contribution, Instalment
from maillage.initiatives.operations import (
    StrandOf,
    add_instalment,
    correct_instalment,
    release,
    withdraw_instalment,
)
from maillage.initiatives.tests.factories import NOW, InitiativeFactory, contribution, given, instalment

pytestmark = pytest.mark.django_db
AGAIN = {"read_revision": None, "by": None, "now": NOW}


def placed(allocation, activity, amount, *, now=NOW):
    return place(allocation_id=allocation.pk, activity=activity, amount=Decimal(amount), by=None, now=now)


def test_what_activities_take_is_freed_before_it_is_released():
    network = NetworkFactory()
    initiative = InitiativeFactory(network=network)
    row = given(contribution(1_000, network=network), initiative, 500)
    placement = placed(row, ActivityFactory(initiative=initiative), 500)

    with pytest.raises(AlreadyPlaced):
        release(allocation_id=row.pk, reason="Ailleurs.", **AGAIN)
    take_back(placement_id=placement.pk, reason="Annulée.", by=None, now=NOW)
    release(allocation_id=row.pk, reason="Ailleurs.", **AGAIN)

    assert Contribution.objects.get().allocated == 0


def test_an_activity_takes_of_its_initiative_or_of_the_strand_of_its_agreement_alone():
    party, strand = PartyFactory(), StrandFactory()
    network, agreement = party.network, party.agreement
    book, initiative = contribution(1_000, network=network), InitiativeFactory(network=network)
    hers, theirs = (
        given(book, initiative, 500),
        given(book, StrandOf(agreement=agreement, strand=strand), 500),
    )
    workshop = ActivityFactory(initiative=initiative, strand=strand)
    visit = ActivityFactory(agreement=agreement, strand=strand)

    placed(hers, workshop, 1)
    placed(theirs, visit, 1)
    for allocation, activity in ((hers, visit), (theirs, workshop)):
        with pytest.raises(NotForThisActivity):
            placed(allocation, activity, 1)


def test_the_database_itself_lets_no_placement_change_or_vanish():
    network = NetworkFactory()
    initiative = InitiativeFactory(network=network)
    placed(
        given(contribution(1_000, network=network), initiative, 500),
        ActivityFactory(initiative=initiative),
        1,
    )

    with pytest.raises(ProgrammingError), transaction.atomic():
        Placement.objects.update(amount=2)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Placement.objects.all()._raw_delete(Placement.objects.db)


CENTS = st.integers(1, 60_000).map(lambda cents: Decimal(cents) / 100)
STEPS = st.tuples(
    st.sampled_from(["add", "correct", "withdraw", "allocate", "release", "place", "take back"]),
    st.integers(0, 5),
    CENTS,
)


@settings(max_examples=25, deadline=None)
@drawn(steps=st.lists(STEPS, min_size=5, max_size=30))
def test_whatever_is_asked_the_book_balances_and_each_moment_can_be_read_again(steps):
    network = NetworkFactory()
    initiative = InitiativeFactory(network=network)
    activities = [ActivityFactory(initiative=initiative) for _ in range(2)]
    book, told = contribution(500, network=network), []

    for minutes, (verb, rank, amount) in enumerate(steps, start=1):
        now = NOW + timedelta(minutes=minutes)
        with suppress(Refusal):
            _asked(verb, rank, amount, book, initiative, activities, now)
        told.append((now, _balanced(book)))

    assert [(now, _sums(book, now)) for now, _ in told] == told


def _asked(verb, rank, amount, book, initiative, activities, now):
    again = {"read_revision": None, "by": None, "now": now}
    rows = {
        "correct": Instalment.objects.filter(contribution=book),
        "withdraw": Instalment.objects.filter(contribution=book),
        "release": Allocation.objects.filter(contribution=book),
        "place": Allocation.objects.filter(contribution=book),
        "take back": Placement.objects.filter(allocation__contribution=book),
    }
    row = rows[verb].order_by("-pk")[rank : rank + 1].first() if verb in rows else None
    if verb == "add":
        add_instalment(contribution_id=book.pk, told=instalment(amount), **again)
    elif verb == "allocate":
        given(book, initiative, amount, now=now)
    elif row is None:
        return
    elif verb == "correct":
        correct_instalment(instalment_id=row.pk, told=instalment(amount), reason="Corrigé.", **again)
    elif verb == "withdraw":
        withdraw_instalment(instalment_id=row.pk, reason="Retiré.", **again)
    elif verb == "release":
        release(allocation_id=row.pk, reason="Libéré.", **again)
    elif verb == "place":
        placed(row, activities[rank % 2], amount, now=now)
    else:
        take_back(placement_id=row.pk, reason="Rendu.", by=None, now=now)


def _sums(book, moment):
    rows = (
        Instalment.objects.filter(contribution=book),
        Allocation.objects.filter(contribution=book),
        Placement.objects.filter(allocation__contribution=book),
    )
    return [each.as_of(moment).aggregate(sum=Sum("amount", default=Decimal(0)))["sum"] for each in rows]


def _balanced(book):
    """What is kept is what its rows say, and nothing holds more than it was given."""
    book = Contribution.objects.get(pk=book.pk)
    now = NOW + timedelta(days=1)
    total, allocated, placed = _sums(book, now)
    current = Allocation.objects.current().filter(contribution=book)
    assert (book.total, book.allocated) == (total, allocated)
    assert placed <= allocated <= total
    for row in current:
        taken = (
            Placement.objects.current()
            .filter(allocation=row)
            .aggregate(sum=Sum("amount", default=Decimal(0)))
        )
        assert row.placed == taken["sum"] <= row.amount
    return [total, allocated, placed]
