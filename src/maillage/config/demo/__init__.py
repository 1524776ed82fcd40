"""The demonstration: made by calling operations, with a fixed seed.

Texts and firms come from content/demo; everything invented there is marked as fictitious.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from rich.progress import Progress

from maillage.agreements.models import Agreement
from maillage.common import clock
from maillage.config.demo.advising import build_advising
from maillage.config.demo.aims import build_aims
from maillage.config.demo.answers import build_answers
from maillage.config.demo.assessments import build_assessments
from maillage.config.demo.badges import build_badges
from maillage.config.demo.bootcamps import build_bootcamps
from maillage.config.demo.capacity import build_capacities
from maillage.config.demo.cases import build_cases
from maillage.config.demo.cohorts import build_cohorts
from maillage.config.demo.crossings import build_crossings
from maillage.config.demo.documents import build_documents
from maillage.config.demo.files import YES, rows_of
from maillage.config.demo.groups import build_groups
from maillage.config.demo.inclusion import build_inclusion
from maillage.config.demo.initiatives import build_initiatives
from maillage.config.demo.instruments import build_instruments
from maillage.config.demo.introductions import build_introductions
from maillage.config.demo.learning import build_learning
from maillage.config.demo.meetings import build_meetings
from maillage.config.demo.money import build_money
from maillage.config.demo.peers import build_peers
from maillage.config.demo.practices import build_practices
from maillage.config.demo.programmes import build_programmes
from maillage.config.demo.reports import build_reports
from maillage.config.demo.results import build_results
from maillage.config.demo.skills import build_skills
from maillage.config.demo.stories import build_stories
from maillage.config.demo.visits import build_visits
from maillage.config.demo.workshops import build_workshops
from maillage.directory.enums import Role
from maillage.matching.bridge import current_encoder
from maillage.matching.models import Need, Offer
from maillage.matching.operations import encode_needs, encode_offers

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """A fictitious person a visitor may sign in as."""

    email: str
    role: str
    place: str


def sign_ins() -> list[SignIn]:
    """The people that the demonstration presents, one for each role."""
    return [
        SignIn(email=row["email"], role=str(Role(row["role"]).label), place=row["network"])
        for row in rows_of("people.csv")
        if row["headline"] == YES
    ]


def load_demo(console: Console) -> None:
    """Load what is not there yet. A second call changes nothing."""
    if not Agreement.objects.exists():
        console.print("Chargement des deux histoires…")
        with transaction.atomic():
            build_demo(now=clock.now())
    encoder = current_encoder()
    if encoder is None:
        return
    offers = Offer.objects.filter(vector__isnull=True).order_by("pk").values_list("pk", flat=True)
    needs = Need.objects.filter(vector__isnull=True).order_by("pk").values_list("pk", flat=True)
    if not offers and not needs:
        return
    with Progress(console=console) as progress:
        bar = progress.add_task("Lecture du sens des textes", total=len(offers) + len(needs))

        def done(number: int) -> None:
            progress.advance(bar, number)

        encode_offers(offer_ids=offers, encoder=encoder, now=clock.now(), progress=done)
        encode_needs(need_ids=needs, encoder=encoder, now=clock.now(), progress=done)


def build_demo(*, now: datetime) -> None:
    """All of it, in one transaction of the caller."""
    build_skills(now=now)
    build_instruments(now=now)
    build_first_story(now=now)
    build_advising(now=now)
    build_programmes(now=now)
    build_answers(now=now)
    build_capacities(now=now)
    build_assessments(now=now)
    build_groups(now=now)
    build_learning(now=now)
    build_badges(now=now)
    build_cohorts(now=now)
    build_peers(now=now)
    build_cases(now=now)
    build_aims(now=now)
    build_results(contributions=build_money(now=now), now=now)
    build_inclusion(now=now)
    build_reports(now=now)


def build_first_story(*, now: datetime) -> None:
    """Who is where, and two towns with what their agreement lets happen."""
    build_stories(now=now)
    build_introductions(now=now)
    build_crossings(now=now)
    build_practices(now=now)
    build_initiatives(now=now)
    build_workshops(now=now)
    build_documents(now=now)
    build_visits(now=now)
    build_bootcamps(now=now)
    build_meetings(now=now)
