"""The figures of a report, told apart by sector and by pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.common import clock
from maillage.outcomes.permissions import reports as permissions
from maillage.outcomes.queries.report import Asked
from maillage.outcomes.rules.addresses import KINDS, report_address
from maillage.outcomes.rules.telling import span_said
from maillage.outcomes.web.detail_rows import detail_tables
from maillage.outcomes.web.spans import SpanForm, moment_told
from maillage.ui.formats import plain_moment
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


@require_GET
def details(request: Request, kind: str, slug: str) -> HttpResponse:
    """As of the moment of the report; its paper holds them too."""
    kind = KINDS.get(kind, "")
    subject = permissions.subject_open_to(request.viewer, kind, slug)
    as_of, span = moment_told(request), SpanForm(request.GET).span(request.viewer.day)
    at = as_of or clock.now()
    asked = Asked(kind=kind, row=subject, span=span, as_of=as_of)
    context = {
        "subject": str(subject),
        "span": capfirst(span_said(span)),
        "at": plain_moment(localtime(at), spoken()),
        "details": detail_tables(asked, request.viewer, at),
        "crumbs": [
            {"label": str(subject), "url": subject.get_absolute_url()},
            {"label": _("Rapport"), "url": report_address(kind, slug, span, as_of=as_of)},
            {"label": _("Par secteur et par salaire")},
        ],
    }
    return render(request, "outcomes/details.html", context)
