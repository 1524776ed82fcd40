"""What narrows the directory: read from the address, shown as lists to choose from.

Plain data rather than a form: a page of the directory offers a hundred options, and widgets would cost more
than all the rest of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.directory import queries
from maillage.directory.enums import Country, OrganisationKind, Scheme, TerritoryLevel
from maillage.directory.models import IndustryClass, Network, Territory
from maillage.directory.queries import OrganisationFilters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

LONGEST_WORDS = 200


@dataclass(frozen=True, kw_only=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Group:
    """Options under a label; without a label, they stand in the list itself."""

    label: str
    options: list[Option]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A list to choose one thing from; nothing chosen narrows nothing."""

    name: str
    label: str
    anything: str
    groups: list[Group]


@dataclass(kw_only=True)
class Narrowing:
    """What the address asks, what it means, and the lists that show it. An unknown value narrows nothing."""

    words: str
    filters: OrganisationFilters
    choices: list[Choice] = field(default_factory=list)


def narrowing(asked: QueryDict) -> Narrowing:
    """Read the address of a page of the directory. Three queries, and one for each value that no list offers."""
    words = asked.get("q", "").replace("\x00", "")[:LONGEST_WORDS].strip()
    kind = asked.get("kind", "")
    networks = {row.slug: row for row in queries.networks_in_order()}
    places = _places(asked.get("territory", ""))
    sectors = _sectors(asked.get("sector", ""))
    filters = OrganisationFilters(
        words=words,
        kind=kind if kind in OrganisationKind.values else "",
        network=networks.get(asked.get("network", "")),
        territory=places.get(asked.get("territory", "")),
        sector=sectors.get(asked.get("sector", "")),
    )
    return Narrowing(
        words=words,
        filters=filters,
        choices=_choices(filters, networks.values(), places.values(), sectors.values()),
    )


def _places(asked: str) -> dict[str, Territory]:
    """Wide places, and the one asked for: a link may narrow to an MRC, which the list does not offer."""
    places = {place.path: place for place in queries.places_to_filter_by()}
    if asked and asked not in places and "\x00" not in asked:
        places |= {row.path: row for row in Territory.objects.current().filter(path=asked)}
    return places


def _sectors(asked: str) -> dict[str, IndustryClass]:
    scheme = Scheme.NAF_2 if get_language() == "fr-fr" else Scheme.SCIAN_2017
    sectors = {row.path: row for row in queries.classes_to_filter_by(scheme)}
    if asked and asked not in sectors and "\x00" not in asked:
        sectors |= {row.path: row for row in IndustryClass.objects.filter(path=asked)}
    return sectors


def _choices(
    filters: OrganisationFilters,
    networks: Iterable[Network],
    places: Iterable[Territory],
    sectors: Iterable[IndustryClass],
) -> list[Choice]:
    kinds = [
        Option(value=value, label=str(label), is_chosen=value == filters.kind)
        for value, label in OrganisationKind.choices
    ]
    named = [Option(value=row.slug, label=row.name, is_chosen=row == filters.network) for row in networks]
    titled = [Option(value=row.path, label=row.title, is_chosen=row == filters.sector) for row in sectors]
    return [
        Choice(name="kind", label=_("Type d’organisation"), anything=_("Tous les types"), groups=_ungrouped(kinds)),
        Choice(name="network", label=_("Réseau"), anything=_("Tous les réseaux"), groups=_ungrouped(named)),
        Choice(
            name="territory", label=_("Territoire"), anything=_("Tous les territoires"),
            groups=_by_country(places, filters.territory),
        ),
        Choice(name="sector", label=_("Secteur d’activité"), anything=_("Tous les secteurs"), groups=_ungrouped(titled)),
    ]  # fmt: skip


def _ungrouped(options: list[Option]) -> list[Group]:
    return [Group(label="", options=options)]


def _by_country(places: Iterable[Territory], chosen: Territory | None) -> list[Group]:
    """Countries, each with its provinces and regions."""
    by_country = groupby(sorted(places, key=lambda place: place.country), key=lambda place: place.country)
    return [
        Group(
            label=str(Country(country).label),
            options=[Option(value=row.path, label=_label(row), is_chosen=row == chosen) for row in rows],
        )
        for country, rows in by_country
    ]


def _label(place: Territory) -> str:
    return _("Tout le territoire") if place.level == TerritoryLevel.COUNTRY else place.name
