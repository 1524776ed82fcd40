"""Real cases, for tests."""

from __future__ import annotations

from datetime import date

from maillage.directory.tests.factories import NetworkFactory
from maillage.learning.models import FieldCase
from maillage.learning.tests.factories import NOON
from maillage.people.tests.factories import UserFactory

TODAY = date(2026, 11, 22)
TOLD = "J’ai relu trois devis avec elle et appelé un pair."


def put_forward_by_somebody(**told: object) -> FieldCase:
    """It waits for a decision."""
    row = {
        "source": "introduction-7",
        "matter": "Savoir-faire",
        "outcome": "besoin réglé",
        "closed_on": TODAY,
        "competences": ["1.1"],
        "told": TOLD,
        "sent_at": NOON,
    } | told
    return FieldCase.objects.create(
        person=row.pop("person", None) or UserFactory(),
        network=row.pop("network", None) or NetworkFactory(),
        **row,
    )
