"""Agreements: listed, ended. Their front door joins other contexts: it stands in `pages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.agreements import operations, permissions, queries
from maillage.common import clock

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
    return render(request, "agreements/agreement_list.html", {"page": page, "links": links})


@login_required
@require_http_methods(["GET", "POST"])
def end(request: Request, slug: str) -> HttpResponse:
    """Confirm what closes with the agreement, then close it at once."""
    agreement = permissions.agreement_to_end(request.viewer, slug)
    if request.method == "POST":
        operations.end_agreement(agreement_id=agreement.pk, day=clock.today())
        messages.success(request, _("L’entente est terminée. Ce qu’elle ouvrait est fermé dès maintenant."))
        return redirect(agreement)
    return render(request, "agreements/end.html", {"agreement": agreement})
