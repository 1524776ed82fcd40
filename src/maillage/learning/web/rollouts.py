"""Roll-outs: a path brought to one region, then to the next; how far each is."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.learning import permissions
from maillage.learning.operations import rollouts as operations
from maillage.learning.queries import rollouts as queries
from maillage.learning.web.rollout_forms import RollOutForm, TargetForm
from maillage.learning.web.rollout_rows import UNTOLD, crumbs, lead_of, line, picture, total_line
from maillage.ui.editing import done, drawn
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from maillage.common.http import Request


@login_required
@require_GET
def roll_outs(request: Request) -> HttpResponse:
    """Those of her networks."""
    links = [
        {
            "label": row.title,
            "url": row.get_absolute_url(),
            "note": _("%(network)s, du %(first)s au %(last)s")
            % {
                "network": row.network,
                "first": plain_day(row.starts_on, spoken()),
                "last": plain_day(row.ends_on, spoken()),
            },
            "tag": _("fictif") if row.is_fictitious else "",
        }
        for row in queries.roll_outs_open_to(request.viewer)
    ]
    context = {
        "links": links,
        "coordinates": bool(request.viewer.coordinated_network_ids),
        "crumbs": crumbs(),
    }
    return render(request, "learning/cohorts/rollouts.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def roll_out_new(request: Request) -> HttpResponse:
    """Only who coordinates a network plans one."""
    if not request.viewer.coordinated_network_ids:
        raise Http404
    initial = {"network": min(request.viewer.coordinated_network_ids)}
    form = RollOutForm(request.POST or None, viewer=request.viewer, initial=initial)
    planned = done(form, lambda: operations.plan_roll_out(**form.told()))
    if planned:
        messages.success(request, _("Le déploiement est au plan : donnez-lui une région."))
        return redirect(planned)
    return drawn(request, "learning/cohorts/rollout_new.html", form, crumbs=crumbs(_("Nouveau déploiement")))


@login_required
@require_http_methods(["GET", "POST"])
def roll_out(request: Request, pk: int) -> HttpResponse:
    """The picture and its table; the coordination sets targets below."""
    found = permissions.roll_out_open_to(request.viewer, pk)
    coordinates = found.network_id in request.viewer.coordinated_network_ids
    if request.method == "POST" and not coordinates:
        raise Http404
    form = TargetForm(request.POST or None)
    if done(form, lambda: operations.set_target(roll_out_id=found.pk, **form.cleaned_data), on="by_day"):
        messages.success(request, _("La cible est gardée."))
        return redirect(found)
    reach = queries.reach_of(found)
    day = request.viewer.day
    context = {
        "roll_out": found,
        "path": queries.title_of(found.path),
        "lead": lead_of(found, reach),
        "regions": [picture(row, found, day, coordinates=coordinates) for row in reach],
        "rows": [line(row, found, day) for row in reach],
        "total": total_line(reach),
        "coordinates": coordinates,
        "file": reverse("learning:roll_out_csv", args=[found.pk]),
        "crumbs": crumbs(found.title),
    }
    return drawn(request, "learning/cohorts/rollout.html", form, **context)


@login_required
@require_POST
def target_remove(request: Request, pk: int, target: int) -> HttpResponse:
    found = permissions.target_to_coordinate(request.viewer, pk, target)
    operations.remove_target(target_id=found.pk)
    messages.success(request, _("Cette région n’est plus au plan."))
    return redirect("learning:roll_out", pk)


@login_required
@require_GET
def roll_out_csv(request: Request, pk: int) -> HttpResponse:
    """The numbers of the page, under the same rule: fewer than ten are not told."""
    found = permissions.roll_out_open_to(request.viewer, pk)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    lines = csv.writer(answer)
    lines.writerow(["region", "code", "target", "by_day", "cohorts", "enrolled", "finished"])
    for row in queries.reach_of(found):
        target = row.target
        numbers = [UNTOLD if number is None else number for number in (row.enrolled, row.finished)]
        lines.writerow(
            [
                target.territory.name,
                target.territory.path,
                target.people,
                target.by_day,
                row.cohorts,
                *numbers,
            ]
        )
    answer["Content-Disposition"] = f'attachment; filename="deploiement-{found.pk}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer
