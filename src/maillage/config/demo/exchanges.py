"""Introductions that the demonstration already lived through, so that balances, maps and boards have something to say.

The first pair of pairs.csv is left alone: it is the story that a visitor plays.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F

from maillage.config.demo.files import rows_of
from maillage.directory.enums import Role
from maillage.matching.enums import DeclineReason, IntroductionState
from maillage.matching.models import IntroductionStep, Need, Offer
from maillage.matching.operations import (
    accept_introduction,
    ask_introduction,
    close_introduction,
    decline_introduction,
)
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import datetime


class Lived(NamedTuple):
    """What became of a pair: when it was asked, days later answered, and how it stands."""

    days_ago: int
    answered_after: int
    state: IntroductionState


SPEAKERS = [Role.FIRM, Role.OFFER_HOLDER]
LIVES = [  # of NEIGHBOURS, then in the order of pairs.csv after its first row
    Lived(80, 3, IntroductionState.SOLVED),
    Lived(60, 2, IntroductionState.SOLVED),
    Lived(6, 1, IntroductionState.ACCEPTED),
    Lived(120, 4, IntroductionState.SOLVED),
    Lived(150, 3, IntroductionState.SOLVED),
    Lived(45, 3, IntroductionState.ACCEPTED),
    Lived(14, 2, IntroductionState.ACCEPTED),
    Lived(9, 0, IntroductionState.ASKED),
    Lived(30, 5, IntroductionState.DECLINED),
    Lived(12, 0, IntroductionState.ASKED),
    Lived(20, 1, IntroductionState.ACCEPTED),
]


NEIGHBOURS = ("besoin-les-feuilles-de-temps-du-vendredi", "paie-et-horaires-en-ligne")  # within one network


def build_exchanges(*, now: datetime) -> None:
    """Live through the pairs. Nobody is written to: what is past was said in its time."""
    needs = {row["slug"]: row["title"] for row in rows_of("needs.csv")}
    offers = {row["slug"]: row["title"] for row in rows_of("offers.csv")}
    pairs = [NEIGHBOURS, *((row["need"], row["offer"]) for row in rows_of("pairs.csv")[1:])]
    for (need, offer), lived in zip(pairs, LIVES, strict=True):
        _live(
            Need.objects.select_related("organisation", "network").get(title=needs[need]),
            Offer.objects.select_related("organisation", "network").get(title=offers[offer]),
            lived,
            now,
        )
    IntroductionStep.objects.filter(announced_at__isnull=True).update(announced_at=F("at"))


def _live(need: Need, offer: Offer, lived: Lived, now: datetime) -> None:
    asked_at = now - timedelta(days=lived.days_ago)
    answered_at = asked_at + timedelta(days=lived.answered_after)
    holder = _speaker(offer)
    pk = ask_introduction(
        need=need,
        offer=offer,
        asker=_speaker(need),
        message=need.text,
        consents=True,
        reasons=[],
        now=asked_at,
    ).pk
    if lived.state == IntroductionState.DECLINED:
        decline_introduction(
            introduction_id=pk, by=holder, reason=DeclineReason.NO_CAPACITY, note="", now=answered_at
        )
    elif lived.state != IntroductionState.ASKED:
        accept_introduction(introduction_id=pk, by=holder, note="", now=answered_at)
    if lived.state == IntroductionState.SOLVED:
        closed_at = answered_at + timedelta(days=20)
        close_introduction(introduction_id=pk, by=holder, outcome=lived.state, note="", now=closed_at)


def _speaker(row: Need | Offer) -> User:
    """Who heads the organisation or holds its offers; where the story names nobody, the coordination."""
    people = User.objects.order_by("pk")
    speaking = people.filter(memberships__organisation=row.organisation, memberships__role__in=SPEAKERS)
    coordination = people.filter(memberships__network=row.network, memberships__role=Role.COORDINATOR)
    return speaking.first() or coordination[0]
