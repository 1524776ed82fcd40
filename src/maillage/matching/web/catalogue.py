"""The catalogue: offers and programmes open to whoever looks, narrowed by an address."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from maillage.agreements.models import Strand
from maillage.common.ratelimit import limited
from maillage.common.refusals import Refusal
from maillage.directory.enums import Country, TerritoryLevel
from maillage.directory.queries import networks_in_order
from maillage.matching import queries
from maillage.matching.enums import CatalogueOrder, Facet, OfferKind, ProgrammeHelp
from maillage.matching.queries.catalogue import Found, found_in_catalogue, offers_in_order
from maillage.matching.rules.catalogue import AMOUNTS, OPEN_NOW, search_from
from maillage.matching.web.capacity import availability_texts
from maillage.matching.web.rows import fictitious_tag, held_by
from maillage.ui.choices import Choice, Group, Option
from maillage.ui.formats import money, number, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.directory.models import Territory
    from maillage.matching.models import Offer
    from maillage.matching.rules.catalogue import CatalogueSearch

PAGE = 30
ANYTHING = {
    Facet.KIND: gettext_lazy("Tous les genres"),
    Facet.GIVES: gettext_lazy("Tout ce qui existe"),
    Facet.AMOUNT: gettext_lazy("Tous les montants"),
    Facet.OPEN: gettext_lazy("Toutes, à venir comprises"),
    Facet.STRAND: gettext_lazy("Tous les domaines"),
    Facet.PLACE: gettext_lazy("Tous les territoires"),
    Facet.NETWORK: gettext_lazy("Tous les réseaux"),
    Facet.LANGUAGE: gettext_lazy("Toutes les langues"),
}
LANGUAGE_NAMES = {"fr": gettext_lazy("En français"), "en": gettext_lazy("En anglais")}
Named = list[tuple[str, str]]


@require_GET
@vary_on_headers("HX-Request")
def catalogue(request: Request) -> HttpResponse:
    """Offers open to the viewer, narrowed by facets and words. A search by words is counted: it costs more."""
    search = search_from(request.GET.dict())
    if not request.htmx and "" in request.GET.values():
        # A form says what it leaves empty; the one address of a search does not.
        return redirect(f"{request.path}?{search.query}")
    return _searched(request, search) if search.words else _answer(request, search)


@limited(group="catalogue", per_minute=40)
def _searched(request: Request, search: CatalogueSearch) -> HttpResponse:
    return _answer(request, search)


def _answer(request: Request, search: CatalogueSearch) -> HttpResponse:
    context: dict[str, Any] = {"search": search, "error": ""}
    try:
        found = found_in_catalogue(search, request.viewer)
    except Refusal as refusal:
        search = search.without_words()
        context |= {"error": str(refusal)}
        found = found_in_catalogue(search, request.viewer)
    context |= _results(request, search, found)
    status = 422 if context["error"] else 200
    if request.htmx and not request.htmx.history_restore_request:
        response = render(request, "matching/parts/catalogue.html", context | {"is_answer": True})
        response["HX-Push-Url"] = f"{request.path}?{search.query}"
        return response
    mine = list(queries.offers_of(request.viewer)) if request.viewer.is_known else []
    return render(request, "matching/catalogue.html", context | {"mine": mine}, status=status)


def _results(request: Request, search: CatalogueSearch, found: Found) -> dict[str, Any]:
    """What `matching/parts/catalogue.html` takes."""
    page = Paginator(found.ids, PAGE).get_page(request.GET.get("page"))
    names = _names(found)
    return {
        "page": page,
        "rows": _rows(offers_in_order(list(page), request.viewer), request.viewer.day),
        "choices": [
            *(_choice(facet, names[facet], found.counts[facet], search) for facet in Facet),
            _order(search),
        ],
        "chips": _chips(search, names),
        "address": f"?{search.query}{'&' if search.query else ''}page=",
        "is_refined": bool(
            request.htmx and search.chosen
        ),  # the chips say the rest: folded when the page opens
        "keep_url": f"{reverse('matching:search_keep')}?{search.query}",
    }


def _names(found: Found) -> dict[Facet, Named]:
    """By facet, its values and their names, in the order in which a list shows them."""
    amounts = [(least, number(int(least), spoken())) for least in AMOUNTS]
    return {
        Facet.KIND: _labels(OfferKind.choices),
        Facet.GIVES: _labels(ProgrammeHelp.choices),
        Facet.AMOUNT: [(least, _("%(amount)s ou plus") % {"amount": amount}) for least, amount in amounts],
        Facet.OPEN: [(OPEN_NOW, _("Ouvertes en ce moment"))],
        Facet.STRAND: [(row.slug, str(row)) for row in Strand.objects.order_by("position")],
        Facet.PLACE: [(place.path, _place_name(place)) for place in found.places],
        Facet.NETWORK: [(row.slug, row.name) for row in networks_in_order()],
        Facet.LANGUAGE: _labels(LANGUAGE_NAMES.items()),
    }


def _labels(choices: Iterable[tuple[Any, Any]]) -> Named:
    return [(str(value), str(label)) for value, label in choices]


def _place_name(place: Territory) -> str:
    return str(Country(place.country).label) if place.level == TerritoryLevel.COUNTRY else place.name


def _choice(facet: Facet, names: Named, counts: Counter[str], search: CatalogueSearch) -> Choice:
    """A list to choose from, without what would find nothing; places by country."""
    chosen = search.chosen.get(facet, "")
    options = [
        Option(
            value=value,
            label=_("%(name)s (%(count)s)") % {"name": name, "count": number(counts[value], spoken())},
            is_chosen=value == chosen,
        )
        for value, name in names
        if counts[value] or value == chosen
    ]
    if facet == Facet.PLACE:
        by_country = groupby(options, key=lambda option: option.value.partition("/")[0])
        groups = [Group(label=str(Country(code).label), options=list(rows)) for code, rows in by_country]
    else:
        groups = [Group(label="", options=options)]
    return Choice(name=facet.value, label=str(facet.label), anything=str(ANYTHING[facet]), groups=groups)


def _order(search: CatalogueSearch) -> Choice:
    options = [
        Option(value=order.value, label=str(order.label), is_chosen=order == search.order)
        for order in CatalogueOrder
        if search.words or order != CatalogueOrder.RELEVANCE
    ]
    return Choice(
        name="tri",
        label=_("Dans quel ordre"),
        anything="",
        groups=[Group(label="", options=options)],
    )


def _chips(search: CatalogueSearch, names: dict[Facet, Named]) -> list[dict[str, str]]:
    """What narrows the list, each with the address of the list without it."""
    chips = []
    if search.words:
        chips.append(
            {"label": _("« %(words)s »") % {"words": search.words}, "url": f"?{search.without_words().query}"}
        )
    for facet, value in search.chosen.items():
        label = dict(names[facet]).get(value, value)
        chips.append({"label": label, "url": f"?{search.without(facet).query}"})
    return chips


def _rows(offers: Sequence[Offer], day: date) -> list[dict[str, Any]]:
    """What `matching/parts/shared_rows.html` takes; what an offer can take is told when somebody said."""
    places = availability_texts([offer.pk for offer in offers], day)
    return [
        {
            "title": offer.title,
            "url": offer.get_absolute_url(),
            "by": held_by(offer),
            "tag": fictitious_tag(offer),
            "text": " – ".join([_text(offer), *([places[offer.pk]["text"]] if offer.pk in places else [])]),
            "strand": offer.strand,
        }
        for offer in offers
    ]


def _text(offer: Offer) -> str:
    """« Subvention – jusqu’à 50 000 $ – jusqu’au 31 mars 2027 »."""
    programme = getattr(offer, "programme", None)
    if programme is None:
        return str(OfferKind(offer.kind).label)
    told = [str(given.label) for given in programme.helps]
    if programme.amount_max:
        amount = money(programme.amount_max, programme.currency, spoken())
        told.append(_("jusqu’à %(amount)s") % {"amount": amount})
    if programme.closes_on:
        told.append(_("jusqu’au %(day)s") % {"day": plain_day(programme.closes_on, spoken())})
    return " – ".join(told)
