"""The doors of real cases: hers, and those that she decides on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.learning.queries.cases import cases_decided_by, cases_of, decides_cases

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer
    from maillage.learning.models import FieldCase


def case_of_hers(viewer: Viewer, pk: int) -> FieldCase:
    """Raises Http404 for those of others."""
    return get_object_or_404(cases_of(viewer.user_id), pk=pk)


def cases_to_decide(viewer: Viewer) -> QuerySet[FieldCase]:
    """Raises Http404 for whoever decides on none."""
    if not decides_cases(viewer):
        raise Http404
    return cases_decided_by(viewer)


def case_to_decide(viewer: Viewer, pk: int) -> FieldCase:
    """Raises Http404."""
    return get_object_or_404(cases_to_decide(viewer), pk=pk)
