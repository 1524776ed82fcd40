"""The only door to the result of a sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from maillage.assessments import queries

if TYPE_CHECKING:
    from uuid import UUID

    from maillage.assessments.models import Share, Sitting
    from maillage.common.viewer import Viewer


def result_open_to(viewer: Viewer, key: UUID) -> Sitting:
    """Hers, shown to her, or of a firm for which she speaks. Raises Http404 otherwise, as for what does not exist."""
    return get_object_or_404(queries.results_open_to(viewer), key=key)


def result_of_hers(viewer: Viewer, key: UUID) -> Sitting:
    """A result of her own, finished. Raises Http404 otherwise, for its readers too."""
    return get_object_or_404(queries.results_of(viewer), key=key, finished_at__isnull=False)


def share_of_hers(viewer: Viewer, key: UUID, pk: int) -> Share:
    """Somebody to whom she shows a result today. Raises Http404 otherwise."""
    return get_object_or_404(queries.shares_of(result_of_hers(viewer, key)), pk=pk)
