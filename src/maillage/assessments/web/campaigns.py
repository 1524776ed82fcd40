"""Groups that a network invites: who came, and what ten people or more let say."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.assessments import operations, permissions, queries
from maillage.assessments.models import FEWEST
from maillage.assessments.web.campaign_forms import CampaignForm, InviteForm
from maillage.assessments.web.campaign_rows import arrivals, counts_table, figures
from maillage.assessments.web.crumbs import crumbs_of
from maillage.common import clock
from maillage.common.ratelimit import limited
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn

if TYPE_CHECKING:
    from uuid import UUID

    from maillage.assessments.models import Campaign
    from maillage.common.http import Request

Answer = TypeVar("Answer", bound=HttpResponse)


def _below(here: str, *between: tuple[str, str]) -> list[dict[str, str]]:
    """From the assessments to a page below the groups."""
    return crumbs_of(here, (_("Groupes"), reverse("assessments:campaigns")), *between)


@login_required
@require_GET
def campaigns(request: Request) -> HttpResponse:
    """The groups of her networks, the newest first."""
    permissions.networks_that_invite(request.viewer)
    rows = [
        {"campaign": row, "is_open": queries.is_open(row, request.viewer.day), **arrivals(row)}
        for row in queries.campaigns_followed_by(request.viewer)
    ]
    context = {"rows": rows, "crumbs": crumbs_of(_("Groupes"))}
    return render(request, "assessments/campaign_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def campaign_new(request: Request) -> HttpResponse:
    networks = permissions.networks_that_invite(request.viewer)
    form = CampaignForm(
        request.POST or None,
        networks=networks,
        instruments=queries.instruments_of_people(),
        day=request.viewer.day,
    )
    opened = done(
        form,
        lambda: operations.open_campaign(
            opened_by=person_behind(request), now=clock.now(), **form.cleaned_data
        ),
    )
    if opened:
        messages.success(request, _("Le groupe est prêt. Invitez-y des personnes."))
        return redirect(opened)
    return drawn(request, "assessments/campaign_new.html", form, crumbs=_below(_("Nouveau groupe")))


@login_required
@limited(group="invite", per_minute=20)
@require_http_methods(["GET", "POST"])
def campaign(request: Request, key: UUID) -> HttpResponse:
    """How many were invited, began and finished; from ten, how many stand where. More addresses may be written to."""
    found = permissions.campaign_to_follow(request.viewer, key)
    form = InviteForm(request.POST or None)
    new = done(
        form,
        lambda: operations.invite(campaign_id=found.pk, emails=form.cleaned_data["emails"], now=clock.now()),
        on="emails",
    )
    if new is not None:
        messages.success(request, _invited(new))
        return redirect(found)
    told = queries.told_of(found)
    context = {
        "campaign": found,
        "crumbs": _below(found.title),
        "is_open": queries.is_open(found, request.viewer.day),
        "fewest": FEWEST,
        **arrivals(found),
        "table": counts_table(told, found),
    }
    return drawn(request, "assessments/campaign.html", form, **context)


def _invited(new: int) -> str:
    if not new:
        return _("Ces adresses étaient déjà invitées : rien n’est parti.")
    words = ngettext("%(n)s invitation part.", "%(n)s invitations partent.", new)
    return words % {"n": new}


@login_required
@require_POST
def campaign_remind(request: Request, key: UUID) -> HttpResponse:
    found = permissions.campaign_to_follow(request.viewer, key)
    operations.remind_invited(campaign_id=found.pk, now=clock.now())
    messages.success(request, _("Les rappels partent, un seul par personne."))
    return redirect(found)


@login_required
@require_http_methods(["GET", "POST"])
def campaign_close(request: Request, key: UUID) -> HttpResponse:
    """Asked for on a page of its own: the links that were sent open nothing afterwards."""
    found = permissions.campaign_to_follow(request.viewer, key)
    if request.method == "POST":
        operations.close_campaign(campaign_id=found.pk, now=clock.now())
        messages.success(request, _("Le groupe est fermé. Qui a commencé peut finir."))
        return redirect(found)
    context = {"campaign": found, "crumbs": _below(_("Fermer"), (found.title, found.get_absolute_url()))}
    return render(request, "assessments/campaign_close.html", context)


@login_required
@require_GET
def campaign_json(request: Request, key: UUID) -> JsonResponse:
    """The counts of the page, and nothing more."""
    found = permissions.campaign_to_follow(request.viewer, key)
    answer = JsonResponse(figures(found, queries.told_of(found)), json_dumps_params={"ensure_ascii": False})
    return _kept(answer, found, "json")


@login_required
@require_GET
def campaign_csv(request: Request, key: UUID) -> HttpResponse:
    """The counts of the page, and nothing more."""
    found = permissions.campaign_to_follow(request.viewer, key)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    lines = csv.writer(answer)
    lines.writerow(["competence", "title", "first_level", "last_level", "people", "counted_at"])
    for row in figures(found, queries.told_of(found))["competences"]:
        for one in row["levels"]:
            lines.writerow(
                [row["competence"], row["title"], one["from"], one["to"], one["people"], row["counted_at"]]
            )
    return _kept(answer, found, "csv")


def _kept(answer: Answer, found: Campaign, ending: str) -> Answer:
    answer["Content-Disposition"] = f'attachment; filename="groupe-{found.key}.{ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
