"""Offers: listed, described, read, changed, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.common import clock
from maillage.directory.queries import home_network_of, speaks_for
from maillage.matching import operations, permissions, queries
from maillage.matching.enums import OfferKind
from maillage.matching.web.capacity import availability_texts
from maillage.matching.web.forms import OfferForm
from maillage.matching.web.rows import fictitious_tag, held_by

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.matching.models import Offer

PAGE = 30


@require_GET
def offer_list(request: Request) -> HttpResponse:
    """Offers open to the viewer, by kind when she asks."""
    kind = request.GET.get("genre", "")
    offers = queries.offers_open_to(request.viewer)
    if kind in OfferKind.values:
        offers = offers.filter(kind=kind)
    page = Paginator(offers, PAGE).get_page(request.GET.get("page"))
    places = availability_texts([offer.pk for offer in page], request.viewer.day)
    rows = [
        {
            "title": offer.title,
            "url": offer.get_absolute_url(),
            "by": held_by(offer),
            "tag": fictitious_tag(offer),
            "text": " – ".join([str(OfferKind(offer.kind).label), *_words(places, offer)]),
            "strand": offer.strand,
        }
        for offer in page
    ]
    tabs = [{"label": _("Toutes"), "url": request.path, "current": not kind}] + [
        {
            "label": choice.label,
            "url": f"{request.path}?genre={choice.value}",
            "current": kind == choice.value,
        }
        for choice in OfferKind
    ]
    mine = list(queries.offers_of(request.viewer)) if request.viewer.is_known else []
    context = {"page": page, "rows": rows, "tabs": tabs, "mine": mine, "address": f"?genre={kind}&page="}
    return render(request, "matching/offer_list.html", context)


def _words(places: dict[int, dict[str, str]], offer: Offer) -> list[str]:
    """What it can take, when somebody said."""
    return [places[offer.pk]["text"]] if offer.pk in places else []


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    form = OfferForm(request.POST or None, viewer=request.viewer, initial={"kind": OfferKind.EXPERTISE})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        network = home_network_of(data["organisation"], request.viewer)
        offer = operations.publish_offer(network=network, now=clock.now(), **data)
        messages.success(request, _("Votre offre est en ligne."))
        return redirect(offer)
    status = 422 if form.errors else 200
    return render(request, "matching/offer_form.html", {"form": form, "offer": None}, status=status)


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    offer = permissions.offer_open_to(request.viewer, pk)
    context = {
        "offer": offer,
        "may_change": speaks_for(request.viewer, offer.organisation),
        "held_by": held_by(offer),
        "tag": fictitious_tag(offer),
        "places": "".join(_words(availability_texts([pk], request.viewer.day), offer)),
        "my_needs": [need for need in queries.needs_of(request.viewer) if need.state == "open"]
        if request.viewer.is_known
        else [],
    }
    return render(request, "matching/offer.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    offer = permissions.offer_of(request.viewer, pk)
    names = ("title", "text", "kind", "strand", "visibility")
    form = OfferForm(
        request.POST or None, viewer=None, initial={name: getattr(offer, name) for name in names}
    )
    if request.method == "POST" and form.is_valid():
        operations.rewrite_offer(offer_id=offer.pk, now=clock.now(), **form.cleaned_data)
        messages.success(request, _("Votre offre est à jour."))
        return redirect(offer)
    status = 422 if form.errors else 200
    return render(request, "matching/offer_form.html", {"form": form, "offer": offer}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def close(request: Request, pk: int) -> HttpResponse:
    offer = permissions.offer_of(request.viewer, pk)
    if request.method == "POST":
        operations.close_offer(offer_id=offer.pk, now=clock.now())
        messages.success(request, _("Votre offre n’apparaît plus dans les recherches."))
        return redirect("matching:offers")
    return render(request, "matching/offer_close.html", {"offer": offer})
