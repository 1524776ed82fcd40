"""The page of an activity: what all kinds have in common, then the panels of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.activities import permissions, queries
from maillage.activities.enums import ActivityKind, ActivityState
from maillage.activities.models.activities import OWN_PAGES
from maillage.activities.rules.hours import when
from maillage.activities.web.panels import panels_of
from maillage.activities.web.words import days, kind_said
from maillage.initiatives.models import Initiative

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.activities.models import Activity, ProgrammeItem
    from maillage.common.http import Request
    from maillage.common.viewer import Viewer


@require_GET
def detail(request: Request, slug: str) -> HttpResponse:
    activity = permissions.activity_open_to(request.viewer, slug)
    if activity.kind in OWN_PAGES:
        return redirect(activity)
    may_coordinate = permissions.may_coordinate(request.viewer, activity)
    context = {
        "activity": activity,
        "facts": _facts(activity, request.viewer),
        "state": _state(activity, request),
        "kicker": kind_said(activity),
        "items": [_item(item, may_coordinate=may_coordinate) for item in queries.programme_of(activity)],
        "panels": panels_of(request, activity, may_coordinate=may_coordinate),
        "may_coordinate": may_coordinate,
        "announce": _announce(activity),
        "links": _links(activity) if may_coordinate else [],
    }
    return render(request, "activities/activity.html", context)


def _state(activity: Activity, request: Request) -> dict[str, str]:
    if activity.state == ActivityState.CANCELLED:
        return {"text": _("Annulée"), "kind": "no"}
    if activity.state == ActivityState.DRAFT:
        return {"text": _("Brouillon"), "kind": "unknown"}
    if activity.is_past(request.viewer.day):
        return {"text": _("Terminée"), "kind": "unknown"}
    return {"text": _("Annoncée"), "kind": "yes"}


def _facts(activity: Activity, viewer: Viewer) -> list[dict[str, Any]]:
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
    served = Initiative.objects.visible_to(viewer).filter(activities=activity).first()
    if served:
        facts.append({"label": _("Initiative"), "value": served.title, "url": served.get_absolute_url()})
    return facts


def _announce(activity: Activity) -> str:
    if activity.state != ActivityState.DRAFT:
        return ""
    return _("Annoncer la mission") if activity.kind == ActivityKind.VISIT else _("Annoncer")


def _links(activity: Activity) -> list[dict[str, str]]:
    """What those who coordinate it may do; a cancelled one changes no more."""
    moment = "visit_moment_new" if activity.kind == ActivityKind.VISIT else "item_new"
    named = [("participants", _("Participants et présences")), ("money", _("Argent"))]
    if activity.state != ActivityState.CANCELLED:
        named = [
            ("edit", _("Modifier l’activité")),
            (moment, _("Ajouter un moment")),
            *named,
            ("cancel", _("Annuler l’activité")),
        ]
    return [
        {"label": label, "url": reverse(f"activities:{name}", args=[activity.slug])} for name, label in named
    ]


def _item(item: ProgrammeItem, *, may_coordinate: bool) -> dict[str, Any]:
    edit = "visit_moment" if item.activity.kind == ActivityKind.VISIT else "item_edit"
    return {
        "item": item,
        "when": when(item),
        "hosts": ", ".join(str(host) for host in item.hosts.all()),
        "edit_url": reverse(f"activities:{edit}", args=[item.activity.slug, item.pk])
        if may_coordinate
        else "",
    }
