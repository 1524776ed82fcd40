"""What is counted, and how: the same for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.outcomes.models import Indicator
from maillage.outcomes.rules.addresses import with_query

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


@require_GET
def indicators(request: Request) -> HttpResponse:
    """Each indicator: what it is, its unit, how it is counted, and the outcomes that it counts."""
    rows = [
        {
            "id": row.code,
            "name": str(row),
            "definition": row.told("definition"),
            "method": row.told("method"),
            "unit": row.told("unit"),
            "url": with_query(reverse("outcomes:outcomes"), nature=row.kind),
        }
        for row in Indicator.objects.all()
    ]
    crumbs = [{"label": _("Retombées"), "url": reverse("outcomes:outcomes")}, {"label": _("Indicateurs")}]
    return render(request, "outcomes/indicators.html", {"rows": rows, "crumbs": crumbs})
