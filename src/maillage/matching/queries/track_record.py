"""What introductions became: of each offer, and of all together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import caches
from django.db.models import Count, Q

from maillage.common.lookups import among
from maillage.matching.enums import FRUITFUL_STATES, HELPED_STATES, TRIED_STATES
from maillage.matching.models import Introduction
from maillage.matching.rules.score import mean_record

if TYPE_CHECKING:
    from collections.abc import Collection

MEAN_KEPT = 600  # seconds: the mean of all introductions moves slowly


@dataclass(frozen=True, kw_only=True)
class TrackRecord:
    """Of one offer: introductions taken in charge or solved, those with a known course, firms whose need was solved."""

    good: int = 0
    tried: int = 0
    firms: int = 0


def track_records(offer_ids: Collection[int]) -> dict[int, TrackRecord]:
    """By offer, for those that have one. One query."""
    rows = (
        Introduction.objects.filter(among("offer", offer_ids), state__in=TRIED_STATES)
        .values("offer")
        .annotate(
            good=Count("pk", filter=Q(state__in=FRUITFUL_STATES)),
            tried=Count("pk"),
            firms=Count("need__organisation", filter=Q(state__in=HELPED_STATES), distinct=True),
        )
        .order_by("offer")
    )
    return {
        row["offer"]: TrackRecord(good=row["good"], tried=row["tried"], firms=row["firms"]) for row in rows
    }


def mean_of_records() -> float:
    """The share of all introductions that helped; asked of the database once in a while."""
    return float(caches["local"].get_or_set("mean-of-records", _mean_of_records, MEAN_KEPT) or 0.0)


def _mean_of_records() -> float:
    rows = Introduction.objects.aggregate(
        good=Count("pk", filter=Q(state__in=FRUITFUL_STATES)),
        tried=Count("pk", filter=Q(state__in=TRIED_STATES)),
    )
    return mean_record(**rows)
