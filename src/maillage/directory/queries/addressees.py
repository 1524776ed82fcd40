"""Whom a mail goes to: people, or the mailbox of a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.directory.enums import Role
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from maillage.directory.models import Membership, Network


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Whom a mail goes to: a person, or the mailbox of a network's coordination (`user_id` None)."""

    user_id: int | None
    email: str
    name: str
    language: str


def addressee(person: User) -> Addressee:
    return Addressee(user_id=person.pk, email=person.email, name=person.full_name, language=person.language)


def mailbox_of(network: Network) -> Addressee:
    """It is written to in the language of its country."""
    language = "fr-fr" if network.territory.country == "FR" else "fr-ca"
    return Addressee(user_id=None, email=network.contact_email, name=network.name, language=language)


def reader_of(person: User | None, network: Network | None) -> Addressee | None:
    """Who reads a letter to a person or, without her, to a mailbox. None once her account is closed."""
    if person is not None:
        return addressee(person) if person.is_active else None
    return mailbox_of(network) if network is not None else None


def people_of(memberships: QuerySet[Membership]) -> list[User]:
    """Those who hold these memberships, their accounts open."""
    return list(User.objects.filter(memberships__in=memberships, is_active=True).distinct().order_by("pk"))


def coordinators_of(network: Network, day: date) -> list[User]:
    """Those who coordinate the network on that day, their accounts open."""
    return people_of(network.memberships.on(day).filter(role=Role.COORDINATOR))


def coordination_of(network: Network, day: date) -> list[Addressee]:
    """Those who coordinate the network; without any, its mailbox."""
    return [addressee(person) for person in coordinators_of(network, day)] or [mailbox_of(network)]
