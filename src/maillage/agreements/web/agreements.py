"""Agreements: listed, founded, ended. Their front door joins other contexts: it stands in `pages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.agreements import operations, permissions, queries
from maillage.agreements.web.crumbs import crumbs_of
from maillage.agreements.web.forms import AgreementForm, EndForm
from maillage.common import clock
from maillage.directory.queries import networks_in_order
from maillage.people.permissions import person_behind
from maillage.ui.editing import drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request

PAGE = 30


@require_GET
def agreement_list(request: Request) -> HttpResponse:
    page = Paginator(queries.agreements_open_to(request.viewer), PAGE).get_page(request.GET.get("page"))
    links = [
        {
            "label": agreement.name,
            "url": agreement.get_absolute_url(),
            "note": " – ".join(party.name for party in agreement.parties.all()),
            "tag": _("en vigueur") if agreement.is_in_force else _("pas en vigueur"),  # type: ignore[attr-defined]  # lost by Paginator
        }
        for agreement in page
    ]
    context = {"page": page, "links": links, "may_found": permissions.may_found(request.viewer)}
    return render(request, "agreements/agreement_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Name the agreement and its parties; its first draft opens next."""
    if not permissions.may_found(request.viewer):
        raise Http404
    networks = networks_in_order().select_related("territory")
    form = AgreementForm(request.POST or None, networks=networks, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        version = operations.found_agreement(
            name=form.cleaned_data["name"],
            purpose=form.cleaned_data["purpose"],
            parties=form.parties,
            by=person_behind(request),
            day=clock.today(),
        )
        messages.success(request, _("L’entente existe, en projet. Elle n’ouvre rien avant d’être signée."))
        return redirect("agreements:edit-version", slug=version.agreement.slug, number=version.number)
    return drawn(request, "agreements/new.html", form)


@login_required
@require_http_methods(["GET", "POST"])
def end(request: Request, slug: str) -> HttpResponse:
    """Confirm what closes with the agreement and say why, then close it at once."""
    agreement = permissions.agreement_to_run(request.viewer, slug)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.end_agreement(
            agreement_id=agreement.pk,
            by=person_behind(request),
            reason=form.cleaned_data["reason"],
            day=clock.today(),
        )
        messages.success(request, _("L’entente est terminée. Ce qu’elle ouvrait est fermé dès maintenant."))
        return redirect(agreement)
    here = crumbs_of(agreement, _("Terminer l’entente avant terme"))
    return drawn(request, "agreements/end.html", form, agreement=agreement, crumbs=here)
