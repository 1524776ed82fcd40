"""Offers: described, read, changed, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.common import clock
from maillage.directory.queries import home_network_of, speaks_for
from maillage.matching import operations, permissions, queries
from maillage.matching.enums import OfferKind
from maillage.matching.models import Programme
from maillage.matching.web.capacity import availability_texts
from maillage.matching.web.forms import OfferForm
from maillage.matching.web.programmes import programme_context
from maillage.matching.web.rows import fictitious_tag, held_by
from maillage.ui.editing import drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Say an offer. Words that come with the address (`?q=`) are already there."""
    form = OfferForm(
        request.POST or None,
        viewer=request.viewer,
        initial={"text": request.GET.get("q", "")[:4000], "kind": OfferKind.EXPERTISE},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        network = home_network_of(data["organisation"], request.viewer)
        offer = operations.publish_offer(network=network, now=clock.now(), **data)
        messages.success(request, _("Votre offre est en ligne."))
        return redirect(offer)
    return drawn(request, "matching/offer_form.html", form, offer=None)


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    offer = permissions.offer_open_to(request.viewer, pk)
    context = {
        "offer": offer,
        "may_change": speaks_for(request.viewer, offer.organisation),
        "held_by": held_by(offer),
        "tag": fictitious_tag(offer),
        "places": availability_texts([pk], request.viewer.day).get(pk, {}).get("text", ""),
        "my_needs": [need for need in queries.needs_of(request.viewer) if need.state == "open"]
        if request.viewer.is_known
        else [],
    }
    programme = Programme.objects.filter(offer=offer).first() if offer.kind == OfferKind.PROGRAMME else None
    if programme is None:
        return render(request, "matching/offer.html", context)
    programme.offer = offer
    return render(request, "matching/programme.html", context | programme_context(request, programme))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    offer = permissions.offer_of(request.viewer, pk)
    if Programme.objects.filter(offer=offer).exists():
        return redirect("matching:programme_edit", pk)
    names = ("title", "text", "kind", "strand", "visibility")
    form = OfferForm(
        request.POST or None, viewer=None, initial={name: getattr(offer, name) for name in names}
    )
    if request.method == "POST" and form.is_valid():
        operations.rewrite_offer(offer_id=offer.pk, now=clock.now(), **form.cleaned_data)
        messages.success(request, _("Votre offre est à jour."))
        return redirect(offer)
    return drawn(request, "matching/offer_form.html", form, offer=offer)


@login_required
@require_http_methods(["GET", "POST"])
def close(request: Request, pk: int) -> HttpResponse:
    offer = permissions.offer_of(request.viewer, pk)
    if Programme.objects.filter(offer=offer).exists():
        return redirect("matching:programme_archive", pk)
    if request.method == "POST":
        operations.close_offer(offer_id=offer.pk, now=clock.now())
        messages.success(request, _("Votre offre n’apparaît plus dans les recherches."))
        return redirect("matching:offers")
    return render(request, "matching/offer_close.html", {"offer": offer})
