"""What narrows the directory: read from the address, shown as lists to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.directory import queries
from maillage.directory.enums import Country, OrganisationKind, Scheme, TerritoryLevel
from maillage.directory.models import IndustryClass, Network, Territory
from maillage.directory.queries import OrganisationFilters
from maillage.ui.choices import Choice, Group, Option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import QueryDict

R = TypeVar("R", bound=Model)
LONGEST_WORDS = 200


@dataclass(kw_only=True)
class Narrowing:
    """What the address asks, and what it means. An unknown value narrows nothing."""

    filters: OrganisationFilters

    @cached_property
    def choices(self) -> list[Choice]:
        """The lists that show it. Three queries, when a page writes them."""
        filters = self.filters
        kinds = [
            Option(value=value, label=str(label), is_chosen=value == filters.kind)
            for value, label in OrganisationKind.choices
        ]
        networks = [
            Option(value=row.slug, label=row.name, is_chosen=row == filters.network)
            for row in queries.networks_in_order()
        ]
        scheme = Scheme.NAF_2 if get_language() == "fr-fr" else Scheme.SCIAN_2017
        sectors = [
            Option(value=row.path, label=row.title, is_chosen=row == filters.sector)
            for row in _with(filters.sector, queries.classes_to_filter_by(scheme))
        ]
        places = _by_country(_with(filters.territory, queries.places_to_filter_by()), filters.territory)
        return [
            Choice(name="kind", label=_("Type d’organisation"), anything=_("Tous les types"), groups=_ungrouped(kinds)),
            Choice(name="network", label=_("Réseau"), anything=_("Tous les réseaux"), groups=_ungrouped(networks)),
            Choice(name="territory", label=_("Territoire"), anything=_("Tous les territoires"), groups=places),
            Choice(name="sector", label=_("Secteur d’activité"), anything=_("Tous les secteurs"), groups=_ungrouped(sectors)),
        ]  # fmt: skip


def narrowing(asked: QueryDict) -> Narrowing:
    """Read the address of a page of the directory. One query for each network, place or sector that it names."""
    kind = asked.get("kind", "")
    filters = OrganisationFilters(
        words=_plain(asked, "q")[:LONGEST_WORDS].strip(),
        kind=kind if kind in OrganisationKind.values else "",
        network=_named(Network.objects.all(), slug=_plain(asked, "network")),
        territory=_named(Territory.objects.current(), path=_plain(asked, "territory")),
        sector=_named(IndustryClass.objects.all(), path=_plain(asked, "sector")),
    )
    return Narrowing(filters=filters)


def _plain(asked: QueryDict, name: str) -> str:
    return asked.get(name, "").replace("\x00", "")


def _named(rows: QuerySet[R], **name: str) -> R | None:
    """The row of this name, None for an unknown or an empty one."""
    return rows.filter(**name).first() if all(name.values()) else None


def _with(asked: R | None, offered: Iterable[R]) -> list[R]:
    """What a list offers, and the one asked for: a link may narrow to an MRC, which the list does not offer."""
    rows = list(offered)
    return rows if asked is None or asked in rows else [*rows, asked]


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
