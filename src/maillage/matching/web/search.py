"""The public search: say a need, read who can help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from maillage.common.ratelimit import limited
from maillage.common.refusals import Refusal
from maillage.matching.queries import help_for
from maillage.matching.web.rows import answer_context, fictitious_tag, held_by

if TYPE_CHECKING:
    from maillage.common.http import Request
    from maillage.matching.models import Offer

FEWEST_CHARACTERS = 12  # a shorter text is still being typed (ui/instant.js waits for as many)
FIRST = 5


@require_GET
@limited(group="search", per_minute=40)
def results(request: Request) -> HttpResponse:
    """Ranked, explained help for `q`, in one request; what shows depends on who looks."""
    text = request.GET.get("q", "")
    try:
        answer = help_for(text, request.viewer)
    except Refusal as refusal:
        context = {"text": text[:4000], "error": str(refusal)}
        return render(request, "matching/search.html", context, status=422 if text else 200)
    template = "matching/parts/answers.html" if request.htmx else "matching/search.html"
    return render(request, template, {"text": text, **answer_context(answer, request.viewer)})


@require_GET
@limited(group="instant", per_minute=30)
def instant(request: Request) -> HttpResponse:
    """The first answers to a text being typed; nothing for one that says too little."""
    text = request.GET.get("q", "").strip()
    try:
        offers = _first(text, request) if len(text) >= FEWEST_CHARACTERS else None
    except Refusal as refusal:
        return render(request, "matching/parts/instant.html", {"rows": [], "told": str(refusal)})
    if offers is None:
        return HttpResponse()
    rows = [
        {
            "label": offer.title,
            "url": offer.get_absolute_url(),
            "note": held_by(offer),
            "tag": fictitious_tag(offer),
        }
        for offer in offers
    ]
    found = ngettext("%(number)s première piste", "%(number)s premières pistes", len(rows))
    told = (
        found % {"number": len(rows)}
        if rows
        else _("Rien encore qui corresponde clairement. Continuez, ou cherchez.")
    )
    all_url = f"{reverse('matching:search')}?{urlencode({'q': text})}"
    return render(request, "matching/parts/instant.html", {"rows": rows, "told": told, "all_url": all_url})


def _first(text: str, request: Request) -> list[Offer]:
    """Those that fit, those of existing programmes first, as the page of answers shows them."""
    groups = help_for(text, request.viewer).groups
    return [suggestion.offer for _kind, found in groups for suggestion in found][:FIRST]
