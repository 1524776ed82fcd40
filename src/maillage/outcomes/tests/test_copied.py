"""What statements copy of their outcome: always what the outcome is, whoever writes, whenever."""

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.activities.tests.factories import ActivityFactory
from maillage.agreements.tests.factories import AgreementFactory, StrandFactory
from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, TerritoryFactory
from maillage.initiatives.tests.factories import InitiativeFactory
from maillage.outcomes.models import Outcome, Statement
from maillage.outcomes.models.copied import COLUMNS
from maillage.outcomes.operations import publish_outcome
from maillage.outcomes.operations.outcomes import restate
from maillage.outcomes.queries import Scope, totals
from maillage.outcomes.tests.factories import NOW, TODAY, OutcomeFactory, outcome


def differing():
    """Statements that are not what their outcome is, read without what they copy."""
    different = " OR ".join(f"said.{name} IS DISTINCT FROM what.{name}" for name in COLUMNS)
    with connection.cursor() as cursor:
        both = "outcomes_statement said JOIN outcomes_outcome what ON what.id = said.outcome_id"
        cursor.execute(f"SELECT said.id FROM {both} WHERE {different}")  # noqa: S608 - our own names of columns
        return cursor.fetchall()


@pytest.mark.django_db
def test_what_is_told_of_an_outcome_changes_in_all_that_was_ever_said_of_it():
    row = outcome(initiative=InitiativeFactory(), is_fictitious=True)
    restate(row.statements.get(), reason="Recompté.", by=None, now=NOW + timedelta(days=1), value=5)

    agreement = AgreementFactory()
    Outcome.objects.filter(pk=row.pk).update(
        network=NetworkFactory(), kind="co2", organisation=OrganisationFactory(), territory=TerritoryFactory(),
        initiative=None, agreement=agreement, strand=StrandFactory(), activity=ActivityFactory(),
        is_published=True, is_fictitious=False,
    )  # fmt: skip

    assert [said.kind for said in row.statements.order_by("pk")] == ["co2", "co2"]
    assert differing() == []


@pytest.mark.django_db
def test_a_copy_written_by_hand_stays_what_the_outcome_is():
    row = outcome(kind="product")

    Statement.objects.update(kind="co2", is_published=True)

    assert row.statements.get().kind == "product"
    assert differing() == []


@pytest.mark.django_db(transaction=True)
def test_what_is_published_while_it_is_being_restated_is_published_in_what_is_said():
    rows = [OutcomeFactory() for _ in range(4)]

    def said(row):
        Statement.objects.create(outcome=row, value=3, happened_on=TODAY, recorded_at=NOW)

    at_once(
        *[lambda row=row: said(row) for row in rows],
        *[lambda row=row: publish_outcome(outcome_id=row.pk, is_published=True) for row in rows],
    )

    assert Statement.objects.filter(is_published=True).count() == 4
    assert differing() == []


STEPS = st.tuples(st.integers(0, 3), st.sampled_from(["correct", "withdraw", "move", "publish", "kind"]))


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=12))
def test_totals_are_those_of_outcomes_read_one_by_one_at_every_moment(steps):
    networks = [NetworkFactory() for _ in range(2)]
    rows = [outcome(network=networks[0]) for _ in range(4)]
    moments = [NOW]
    for place, (which, what) in enumerate(steps, start=1):
        moments.append(NOW + timedelta(hours=place))
        _step(rows[which], what, networks[1], moments[-1])

    for moment in (None, *moments):
        for network in networks:
            assert _added(totals(Scope(network_id=network.pk, as_of=moment))) == _one_by_one(network, moment)


def _step(row, what, elsewhere, now):
    row.refresh_from_db()
    current = Statement.objects.current().filter(outcome=row).first()
    if what == "move":
        Outcome.objects.filter(pk=row.pk).update(network=elsewhere)
    elif what == "publish":
        publish_outcome(outcome_id=row.pk, is_published=not row.is_published)
    elif what == "kind":
        Outcome.objects.filter(pk=row.pk).update(kind="product")
    elif current is not None and what == "correct":
        restate(current, reason="Recompté.", by=None, now=now, value=current.value + 1)
    elif current is not None:
        Statement.objects.filter(pk=current.pk).end(now=now, by=None, reason="Retirée.")


def _added(found):
    return sorted((total.kind, total.outcomes, total.value, total.claimed) for total in found)


def _one_by_one(network, moment):
    """Every outcome of the network and what is said of it then, without a sum of the database."""
    by_kind = {}
    for row in Outcome.objects.filter(network=network).order_by("pk"):
        for said in Statement.objects.as_of(moment).filter(outcome=row):
            by_kind.setdefault(row.kind, []).append(said.value)
    return sorted((kind, len(values), sum(values), sum(values)) for kind, values in by_kind.items())
