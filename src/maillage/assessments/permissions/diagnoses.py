"""The doors to the diagnosis of a firm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.assessments import queries
from maillage.assessments.enums import Subject

if TYPE_CHECKING:
    from uuid import UUID

    from maillage.assessments.models import Sitting
    from maillage.common.viewer import Viewer


def diagnosis_open_to(viewer: Viewer, key: UUID) -> Sitting:
    """A finished one, to whoever speaks for its firm. Raises Http404 otherwise. Carries its instrument, scale and firm."""
    rows = queries.results_open_to(viewer).filter(instrument__subject=Subject.FIRM, finished_at__isnull=False)
    return get_object_or_404(rows.select_related("organisation__territory"), key=key)


def diagnosis_of_hers(viewer: Viewer, key: UUID) -> Sitting:
    """One that the viewer sat for herself, and may go on with. Raises Http404 otherwise."""
    sitting = diagnosis_open_to(viewer, key)
    if sitting.person_id != viewer.user_id:
        raise Http404
    return sitting
