"""A community against its country, by wide sector: where nothing finer is published."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.agreements.bridge.niches import Strength, strengths
from maillage.directory.enums import Fineness
from maillage.directory.models import IndustryClass
from maillage.directory.queries import PublishedCounts, published_counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, kw_only=True)
class SectorStrength:
    """How a community compares with its country in one wide sector, and how many the country has there."""

    industry_class: IndustryClass
    side: Strength
    of_country: int


@dataclass(frozen=True, kw_only=True)
class CountrySectors:
    """The wide sectors where a community has somebody, the strongest first, and what it is compared with."""

    published: PublishedCounts
    sectors: list[SectorStrength]


def against_countries(
    tallies: Sequence[Mapping[int, float]], countries: Sequence[str]
) -> list[CountrySectors | None]:
    """For each community, told by how many it has in each class, its wide sectors against its country.

    Nothing for a community whose country is not counted so, or is "". Its organisations count in the classification
    of the country alone: no crosswalk stands in between. The number of queries depends on no number of rows.
    """
    published = published_counts(Fineness.SECTOR)
    own = [published.get(country) for country in countries]
    counted = {pk for row in own if row for pk in row.counts}
    classes = IndustryClass.objects.filter(pk__in={*counted, *(pk for tally in tallies for pk in tally)})
    known = classes.in_bulk() if counted else {}
    return [
        CountrySectors(published=row, sectors=_strongest(tally, row.counts, known)) if row else None
        for tally, row in zip(tallies, own, strict=True)
    ]


def _strongest(
    tally: Mapping[int, float], country: Mapping[int, float], known: Mapping[int, IndustryClass]
) -> list[SectorStrength]:
    sector_at = {known[pk].path: pk for pk in country}
    here: dict[int, float] = defaultdict(float)
    for pk, number in tally.items():
        scheme, code, *_finer = known[pk].path.split("/")
        if (sector := sector_at.get(f"{scheme}/{code}")) is not None:
            here[sector] += number
    found = {pk: side for pk, side in strengths(here, country).items() if side.count}
    return [
        SectorStrength(industry_class=known[pk], side=found[pk], of_country=round(country[pk]))
        for pk in sorted(found, key=lambda pk: (-found[pk].above, pk))
    ]
