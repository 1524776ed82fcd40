"""The catalogue: what a search finds among the offers open to a viewer, and how many each facet would."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from maillage.directory.queries import places_to_filter_by
from maillage.matching.bridge import ranking_of
from maillage.matching.enums import CatalogueOrder, Facet, ProgrammeStatus
from maillage.matching.models import Programme
from maillage.matching.queries.sharing import offers_open_to
from maillage.matching.rules import checked_text
from maillage.matching.rules.catalogue import AMOUNTS, OPEN_NOW

if TYPE_CHECKING:
    from decimal import Decimal

    from maillage.common.viewer import Viewer
    from maillage.directory.models import Territory
    from maillage.matching.models import Offer
    from maillage.matching.rules.catalogue import CatalogueSearch

Values = dict[Facet, tuple[str, ...]]
READ = (
    "pk", "kind", "strand__slug", "network__slug", "territory__path", "programme__gives", "programme__also_gives",
    "programme__amount_max", "programme__opens_on", "programme__closes_on", "programme__status",
    "programme__languages",
)  # fmt: skip
NOT_KNOWN_OPEN = (ProgrammeStatus.UNKNOWN, ProgrammeStatus.CLOSED)


class Profile(NamedTuple):
    """What facets read of an offer; many offers have the same."""

    kind: str
    strand: str | None
    network: str
    places: tuple[str, ...]  # of those to choose from
    gives: tuple[str, ...]
    least: str  # the highest step of AMOUNTS that it reaches
    is_open: bool
    languages: tuple[str, ...]

    def values(self) -> Values:
        """By facet."""
        return {
            Facet.KIND: (self.kind,),
            Facet.GIVES: self.gives,
            Facet.AMOUNT: AMOUNTS[: AMOUNTS.index(self.least) + 1] if self.least else (),
            Facet.OPEN: (OPEN_NOW,) if self.is_open else (),
            Facet.STRAND: (self.strand,) if self.strand else (),
            Facet.PLACE: self.places,
            Facet.NETWORK: (self.network,),
            Facet.LANGUAGE: self.languages,
        }


class Entry(NamedTuple):
    """One offer of the catalogue: which profile its facets make, and what orders it."""

    pk: int
    profile: int
    amount: Decimal | int
    closes_on: date


@dataclass(frozen=True, kw_only=True)
class Found:
    """Offers in order, and by facet, for each value, how many there would be with it in the place of its choice.

    Nothing is counted that the viewer may not see.
    """

    ids: list[int]
    counts: dict[Facet, Counter[str]]
    places: list[Territory]


def found_in_catalogue(search: CatalogueSearch, viewer: Viewer) -> Found:
    """Three queries, whatever the number of offers; words cost a look at the ranking.

    Raises EmptyNeed or TextTooLong for words that are no text.
    """
    places = list(places_to_filter_by())
    entries, profiles = _entries(viewer, [place.path for place in places])
    if search.words:
        entries = _named(entries, search)
    lacking = [
        [facet for facet, value in search.chosen.items() if value not in values[facet]] for values in profiles
    ]
    found = [entry for entry in entries if not lacking[entry.profile]]
    return Found(
        ids=[entry.pk for entry in _ordered(found, search.order)],
        counts=_counts(entries, profiles, lacking),
        places=places,
    )


def _counts(
    entries: list[Entry], profiles: list[Values], lacking: list[list[Facet]]
) -> dict[Facet, Counter[str]]:
    """Offers that lack nothing count everywhere; those that lack one facet, where it would be chosen otherwise."""
    counts: dict[Facet, Counter[str]] = {facet: Counter() for facet in Facet}
    for profile, number in Counter(entry.profile for entry in entries).items():
        missing = lacking[profile]
        for facet in Facet if not missing else missing if len(missing) == 1 else ():
            for value in profiles[profile][facet]:
                counts[facet][value] += number
    return counts


def offers_in_order(ids: list[int], viewer: Viewer) -> list[Offer]:
    """These offers, in this order, with their programme; one that was hidden meanwhile is left out."""
    rows = offers_open_to(viewer).prefetch_related("programme")
    offers = rows.in_bulk(ids)
    return [offers[pk] for pk in ids if pk in offers]


def _entries(viewer: Viewer, wide: list[str]) -> tuple[list[Entry], list[Values]]:
    """Every offer open to the viewer, the newest first, and their profiles, each made once."""
    served: dict[int, tuple[str, ...]] = {}
    rows = Programme.territories.through.objects.order_by("pk").values_list(
        "programme__offer", "territory__path"
    )
    for offer, path in rows:
        served[offer] = (*served.get(offer, ()), path)
    reached: dict[tuple[str, ...], tuple[str, ...]] = {}  # towns are many, offers in each too
    numbers: dict[Profile, int] = {}
    entries = []
    offers = offers_open_to(viewer).select_related(None).values_list(*READ)
    for pk, kind, strand, network, place, gives, also, amount, opens_on, closes_on, status, languages in offers:  # fmt: skip
        least = next((step for step in reversed(AMOUNTS) if amount and amount >= int(step)), "")
        paths = served.get(pk) or ((place,) if place else ())
        if paths not in reached:
            reached[paths] = _reach(paths, wide)
        is_open = (opens_on is None or opens_on <= viewer.day) and status not in NOT_KNOWN_OPEN
        helps = tuple(dict.fromkeys((gives, *also))) if gives else ()
        facts = Profile(kind, strand, network, reached[paths], helps, least, is_open, tuple(languages or ()))
        profile = numbers.setdefault(facts, len(numbers))
        entries.append(Entry(pk, profile, amount or 0, closes_on or date.max))
    return entries, [facts.values() for facts in numbers]


def _reach(paths: tuple[str, ...], wide: list[str]) -> tuple[str, ...]:
    """The wide places that an offer of these places serves: those that hold one of them, and those that one holds."""
    return tuple(
        place
        for place in wide
        if any(f"{path}/".startswith(f"{place}/") or place.startswith(f"{path}/") for path in paths)
    )


def _named(entries: list[Entry], search: CatalogueSearch) -> list[Entry]:
    """Those that the words find, best first when that is the order asked for."""
    ranking = ranking_of(checked_text(search.words))
    rank = {row.offer_id: position for position, row in enumerate(ranking.candidates)}
    named = [entry for entry in entries if entry.pk in rank]
    by_rank = search.order == CatalogueOrder.RELEVANCE
    return sorted(named, key=lambda entry: rank[entry.pk]) if by_rank else named


def _ordered(entries: list[Entry], order: CatalogueOrder) -> list[Entry]:
    if order == CatalogueOrder.AMOUNT:
        return sorted(entries, key=lambda entry: -entry.amount)
    if order == CatalogueOrder.CLOSING:
        return sorted(entries, key=lambda entry: entry.closes_on)
    return entries
