"""The only door to an initiative, to what it is made of, and to the book of contributions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404

from maillage.initiatives.models import (
    Allocation,
    BudgetLine,
    Contribution,
    ContributionDocument,
    Holder,
    Initiative,
    Instalment,
    Partnership,
    Reach,
    ServedStrand,
)
from maillage.initiatives.queries import initiatives_open_to
from maillage.initiatives.queries.book import documents_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer

Part = Reach | Partnership | ServedStrand | BudgetLine | Holder


def may_found(viewer: Viewer) -> bool:
    """Whoever coordinates a network founds initiatives and keeps its book."""
    return bool(viewer.coordinated_network_ids)


def initiative_open_to(viewer: Viewer, slug: str) -> Initiative:
    """Raises Http404 for a draft of others and for what does not exist: a stranger learns nothing."""
    return get_object_or_404(initiatives_open_to(viewer), slug=slug)


def may_run(viewer: Viewer, initiative: Initiative) -> bool:
    """Coordinators of a network that holds it, as `initiatives_open_to` carries them."""
    return any(holder.network_id in viewer.coordinated_network_ids for holder in initiative.holders.all())


def initiative_to_run(viewer: Viewer, slug: str) -> Initiative:
    """Raises Http404 unless she coordinates a network that holds it."""
    return get_object_or_404(Initiative.objects.run_by(viewer), slug=slug)


def part_to_run(viewer: Viewer, slug: str, model: type[Part], pk: int) -> Part:
    """Raises Http404 unless it is of an initiative that she runs."""
    parts: QuerySet[Any] = model._default_manager.select_related("initiative")  # noqa: SLF001 - Django's public name
    found: Part = get_object_or_404(parts, initiative=initiative_to_run(viewer, slug), pk=pk)
    return found


def contribution_open_to(viewer: Viewer, pk: int) -> Contribution:
    """Raises Http404 for what is neither published, nor given by her organisations, nor in a book that she keeps."""
    rows = Contribution.objects.visible_to(viewer).select_related("funder", "network", "restricted_to")
    return get_object_or_404(rows, pk=pk)


def keeps(viewer: Viewer, contribution: Contribution) -> bool:
    """Coordinators of its network keep the book."""
    return contribution.network_id in viewer.coordinated_network_ids


def sees_accounts(viewer: Viewer, contribution: Contribution) -> bool:
    """What is late and what was corrected: for who keeps the book, and for its funder's people."""
    return keeps(viewer, contribution) or contribution.funder_id in viewer.organisation_ids


def contribution_to_keep(viewer: Viewer, pk: int) -> Contribution:
    """Raises Http404 unless she keeps its book."""
    rows = Contribution.objects.filter(network__in=viewer.coordinated_network_ids)
    return get_object_or_404(rows.select_related("funder", "network", "restricted_to"), pk=pk)


def instalment_to_keep(viewer: Viewer, pk: int, instalment: int) -> Instalment:
    """Raises Http404 unless it is of a contribution whose book she keeps."""
    return get_object_or_404(
        Instalment.objects.select_related("contribution"),
        contribution=contribution_to_keep(viewer, pk),
        pk=instalment,
    )


def allocation_to_keep(viewer: Viewer, pk: int, allocation: int) -> Allocation:
    """Raises Http404 unless it is of a contribution whose book she keeps."""
    return get_object_or_404(
        Allocation.objects.select_related("contribution", "initiative", "agreement", "strand"),
        contribution=contribution_to_keep(viewer, pk),
        pk=allocation,
    )


def document_open_to(viewer: Viewer, pk: int, document: int) -> ContributionDocument:
    """Raises Http404 for what is not hers to read, as for what does not exist."""
    return get_object_or_404(documents_of(contribution_open_to(viewer, pk), viewer), pk=document)


def document_to_keep(viewer: Viewer, pk: int, document: int) -> ContributionDocument:
    """Raises Http404 unless she keeps the book."""
    return get_object_or_404(contribution_to_keep(viewer, pk).documents.all(), pk=document)
