"""Reading the tree of places and what became of its codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.directory.enums import TerritoryChangeKind, TerritoryLevel
from maillage.directory.models import Territory, TerritoryChange

if TYPE_CHECKING:
    from django.db.models import QuerySet

WIDE_LEVELS = (TerritoryLevel.COUNTRY, TerritoryLevel.PROVINCE, TerritoryLevel.REGION)
LONGEST_CHAIN = 20  # mergers of mergers; France knows chains of three


def territory_at(*, country: str, level: str, code: str) -> Territory | None:
    """The place that this official code names today: a merged code leads to what it became."""
    found = Territory.objects.filter(country=country, level=level, code=code).order_by("path", "pk").first()
    return None if found is None else successor_of(found)


def successor_of(territory: Territory) -> Territory:
    """What the place became, through every merger; itself when it still exists or left no successor."""
    for _ in range(LONGEST_CHAIN):
        if territory.valid_until is None:
            return territory
        merger = (
            TerritoryChange.objects.filter(old=territory, kind=TerritoryChangeKind.MERGED, new__isnull=False)
            .select_related("new")
            .order_by("-on", "-pk")
            .first()
        )
        if merger is None or merger.new is None:
            return territory
        territory = merger.new
    return territory


def lineage_of(territory: Territory) -> list[Territory]:
    """The place and all that holds it, the widest first. One query."""
    codes = territory.path.split("/")
    paths = ["/".join(codes[: depth + 1]) for depth in range(len(codes))]
    rows = Territory.objects.filter(path__in=paths).order_by("path", "pk")
    return sorted(rows, key=lambda row: len(row.path))


def places_to_filter_by() -> QuerySet[Territory]:
    """Countries, provinces and regions of today; a country comes first, then what it holds in French order."""
    return (
        Territory.objects.current()
        .filter(level__in=WIDE_LEVELS)
        .order_by("country", "level", "sort_key", "pk")
    )
