"""The only door to a round of meetings and to one's place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from maillage.activities.queries import places_of, rounds_coordinated_by

if TYPE_CHECKING:
    from maillage.activities.models import MeetingPerson, MeetingRound
    from maillage.common.viewer import Viewer


def round_to_coordinate(viewer: Viewer, pk: int) -> MeetingRound:
    """Raises Http404 unless she coordinates its activity."""
    return get_object_or_404(rounds_coordinated_by(viewer), pk=pk)


def place_of(viewer: Viewer, pk: int) -> MeetingPerson:
    """Her own place in a round. Raises Http404 for whoever has none."""
    return get_object_or_404(places_of(viewer), round=pk)
