"""Parts that make a whole, and totals that count an outcome once however many share it."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from maillage.activities.operations import place
from maillage.activities.tests.factories import ActivityFactory
from maillage.agreements.models import ExchangeRate
from maillage.agreements.tests.factories import AgreementFactory, PartyFactory, StrandFactory
from maillage.directory.tests.factories import (
    CountryFactory,
    NetworkFactory,
    OrganisationFactory,
    TerritoryFactory,
)
from maillage.initiatives.operations import StrandOf
from maillage.initiatives.tests.factories import InitiativeFactory, contribution, given
from maillage.outcomes.errors import NothingToShare, NotWhole, OtherBook
from maillage.outcomes.models import Share, Statement
from maillage.outcomes.operations import share_outcome, share_what_is_not
from maillage.outcomes.queries import Scope, credited, totals
from maillage.outcomes.rules import parts_of
from maillage.outcomes.tests.factories import NOW, TODAY, outcome

pytestmark = pytest.mark.django_db


def shared(row, parts, *, now=NOW):
    share_outcome(outcome_id=row.pk, parts=parts, method="agreed", by=None, now=now)


def written_past_us(row, book, part):
    """By no operation, judged at once."""
    Share.objects.create(
        outcome=row, contribution=book, share=Decimal(part), method="agreed", recorded_at=NOW
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def counted(**scope):
    """How many outcomes, and of how much."""
    return [(each.outcomes, each.value) for each in totals(Scope(**scope))]


def credits_of(**scope):
    return {each.funder_id: each.value for each in credited(Scope(**scope))}


@settings(max_examples=200)
@drawn(st.lists(st.decimals(0, 10**9, places=2), max_size=12))
def test_parts_of_anything_make_one_to_the_last_place(weights):
    parts = parts_of(dict(enumerate(weights)))

    assert sum(parts.values()) == (1 if any(weights) else 0)
    assert all(part > 0 for part in parts.values())
    total = sum(weights)
    assert all(abs(part - weights[key] / total) <= Decimal("0.00000001") for key, part in parts.items())


def test_three_equal_parts_make_one():
    assert sorted(parts_of({1: Decimal(5), 2: Decimal(5), 3: Decimal(5)}).values()) == [
        Decimal("0.33333333"),
        Decimal("0.33333333"),
        Decimal("0.33333334"),
    ]


def test_an_outcome_of_two_funders_is_whole_for_each_and_counted_once_for_both():
    network = NetworkFactory()
    first, second = contribution(network=network), contribution(network=network)
    row = outcome(12, network=network)

    shared(row, {first.pk: Decimal("0.75"), second.pk: Decimal("0.25")})

    assert counted(funder_id=first.funder_id) == counted(funder_id=second.funder_id) == [(1, 12)]
    assert counted() == [(1, 12)]
    assert credits_of() == {first.funder_id: 9, second.funder_id: 3}


def test_parts_that_do_not_make_one_are_refused_by_us_and_by_the_database():
    network = NetworkFactory()
    book, row = contribution(network=network), outcome(network=network)

    with pytest.raises(NotWhole) as refused:
        shared(row, {book.pk: Decimal("0.9")})
    assert "90" in str(refused.value)

    with pytest.raises(IntegrityError), transaction.atomic():
        written_past_us(row, book, "0.9")
    assert not Share.objects.exists()


def test_a_share_never_changes_and_never_vanishes():
    network = NetworkFactory()
    book, row = contribution(network=network), outcome(network=network)
    shared(row, {book.pk: Decimal(1)})

    with pytest.raises(ProgrammingError), transaction.atomic():
        Share.objects.update(share=Decimal("0.5"))
    with pytest.raises(ProgrammingError), transaction.atomic():
        Share.objects.all()._raw_delete(Share.objects.db)


def test_shares_agreed_anew_leave_the_former_ones_readable_at_their_moment():
    network = NetworkFactory()
    first, second = contribution(network=network), contribution(network=network)
    row, later = outcome(10, network=network), NOW + timedelta(days=30)
    shared(row, {first.pk: Decimal(1)})

    shared(row, {second.pk: Decimal(1)}, now=later)

    assert credits_of(as_of=NOW) == {first.funder_id: 10}
    assert credits_of(as_of=later) == credits_of() == {second.funder_id: 10}
    assert counted(funder_id=first.funder_id, as_of=NOW) == [(1, 10)]
    assert counted(funder_id=first.funder_id) == []


def test_a_withdrawn_outcome_leaves_every_total_and_is_not_shared():
    network = NetworkFactory()
    book, row = contribution(network=network), outcome(network=network)
    shared(row, {book.pk: Decimal(1)})
    later = NOW + timedelta(days=1)

    Statement.objects.filter(outcome=row).end(now=later, by=None, reason="Ce n’était pas vrai.")

    assert counted() == counted(funder_id=book.funder_id) == []
    assert credits_of() == {}
    assert counted(as_of=NOW) == [(1, 3)]
    with pytest.raises(NothingToShare):
        shared(row, {})


def test_a_stranger_s_contribution_is_not_credited():
    row = outcome()

    with pytest.raises(OtherBook):
        shared(row, {contribution().pk: Decimal(1)})


def test_what_nobody_agreed_on_is_shared_in_proportion_to_what_the_activity_took():
    network = NetworkFactory()
    initiative = InitiativeFactory(network=network)
    activity = ActivityFactory(initiative=initiative)
    books = [contribution(1_000, network=network) for _ in range(3)]
    for book, taken in zip(books, (300, 100, 0), strict=True):
        row = given(book, initiative, 500)
        if taken:
            place(allocation_id=row.pk, activity=activity, amount=Decimal(taken), by=None, now=NOW)
    through_it = outcome(8, network=network, initiative=initiative, activity=activity)
    of_the_initiative = outcome(3, network=network, initiative=initiative)
    alone = outcome(1, network=network)

    assert share_what_is_not(now=NOW) == 2
    assert share_what_is_not(now=NOW) == 0

    by_outcome = defaultdict(dict)
    for row in Share.objects.current():
        by_outcome[row.outcome_id][row.contribution_id] = row.share
    assert by_outcome[through_it.pk] == {books[0].pk: Decimal("0.75"), books[1].pk: Decimal("0.25")}
    assert sorted(by_outcome[of_the_initiative.pk].values()) == sorted(
        [Decimal("0.33333333"), Decimal("0.33333333"), Decimal("0.33333334")]
    )
    assert alone.pk not in by_outcome
    assert credits_of()[None] == 1


def test_two_currencies_are_shared_at_the_rate_of_the_agreement_or_left_to_people():
    strand, agreement = StrandFactory(), AgreementFactory()
    here, there = (PartyFactory(agreement=agreement, shore=shore).network for shore in "ab")
    target = StrandOf(agreement=agreement, strand=strand)
    given(contribution(150, network=here), target, 150)
    given(contribution(100, network=there, currency="EUR"), target, 100)
    outcome(4, network=here, agreement=agreement, strand=strand)

    assert share_what_is_not(now=NOW) == 0
    ExchangeRate.objects.create(
        agreement=agreement, day=TODAY, rate=Decimal("1.5"), source="Banque du Canada"
    )
    assert share_what_is_not(now=NOW) == 1

    assert list(Share.objects.values_list("share", flat=True)) == [Decimal("0.5")] * 2


@pytest.mark.parametrize("several", [1, 3])
def test_outcomes_that_wait_for_a_rate_are_looked_at_together_and_are_not_locked(several):
    strand, agreement = StrandFactory(), AgreementFactory()
    here, there = (PartyFactory(agreement=agreement, shore=shore).network for shore in "ab")
    target = StrandOf(agreement=agreement, strand=strand)
    given(contribution(150, network=here), target, 150)
    given(contribution(100, network=there, currency="EUR"), target, 100)
    for _ in range(several):
        outcome(network=here, agreement=agreement, strand=strand)
        outcome(network=here)  # nobody paid for this one

    with CaptureQueriesContext(connection) as asked:
        assert share_what_is_not(now=NOW) == 0

    read = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert len(read) == 3  # the ways, what was given to the strand, the rates of the agreement
    assert not [sql for sql in read if "FOR NO KEY UPDATE" in sql]


GRAPHS = st.lists(
    st.tuples(
        st.integers(1, 20_000).map(lambda cents: Decimal(cents) / 100),  # value
        st.integers(0, 2),  # initiative, the last is none
        st.integers(0, 2),  # place, the last is none
        st.integers(0, 1),  # network
        st.lists(st.integers(0, 4), unique=True, max_size=5),  # contributions that share it
        st.lists(st.integers(1, 99), min_size=5, max_size=5),  # their weights
    ),
    max_size=12,
)


@settings(max_examples=20, deadline=None)
@drawn(graph=GRAPHS)
def test_whatever_is_shared_each_outcome_is_counted_once_at_every_level_and_parts_make_the_whole(graph):
    networks = [NetworkFactory(), NetworkFactory()]
    initiatives = [InitiativeFactory(network=network) for network in networks]
    country = CountryFactory()
    places = [TerritoryFactory(parent=country), TerritoryFactory(parent=country)]
    funders = [OrganisationFactory() for _ in range(3)]
    agreement = AgreementFactory()
    for network, shore in zip(networks, "ab", strict=True):
        PartyFactory(agreement=agreement, network=network, shore=shore)
    books = [contribution(network=networks[n % 2], funder=funders[n % 3]) for n in range(5)]
    drawn_here = []
    for value, initiative, place_of, network, who, weights in graph:
        row = outcome(
            value,
            network=networks[network],
            agreement=agreement,
            initiative=(*initiatives, None)[initiative],
            territory=(*places, None)[place_of],
        )
        parts = parts_of({books[n].pk: Decimal(weights[n]) for n in who})
        shared(row, parts)
        drawn_here.append((value, initiative, place_of, network, {n % 3 for n in who}))

    def expected(holds):
        values = [value for value, *facts in drawn_here if holds(*facts)]
        return [(len(values), sum(values))] if values else []

    here = {"agreement_id": agreement.pk}  # a country is there for every example
    assert counted(**here) == expected(lambda *_facts: True)
    for n, funder in enumerate(funders):
        assert counted(**here, funder_id=funder.pk) == expected(lambda _i, _p, _n, who, n=n: n in who)
    for n, initiative in enumerate(initiatives):
        assert counted(**here, initiative_id=initiative.pk) == expected(lambda i, *_facts, n=n: i == n)
    for n, place_of in enumerate(places):
        assert counted(**here, territory_path=place_of.path) == expected(lambda _i, p, *_facts, n=n: p == n)
    assert counted(**here, territory_path=country.path) == expected(lambda _i, p, *_facts: p < 2)
    for n, network in enumerate(networks):
        mine = here | {"network_id": network.pk}
        assert counted(**mine) == expected(lambda _i, _p, net, _who, n=n: net == n)
        assert sum(credits_of(**mine).values()) == sum(value for _count, value in counted(**mine))
