"""Initiatives that may be read, what each is made of, and what its forms offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet

from maillage.agreements.models import Agreement, Opening, Strand
from maillage.directory.models import Organisation, Territory
from maillage.directory.queries import places_to_filter_by
from maillage.initiatives.models import (
    Allocation,
    BudgetLine,
    Contribution,
    Holder,
    Initiative,
    Partnership,
    Reach,
    ServedStrand,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.common.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What an initiative is made of, each list in its order."""

    holders: list[Holder]  # the one that leads first
    reaches: list[Reach]
    partners: list[Partnership]
    strands: list[ServedStrand]
    budget: list[BudgetLine]


def initiatives_open_to(viewer: Viewer) -> QuerySet[Initiative]:
    """Published ones and those of her networks, the latest first. Rows carry `holders` with their network."""
    holders = Holder.objects.select_related("network").order_by("-leads", "network__sort_key", "pk")
    return (
        Initiative.objects.visible_to(viewer)
        .prefetch_related(Prefetch("holders", queryset=holders))
        .order_by("-starts_on", "title", "pk")
    )


def initiatives_to_choose(viewer: Viewer, *, kept: int | None = None) -> QuerySet[Initiative]:
    """Those that her activities, paths and money may serve: of the networks that she coordinates, not yet over; and the `kept` one."""
    hers = Initiative.objects.run_by(viewer).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=viewer.day))
    return (hers | Initiative.objects.filter(pk=kept or 0)).order_by("title", "pk")


def parts_of(initiative: Initiative) -> Parts:
    """Five queries, whatever their number. Each row carries what it names."""
    return Parts(
        holders=list(
            initiative.holders.select_related("network").order_by("-leads", "network__sort_key", "pk")
        ),
        reaches=list(initiative.reaches.select_related("territory").order_by("from_day", "pk")),
        partners=list(
            initiative.partnerships.select_related("organisation").order_by("organisation__sort_key", "pk")
        ),
        strands=list(
            initiative.served.select_related("agreement", "strand").order_by(
                "agreement__name", "strand__position", "pk"
            )
        ),
        budget=list(initiative.budget.order_by("currency", "purpose", "label", "pk")),
    )


def given_to(initiative: Initiative, viewer: Viewer) -> QuerySet[Allocation]:
    """What is given to it now by contributions that she may read, the largest first. Rows carry their contribution and its funder."""
    return (
        Allocation.objects.current()
        .filter(initiative=initiative, contribution__in=Contribution.objects.visible_to(viewer))
        .select_related("contribution__funder")
        .order_by("contribution__currency", "-amount", "pk")
    )


def places_to_reach(initiative: Initiative) -> QuerySet[Territory]:
    """Countries, provinces and regions, and the places of its networks."""
    theirs = Territory.objects.filter(networks__holdings__initiative=initiative)
    wide = places_to_filter_by().order_by().values("pk")
    return Territory.objects.filter(Q(pk__in=wide) | Q(pk__in=theirs.values("pk"))).order_by(
        "country", "level", "sort_key", "pk"
    )


def organisations_around(networks: Iterable[int], *, kept: int = 0) -> QuerySet[Organisation]:
    """Active organisations of these networks, in French order; and the `kept` one."""
    members = Organisation.networks.through.objects.filter(network__in=networks)
    around = Organisation.objects.active().filter(pk__in=members.values("organisation"))
    return (around | Organisation.objects.filter(pk=kept)).order_by("sort_key", "pk")


def strands_bound(networks: Iterable[int]) -> list[tuple[Agreement, Strand]]:
    """Each strand that an agreement of these networks opened in a signed version, by agreement."""
    openings = (
        Opening.objects.filter(
            version__agreement__parties__network__in=networks, version__signed_on__isnull=False
        )
        .select_related("version__agreement", "strand")
        .order_by("version__agreement__name", "strand__position", "pk")
    )
    return list({(row.version.agreement, row.strand): None for row in openings})
