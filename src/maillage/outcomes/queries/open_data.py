"""What is exported: an initiative as one reader may read it, and outcomes by groups large enough for research."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Sum, prefetch_related_objects
from django.db.models.functions import ExtractYear

from maillage.directory.enums import TerritoryLevel
from maillage.directory.models import Territory
from maillage.initiatives.enums import ContributionKind
from maillage.initiatives.models import Allocation, Contribution, Holder, Initiative, Instalment
from maillage.initiatives.queries import given_to, parts_of
from maillage.outcomes.models import Share, Statement
from maillage.outcomes.queries.totals import Scope, statements_in
from maillage.outcomes.rules.book import Book, Given
from maillage.outcomes.rules.research import Group, Key, Lot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer


def initiatives_with_files() -> QuerySet[Initiative]:
    """Published ones, by title. Rows carry `has_grants` (bool): a gift in money that anybody may read."""
    grants = Allocation.objects.current().filter(
        initiative=OuterRef("pk"), contribution__is_published=True, contribution__kind=ContributionKind.MONEY
    )
    return (
        Initiative.objects.filter(Exists(Holder.objects.filter(initiative=OuterRef("pk"))), is_published=True)
        .annotate(has_grants=Exists(grants))
        .order_by("title", "pk")
    )


def book_of(initiative: Initiative, viewer: Viewer, *, site: str, now: datetime) -> Book:
    """The rows of today that she may read: contributions and outcomes each by their own rule, and shares by both."""
    parts = parts_of(initiative)
    networks = [holder.network for holder in parts.holders]
    prefetch_related_objects(networks, "territory")
    statements = _statements_of(initiative, viewer)
    return Book(
        initiative=initiative,
        networks=tuple(networks),
        partnerships=tuple(parts.partners),
        places=tuple(reach.territory for reach in parts.reaches),
        budget=tuple(parts.budget),
        given=_given(initiative, viewer),
        statements=statements,
        shares=_shares_between(statements, viewer),
        targets=tuple(
            initiative.targets.select_related("indicator", "territory", "initiative").order_by(
                "indicator__position", "indicator__code", "by_day", "pk"
            )
        ),
        site=site,
        known_at=now,
    )


def _given(initiative: Initiative, viewer: Viewer) -> tuple[Given, ...]:
    """By the day of the promise."""
    instalments = Prefetch(
        "contribution__instalments",
        queryset=Instalment.objects.current().order_by("due_on", "pk"),
        to_attr="current_instalments",
    )
    allocations = (
        given_to(initiative, viewer)
        .select_related("contribution__network")
        .prefetch_related(instalments)
        .order_by("contribution__promised_on", "contribution_id")
    )
    return tuple(
        Given(allocation=allocation, instalments=tuple(allocation.contribution.current_instalments))  # type: ignore[attr-defined]
        for allocation in allocations
    )


def _statements_of(initiative: Initiative, viewer: Viewer) -> tuple[Statement, ...]:
    """By day."""
    return tuple(
        statements_in(Scope(initiative_id=initiative.pk), viewer)
        .select_related("outcome__organisation", "outcome__territory", "verified_by")
        .order_by("happened_on", "outcome_id")
    )


def _shares_between(statements: Iterable[Statement], viewer: Viewer) -> tuple[Share, ...]:
    return tuple(
        Share.objects.current()
        .filter(
            outcome__in=[one.outcome_id for one in statements],
            contribution__in=Contribution.objects.visible_to(viewer),
        )
        .select_related("outcome")
        .order_by("outcome_id", "contribution_id")
    )


def groups_for_research() -> list[Group]:
    """Published outcomes in the groups that research reads, by their key; a consent to a story is none to research.

    No network, no organisation, no initiative and no person: a year, a region, a nature, a currency, a certainty.
    """
    regions = _regions()
    lots: dict[Key, list[Lot]] = defaultdict(list)
    for row in _counted_by_place():
        country, region = regions.get(row["territory__path"] or "", ("", ""))
        key = Key(
            year=row["year"],
            country=country,
            region=region,
            kind=row["kind"],
            currency=row["currency"],
            certainty=row["certainty"],
            is_fictitious=int(row["is_fictitious"]),
        )
        lots[key].append(
            Lot(
                outcomes=row["outcomes"],
                firms=frozenset(row["firms"]),
                alone=row["alone"],
                value=row["total"],
                full_time_equivalents=row["fte"],
            )
        )
    return [Group.of(key, several) for key, several in sorted(lots.items())]


def _counted_by_place() -> QuerySet[Statement, Any]:
    return (
        Statement.objects.current()
        .filter(is_published=True)
        .values(
            "kind",
            "is_fictitious",
            "territory__path",
            "currency",
            "certainty",
            year=ExtractYear("happened_on"),
        )
        .annotate(
            outcomes=Count("pk"),
            firms=ArrayAgg(
                "organisation",
                distinct=True,
                filter=Q(organisation__isnull=False),
                default=[],
            ),
            alone=Count("pk", filter=Q(organisation__isnull=True)),
            total=Sum("value"),
            fte=Sum("full_time_equivalents"),
        )
        .order_by("year", "kind", "territory__path", "currency", "certainty")
    )


def _regions() -> dict[str, tuple[str, str]]:
    """The country and the code of the region of each path; of a place wider than a region, its country alone."""
    regions = dict(Territory.objects.filter(level=TerritoryLevel.REGION).values_list("path", "code"))
    found = {}
    for path, country in Territory.objects.values_list("path", "country"):
        steps = path.split("/")
        above = ("/".join(steps[:length]) for length in range(len(steps), 0, -1))
        found[path] = (country, next((regions[step] for step in above if step in regions), ""))
    return found
