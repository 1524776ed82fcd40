"""Cohorts: the list, the page of one, opening and joining it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.activities.enums import PartState
from maillage.activities.queries import participation_of, programme_of
from maillage.common import clock
from maillage.learning import permissions
from maillage.learning.operations import cohorts as operations
from maillage.learning.queries import cohorts as queries
from maillage.learning.queries.peers import rule_of
from maillage.learning.web.cohort_forms import CohortForm
from maillage.learning.web.cohort_rows import crumbs, facts, joining, listed, sessions, state, tools
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


@require_GET
def cohorts(request: Request) -> HttpResponse:
    """Those that she may see."""
    rows = [listed(row, request.viewer.day) for row in queries.cohorts_open_to(request.viewer)]
    context = {
        "now": [row for row in rows if not row["is_past"]],
        "past": [row for row in rows if row["is_past"]],
        "coordinates": bool(request.viewer.coordinated_network_ids),
        "is_known": request.viewer.is_known,
        "crumbs": crumbs(),
    }
    return render(request, "learning/cohorts/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def cohort_new(request: Request) -> HttpResponse:
    """A draft, seen by the coordination alone until it is announced."""
    if not request.viewer.coordinated_network_ids:
        raise Http404
    form = CohortForm(request.POST or None, viewer=request.viewer, initial=_first_choices(request))
    opened = done(form, lambda: operations.open_cohort(now=clock.now(), **form.cleaned_data))
    if opened:
        messages.success(request, _("C’est un brouillon : ajoutez ses séances, puis annoncez-la."))
        return redirect(opened)
    return drawn(request, "learning/cohorts/new.html", form, crumbs=crumbs(_("Nouvelle cohorte")))


def _first_choices(request: Request) -> dict[str, Any]:
    """Herself, her network and organisation, and the clocks of her country."""
    viewer = request.viewer
    return {
        "network": min(viewer.coordinated_network_ids, default=None),
        "organiser": min(viewer.organisation_ids, default=None),
        "facilitator": viewer.user_id,
        "time_zone": "Europe/Paris" if request.LANGUAGE_CODE == "fr-fr" else "America/Toronto",
    }


@require_GET
def cohort(request: Request, slug: str) -> HttpResponse:
    """Its days, its sessions, the places left; how she stands in it."""
    found = permissions.cohort_open_to(request.viewer, slug)
    part = participation_of(request.viewer, found.activity)
    leads = permissions.may_follow(request.viewer, found)
    has_place = part is not None and part.state == PartState.CONFIRMED
    context = {
        "cohort": found,
        "activity": found.activity,
        "crumbs": crumbs(found.activity.title),
        "state": state(found, request.viewer.day),
        "facts": facts(found, queries.waiting_in(found) if leads else 0),
        "sessions": sessions(
            programme_of(found.activity), found, leads=leads, shows_links=has_place or leads
        ),
        "joining": joining(found, part, request.viewer),
        "counts": queries.counts_herself(request.viewer, found) if has_place else None,
        "has_peers": has_place and rule_of(found) is not None,
        "tools": tools(found, request.viewer) if leads else None,
    }
    return render(request, "learning/cohorts/cohort.html", context)


@login_required
@require_POST
def cohort_join(request: Request, slug: str) -> HttpResponse:
    """Take a place, or wait for one."""
    found = permissions.cohort_open_to(request.viewer, slug)
    part = operations.join_cohort(
        cohort_id=found.pk,
        user=person_behind(request),
        counts="counts" in request.POST,
        now=clock.now(),
        day=clock.today(),
    )
    if part.state == PartState.CONFIRMED:
        messages.success(request, _("Vous avez une place. Le parcours est commencé : lisez à votre rythme."))
    else:
        messages.success(
            request, _("Vous êtes sur la liste d’attente : nous vous écrirons dès qu’une place se libère.")
        )
    return redirect(found)


@login_required
@require_POST
def cohort_count(request: Request, slug: str) -> HttpResponse:
    """Be counted with the others, or no longer; only who takes part chooses."""
    found = permissions.cohort_open_to(request.viewer, slug)
    if participation_of(request.viewer, found.activity) is None:
        raise Http404
    counts = request.POST.get("counts") == "yes"
    operations.choose_counting(
        cohort_id=found.pk, user=person_behind(request), counts=counts, now=clock.now()
    )
    said = (
        _("Vous êtes comptée ou compté avec la cohorte.")
        if counts
        else _("Vous n’êtes plus comptée ni compté.")
    )
    messages.success(request, said)
    return redirect(found)
