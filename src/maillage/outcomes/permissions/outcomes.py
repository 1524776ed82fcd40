"""The only door to an outcome, what proves it, and what may be said of it.

A firm's outcome is read by its people and by the coordination of its network; by everybody once it is published. Who
speaks for the firm, the coordination, and the advisor who declared it say what becomes of it. Files open to them
alone, unless they were opened to whoever reads the outcome.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.directory.models import Network, Organisation
from maillage.directory.queries import organisations_spoken_for, speaks_for
from maillage.outcomes.enums import Origin
from maillage.outcomes.models import Evidence, EvidenceFile
from maillage.outcomes.queries.outcomes import outcomes_open_to

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer
    from maillage.outcomes.models import Outcome


def outcome_open_to(viewer: Viewer, pk: int) -> Outcome:
    """Raises Http404 for those of others and for what does not exist: a stranger learns nothing."""
    return get_object_or_404(outcomes_open_to(viewer), pk=pk)


def may_run(viewer: Viewer, outcome: Outcome) -> bool:
    """The coordination verifies, publishes, tells."""
    return outcome.network_id in viewer.coordinated_network_ids


def may_say(viewer: Viewer, outcome: Outcome) -> bool:
    """Who speaks for the firm, the coordination, the advisor who declared it: they correct, withdraw, prove."""
    if not viewer.is_known:
        return False
    if may_run(viewer, outcome) or _declared(viewer, outcome):
        return True
    firm = outcome.organisation
    return firm is not None and outcome.participant_id is None and speaks_for(viewer, firm)


def _declared(viewer: Viewer, outcome: Outcome) -> bool:
    return (
        outcome.network_id in viewer.advised_network_ids
        and outcome.statements.filter(recorded_by=viewer.user_id).exists()
    )


def is_inside(viewer: Viewer, outcome: Outcome) -> bool:
    """Who knows who said what: her own firm's people too."""
    ours = outcome.organisation_id in viewer.organisation_ids and outcome.participant_id is None
    return ours or may_say(viewer, outcome)


def outcome_to_say(viewer: Viewer, pk: int) -> Outcome:
    """Raises Http404 unless it is hers to correct."""
    outcome = outcome_open_to(viewer, pk)
    if not may_say(viewer, outcome):
        raise Http404
    return outcome


def outcome_to_run(viewer: Viewer, pk: int) -> Outcome:
    """Raises Http404 unless she coordinates its network."""
    outcome = outcome_open_to(viewer, pk)
    if not may_run(viewer, outcome):
        raise Http404
    return outcome


def evidence_to_change(viewer: Viewer, pk: int, evidence_pk: int) -> Evidence:
    """Raises Http404 unless its outcome is hers to correct."""
    return get_object_or_404(Evidence, outcome=outcome_to_say(viewer, pk), pk=evidence_pk)


def file_open_to(viewer: Viewer, pk: int, evidence_pk: int) -> EvidenceFile:
    """A file that proves it, or did. Raises Http404 for one that is kept to those who say what becomes of it."""
    outcome = outcome_open_to(viewer, pk)
    file = get_object_or_404(
        EvidenceFile.objects.select_related("evidence"), evidence=evidence_pk, evidence__outcome=outcome
    )
    open_to_all = file.is_public and file.evidence.withdrawn_at is None
    if not (open_to_all or is_inside(viewer, outcome)):
        raise Http404
    return file


def networks_where_one_declares(viewer: Viewer) -> QuerySet[Network]:
    """Where she coordinates, advises, or speaks for a firm, in French order. Raises Http404 when nowhere."""
    told = viewer.coordinated_network_ids | viewer.advised_network_ids
    firms = organisations_spoken_for(viewer).order_by().values("pk")
    found = Network.objects.filter(
        Q(pk__in=told) | Q(pk__in=viewer.network_ids, organisations__in=firms)
    ).distinct()
    if not found.exists():
        raise Http404
    return found.order_by("sort_key", "pk")


def firms_declared_for(viewer: Viewer) -> QuerySet[Organisation]:
    """Hers, and those of the networks where she coordinates or advises, in French order."""
    told = viewer.coordinated_network_ids | viewer.advised_network_ids
    hers = Q(pk__in=organisations_spoken_for(viewer).order_by().values("pk"))
    members = Organisation.networks.through.objects.filter(network__in=told).values("organisation")
    return Organisation.objects.active().filter(hers | Q(pk__in=members)).order_by("sort_key", "pk")


def origin_when_declared(viewer: Viewer, network: Network, firm: Organisation | None) -> Origin | None:
    """In whose name she would declare it there; None when it is not hers to declare."""
    if firm is not None and network.pk in viewer.network_ids and speaks_for(viewer, firm):
        return Origin.FIRM
    told = viewer.coordinated_network_ids | viewer.advised_network_ids
    return Origin.ADVISOR if network.pk in told else None
