"""Reading programmes, and what their names of places mean."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from django.db.models import DateField, ExpressionWrapper, F, Q

from maillage.common.text import sort_key
from maillage.directory.enums import Country, Scheme, TerritoryLevel
from maillage.directory.models import IndustryClass, Territory
from maillage.directory.queries import organisations_spoken_for
from maillage.matching.models import Programme, ProgrammeFact, ProgrammeRevision
from maillage.matching.rules.programmes import IN_ITS_OFFER, NOT_STORED_AS_IS, Place, ProgrammeDraft, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer


def programmes_in_force() -> QuerySet[Programme]:
    """Programmes that nobody archived, expired ones included, by identifier. Rows carry their offer."""
    return (
        Programme.objects.filter(archived_at__isnull=True)
        .select_related("offer")
        .defer("offer__vector")
        .order_by("slug")
    )


def facts_of(programme: Programme) -> dict[str, ProgrammeFact]:
    """The facts that have a source, by field. Rows carry who answers for them."""
    return {fact.field: fact for fact in programme.facts.select_related("keeper").order_by("field")}


def programmes_kept_by(viewer: Viewer) -> QuerySet[Programme]:
    """Those that the viewer may change: her organisations hold them, or she coordinates the network they are in."""
    held = Q(offer__organisation__in=organisations_spoken_for(viewer))
    coordinated = Q(offer__network__in=viewer.coordinated_network_ids)
    return (
        Programme.objects.filter(held | coordinated, offer__organisation__archived_at__isnull=True)
        .select_related("offer__organisation", "offer__network")
        .defer("offer__vector")
        .order_by("offer__title", "pk")
    )


def facts_kept_by(viewer: Viewer) -> QuerySet[ProgrammeFact]:
    """Facts that the viewer may confirm: she answers for them, or may change their programme. Archives left out.

    Rows carry their programme, its offer, and who answers for them.
    """
    if viewer.user_id is None:
        return ProgrammeFact.objects.none()
    mine = Q(keeper=viewer.user_id) | Q(programme__in=programmes_kept_by(viewer).order_by().values("pk"))
    return (
        ProgrammeFact.objects.filter(mine, programme__archived_at__isnull=True)
        .select_related("programme__offer", "keeper")
        .defer("programme__offer__vector")
        .order_by("programme__offer__title", "programme", "field")
    )


def facts_to_review(viewer: Viewer) -> QuerySet[ProgrammeFact]:
    """Among the facts that the viewer may confirm, those that nobody did, or too long ago; by programme."""
    due = ExpressionWrapper(F("checked_on") + F("valid_days"), output_field=DateField())
    return (
        facts_kept_by(viewer)
        .annotate(due=due)
        .filter(Q(keeper__isnull=True) | Q(checked_on__isnull=True) | Q(due__lt=viewer.day))
    )


def sources_of(programme: Programme) -> dict[str, Source]:
    """The source of each fact, as a draft tells it."""
    return {
        fact.field: Source(
            url=fact.source_url,
            checked_on=fact.checked_on,
            nature=fact.nature,
            note=fact.note,
            others=tuple(fact.other_urls),
        )
        for fact in programme.facts.order_by("field")
    }


def revisions_of(programme: Programme) -> QuerySet[ProgrammeRevision]:
    """Every version, the newest first. Rows carry who told it."""
    return programme.revisions.select_related("by").order_by("-version")


def territories_meant(lines: Iterable[str]) -> dict[str, list[str]]:
    """For each typed line, the paths of the current territories it may mean: a path, else a name, the widest first."""
    lines = set(lines)
    rows = Territory.objects.current().filter(
        Q(path__in=lines) | Q(sort_key__in={sort_key(one) for one in lines})
    )
    found = [(row.path, row.sort_key) for row in rows.order_by("path")]
    return {line: _meant(line, found) for line in lines}


def _meant(line: str, found: list[tuple[str, str]]) -> list[str]:
    paths = [path for path, _key in found]
    return [line] if line in paths else [path for path, key in found if key == sort_key(line)]


def sectors_meant(lines: Iterable[str]) -> dict[str, list[str]]:
    """For each typed line, the paths of the headings it may mean: a path, or a classification and a code."""
    lines = set(lines)
    codes = {line.rpartition("/")[2] for line in lines}
    rows = IndustryClass.objects.filter(Q(path__in=lines) | Q(code__in=codes)).order_by("path")
    found = [(row.path, f"{row.scheme}/{row.code}", row.code) for row in rows]
    return {line: [path for path, *others in found if line in (path, *others)] for line in lines}


def taken_in_charge() -> set[str]:
    """Identifiers of the programmes that a person, not a file, told at least once."""
    told = ProgrammeRevision.objects.filter(by__isnull=False).order_by("pk")
    return set(told.values_list("programme__slug", flat=True))


def draft_of(programme: Programme) -> ProgrammeDraft:
    """What is told of a programme today, as whoever revises it would tell it; its sources are its facts'."""
    own = [row.name for row in fields(ProgrammeDraft) if row.name not in NOT_STORED_AS_IS]
    told = {name: getattr(programme, name) for name in own}
    return ProgrammeDraft(**told, **{name: getattr(programme.offer, name) for name in IN_ITS_OFFER})


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
