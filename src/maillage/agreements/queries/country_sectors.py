"""Communities against their countries, by wide sector: where nothing finer is published."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from maillage.agreements.bridge.niches import Strength, Together, strengths
from maillage.directory.enums import Fineness, Scheme
from maillage.directory.models import IndustryClass
from maillage.directory.queries import PublishedCounts, published_counts, spread_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LEAST_CHANCE = 0.5  # that all are stronger: less likely than that, it is not told
HALF = 0.5 - 1e-9  # of a sector, up to what sums of floats lose


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
    sector_of: Mapping[int, int]  # class of an activity → wide sector
    lost: int  # activities said in another classification, or in a sector that the country does not count


@dataclass(frozen=True, kw_only=True)
class SharedSector(Together):
    """Wide sectors that correspond, one of each community, in which all are likely stronger than their countries."""

    classes: tuple[IndustryClass, ...]


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
    return [_against(tally, row, known) if row else None for tally, row in zip(tallies, own, strict=True)]


def shared_sectors(found: Sequence[CountrySectors | None]) -> list[SharedSector]:
    """The surest first; none unless every community is compared so.

    Two wide sectors correspond when at least half of each goes to one section of the NACE, its divisions or subsectors
    counting alike. The number of queries depends on no number of rows.
    """
    known = [one for one in found if one]
    if not known or len(known) < len(found):
        return []
    sections = _sections_of({row.industry_class.pk for one in known for row in one.sectors})
    met: dict[int, list[list[SectorStrength]]] = defaultdict(lambda: [[] for _one in known])
    for rank, one in enumerate(known):
        for row in one.sectors:
            for section in sections.get(row.industry_class.pk, ()):
                met[section][rank].append(row)
    together = {
        classes: SharedSector(classes=classes, sides=tuple(row.side for row in rows))
        for section in sorted(met)
        for rows in product(*met[section])
        for classes in [tuple(row.industry_class for row in rows)]
    }
    likely = [one for one in together.values() if one.chance >= LEAST_CHANCE]
    return sorted(likely, key=lambda one: (-one.chance, [row.pk for row in one.classes]))


def _sections_of(sectors: Iterable[int]) -> dict[int, list[int]]:
    """By wide sector, the sections of the NACE where at least half of it goes."""
    parts = spread_over(sectors, Scheme.NACE_2)
    divisions = {division for weights in parts.values() for division in weights}
    parents = IndustryClass.objects.filter(pk__in=divisions).order_by("pk").values_list("pk", "parent_id")
    section_of = dict(parents)
    found: dict[int, list[int]] = {}
    for sector, weights in parts.items():
        shares: dict[int, float] = defaultdict(float)
        for division, part in weights.items():
            shares[section_of[division]] += part
        found[sector] = [section for section, share in shares.items() if share >= HALF]
    return found


def _against(
    tally: Mapping[int, float], published: PublishedCounts, known: Mapping[int, IndustryClass]
) -> CountrySectors:
    sector_at = {known[pk].path: pk for pk in published.counts}
    wide = {pk: "/".join(known[pk].path.split("/")[:2]) for pk in tally}
    sector_of = {pk: sector_at[path] for pk, path in wide.items() if path in sector_at}
    here: dict[int, float] = defaultdict(float)
    for pk, sector in sector_of.items():
        here[sector] += tally[pk]
    found = {pk: side for pk, side in strengths(here, published.counts).items() if side.count}
    return CountrySectors(
        published=published,
        sectors=[
            SectorStrength(industry_class=known[pk], side=found[pk], of_country=round(published.counts[pk]))
            for pk in sorted(found, key=lambda pk: (-found[pk].above, pk))
        ],
        sector_of=sector_of,
        lost=round(sum(tally.values()) - sum(here.values())),
    )
