"""The budget beside the money given to it, use by use."""

from decimal import Decimal

import pytest
from django.utils import timezone

from maillage.directory.queries import viewer_of
from maillage.directory.tests.factories import NetworkFactory, member_of
from maillage.initiatives.models import Contribution
from maillage.initiatives.queries.budget import budget_covered
from maillage.initiatives.rules.budget import budget_table, covered
from maillage.initiatives.tests.factories import TODAY, InitiativeFactory, contribution, given, instalment


def planned(initiative, purpose, amount, currency="CAD"):
    return initiative.budget.create(
        label=f"{purpose} {currency}", purpose=purpose, amount=amount, currency=currency
    )


def test_what_is_missing_or_over_is_said_in_words():
    plans = [("labs", "CAD", Decimal(100)), ("project", "CAD", Decimal(50)), ("training", "CAD", Decimal(10))]
    gifts = [("labs", "CAD", Decimal(70)), ("project", "CAD", Decimal(60)), ("training", "CAD", Decimal(10)),
             ("other", "CAD", Decimal(5))]  # fmt: skip

    rows = budget_table(covered(plans, gifts))["rows"]

    assert [(row[0]["text"], row[-1]["text"]) for row in rows] == [
        ("Laboratoires", "il manque 30\u00a0$"),
        ("Projets", "10\u00a0$ de plus que prévu"),
        ("Formation", "couvert"),
        ("Autre usage", "donné sans être au budget"),
    ]


def test_two_currencies_never_cover_each_other():
    lines = covered([("labs", "CAD", Decimal(100))], [("labs", "EUR", Decimal(100))])

    assert [(line.currency, line.planned, line.given) for line in lines] == [("CAD", 100, 0), ("EUR", 0, 100)]


def test_money_without_a_budget_is_no_table():
    assert budget_table(covered([], [("labs", "CAD", Decimal(5))])) is None


@pytest.mark.django_db
def test_only_money_that_she_may_read_covers_it_and_hours_do_not():
    network = NetworkFactory()
    initiative = InitiativeFactory(network=network, is_published=True)
    planned(initiative, "project", 1_000)
    for amount, is_published in ((300, True), (200, False)):
        given(contribution(amount, network=network, is_published=is_published), initiative, amount)
    hours = instalment(0, quantity=Decimal(10), unit="heure", unit_value=Decimal(90), method="Salaire chargé")
    given(
        contribution(kind="expertise", network=network, instalments=[hours], is_published=True),
        initiative,
        900,
    )

    def told(person):
        viewer = viewer_of(person, TODAY)
        return [line.given for line in budget_covered(initiative, Contribution.objects.visible_to(viewer))]

    assert told(member_of(None, network, "coordinator")) == [500]
    assert told(member_of(None, NetworkFactory(), "coordinator")) == [300]


@pytest.mark.django_db(transaction=True)  # history keeps the moment at which a transaction began
def test_a_line_that_was_removed_since_is_still_in_the_budget_of_then():
    initiative = InitiativeFactory()
    line = planned(initiative, "labs", 100)
    before = timezone.now()
    line.delete()

    everything = Contribution.objects.all()
    as_of = [budget_covered(initiative, everything, moment) for moment in (None, before)]

    assert [[each.planned for each in lines] for lines in as_of] == [[], [100]]
