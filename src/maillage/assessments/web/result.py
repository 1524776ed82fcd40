"""Where a finished sitting leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from maillage.assessments import permissions
from maillage.assessments.web.diagnosis import diagnosis_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from maillage.common.http import Request


@login_required
@require_GET
def result(request: Request, key: UUID) -> HttpResponse:
    """Of a firm, its diagnosis; of a person, her answers."""
    sitting = permissions.sitting_to_read(request.viewer, key)
    if sitting.finished_at is None:
        return redirect(sitting)
    if not sitting.instrument.is_of_people:
        return diagnosis_page(request, sitting)
    return redirect("assessments:answers", key)
