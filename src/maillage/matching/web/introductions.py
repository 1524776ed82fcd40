"""Introductions: asked on one side, answered on the other, read by both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.matching import operations, permissions, queries
from maillage.matching.enums import IntroductionState
from maillage.matching.rules import Reason
from maillage.matching.web.capacity import closed_for_now
from maillage.matching.web.forms import AcceptForm, AskForm, CloseForm, DeclineForm
from maillage.matching.web.timeline import timeline_of
from maillage.people.permissions import person_behind

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.matching.models import Introduction

PAGE = 30


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: Request, need_pk: int, offer_pk: int) -> HttpResponse:
    """Read the message again, consent, send."""
    need = permissions.need_of(request.viewer, need_pk)
    offer = permissions.offer_open_to(request.viewer, offer_pk)
    if closed := closed_for_now(request, need, offer):
        return closed
    form = AskForm(request.POST or None, initial={"message": need.text})
    if request.method == "POST" and form.is_valid():
        answer = queries.help_for_need(need, request.viewer)
        reasons = [
            reason.stored() for s in answer.suggestions if s.offer.pk == offer.pk for reason in s.reasons
        ]
        try:
            introduction = operations.ask_introduction(
                need=need,
                offer=offer,
                asker=person_behind(request),
                reasons=reasons,
                now=clock.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Votre demande est partie. Un courriel vous dira la réponse."))
            return redirect(introduction)
    status = 422 if form.errors else 200
    return render(request, "matching/ask.html", {"form": form, "need": need, "offer": offer}, status=status)


@login_required
@require_GET
def inbox(request: Request) -> HttpResponse:
    """What waits for the viewer first, then the rest."""
    page = Paginator(queries.introductions_of(request.viewer), PAGE).get_page(request.GET.get("page"))
    rows = [_row(introduction, request) for introduction in page]
    context = {
        "page": page,
        "waiting": [row for row in rows if row["is_waiting"]],
        "others": [row for row in rows if not row["is_waiting"]],
    }
    return render(request, "matching/introductions.html", context)


def _row(introduction: Introduction, request: Request) -> dict[str, Any]:
    is_waiting = permissions.may_answer(request.viewer, introduction)
    return {
        "title": introduction.need.title,
        "url": introduction.get_absolute_url(),
        "by": f"{introduction.need.organisation} → {introduction.offer.organisation}",
        "text": introduction.get_state_display().capitalize(),
        "state": "hot" if is_waiting else "wait",
        "since": introduction.changed_at,
        "is_waiting": is_waiting,
    }


@login_required
@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    return _page(request, permissions.introduction_open_to(request.viewer, pk))


@login_required
@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    introduction = permissions.introduction_to_answer(request.viewer, pk)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _page(request, introduction, accept_form=form)
    operations.accept_introduction(
        introduction_id=pk, by=person_behind(request), now=clock.now(), **form.cleaned_data
    )
    messages.success(
        request,
        _("C’est accepté. Vos coordonnées et les siennes sont maintenant visibles de part et d’autre."),
    )
    return redirect(introduction)


@login_required
@require_POST
def decline(request: Request, pk: int) -> HttpResponse:
    introduction = permissions.introduction_to_answer(request.viewer, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, introduction, decline_form=form)
    operations.decline_introduction(
        introduction_id=pk, by=person_behind(request), now=clock.now(), **form.cleaned_data
    )
    messages.success(request, _("C’est noté. La personne lira votre raison."))
    return redirect(introduction)


@login_required
@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    introduction = permissions.introduction_to_close(request.viewer, pk)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _page(request, introduction, close_form=form)
    operations.close_introduction(
        introduction_id=pk, by=person_behind(request), now=clock.now(), **form.cleaned_data
    )
    messages.success(request, _("Merci : la suite est enregistrée des deux côtés."))
    return redirect(introduction)


def _page(request: Request, introduction: Introduction, **refused: Form) -> HttpResponse:
    """The same page for both sides; a refused form comes back filled in."""
    under_way = introduction.state not in {IntroductionState.ASKED, IntroductionState.DECLINED}
    context = {
        "introduction": introduction,
        "reasons": [Reason(**stored) for stored in introduction.reasons],
        "items": timeline_of(queries.steps_of(introduction)),
        "holds": permissions.holds(request.viewer, introduction),
        "may_answer": permissions.may_answer(request.viewer, introduction),
        "may_close": permissions.may_close(request.viewer, introduction),
        "shows_contacts": under_way,
        "shows_offer": permissions.sees(request.viewer, introduction.offer),
        "asker": introduction.asked_by if introduction.consent.withdrawn_at is None else None,
        "accept_form": refused.get("accept_form") or AcceptForm(prefix=None),
        "decline_form": refused.get("decline_form") or DeclineForm(),
        "close_form": refused.get("close_form") or CloseForm(),
    }
    return render(request, "matching/introduction.html", context, status=422 if refused else 200)
