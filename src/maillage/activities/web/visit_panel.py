"""What the page of an activity shows for a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.activities import permissions, queries
from maillage.activities.enums import ActivityState
from maillage.activities.web.visit_frame import places

if TYPE_CHECKING:
    from maillage.activities.models import Activity
    from maillage.common.http import Request


def visit_panels(request: Request, visit: Activity) -> list[dict[str, Any]]:
    """Its hosts for whoever reads it; its pages for those who follow it; its verbs for those who coordinate it."""
    may_coordinate = permissions.may_coordinate(request.viewer, visit)
    follows = may_coordinate or queries.part_of(request.viewer, visit) is not None
    verbs = {
        "template": "activities/parts/visit_panel.html",
        "above": True,
        "tabs": places(visit, "") if follows else [],
        "label": _("La mission"),
        "may_coordinate": may_coordinate and visit.state != ActivityState.CANCELLED,
        "is_draft": visit.state == ActivityState.DRAFT,
    }
    hosts = {
        "template": "activities/parts/visit_hosts.html",
        "hosts": [
            {
                "label": str(host),
                "url": reverse("directory:organisation", args=[host.organisation.slug]),
                "note": host.office,
            }
            for host in queries.hosts_of(visit)
        ],
    }
    return [verbs, hosts]
