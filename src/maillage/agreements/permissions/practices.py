"""The only door to a practice and to its transfers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404

from maillage.agreements.enums import TransferState
from maillage.agreements.models import Practice, Transfer
from maillage.directory.models import Organisation
from maillage.directory.queries import organisations_spoken_for, speaks_for

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer


def practice_open_to(viewer: Viewer, pk: int) -> Practice:
    """Raises Http404 when the viewer may not read it, or it does not exist: she cannot tell which.

    Those who wrote a practice that was retired still read it.
    """
    practice = (
        Practice.objects.visible_to(viewer)
        .select_related("organisation", "network__territory", "strand")
        .filter(pk=pk)
        .first()
    )
    if practice is None or (practice.archived_at is not None and not may_write(viewer, practice)):
        raise Http404
    return practice


def may_write(viewer: Viewer, practice: Practice) -> bool:
    """Those who speak for its organisation, and those who coordinate its network."""
    return practice.network_id in viewer.coordinated_network_ids or speaks_for(viewer, practice.organisation)


def practice_to_write(viewer: Viewer, pk: int) -> Practice:
    """A practice that is the viewer's to change or to propose. Raises Http404 otherwise."""
    practice = practice_open_to(viewer, pk)
    if not may_write(viewer, practice):
        raise Http404
    return practice


def adopters_among(viewer: Viewer, practice: Practice) -> QuerySet[Organisation]:
    """The organisations in whose name the viewer may take the practice over, in French order.

    Those that she speaks for; a coordinator of a network to which it was proposed speaks for its members too.
    """
    proposed = practice.transfers.filter(
        network__in=viewer.coordinated_network_ids, organisation=None, state=TransferState.PROPOSED
    )
    mine = Q(pk__in=organisations_spoken_for(viewer).values("pk")) | Q(
        networks__in=proposed.values("network")
    )
    return (
        Organisation.objects.active()
        .filter(mine)
        .exclude(pk=practice.organisation_id)
        .exclude(pk__in=practice.transfers.filter(organisation__isnull=False).values("organisation"))
        .distinct()
        .order_by("sort_key", "pk")
    )


def practice_to_adopt(viewer: Viewer, pk: int) -> Practice:
    """A practice that the viewer may take over for at least one organisation. Raises Http404 otherwise."""
    practice = practice_open_to(viewer, pk)
    if (
        not viewer.is_known
        or practice.archived_at is not None
        or not adopters_among(viewer, practice).exists()
    ):
        raise Http404
    return practice


def may_carry(viewer: Viewer, transfer: Transfer) -> bool:
    """Those who speak for who takes it over, and those who coordinate the network where it is."""
    adopter = transfer.organisation
    return transfer.network_id in viewer.coordinated_network_ids or (
        adopter is not None and speaks_for(viewer, adopter)
    )


def transfer_to_carry(viewer: Viewer, pk: int) -> Transfer:
    """A transfer whose progress is the viewer's to tell; it stays hers when the agreement lapses. Raises Http404 otherwise."""
    transfer = (
        Transfer.objects.select_related("practice__organisation", "network", "organisation")
        .filter(pk=pk)
        .first()
    )
    if transfer is None or not may_carry(viewer, transfer):
        raise Http404
    return transfer
