"""The contributions behind a report's money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.outcomes.queries.gifts import contributions_behind
from maillage.outcomes.web.opening import opened
from maillage.ui.formats import money, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.initiatives.models import Contribution

PAGE = 50


@require_GET
def gifts(request: Request, kind: str, slug: str) -> HttpResponse:
    """Those that the figures of a report count, with the sums that it adds up, as of its moment."""
    read = opened(request, kind, slug)
    rows = contributions_behind(read.asked, request.viewer)
    funder = request.GET.get("bailleur", "")
    if funder:
        rows = rows.filter(funder__slug=funder)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    address = request.GET.copy()
    address.pop("page", None)
    context = {
        **read.head(below=_("Contributions")),
        "columns": [
            {"label": _("Contribution")},
            {"label": _("Bailleur")},
            {"label": _("Promise le")},
            {"label": _("Promis"), "number": True},
            {"label": _("Reçu"), "number": True},
            {"label": _("Affecté"), "number": True},
        ],
        "rows": [_line(row) for row in page],
        "page": page,
        "address": f"?{address.urlencode()}{'&' if address else ''}page=",
    }
    return render(request, "outcomes/gifts.html", context)


def _line(row: Contribution) -> list[dict[str, Any]]:
    sums = [(_("Promis :"), "promised"), (_("Reçu :"), "received"), (_("Affecté :"), "given")]
    return [
        {"text": row.title, "url": row.get_absolute_url()},
        {"text": str(row.funder), "label": _("Bailleur :")},
        {"text": plain_day(row.promised_on, spoken()), "label": _("Promise le :")},
        *(
            {"text": money(getattr(row, name), row.currency, spoken()), "number": True, "label": label}
            for label, name in sums
        ),
    ]
