"""The page of an activity: what all kinds have in common, then the panels of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.activities import permissions, queries
from maillage.activities.enums import ActivityState
from maillage.activities.web.meetings import rounds_panel
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from maillage.activities.models import Activity
    from maillage.common.http import Request

PAGE = 30
Panel = dict[str, Any]  # `template` and what it takes
PANELS: dict[str, Callable[[Request, Activity], list[Panel]]] = {}  # by kind of activity


@require_GET
def activity_list(request: Request) -> HttpResponse:
    """Those to come, the nearest first."""
    found = queries.activities_open_to(request.viewer).to_come(request.viewer.day)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    links = [
        {
            "label": activity.title,
            "url": activity.get_absolute_url(),
            "note": f"{days(activity)} – {activity.place}" if activity.place else days(activity),
            "tag": activity.get_kind_display(),
        }
        for activity in page
    ]
    return render(request, "activities/activity_list.html", {"page": page, "links": links})


@require_GET
def detail(request: Request, slug: str) -> HttpResponse:
    activity = permissions.activity_open_to(request.viewer, slug)
    panels = PANELS[activity.kind](request, activity) if activity.kind in PANELS else []
    may_coordinate = permissions.may_coordinate(request.viewer, activity)
    panels += rounds_panel(request, activity, may_coordinate=may_coordinate)
    context = {
        "activity": activity,
        "facts": _facts(activity),
        "state": _state(activity, request),
        "items": [_item(item) for item in queries.programme_of(activity)],
        "panels": panels,
        "may_coordinate": may_coordinate,
    }
    return render(request, "activities/activity.html", context)


def days(activity: Activity) -> str:
    """« 10 mai 2027 », or « du 10 mai 2027 au 12 mai 2027 »."""
    first, last = (plain_day(day, spoken()) for day in (activity.starts_on, activity.ends_on))
    return first if first == last else _("du %(first)s au %(last)s") % {"first": first, "last": last}


def _state(activity: Activity, request: Request) -> dict[str, str]:
    if activity.state == ActivityState.CANCELLED:
        return {"text": _("Annulée"), "kind": "no"}
    if activity.state == ActivityState.DRAFT:
        return {"text": _("Brouillon"), "kind": "unknown"}
    if activity.is_past(request.viewer.day):
        return {"text": _("Terminée"), "kind": "unknown"}
    return {"text": _("Annoncée"), "kind": "yes"}


def _facts(activity: Activity) -> list[dict[str, Any]]:
    facts = [
        {"label": _("Quand"), "value": days(activity)},
        {"label": _("Où"), "value": activity.place or _("à préciser")},
        {"label": _("Qui organise"), "value": str(activity.organisation)},
    ]
    if activity.agreement:
        facts.append(
            {
                "label": _("Entente"),
                "value": activity.agreement.name,
                "url": activity.agreement.get_absolute_url(),
            }
        )
    return facts


def _item(item: Any) -> dict[str, Any]:
    return {"item": item, "hosts": ", ".join(str(host) for host in item.hosts.all())}
