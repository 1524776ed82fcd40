"""The contributions behind a report's money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.common import clock
from maillage.outcomes.permissions import reports as permissions
from maillage.outcomes.queries.gifts import contributions_behind
from maillage.outcomes.queries.report import Asked
from maillage.outcomes.rules.addresses import KINDS, report_address
from maillage.outcomes.rules.telling import span_said
from maillage.outcomes.web.spans import SpanForm, moment_told
from maillage.ui.formats import money, plain_day, plain_moment
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.initiatives.models import Contribution

PAGE = 50


@require_GET
def gifts(request: Request, kind: str, slug: str) -> HttpResponse:
    """Those that the figures of a report count, with the sums that it adds up, as of its moment."""
    kind = KINDS.get(kind, "")
    subject = permissions.subject_open_to(request.viewer, kind, slug)
    as_of, span = moment_told(request), SpanForm(request.GET).span(request.viewer.day)
    asked = Asked(kind=kind, row=subject, span=span, as_of=as_of)
    rows = contributions_behind(asked, request.viewer)
    funder = request.GET.get("bailleur", "")
    if funder:
        rows = rows.filter(funder__slug=funder)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    address = request.GET.copy()
    address.pop("page", None)
    context = {
        "subject": str(subject),
        "span": capfirst(span_said(span)),
        "at": plain_moment(localtime(as_of or clock.now()), spoken()),
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
        "crumbs": [
            {"label": str(subject), "url": subject.get_absolute_url()},
            {"label": _("Rapport"), "url": report_address(kind, slug, span, as_of=as_of)},
            {"label": _("Contributions")},
        ],
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
