"""Before and after a path, by cohort, organisation and region: ten people or more, or nothing."""

from __future__ import annotations

import csv
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.assessments.models import FEWEST
from maillage.learning import permissions
from maillage.learning.queries import results as queries
from maillage.learning.web.cohort_rows import crumbs
from maillage.ui.formats import number, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage.common.http import Request
    from maillage.learning.models import GroupResult

COLUMNS = [
    "about", "name", "competence", "people", "before", "before_error", "after", "after_error",
    "change", "change_error", "counted_on",
]  # fmt: skip
DECIMALS = 2


@login_required
@require_GET
def results(request: Request, network: str, code: str) -> HttpResponse:
    given = permissions.path_given_to_follow(request.viewer, network, code)
    found = queries.results_of(given.activity.network, given.version.path)
    titles = queries.titles_of_competences()
    groups = [_group(list(rows), titles) for _one, rows in groupby(found, key=_which)]
    context = {
        "network": given.activity.network,
        "path": given.version,
        "groups": groups,
        "fewest": FEWEST,
        "columns": _columns(),
        "file": reverse("learning:results_csv", args=[network, code]),
        "crumbs": crumbs(_("Avant et après")),
    }
    return render(request, "learning/cohorts/results.html", context)


@login_required
@require_GET
def results_csv(request: Request, network: str, code: str) -> HttpResponse:
    """The figures of the page, and nothing more."""
    given = permissions.path_given_to_follow(request.viewer, network, code)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    lines = csv.writer(answer)
    lines.writerow(COLUMNS)
    for row in queries.results_of(given.activity.network, given.version.path):
        figures = [round(getattr(row, name), DECIMALS) for name in COLUMNS[4:10]]
        lines.writerow(
            [*_about(row), row.competence, len(row.members), *figures, row.counted_at.date().isoformat()]
        )
    answer["Content-Disposition"] = f'attachment; filename="resultats-{network}-{code}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _which(row: GroupResult) -> tuple[int | None, ...]:
    return row.cohort_id, row.organisation_id, row.territory_id


def _about(row: GroupResult) -> tuple[str, str]:
    """Which kind of group, and its name."""
    if row.cohort is not None:
        return "cohort", row.cohort.activity.title
    if row.organisation is not None:
        return "organisation", row.organisation.name
    return "region", str(row.territory.name if row.territory else "")


def _group(rows: list[GroupResult], titles: Mapping[str, str]) -> dict[str, Any]:
    kind, name = _about(rows[0])
    said = {"cohort": _("Cohorte"), "organisation": _("Organisation"), "region": _("Région")}
    return {
        "id": f"groupe-{rows[0].pk}",
        "title": f"{said[kind]} – {name}",
        "rows": [_line(row, titles.get(row.competence, row.competence)) for row in rows],
    }


def _columns() -> list[dict[str, Any]]:
    labels = [_("Avant"), _("Après"), _("Écart"), _("Personnes")]
    return [
        {"label": _("Compétence")},
        *({"label": label, "number": True} for label in labels),
        {"label": _("Ce qu’on peut en dire")},
        {"label": _("Compté le")},
    ]


def _line(row: GroupResult, title: str) -> list[dict[str, Any]]:
    return [
        {"text": title},
        {"text": _within(row.before, row.before_error), "number": True, "label": _("Avant :")},
        {"text": _within(row.after, row.after_error), "number": True, "label": _("Après :")},
        {"text": _within(row.change, row.change_error), "number": True, "label": _("Écart :")},
        {"text": len(row.members), "number": True, "label": _("Personnes :")},
        {"text": _said(row)},
        {"text": plain_day(row.counted_at.date(), spoken()), "label": _("Compté le :")},
    ]


def _within(value: float, error: float) -> str:
    """« 2,1 ± 0,3 »."""
    return f"{number(value, spoken(), decimals=1)} ± {number(error, spoken(), decimals=1)}"


def _said(row: GroupResult) -> str:
    """Higher or lower only when the whole interval is."""
    if abs(row.change) <= row.change_error:
        return _("rien de sûr : l’intervalle de l’écart touche zéro")
    return _("plus haut après") if row.change > 0 else _("plus bas après")
