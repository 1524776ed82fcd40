"""Calibrations at the authors' desk: asked for, read, adopted or declined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maillage.assessments import permissions
from maillage.assessments.enums import CalibrationState
from maillage.assessments.operations import adopt_calibration, ask_calibration, decline_calibration
from maillage.assessments.web import bank_rows, calibration_rows
from maillage.assessments.web.bank_forms import ReasonForm
from maillage.common import clock
from maillage.common.zones import day_of
from maillage.ui.editing import drawn
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.assessments.models import Calibration
    from maillage.common.http import Request

ADOPT = "adopter"


@login_required
@require_POST
def ask(request: Request, code: str) -> HttpResponse:
    instrument = permissions.instrument_of_author(request.user, code)
    by = permissions.author(request.user)
    return redirect(ask_calibration(instrument_id=instrument.pk, by=by, now=clock.now()))


@login_required
@require_http_methods(["GET", "POST"])
def calibration(request: Request, code: str, pk: int) -> HttpResponse:
    found = permissions.calibration_of_author(request.user, code, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _decided(request, found, form.cleaned_data["reason"])
    title = _("Étalonnage du %(day)s") % {"day": plain_day(day_of(found.asked_at), spoken())}
    context = {
        "calibration": found,
        "title": title,
        "crumbs": bank_rows.crumbs(found.instrument, here=title),
        "facts": calibration_rows.facts_of(found),
        "is_to_decide": found.state == CalibrationState.FINISHED,
        "adopt": ADOPT,
    }
    if found.report:
        codes = dict(found.instrument.items.values_list("pk", "code"))
        context |= {
            "signs": calibration_rows.signs_of(found, codes),
            "table": calibration_rows.item_table(found, codes),
        }
    return drawn(request, "assessments/calibration.html", form, **context)


def _decided(request: Request, found: Calibration, reason: str) -> HttpResponse:
    by, now = permissions.author(request.user), clock.now()
    if request.POST.get("decision") == ADOPT:
        adopt_calibration(calibration_id=found.pk, by=by, reason=reason, now=now)
        messages.success(request, _("L’échelle est adoptée. Les passations déjà commencées gardent la leur."))
    else:
        decline_calibration(calibration_id=found.pk, by=by, reason=reason, now=now)
        messages.success(request, _("L’étalonnage est écarté. L’échelle en usage reste."))
    return redirect(found)
