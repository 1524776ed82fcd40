"""The doors to cohorts, their people and sessions, what is told of them, and roll-outs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.activities.permissions import may_coordinate
from maillage.learning.models import PeerReview
from maillage.learning.queries.cohorts import cohorts_open_to
from maillage.learning.queries.peers import still_as_drawn
from maillage.learning.queries.results import paths_given_by
from maillage.learning.queries.rollouts import roll_outs_open_to

if TYPE_CHECKING:
    from maillage.common.viewer import Viewer
    from maillage.learning.models import Cohort, RollOut, RollOutTarget


def cohort_open_to(viewer: Viewer, slug: str) -> Cohort:
    """Raises Http404 for a draft of others, for one kept to others, and for what does not exist."""
    return get_object_or_404(cohorts_open_to(viewer), activity__slug=slug)


def may_follow(viewer: Viewer, cohort: Cohort) -> bool:
    """Whoever leads it, and those who coordinate its network: they know its people by name."""
    if not viewer.is_known:
        return False
    return cohort.facilitator_id == viewer.user_id or may_coordinate(viewer, cohort.activity)


def cohort_to_follow(viewer: Viewer, slug: str) -> Cohort:
    """Raises Http404 unless she leads it or coordinates its network."""
    cohort = cohort_open_to(viewer, slug)
    if not may_follow(viewer, cohort):
        raise Http404
    return cohort


def peer_review_of_hers(viewer: Viewer, pk: int) -> PeerReview:
    """One that she drew and still holds as it was, or gave. Raises Http404 otherwise."""
    rows = PeerReview.objects.filter(
        Q(given_at__isnull=False) | still_as_drawn(),
        reviewer__isnull=False,
        reviewer=viewer.user_id,
        dropped_at=None,
    ).select_related("submission__version__module", "submission__person", "cohort__activity")
    return get_object_or_404(rows, pk=pk)


def path_given_to_follow(viewer: Viewer, network: str, code: str) -> Cohort:
    """A path as a network gives it, to those who coordinate or advise there. Raises Http404 otherwise."""
    return get_object_or_404(
        paths_given_by(viewer), activity__network__slug=network, version__path__code=code
    )


def roll_out_open_to(viewer: Viewer, pk: int) -> RollOut:
    """Everybody of its network reads it: it names nobody. Raises Http404 for the others."""
    return get_object_or_404(roll_outs_open_to(viewer), pk=pk)


def roll_out_to_coordinate(viewer: Viewer, pk: int) -> RollOut:
    """Raises Http404 unless she coordinates its network."""
    return get_object_or_404(
        roll_outs_open_to(viewer).filter(network__in=viewer.coordinated_network_ids), pk=pk
    )


def target_to_coordinate(viewer: Viewer, pk: int, target: int) -> RollOutTarget:
    """Raises Http404 unless she coordinates the network of its roll-out."""
    return get_object_or_404(roll_out_to_coordinate(viewer, pk).targets, pk=target)
