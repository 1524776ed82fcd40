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
from maillage.directory.queries import networks_coordinated_by
from maillage.matching import operations, permissions, queries
from maillage.matching.enums import CLOSED_STATES, UNDER_WAY_STATES, IntroductionState
from maillage.matching.errors import MeetingNotYetHeld
from maillage.matching.rules import Reason
from maillage.matching.rules.links import FOLLOW_UP, signed
from maillage.matching.web.capacity import closed_for_now
from maillage.matching.web.forms import AcceptForm, AskForm, CloseForm, DeclineForm, MeetingForm
from maillage.matching.web.timeline import next_step, said_day, timeline_of
from maillage.people.permissions import person_behind
from maillage.ui.editing import drawn

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.matching.models import FollowUp, Introduction

PAGE = 30
MOST_LIVE = 100


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
        run = operations.keep_matches(need=need, viewer=request.viewer, now=clock.now())
        match = run.matches.filter(offer=offer).first()
        try:
            introduction = operations.ask_introduction(
                need=need,
                offer=offer,
                asker=person_behind(request),
                reasons=match.reasons if match else [],
                now=clock.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Votre demande est partie. Un courriel vous dira la réponse."))
            return redirect(introduction)
    return drawn(request, "matching/ask.html", form, need=need, offer=offer)


@login_required
@require_GET
def inbox(request: Request) -> HttpResponse:
    """What waits for the viewer first, the most pressing on top; then what is under way; then what ended."""
    viewer = request.viewer
    page = Paginator(queries.introductions_ended(viewer), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "waiting": [_waiting_row(row) for row in queries.introductions_to_answer(viewer)[:MOST_LIVE]],
        "live": [_row(row) for row in queries.introductions_live(viewer)[:MOST_LIVE]],
        "ended": [_row(row) for row in page],
        "holds_offers": bool(viewer.organisation_ids),
        "networks": networks_coordinated_by(viewer),
    }
    return render(request, "matching/introductions.html", context)


def _row(introduction: Introduction) -> dict[str, Any]:
    return {
        "title": introduction.need.title,
        "url": introduction.get_absolute_url(),
        "by": f"{introduction.need.organisation} → {introduction.offer.organisation}",
        "text": introduction.get_state_display().capitalize(),
        "state": "wait",
        "since": introduction.changed_at,
    }


def _waiting_row(introduction: Introduction) -> dict[str, Any]:
    text = _("Une réponse est attendue.")
    if introduction.answer_by:
        text = _("À répondre d’ici le %(day)s") % {"day": said_day(introduction.answer_by)}
    return _row(introduction) | {"state": "hot", "text": text}


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
        _(
            "C’est pris en charge. Vos coordonnées et les siennes sont maintenant visibles de part et d’autre."
        ),
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
def meet(request: Request, pk: int) -> HttpResponse:
    introduction = permissions.introduction_to_close(request.viewer, pk)
    form = MeetingForm(request.POST)
    if form.is_valid():
        try:
            operations.note_meeting(
                introduction_id=pk, by=person_behind(request), now=clock.now(), **form.cleaned_data
            )
        except MeetingNotYetHeld as refusal:
            form.add_error("met_on", str(refusal))
        else:
            messages.success(request, _("La rencontre est notée des deux côtés."))
            return redirect(introduction)
    return _page(request, introduction, meeting_form=form)


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
    follow_ups = list(queries.follow_ups_of(introduction))
    holds = permissions.holds(request.viewer, introduction)
    asks = introduction.need.organisation_id in request.viewer.organisation_ids
    following = queries.following(introduction) if asks else None
    context = {
        "introduction": introduction,
        "reasons": [Reason(**stored) for stored in introduction.reasons],
        "items": timeline_of(queries.steps_of(introduction), follow_ups),
        "next_step": next_step(introduction, holds=holds, follow_ups=follow_ups, following=following),
        "before": introduction.follows if asks else None,
        "following": following,
        "follow_up_token": _follow_up_token(request, introduction, follow_ups),
        "holds": holds,
        "may_answer": permissions.may_answer(request.viewer, introduction),
        "may_meet": permissions.may(request.viewer, introduction, IntroductionState.MET),
        "may_close": permissions.may_close(request.viewer, introduction),
        "shows_contacts": introduction.state in (*UNDER_WAY_STATES, *CLOSED_STATES),
        "shows_offer": permissions.sees(request.viewer, introduction.offer),
        "asker": introduction.asked_by if introduction.consent.withdrawn_at is None else None,
        "accept_form": refused.get("accept_form") or AcceptForm(prefix=None),
        "decline_form": refused.get("decline_form") or DeclineForm(),
        "meeting_form": refused.get("meeting_form") or MeetingForm(initial={"met_on": request.viewer.day}),
        "close_form": refused.get("close_form") or CloseForm(),
    }
    return render(request, "matching/introduction.html", context, status=422 if refused else 200)


def _follow_up_token(request: Request, introduction: Introduction, follow_ups: list[FollowUp]) -> str:
    """For the asker alone, when we asked what became of her need and she has not said: the same link as in her mail."""
    asked = next((row for row in follow_ups if row.asked_at and not row.answered_at), None)
    user_id = request.viewer.user_id
    if asked is None or user_id is None or user_id != introduction.asked_by_id:
        return ""
    return signed(
        purpose=FOLLOW_UP, about=asked.pk, introduction=introduction, user_id=user_id, now=clock.now()
    )
