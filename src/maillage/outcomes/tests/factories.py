"""Outcomes for tests, with what is said of them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory

from maillage.directory.tests.factories import NetworkFactory
from maillage.outcomes.models import Outcome, Statement

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


class OutcomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Outcome

    network = factory.SubFactory(NetworkFactory)
    kind = "jobs_created"
    origin = "advisor"
    created_at = NOW


def outcome(value=3, *, now=NOW, **said):
    """An outcome and what is said of it today: three jobs unless told otherwise."""
    names = {field.name for field in Statement._meta.get_fields() if getattr(field, "editable", True)}
    statement = {name: said.pop(name) for name in tuple(said) if name in names}
    found = OutcomeFactory(**said)
    facts = {"value": Decimal(value), "happened_on": TODAY, "recorded_at": now} | statement
    Statement.objects.create(outcome=found, **facts)
    return found
