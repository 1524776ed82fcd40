"""A visit written by its coordinator: described, changed, announced, cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maillage.activities import operations, permissions
from maillage.activities.errors import ChangedMeanwhile
from maillage.activities.web.visit_forms import ReasonForm, VisitForm
from maillage.activities.web.visit_frame import form_page, told
from maillage.agreements.models import Agreement
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from maillage.activities.models import Activity
    from maillage.common.http import Request

CHANGED = ("title", "summary", "starts_on", "ends_on", "time_zone", "place", "strand", "visibility")


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Only who coordinates a network bound by an agreement writes a visit. `?entente=` chooses the agreement."""
    asked = Agreement.objects.filter(slug=request.GET.get("entente", "")).first()
    form = VisitForm(request.POST or None, viewer=request.viewer, visit=None, initial={"agreement": asked})
    agreements: Any = form.fields["agreement"]
    if not agreements.queryset.exists():
        raise Http404
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        party = data["agreement"].parties.filter(network__in=request.viewer.coordinated_network_ids)
        try:
            visit = operations.create_visit(
                network=party.select_related("network").order_by("pk")[0].network, now=clock.now(), **data
            )
        except ValidationError as refusal:
            told(form, refusal)
        else:
            messages.success(
                request, _("Le brouillon est prêt. Seules les coordinations de l’entente le voient.")
            )
            return redirect("activities:visit_people", visit.slug)
    return form_page(
        request,
        visit=None,
        form=form,
        title=_("Préparer une mission"),
        lead=_("Dites quand et où. Les hôtes, la délégation et le programme viennent ensuite."),
        button=_("Commencer"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, slug: str) -> HttpResponse:
    """The second of two people is told what the first kept, and loses nothing of what she typed."""
    visit = permissions.visit_to_coordinate(request.viewer, slug)
    initial = {name: getattr(visit, name) for name in CHANGED}
    form = VisitForm(request.POST or None, viewer=request.viewer, visit=visit, initial=initial)
    missed: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            operations.change_activity(
                activity_id=visit.pk,
                seen=int(seen) if seen.isdecimal() else -1,
                now=clock.now(),
                **form.cleaned_data,
            )
        except (Refusal, ValidationError) as refusal:
            told(form, refusal)
            visit.refresh_from_db()
            missed = _said(visit) if isinstance(refusal, ChangedMeanwhile) else []
        else:
            messages.success(request, _("La mission est à jour."))
            return redirect(visit)
    return form_page(
        request, visit=visit, form=form, title=_("Changer la mission"), button=_("Enregistrer"), missed=missed
    )


def _said(visit: Activity) -> list[dict[str, Any]]:
    return [
        {"label": _("Titre"), "value": visit.title},
        {"label": _("Premier jour"), "value": plain_day(visit.starts_on, spoken())},
        {"label": _("Dernier jour"), "value": plain_day(visit.ends_on, spoken())},
        {"label": _("Lieu"), "value": visit.place},
        {"label": _("De quoi il s’agit"), "value": visit.summary},
    ]


@login_required
@require_POST
def announce(request: Request, slug: str) -> HttpResponse:
    visit = permissions.visit_to_coordinate(request.viewer, slug)
    operations.announce_activity(activity_id=visit.pk, now=clock.now())
    messages.success(request, _("La mission est annoncée."))
    return redirect(visit)


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: Request, slug: str) -> HttpResponse:
    visit = permissions.visit_to_coordinate(request.viewer, slug)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.cancel_activity(
                activity_id=visit.pk, reason=form.cleaned_data["reason"], now=clock.now()
            )
        except Refusal as refusal:
            told(form, refusal)
        else:
            messages.success(request, _("La mission est annulée. Son programme reste lisible, barré."))
            return redirect(visit)
    return form_page(
        request,
        visit=visit,
        form=form,
        title=_("Annuler la mission ?"),
        lead=_("Ce qui est écrit reste. Plus rien ne change ensuite."),
        button=_("Annuler la mission"),
    )
