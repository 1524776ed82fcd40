"""What the page of an activity shows beside its programme, by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.activities.enums import ActivityKind
from maillage.activities.web.registration import registration_panels
from maillage.activities.web.visit_panel import visit_panels

if TYPE_CHECKING:
    from maillage.activities.models import Activity
    from maillage.common.http import Request

OF_A_KIND = {ActivityKind.VISIT: visit_panels}


def panels_of(request: Request, activity: Activity) -> list[dict[str, Any]]:
    """Parts in order: `template` and what it takes; with `above`, before the programme."""
    return OF_A_KIND.get(ActivityKind(activity.kind), registration_panels)(request, activity)
