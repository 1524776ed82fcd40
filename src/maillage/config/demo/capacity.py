"""What holders of offers can take in a month, and a few absences: fictitious, like the rest."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from maillage.common.zones import day_of
from maillage.matching.enums import OfferKind
from maillage.matching.models import Offer
from maillage.matching.operations import note_absence, state_capacity

if TYPE_CHECKING:
    from datetime import datetime

SEED = 2018
ABSENCES = 4


def build_capacities(*, now: datetime) -> None:
    """Three holders in four say what they can take; some trainers are away, or soon will be."""
    chance = random.Random(SEED)  # noqa: S311 - a fixed seed makes the same demonstration each time
    for offer in Offer.objects.exclude(kind=OfferKind.PROGRAMME).order_by("pk").only("pk"):
        if chance.random() < 3 / 4:
            state_capacity(offer_id=offer.pk, per_month=chance.randint(2, 6))
    today = day_of(now)
    trainings = list(Offer.objects.filter(kind=OfferKind.TRAINING).order_by("pk").only("pk"))
    for turn, offer in enumerate(chance.sample(trainings, min(ABSENCES, len(trainings)))):
        starts_on = today + timedelta(days=7 * turn)
        note_absence(offer=offer, starts_on=starts_on, ends_on=starts_on + timedelta(days=9), reason="Congé")
