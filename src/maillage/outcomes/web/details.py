"""The figures of a report, told apart by sector and by pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.outcomes.web.detail_rows import detail_tables
from maillage.outcomes.web.opening import opened

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


@require_GET
def details(request: Request, kind: str, slug: str) -> HttpResponse:
    """As of the moment of the report; its paper holds them too."""
    read = opened(request, kind, slug)
    context = read.head(below=_("Par secteur et par salaire"))
    context["details"] = detail_tables(read.asked, request.viewer, read.at)
    return render(request, "outcomes/details.html", context)
