"""Whom a letter about an introduction goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.directory.enums import Role
from maillage.directory.queries import addressee, coordination_of, people_of
from maillage.matching.enums import IntroductionState

if TYPE_CHECKING:
    from datetime import date

    from maillage.directory.queries import Addressee
    from maillage.matching.models import Introduction, IntroductionStep

ANSWERING_ROLES = (Role.FIRM, Role.OFFER_HOLDER)


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
    people = [addressee(person) for person in people_of(rows)]
    return people or coordination_of(offer.network, day)


def asker_of(introduction: Introduction) -> list[Addressee]:
    person = introduction.asked_by
    return [addressee(person)] if person is not None and person.is_active else []
