"""What the page of an activity shows for a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.activities import queries
from maillage.activities.web.frame import places

if TYPE_CHECKING:
    from maillage.activities.models import Activity
    from maillage.common.http import Request


def visit_panels(request: Request, visit: Activity, *, may_coordinate: bool) -> list[dict[str, Any]]:
    """Its hosts for whoever reads it; its pages for those who follow it."""
    follows = may_coordinate or queries.part_of(request.viewer, visit) is not None
    pages = {
        "template": "activities/parts/visit_panel.html",
        "above": True,
        "tabs": places(visit, "") if follows else [],
        "label": _("La mission"),
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
    return [pages, hosts]
