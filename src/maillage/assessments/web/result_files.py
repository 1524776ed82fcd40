"""A result to take away: on paper, and as figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from maillage.assessments import permissions, queries
from maillage.assessments.rules.words import level_said
from maillage.assessments.web.result import told
from maillage.assessments.web.result_rows import cuts_of
from maillage.common.zones import day_of
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken
from maillage.ui.paper import pdf

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from maillage.assessments.models import Sitting
    from maillage.assessments.queries import Measured
    from maillage.common.http import Request

FORMAT = "maillage-result-1"


@login_required
@require_GET
@never_cache
def result_pdf(request: Request, key: UUID) -> HttpResponse:
    """Her own result, as the page tells it."""
    sitting = permissions.result_of_hers(request.viewer, key)
    measured, learned = queries.refined_until_now(sitting, queries.measured(sitting))
    context = told(sitting, measured, learned=learned) | {"printed_on": request.viewer.day, "sheet": "a4"}
    return pdf(request, "assessments/result_paper.html", context, name=_file_name(sitting))


@login_required
@require_GET
@never_cache
def result_json(request: Request, key: UUID) -> JsonResponse:
    """Her own result in figures; docs/reference/evaluation.md says what each is."""
    sitting = permissions.result_of_hers(request.viewer, key)
    measured, learned = queries.refined_until_now(sitting, queries.measured(sitting))
    answer = JsonResponse(
        figures(sitting, measured) | {"learned": learned}, json_dumps_params={"ensure_ascii": False}
    )
    answer["Content-Disposition"] = f'attachment; filename="maillage-{sitting.key}.json"'
    return answer


def figures(sitting: Sitting, measured: list[Measured]) -> dict[str, Any]:
    instrument, framework = sitting.instrument, sitting.instrument.framework
    if framework is None:
        raise Http404
    return {
        "format": FORMAT,
        "instrument": {"code": instrument.code, "version": instrument.number, "title": str(instrument)},
        "framework": {
            "id": framework.framework,
            "version": framework.number,
            "identifier": str(framework.identifier),
        },
        "scale": {
            "number": sitting.scale.number,
            "origin": sitting.scale.origin,
            "unit": "logit",
            "cuts": cuts_of(sitting),
        },
        "sitting": {
            "key": str(sitting.key),
            "started_at": sitting.started_at,
            "finished_at": sitting.finished_at,
            "ending": sitting.ending,
        },
        "role": sitting.role.slug if sitting.role else None,
        "estimates": [_estimate(row) for row in measured],
    }


def _estimate(row: Measured) -> dict[str, Any]:
    known, competence = row.estimate, row.competence
    return {
        "competence": competence.code,
        "identifier": str(competence.identifier),
        "title": competence.title,
        "asked": known.asked,
        "mean": round(known.mean, 4),
        "error": round(known.error, 4),
        "low": round(known.low, 4),
        "middle": round(known.middle, 4),
        "high": round(known.high, 4),
        "chances": [round(chance, 4) for chance in known.levels],
        "said": level_said(known.levels),
        "required": row.required.level if row.required else None,
    }


def _file_name(sitting: Sitting) -> str:
    assert sitting.finished_at is not None  # whoever asks has a finished one
    return _("Résultat du %(day)s") % {"day": plain_day(day_of(sitting.finished_at), spoken())}
