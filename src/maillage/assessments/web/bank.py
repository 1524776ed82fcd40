"""The authors' desk: every question of a bank, what people answered to it, and its preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.assessments import permissions, queries
from maillage.assessments.operations import retire_item
from maillage.assessments.queries.calibrations import calibrations_of
from maillage.assessments.web import bank_rows
from maillage.assessments.web.bank_forms import ReasonForm
from maillage.assessments.web.bank_preview import previews_of
from maillage.assessments.web.calibration_rows import link_rows
from maillage.common import clock
from maillage.ui.editing import drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request

PAGE, LATEST = 50, 10


@login_required
@require_GET
def banks(request: Request) -> HttpResponse:
    permissions.author(request.user)
    links = [
        {
            "label": instrument.said("title"),
            "note": bank_rows.asked_told(asked),
            "url": reverse("assessments:bank", args=[instrument.code]),
        }
        for instrument, asked in queries.instruments_with_counts()
    ]
    return render(request, "assessments/banks.html", {"links": links})


@login_required
@require_GET
def bank(request: Request, code: str) -> HttpResponse:
    instrument = permissions.instrument_of_author(request.user, code)
    choice = bank_rows.Choice.of(request.GET)
    questions = queries.questions_of(instrument)
    page = Paginator([one for one in questions if choice.keeps(one)], PAGE).get_page(request.GET.get("page"))
    scale = queries.scale_in_use(instrument)
    context = {
        "instrument": instrument,
        "title": instrument.said("title"),
        "crumbs": bank_rows.crumbs(instrument),
        "page": page,
        "table": bank_rows.question_table(page, instrument),
        "choices": bank_rows.choices_of(instrument, questions, choice),
        "running_in": queries.being_run_in(scale) if scale else 1.0,
        "address": f"?{choice.query}page=",
        "calibrations": link_rows(calibrations_of(instrument)[:LATEST]),
    }
    return render(request, "assessments/bank.html", context)


@login_required
@require_GET
def item(request: Request, code: str, item: str) -> HttpResponse:
    found = permissions.item_of_author(request.user, code, item)
    question = queries.question_of(found)
    context = {
        "item": found,
        "crumbs": bank_rows.crumbs(found.instrument, here=found.code),
        "dimension": bank_rows.dimension_names(found.instrument).get(found.dimension, found.dimension),
        "previews": previews_of(found),
        "beside": (beside := bank_rows.beside(found, queries.neighbours_of(found))),
        "note": f"{question.state.label} · {beside['told']}",
        "facts": bank_rows.facts_of(question),
        "months": bank_rows.month_table(question, queries.months_of(found)),
    }
    return render(request, "assessments/bank_item.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def retire(request: Request, code: str, item: str) -> HttpResponse:
    found = permissions.item_of_author(request.user, code, item)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        retire_item(
            item_id=found.pk,
            by=permissions.author(request.user),
            reason=form.cleaned_data["reason"],
            now=clock.now(),
        )
        messages.success(request, _("La question est retirée. Aucune nouvelle passation ne la posera."))
        return redirect("assessments:bank_item", found.instrument.code, found.code)
    context = {
        "item": found,
        "stem": found.said("stem"),
        "crumbs": bank_rows.crumbs(found.instrument, here=found.code),
        "back": reverse("assessments:bank_item", args=[found.instrument.code, found.code]),
    }
    return drawn(request, "assessments/bank_retire.html", form, **context)
