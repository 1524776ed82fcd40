"""Statuses given back to the organisations that hold offers: a page, and the same rows for a spreadsheet."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.directory.queries import organisations_spoken_for
from maillage.matching import queries
from maillage.matching.web.timeline import said_day

if TYPE_CHECKING:
    from maillage.common.http import Request
    from maillage.matching.models import Introduction

PAGE = 50
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would compute a cell that begins so
BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know UTF-8


@login_required
@require_GET
def tracking(request: Request) -> HttpResponse:
    """Every introduction to the offers of the viewer's organisations: where it stands, since when, who answers."""
    page = Paginator(queries.introductions_held(request.viewer), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_cells(row) for row in page],
        "columns": [
            {"label": label} for label in (_("Besoin"), _("De"), _("État"), _("Demandée le"), _("Qui répond"))
        ],
        "organisations": list(organisations_spoken_for(request.viewer)),
    }
    return render(request, "matching/tracking.html", context)


def _cells(row: Introduction) -> list[dict[str, str]]:
    return [
        {"text": row.need.title, "url": row.get_absolute_url()},
        {"text": str(row.need.organisation), "label": _("De :")},
        {"text": row.get_state_display(), "label": _("État :")},
        {"text": said_day(row.asked_at), "label": _("Demandée le :")},
        {"text": str(row.answered_by or "–"), "label": _("Qui répond :")},
    ]


@login_required
@require_GET
def tracking_table(request: Request) -> HttpResponse:
    """The same as CSV: UTF-8 with its mark, and no cell that a spreadsheet would compute."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mises-en-relation.csv"'
    response.write(BYTE_ORDER_MARK)
    writer = csv.writer(response)
    writer.writerow(
        [
            _("Référence"),
            _("Besoin"),
            _("De"),
            _("Offre"),
            _("État"),
            _("Raison"),
            _("Demandée le"),
            _("Réponse attendue jusqu’au"),
            _("Dernier changement"),
            _("Qui répond"),
        ]
    )
    for row in queries.introductions_held(request.viewer):
        writer.writerow([harmless(cell) for cell in _line(row)])
    return response


def _line(row: Introduction) -> list[str]:
    moments = (row.asked_at, row.answer_by, row.changed_at)
    return [
        str(row.pk),
        row.need.title,
        str(row.need.organisation),
        row.offer.title,
        row.get_state_display(),
        row.get_decline_reason_display(),
        *(timezone.localtime(moment).isoformat(timespec="minutes") if moment else "" for moment in moments),
        str(row.answered_by or ""),
    ]


def harmless(cell: str) -> str:
    """Text that begins like a formula is shown as text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
