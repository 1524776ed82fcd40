"""Practices and their transfers: who reads which, and who could take them over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q, QuerySet

from maillage.agreements.bridge.words import searched
from maillage.agreements.enums import TransferState, Visibility
from maillage.agreements.models import (
    Agreement,
    AgreementVersion,
    Party,
    Practice,
    Strand,
    Transfer,
    TransferStep,
)

if TYPE_CHECKING:
    from datetime import date

    from maillage.common.viewer import Viewer
    from maillage.directory.models import Network

SHARED_WITH_TWINS = (Visibility.PARTNERS, Visibility.PUBLIC)
UNDER_WAY = Q(transfers__state__in=[TransferState.ADOPTING, TransferState.ADOPTED])


@dataclass(frozen=True, kw_only=True)
class Twin:
    """A network on the other side of an agreement in force on a strand, and that agreement."""

    network: Network
    agreement: Agreement


def practices_open_to(viewer: Viewer) -> QuerySet[Practice]:
    """Practices that the viewer may read, the latest first. Rows carry their organisation, network and strand,
    and `followers` (int): how many organisations take them over, or did.
    """
    return (
        Practice.objects.active()
        .visible_to(viewer)
        .select_related("organisation", "network", "strand")
        .annotate(followers=Count("transfers", filter=UNDER_WAY))
        .order_by("-updated_at", "-pk")
    )


def practices_found(
    viewer: Viewer, *, words: str = "", strand: Strand | None = None, network: Network | None = None
) -> QuerySet[Practice]:
    """Those that hold all of these words, endings aside, on this strand, of this community: practised or taken over there."""
    rows = practices_open_to(viewer)
    for stem in searched(words):
        rows = rows.filter(words__contains=stem)
    if strand is not None:
        rows = rows.filter(strand=strand)
    if network is not None:
        taken_over = Transfer.objects.filter(network=network, organisation__isnull=False)
        rows = rows.filter(Q(network=network) | Q(pk__in=taken_over.values("practice")))
    return rows


def transfers_of(practice: Practice) -> QuerySet[Transfer]:
    """Where it was proposed and who takes it over, first to last. Rows carry their parties and steps."""
    return _told(practice.transfers.all()).order_by("proposed_at", "pk")


def transfers_awaiting(viewer: Viewer) -> QuerySet[Transfer]:
    """Proposals that a network of the viewer's has not answered, hers to answer as its coordinator, oldest first."""
    rows = Transfer.objects.filter(
        network__in=viewer.coordinated_network_ids,
        organisation__isnull=True,
        state=TransferState.PROPOSED,
        practice__archived_at__isnull=True,
    )
    return _told(rows).order_by("proposed_at", "pk")


def practices_of_agreement(agreement: Agreement, viewer: Viewer) -> QuerySet[Practice]:
    """Practices of its parties, on the strands of its versions, that the viewer may read, the latest first."""
    strands = AgreementVersion.objects.filter(agreement=agreement).values("strands")
    networks = Party.objects.filter(agreement=agreement).values("network")
    return practices_open_to(viewer).filter(network__in=networks, strand__in=strands)


def transfers_of_agreement(agreement: Agreement, viewer: Viewer) -> QuerySet[Transfer]:
    """What one party takes over from another under this agreement, of practices that the viewer may read, the latest first."""
    readable = Practice.objects.active().visible_to(viewer)
    rows = Transfer.objects.filter(agreement=agreement, practice__in=readable.values("pk"))
    return _told(rows).order_by("-changed_at", "-pk")


def _told(rows: QuerySet[Transfer]) -> QuerySet[Transfer]:
    steps = TransferStep.objects.select_related("by").order_by("at", "pk")
    return rows.select_related(
        "practice__organisation",
        "practice__network",
        "practice__strand",
        "network",
        "organisation",
        "agreement",
    ).prefetch_related(Prefetch("steps", steps))


def twins_of(practice: Practice, day: date) -> list[Twin]:
    """The networks that an agreement in force binds to this one on its strand, in French order.

    None when the practice is kept from partners.
    """
    if practice.strand_id is None or practice.visibility not in SHARED_WITH_TWINS:
        return []
    return list(_linked(practice.network_id, practice.strand_id, day).values())


def agreement_between(practice: Practice, network: Network, day: date) -> Agreement | None:
    """The agreement in force that binds the practice's network to this one on its strand."""
    if practice.strand_id is None:
        return None
    twin = _linked(practice.network_id, practice.strand_id, day).get(network.pk)
    return twin.agreement if twin else None


def _linked(network_id: int, strand_id: int, day: date) -> dict[int, Twin]:
    in_force = AgreementVersion.objects.in_force(day).filter(
        strands=strand_id, agreement__parties__network=network_id
    )
    parties = (
        Party.objects.filter(agreement__in=in_force.values("agreement"))
        .exclude(network=network_id)
        .select_related("network", "agreement")
        .order_by("network__sort_key", "network", "agreement")
    )
    twins: dict[int, Twin] = {}
    for party in parties:
        twins.setdefault(party.network_id, Twin(network=party.network, agreement=party.agreement))
    return twins
