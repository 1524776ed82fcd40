"""Reading programmes, and what their names of places mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.common.text import sort_key
from maillage.directory.enums import Country, Scheme, TerritoryLevel
from maillage.directory.models import IndustryClass, Territory
from maillage.matching.models import Programme
from maillage.matching.rules.programmes import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


def programmes_in_force() -> QuerySet[Programme]:
    """Programmes that nobody archived, expired ones included, by identifier. Rows carry their offer."""
    return (
        Programme.objects.filter(archived_at__isnull=True)
        .select_related("offer")
        .defer("offer__vector")
        .order_by("slug")
    )


def french_places() -> dict[str, Place]:
    """French regions and départements by the sort key of their name; a region hides a département."""
    rows = Territory.objects.current().filter(
        country=Country.FRANCE, level__in=(TerritoryLevel.REGION, TerritoryLevel.COUNTY)
    )
    places: dict[str, Place] = {}
    for row in rows.order_by("path"):
        is_region = row.level == TerritoryLevel.REGION
        if is_region or row.sort_key not in places:
            places[sort_key(row.name)] = Place(path=row.path, is_region=is_region)
    return places


def sections_of_divisions() -> dict[str, str]:
    """For each division of NAF, « 10 », the section that holds it, « C »."""
    rows = IndustryClass.objects.filter(scheme=Scheme.NAF_2, level=2).order_by("code")
    return {code: path.split("/")[1] for code, path in rows.values_list("code", "path")}


def territories_at(paths: Iterable[str]) -> dict[str, Territory]:
    """The territories at these paths; a path that leads nowhere is absent."""
    return {row.path: row for row in Territory.objects.filter(path__in=set(paths)).order_by("path")}
