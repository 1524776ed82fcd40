"""Whom a letter about an introduction goes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.directory.enums import Role
from maillage.matching.enums import IntroductionState
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from maillage.directory.models import Membership, Network
    from maillage.matching.models import Introduction, IntroductionStep

ANSWERING_ROLES = (Role.FIRM, Role.OFFER_HOLDER)


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Whom a mail goes to: a person, or the mailbox of a network's coordination (`user_id` None)."""

    user_id: int | None
    email: str
    name: str
    language: str


def addressees_of(step: IntroductionStep, day: date) -> list[Addressee]:
    """Who waits for this step: the holder for a request, the asker for an answer, the other side at the end.

    Nobody for a meeting: both sides were there.
    """
    introduction = step.introduction
    if step.state == IntroductionState.ASKED:
        return holders_of(introduction, day)
    if step.state == IntroductionState.MET:
        return []
    if step.state in {IntroductionState.ACCEPTED, IntroductionState.DECLINED, IntroductionState.EXPIRED}:
        return asker_of(introduction)
    closed_by_asker = step.by_id is not None and step.by_id == introduction.asked_by_id
    return holders_of(introduction, day) if closed_by_asker else asker_of(introduction)


def holders_of(introduction: Introduction, day: date) -> list[Addressee]:
    """Those who answer for the offer's organisation; without any, the coordination of its network."""
    offer = introduction.offer
    rows = offer.organisation.memberships.on(day).filter(role__in=ANSWERING_ROLES)
    return _people(rows) or coordination_of(offer.network, day)


def coordination_of(network: Network, day: date) -> list[Addressee]:
    """Those who coordinate the network; without any, its mailbox."""
    return _people(network.memberships.on(day).filter(role=Role.COORDINATOR)) or [mailbox_of(network)]


def asker_of(introduction: Introduction) -> list[Addressee]:
    person = introduction.asked_by
    return [addressee(person)] if person is not None and person.is_active else []


def addressee(person: User) -> Addressee:
    return Addressee(user_id=person.pk, email=person.email, name=person.full_name, language=person.language)


def mailbox_of(network: Network) -> Addressee:
    language = "fr-fr" if network.territory.country == "FR" else "fr-ca"
    return Addressee(user_id=None, email=network.contact_email, name=network.name, language=language)


def _people(memberships: QuerySet[Membership]) -> list[Addressee]:
    people = User.objects.filter(memberships__in=memberships, is_active=True).distinct().order_by("pk")
    return [addressee(person) for person in people]
