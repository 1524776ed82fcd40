"""A moment of the programme: placed, checked while it is typed, moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maillage.activities import operations, permissions, queries
from maillage.activities.enums import ItemKind
from maillage.activities.errors import ConflictsFound
from maillage.activities.rules.conflicts import Moment, conflicts_of, digest_of
from maillage.activities.web.frame import crumbs
from maillage.activities.web.visit_forms import VisitMomentForm, initial_of
from maillage.common import clock
from maillage.ui.editing import done, drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.activities.models import Activity, ProgrammeItem
    from maillage.common.http import Request

UNPLACED = 0  # a moment that is not kept yet


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    return _edit(request, permissions.visit_to_coordinate(request.viewer, slug), None)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, slug: str, pk: int) -> HttpResponse:
    visit = permissions.visit_to_coordinate(request.viewer, slug)
    return _edit(request, visit, permissions.item_to_coordinate(request.viewer, slug, pk))


def _edit(request: Request, visit: Activity, item: ProgrammeItem | None) -> HttpResponse:
    """Refused times stay refused; conflicts are told, and kept when she says that she knows."""
    initial = initial_of(item) if item else {"day": request.GET.get("jour", "")}
    form = VisitMomentForm(request.POST or None, visit=visit, initial=initial)
    conflicts: list[str] = []

    def place() -> ProgrammeItem:
        try:
            return operations.place_item(
                activity_id=visit.pk,
                item_id=item.pk if item else None,
                seen=form.cleaned_data["seen"],
                kept=request.POST.get("kept", ""),
                now=clock.now(),
                **form.told(),
            )
        except ConflictsFound as refusal:
            conflicts.extend(refusal.facts["conflicts"])  # type: ignore[arg-type]  # its own list
            raise

    if done(form, place):
        messages.success(request, _("C’est au programme."))
        return redirect("activities:visit_programme", visit.slug)
    label = _("Changer ce moment") if item else _("Ajouter un moment")
    check = reverse("activities:visit_moment_check", args=[visit.slug, item.pk if item else UNPLACED])
    context = {
        "visit": visit,
        "item": item,
        "title": label,
        "crumbs": crumbs(visit, label),
        "check_url": check,
    }
    return drawn(request, "activities/visit_moment.html", form, **context, **_conflicts_told(conflicts, ""))


@login_required
@require_POST
def check(request: Request, slug: str, pk: int) -> HttpResponse:
    """While she types: times that are refused, and what the moment would get in the way of. Keeps nothing."""
    visit = permissions.visit_to_coordinate(request.viewer, slug)
    form = VisitMomentForm(request.POST, visit=visit)
    form.is_valid()
    refused = [
        error for name in ("starts", "ends") if request.POST.get(name) for error in form.errors.get(name, [])
    ]
    conflicts = _conflicts_typed(visit, form, pk) if "ends_at" in form.cleaned_data else []
    context = _conflicts_told(conflicts, request.POST.get("kept", "")) | {"refused": refused}
    return render(request, "activities/parts/visit_conflicts.html", context)


def _conflicts_typed(visit: Activity, form: VisitMomentForm, pk: int) -> list[str]:
    data = form.cleaned_data
    if "starts_at" not in data:
        return []
    moment = Moment(
        pk=pk,
        title=data.get("title", ""),
        starts_at=data["starts_at"],
        ends_at=data["ends_at"],
        zone=ZoneInfo(data["time_zone"]),
        place=data.get("place", ""),
        room=data.get("room", ""),
        is_travel=data.get("kind") == ItemKind.TRAVEL,
        hosts={host.pk: str(host) for host in data.get("hosts", ())},
        people={person.pk: str(person) for person in data.get("people", ())},
    )
    return conflicts_of(moment, queries.moments_of(queries.programme_of(visit)), queries.frame_of(visit))


def _conflicts_told(conflicts: list[str], kept: str) -> dict[str, Any]:
    digest = digest_of(conflicts) if conflicts else ""
    return {
        "conflicts": conflicts,
        "digest": digest,
        "is_kept": bool(digest) and kept == digest,
        "refused": [],
    }
