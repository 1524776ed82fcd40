"""The door to a sitting: its own person passes; to anybody else it does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.assessments import queries
from maillage.assessments.models import Sitting
from maillage.directory.queries import organisations_spoken_for, speaks_for

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from maillage.assessments.models import Instrument
    from maillage.common.viewer import Viewer


def sitting_of_hers(viewer: Viewer, key: UUID) -> Sitting:
    """A sitting that she began, with its instrument and its firm. Raises Http404."""
    return get_object_or_404(_hers(viewer), key=key)


def sitting_to_answer(viewer: Viewer, key: UUID) -> Sitting:
    """The same; for a firm, as long as she speaks for it. Raises Http404."""
    sitting = sitting_of_hers(viewer, key)
    if sitting.organisation is not None and not speaks_for(viewer, sitting.organisation):
        raise Http404
    return sitting


def answers_to_read_again(viewer: Viewer, key: UUID) -> Sitting:
    """Hers, about herself, and finished: before the end, the right answers are not told. Raises Http404."""
    return get_object_or_404(_hers(viewer).filter(organisation=None, finished_at__isnull=False), key=key)


def instrument_to_begin(viewer: Viewer, code: str) -> Instrument:
    """An instrument in use; for firms, when she speaks for one. Raises Http404."""
    instrument = get_object_or_404(queries.instruments_offered(), code=code)
    if not instrument.is_of_people and not organisations_spoken_for(viewer).exists():
        raise Http404
    return instrument


def _hers(viewer: Viewer) -> QuerySet[Sitting]:
    return Sitting.objects.filter(person=viewer.user_id).select_related("instrument", "organisation")
