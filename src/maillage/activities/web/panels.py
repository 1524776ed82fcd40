"""What the page of an activity shows beside its programme, by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.activities.enums import ActivityKind
from maillage.activities.web.camps import camp_panels
from maillage.activities.web.documents import documents_panel
from maillage.activities.web.meetings import rounds_panel
from maillage.activities.web.registration import registration_panels
from maillage.activities.web.visit_panel import visit_panels

if TYPE_CHECKING:
    from maillage.activities.models import Activity
    from maillage.activities.web.words import Panel
    from maillage.common.http import Request

OF_A_KIND = {ActivityKind.VISIT: visit_panels, ActivityKind.BOOTCAMP: camp_panels}


def panels_of(request: Request, activity: Activity, *, may_coordinate: bool) -> list[Panel]:
    """In order."""
    shared = [
        *rounds_panel(request, activity, may_coordinate=may_coordinate),
        *documents_panel(request, activity, may_coordinate=may_coordinate),
    ]
    own = OF_A_KIND.get(ActivityKind(activity.kind))
    if own is None:
        return [*registration_panels(request, activity), *shared]
    return [*own(request, activity, may_coordinate=may_coordinate), *shared]
