"""How many a country has in each sector, as its statistics office says."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.directory.models import ClassCount, CountsEdition

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class PublishedCounts:
    """The edition that speaks for a country, and its counts by class."""

    edition: CountsEdition
    counts: Mapping[int, float]

    @property
    def size(self) -> int:
        return round(sum(self.counts.values()))


def published_counts(fineness: str) -> dict[str, PublishedCounts]:
    """By country, the counts of the latest day, this finely; two queries."""
    editions = (
        CountsEdition.objects.filter(fineness=fineness)
        .order_by("country", "-as_of", "-pk")
        .distinct("country")
    )
    latest = {edition.pk: edition for edition in editions}
    counts: dict[int, dict[int, float]] = defaultdict(dict)
    rows = ClassCount.objects.filter(edition__in=latest).order_by("pk")
    for edition, industry_class, number in rows.values_list("edition", "industry_class", "number"):
        counts[edition][industry_class] = float(number)
    return {
        edition.country: PublishedCounts(edition=edition, counts=counts[pk]) for pk, edition in latest.items()
    }
