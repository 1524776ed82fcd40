"""One question a page, the way out of a sitting, and its answers read again after the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.assessments import operations, permissions, queries
from maillage.assessments.errors import AlreadyAnswered, NotAnAnswer, NotTheQuestion, SittingIsOver
from maillage.assessments.models import Item
from maillage.assessments.rules.questions import (
    Sent,
    UnfinishedAnswerError,
    question_told,
    read_again,
)
from maillage.assessments.rules.sittings import FEWEST_ANSWERS
from maillage.assessments.web.crumbs import crumbs_of
from maillage.common import clock
from maillage.ui.editing import UNSAID

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from maillage.assessments.models import Sitting
    from maillage.common.http import Request

LONGEST_KEY = 18  # digits of a key of the database


@login_required
@require_http_methods(["GET", "POST"])
def question(request: Request, key: UUID) -> HttpResponse:
    """The question that is asked now; whatever was answered elsewhere, nothing is counted twice."""
    sitting = permissions.sitting_to_answer(request.viewer, key)
    if request.method == "POST":
        return _answered(request, sitting)
    return redirect(sitting) if sitting.finished_at else _asked(request, sitting)


def _answered(request: Request, sitting: Sitting) -> HttpResponse:
    told = request.POST.get("question", "")
    known = told.isdecimal() and len(told) <= LONGEST_KEY
    item = get_object_or_404(sitting.instrument.items.all(), pk=int(told) if known else 0)
    sent = Sent.of(request.POST, item)
    try:
        response = sent.response(item)
        sitting = operations.answer(
            sitting_id=sitting.pk, item_id=item.pk, response=response, now=clock.now()
        )
    except (UnfinishedAnswerError, NotAnAnswer) as fault:
        return _asked(request, sitting, item=item, sent=sent, fault=str(fault))
    except (AlreadyAnswered, NotTheQuestion, SittingIsOver) as refusal:
        messages.warning(request, str(refusal))
        return redirect("assessments:question", sitting.key)
    return redirect(sitting)


def _asked(
    request: Request, sitting: Sitting, *, item: Item | None = None, sent: Sent | None = None, fault: str = ""
) -> HttpResponse:
    """The page of the question that is asked; with what was sent and why it was refused, when it is that question."""
    kept = list(queries.answers_of(sitting))
    live = queries.live_after(sitting, kept)
    asked = live.next_item
    if asked is None:  # nothing is left, and a page that is read ends nothing
        return redirect("assessments:stop", sitting.key)
    if item is not None and item.pk != asked:
        messages.warning(request, str(NotTheQuestion()))
        return redirect("assessments:question", sitting.key)
    item = item or Item.objects.get(pk=asked)
    context = {
        "sitting": sitting,
        "item": item,
        "told": question_told(item, sent or Sent(), seed=sitting.seed, facts=sitting.facts),
        "fault": fault,
        "number": len(kept) + 1,
        "at_most": live.at_most,
        "percent": round(100 * len(kept) / live.at_most),
        "may_stop": len(kept) >= FEWEST_ANSWERS,
    }
    return render(request, "assessments/question.html", context, status=UNSAID if fault else 200)


@login_required
@require_http_methods(["GET", "POST"])
def stop(request: Request, key: UUID) -> HttpResponse:
    """End here with a result, or with none when too little was answered: then nothing is kept."""
    sitting = permissions.sitting_to_answer(request.viewer, key)
    if sitting.finished_at:
        return redirect(sitting)
    says_something = len(queries.answers_of(sitting)) >= FEWEST_ANSWERS
    if request.method != "POST":
        return render(
            request, "assessments/stop.html", {"sitting": sitting, "says_something": says_something}
        )
    try:
        if says_something:
            return redirect(operations.stop_sitting(sitting_id=sitting.pk, now=clock.now()))
        operations.drop_sitting(sitting_id=sitting.pk)
    except SittingIsOver:  # on another device, meanwhile
        return redirect("assessments:question", sitting.key)
    messages.success(request, _("Cette passation est oubliée, avec ses réponses."))
    return redirect("assessments:home")


@login_required
@require_GET
def answers(request: Request, key: UUID) -> HttpResponse:
    """Each question again, with her answer, the right one, why, and what supports it."""
    sitting = permissions.answers_to_read_again(request.viewer, key)
    rows = [read_again(one) for one in queries.answers_read_again(sitting)]
    crumbs = crumbs_of(_("Mes réponses"), (str(sitting.instrument), sitting.get_absolute_url()))
    context = {"sitting": sitting, "rows": rows, "crumbs": crumbs}
    return render(request, "assessments/answers.html", context)
