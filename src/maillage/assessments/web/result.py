"""What a person knows of herself after a sitting, and what she may do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from maillage.assessments import permissions, queries
from maillage.assessments.enums import Ending
from maillage.assessments.web import result_rows as rows
from maillage.assessments.web.campaign_rows import beside_group
from maillage.assessments.web.crumbs import crumbs_of
from maillage.assessments.web.diagnosis import diagnosis_page
from maillage.common.zones import day_of
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from maillage.assessments.models import Sitting
    from maillage.assessments.queries import Measured
    from maillage.common.http import Request


@login_required
@require_GET
def result(request: Request, key: UUID) -> HttpResponse:
    """What her answers say of a person, to herself and to whom she shows it; of a firm, its diagnosis."""
    sitting = permissions.result_open_to(request.viewer, key)
    if sitting.finished_at is None:
        return redirect(sitting)
    if not sitting.instrument.is_of_people:
        return diagnosis_page(request, sitting)
    measured = queries.measured(sitting)
    is_hers = sitting.person_id == request.viewer.user_id
    rows_told, learned = queries.refined_until_now(sitting, measured) if is_hers else (measured, 0)
    context = told(sitting, rows_told, learned=learned) | {
        "crumbs": crumbs_of(str(sitting.instrument)),
        "is_hers": is_hers,
    }
    if is_hers:
        context |= _for_herself(sitting, measured)
    return render(request, "assessments/result.html", context)


def told(sitting: Sitting, measured: list[Measured], *, learned: int) -> dict[str, Any]:
    """What the page and the paper have in common. learned: of its answers, how many were given while learning."""
    return {
        "learned": learned,
        "sitting": sitting,
        "questions": sum(row.estimate.asked for row in measured),
        "is_new": queries.being_run_in(sitting.scale) > 0,
        "is_stopped": sitting.ending == Ending.STOPPED,
        "outstanding": rows.outstanding(measured, sitting),
        "groups": rows.groups(measured, sitting),
        "axis": rows.axis(rows.cuts_of(sitting)),
        "table": rows.table(measured, sitting),
        "role_counts": rows.role_counts(measured),
        "levels": rows.levels_of(sitting.instrument.framework.levels.order_by("number")),  # type: ignore[union-attr] # of people
    }


def _for_herself(sitting: Sitting, measured: list[Measured]) -> dict[str, Any]:
    earlier = list(queries.earlier_results(sitting))
    before = earlier[0] if earlier else None
    return {
        "before": before,
        "changes": rows.changes(measured, before.estimates.order_by("position")) if before else None,
        "earlier": [
            {"label": plain_day(day_of(one.finished_at), spoken()), "url": one.get_absolute_url()}
            for one in earlier
            if one.finished_at
        ],
        "shares": list(queries.shares_of(sitting)),
        **_with_group(sitting, measured),
    }


def _with_group(sitting: Sitting, measured: list[Measured]) -> dict[str, Any]:
    """The group that she counts with, and how her bars lie beside it once ten are counted."""
    group = queries.group_of(sitting)
    counts = list(group.counts.order_by("dimension")) if group else []
    return {"group": group, "beside": beside_group(measured, counts, sitting) if counts else None}
