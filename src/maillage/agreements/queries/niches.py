"""In what several communities are all stronger than their countries, from the directory and public statistics."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from maillage.agreements.bridge.niches import Strength, Together, strengths
from maillage.agreements.enums import Comparison
from maillage.agreements.queries.country_sectors import (
    LEAST_CHANCE,
    CountrySectors,
    SharedSector,
    against_countries,
    shared_sectors,
)
from maillage.directory.enums import Fineness, Scheme
from maillage.directory.models import IndustryClass, Network, Organisation
from maillage.directory.queries import PublishedCounts, published_counts, spread_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from maillage.agreements.models import Agreement, Party

    Tally = Mapping[int, float]  # class → how many

MOST_NICHES = 12
FEWEST_OF_A_COUNTRY, FEWEST_OF_ALL = (
    200,
    30,
)  # activities of others in the directory, to compare a community with them
MOST_FIRMS = 5


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What a community is compared with: its country by public statistics, else what others say of themselves in
    the directory, in its country if they are enough, else everywhere.
    """

    comparison: Comparison
    size: int
    published: PublishedCounts | None = None


@dataclass(frozen=True, kw_only=True)
class Niche(Together):
    """A class in which every party is stronger than what it is compared with; `sides` follow the parties."""

    industry_class: IndustryClass
    firms: tuple[tuple[Organisation, ...], ...]  # of each party, MOST_FIRMS at most


@dataclass(frozen=True, kw_only=True)
class SharedNiches:
    parties: list[Party]
    sizes: list[int]  # activities of each party that the comparison counts
    lost: list[int]  # those that correspond to nothing, or that the comparison does not know
    references: list[Reference]
    niches: list[Niche]
    by_sector: list[CountrySectors | None]  # of each party, where its country is counted by wide sector only
    shared_sectors: list[SharedSector]  # when all their countries are
    sector_firms: Mapping[tuple[int, int], list[Organisation]]  # of a network in a shared sector
    has_fictitious: bool  # among the organisations of the parties


def shared_niches(agreement: Agreement) -> SharedNiches:
    """The classes in which the parties share a strength, the surest first, MOST_NICHES at most.

    The number of queries does not depend on the number of organisations. Every organisation counted has a public
    card: nothing is told here that anybody could not count herself.
    """
    parties = list(agreement.parties.select_related("network__territory").order_by("shore", "pk"))
    tallies = [_tally(_active().filter(networks=party.network)) for party in parties]
    references, others = _references(parties)
    parts = spread_over({pk for tally in (*tallies, *others) for pk in tally}, Scheme.NACE_2)
    compared = _compared(
        [_spread(tally, parts) for tally in tallies], [_spread(row, parts) for row in others], references
    )
    sizes = [round(sum(side.count for side in sides.values())) for sides in compared]
    kept = _kept(compared)
    classes = IndustryClass.objects.in_bulk(kept)
    by_sector = against_countries(
        tallies,
        [
            party.network.territory.country if not reference.published else ""
            for party, reference in zip(parties, references, strict=True)
        ],
    )
    networks = [party.network for party in parties]
    firms = _firms(networks, kept, parts)
    together = shared_sectors(by_sector)
    return SharedNiches(
        parties=parties,
        sizes=sizes,
        lost=[round(sum(tally.values())) - size for tally, size in zip(tallies, sizes, strict=True)],
        references=references,
        niches=[
            Niche(
                industry_class=classes[pk],
                sides=tuple(sides[pk] for sides in compared),
                firms=tuple(tuple(firms[party.network_id, pk][:MOST_FIRMS]) for party in parties),
            )
            for pk in kept
        ],
        by_sector=by_sector,
        shared_sectors=together,
        sector_firms=_firms(
            networks,
            {one.pk for row in together for one in row.classes},
            {pk: {sector: 1.0} for one in by_sector if one for pk, sector in one.sector_of.items()},
        ),
        has_fictitious=_active().filter(networks__in=networks, is_fictitious=True).exists(),
    )


def _kept(compared: Sequence[Mapping[int, Strength]]) -> list[int]:
    """Classes where every party has somebody, and where all are likely stronger; the surest first."""
    everywhere = set.intersection(*(set(sides) for sides in compared)) if compared else set()
    chance = {
        pk: prod(sides[pk].above for sides in compared)
        for pk in everywhere
        if all(sides[pk].count > 0 for sides in compared)
    }
    likely = [pk for pk, likelihood in chance.items() if likelihood >= LEAST_CHANCE]
    return sorted(likely, key=lambda pk: (-chance[pk], pk))[:MOST_NICHES]


def _compared(
    tallies: Sequence[Tally], others: Sequence[Tally], references: Sequence[Reference]
) -> list[dict[int, Strength]]:
    """The strengths of each party. Where others stand for the country, every division gets one activity more: none
    that they happen to lack makes a strength endless. Public statistics are taken as they are.
    """
    seen = {division for tally in (*tallies, *others) for division in tally}
    compared = []
    for tally, row, reference in zip(tallies, others, references, strict=True):
        is_published = reference.comparison == Comparison.STATISTICS
        country = row if is_published else {division: row.get(division, 0.0) + 1 for division in seen}
        compared.append(strengths(tally, country) if reference.comparison != Comparison.NOTHING else {})
    return compared


def _active() -> QuerySet[Organisation]:
    return Organisation.objects.active()


def _tally(organisations: QuerySet[Organisation]) -> dict[int, float]:
    """How many of these say that they work in each class; one that says two counts in both."""
    rows = (
        Organisation.sectors.through.objects.filter(organisation__in=organisations.values("pk"))
        .values("industryclass")
        .annotate(number=Count("pk"))
        .order_by("industryclass")
    )
    return {row["industryclass"]: float(row["number"]) for row in rows}


def _spread(tally: Tally, parts: Mapping[int, Mapping[int, float]]) -> dict[int, float]:
    """The same activities, division by division."""
    spread: dict[int, float] = defaultdict(float)
    for pk, number in tally.items():
        for division, part in parts.get(pk, {}).items():
            spread[division] += number * part
    return dict(spread)


def _references(parties: Sequence[Party]) -> tuple[list[Reference], list[dict[int, float]]]:
    """For each party, what it is compared with, and that, class by class."""
    published = published_counts(Fineness.DIVISION)
    outside = _active().exclude(networks__in=[party.network_id for party in parties])
    everywhere = _tally(outside)
    chosen, counts = [], []
    for party in parties:
        country = party.network.territory.country
        if country in published:
            own = published[country]
            count = dict(own.counts)
            reference = Reference(comparison=Comparison.STATISTICS, size=own.size, published=own)
        else:
            count = _tally(outside.filter(territory__country=country))
            comparison = Comparison.COUNTRY
            if sum(count.values()) < FEWEST_OF_A_COUNTRY:
                count = everywhere
                is_enough = sum(count.values()) >= FEWEST_OF_ALL
                comparison = Comparison.DIRECTORY if is_enough else Comparison.NOTHING
            reference = Reference(comparison=comparison, size=round(sum(count.values())))
        chosen.append(reference)
        counts.append(count)
    return chosen, counts


def _firms(
    networks: Sequence[Network], divisions: Iterable[int], parts: Mapping[int, Mapping[int, float]]
) -> dict[tuple[int, int], list[Organisation]]:
    """By network and division, the active organisations that work there, in French order."""
    kept = set(divisions)
    classes = {pk: kept & set(weights) for pk, weights in parts.items() if kept & set(weights)}
    rows = (
        Organisation.sectors.through.objects.filter(
            industryclass__in=classes,
            organisation__archived_at__isnull=True,
            organisation__networks__in=networks,
        )
        .order_by("organisation__sort_key", "organisation")
        .values_list("organisation", "industryclass", "organisation__networks")
    )
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for organisation, industry_class, network in rows:
        for division in classes[industry_class]:
            if organisation not in found[network, division]:
                found[network, division].append(organisation)
    shown = {pk for firms in found.values() for pk in firms[:MOST_FIRMS]}
    named = Organisation.objects.only("name", "slug", "is_fictitious").in_bulk(shown)
    firms: dict[tuple[int, int], list[Organisation]] = defaultdict(list)
    for key, pks in found.items():
        firms[key] = [named[pk] for pk in pks[:MOST_FIRMS]]
    return firms
