"""The doors to what an initiative aims at, and to what its participants say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from maillage.initiatives.models import Initiative
from maillage.outcomes.queries.inclusion import parts_asked

if TYPE_CHECKING:
    from maillage.activities.models import Participant
    from maillage.common.viewer import Viewer


def initiative_open_to(viewer: Viewer, slug: str) -> Initiative:
    """Raises Http404 for those of others and for what does not exist."""
    return get_object_or_404(Initiative.objects.visible_to(viewer), slug=slug)


def may_aim(viewer: Viewer, initiative: Initiative) -> bool:
    """The coordination of a network that holds it sets its targets."""
    return Initiative.objects.run_by(viewer).filter(pk=initiative.pk).exists()


def part_asked(viewer: Viewer, slug: str) -> Participant:
    """Her own part in an activity whose initiative asks groups. Raises Http404 otherwise: nobody answers for another."""
    rows = parts_asked(viewer).select_related("activity__initiative")
    return get_object_or_404(rows, activity__slug=slug)
