"""Answering from a mail, by a personal link, without signing in. A GET only shows: mail programs open links too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory
from django.shortcuts import redirect, render
from django.urls import reverse

from maillage.common import clock
from maillage.common.personal_links import personal_link
from maillage.common.refusals import Refusal
from maillage.matching import operations, permissions, queries
from maillage.matching.enums import IntroductionState
from maillage.matching.models.introductions import ASKED_NEXT
from maillage.matching.web.forms import DeclineForm, FollowUpForm
from maillage.matching.web.timeline import said_day

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.matching.models import FollowUp
    from maillage.matching.permissions import Answering

CLOSED = "matching/link_closed.html"
ACCEPT, DECLINE = "accept", "decline"


@personal_link(group="answer", closed=CLOSED)
def answer(request: Request, token: str) -> HttpResponse:
    """Read a request, take it in charge or decline it. Once answered, says by whom and when."""
    who = permissions.answering(token, clock.now())
    if request.method == "GET":
        return _answer_page(request, who)
    form = DeclineForm(request.POST)
    declines = request.POST.get("answer") == DECLINE
    if declines and not form.is_valid():
        return _answer_page(request, who, form=form, status=422)
    try:
        with pghistory.context(user=who.user.pk):
            _keep_answer(who, form if declines else None)
    except Refusal:  # somebody was quicker: the page says who
        return _answer_page(request, permissions.answering(token, clock.now()), status=409)
    return redirect(request.path)


def _keep_answer(who: Answering, form: Form | None) -> None:
    given: dict[str, Any] = {"introduction_id": who.introduction.pk, "by": who.user, "now": clock.now()}
    if form is None:
        operations.accept_introduction(note="", **given)
    else:
        operations.decline_introduction(**form.cleaned_data, **given)


def _answer_page(
    request: Request, who: Answering, *, form: Form | None = None, status: int = 200
) -> HttpResponse:
    introduction = who.introduction
    is_open = introduction.state == IntroductionState.ASKED
    context = {
        "introduction": introduction,
        "is_open": is_open,
        "is_mine": introduction.answered_by_id == who.user.pk,
        "until": said_day(introduction.answer_by) if introduction.answer_by else "",
        "form": form or DeclineForm(),
        "steps": [] if is_open else list(queries.steps_of(introduction)),
    }
    return render(request, "matching/answer.html", context, status=status)


@personal_link(group="answer", closed=CLOSED)
def follow_up(request: Request, token: str) -> HttpResponse:
    """Say what became of a need, weeks later."""
    asked = permissions.follow_up_behind(token, clock.now())
    form = FollowUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.answer_follow_up(follow_up_id=asked.pk, now=clock.now(), **form.cleaned_data)
        except Refusal:
            return _follow_up_page(
                request, token, permissions.follow_up_behind(token, clock.now()), form, status=409
            )
        return redirect(request.path)
    return _follow_up_page(request, token, asked, form, status=422 if form.errors else 200)


def _follow_up_page(
    request: Request, token: str, asked: FollowUp, form: Form, *, status: int
) -> HttpResponse:
    name = ASKED_NEXT.get(asked.result, "")
    context = {
        "follow_up": asked,
        "introduction": asked.introduction,
        "form": form,
        "next_url": reverse(name, args=[token]) if name else "",
    }
    return render(request, "matching/follow_up.html", context, status=status)
