"""People invented for one activity, named by what they do there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.directory.models import Network, Organisation
from maillage.directory.operations import join_network
from maillage.people.operations import create_person

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User


def somebody(name: str, email: str, *, network: str, organisation: str, now: datetime) -> User:
    """Learning in this network, for this organisation when it is known."""
    person = create_person(
        email=email, full_name=f"{name} (fictif)", language="fr-ca", is_fictitious=True, now=now
    )
    join_network(
        user=person,
        network=Network.objects.get(slug=network),
        organisation=Organisation.objects.filter(slug=organisation).first(),
        role="learner",
        day=now.date(),
    )
    return person
