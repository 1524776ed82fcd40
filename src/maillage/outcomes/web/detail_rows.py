"""The tables of a report that tell a figure apart, for its page and its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.assessments.models import FEWEST
from maillage.outcomes.queries.detail import details_in
from maillage.outcomes.rules.addresses import rows_address, with_query
from maillage.outcomes.rules.detail import SECTOR
from maillage.outcomes.rules.telling import value_said
from maillage.ui.formats import number
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.common.viewer import Viewer
    from maillage.outcomes.queries.report import Asked
    from maillage.outcomes.rules.detail import Detail, Line

Row = dict[str, Any]


def detail_tables(asked: Asked, viewer: Viewer, at: datetime) -> Row | None:
    """at: the moment that its links carry. None when nothing is told apart."""
    details = details_in(asked.scope, viewer)
    rows = rows_address(asked.kind, asked.row.slug, asked.span, as_of=at)
    if not details:
        return None
    return {
        "tables": [_table(detail, rows) for detail in details],
        "fewest": FEWEST,
        "is_whole": details[0].is_whole,
        "has_sectors": any(detail.cut == SECTOR for detail in details),
    }


def _table(detail: Detail, rows: str) -> Row:
    url = with_query(rows, nature=detail.indicator.kind, monnaie=detail.currency)
    return {
        "caption": detail.title(),
        "columns": [
            {"label": _("Secteur") if detail.cut == SECTOR else _("Salaire")},
            {"label": _("Retombées"), "number": True},
            {"label": _("En tout"), "number": True},
        ],
        "rows": [_cells(detail, line, detail.label(line)) for line in detail.lines],
        "total": _cells(detail, detail.total, _("Ensemble"), url),
    }


def _cells(detail: Detail, line: Line, label: str, url: str = "") -> list[Row]:
    value = value_said(line.value, detail.indicator.kind, detail.currency)
    return [
        {"text": label, "url": url},
        {"text": number(line.outcomes, spoken()), "number": True, "label": _("Retombées :")},
        {"text": value, "number": True, "label": _("En tout :")},
    ]
