"""The demonstration: the two stories, made by calling operations, with a fixed seed.

Texts and firms come from content/demo; everything invented there is marked as fictitious.
"""

from __future__ import annotations

import csv
import json
import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from rich.progress import Progress

from maillage.agreements.models import Agreement, Strand
from maillage.agreements.operations import create_agreement, draft_version, sign_version
from maillage.common import clock
from maillage.directory import operations as directory
from maillage.directory.models import IndustryClass, Network, Organisation, Territory
from maillage.matching.bridge import current_encoder
from maillage.matching.models import Need, Offer
from maillage.matching.operations import encode_offers, publish_need, publish_offer
from maillage.people.models import User
from maillage.people.operations import create_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

SEED = 2016  # the year of the first agreement
OLDEST_DAYS = 240
YES = "true"


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """A fictitious person a visitor may sign in as."""

    email: str
    role: str
    place: str


def sign_ins() -> list[SignIn]:
    """The people that the demonstration presents, one for each role."""
    return [
        SignIn(email=row["email"], role=row["label"], place=row["place"])
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
    waiting = list(Offer.objects.filter(vector__isnull=True).order_by("pk").values_list("pk", flat=True))
    with Progress(console=console) as progress:
        bar = progress.add_task("Lecture du sens des offres", total=len(waiting))
        encode_offers(
            offer_ids=waiting,
            encoder=encoder,
            now=clock.now(),
            progress=lambda done: progress.advance(bar, done),
        )


def build_demo(*, now: datetime) -> None:
    """Networks, organisations, people, agreement, offers and needs of content/demo."""
    chance = random.Random(SEED)  # noqa: S311 - a fixed seed makes the same demonstration each time
    directory.load_reference(day=now.date())
    _add_municipalities(now)
    networks = _add_networks()
    organisations = _add_organisations(networks)
    _add_people(networks, organisations, now)
    strands = _add_strands()
    _add_agreement(networks, strands)
    _add_offers(networks, organisations, strands, _days_before(now, chance))
    _add_needs(networks, organisations, strands, _days_before(now, chance))


def rows_of(name: str) -> list[dict[str, str]]:
    with (settings.CONTENT / "demo" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
