"""Needs: listed, said, read with their answers, changed, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.common import clock
from maillage.directory.queries import home_network_of, speaks_for
from maillage.matching import operations, permissions, queries
from maillage.matching.enums import NeedKind, SharingState
from maillage.matching.web.answers import question_context
from maillage.matching.web.forms import KindsForm, NeedForm
from maillage.matching.web.routing import routings_of
from maillage.matching.web.rows import answer_context, fictitious_tag, held_by
from maillage.people.permissions import person_behind
from maillage.ui.editing import drawn
from maillage.ui.language import spoken
from maillage.ui.paper import pdf

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request

PAGE = 30


@require_GET
def need_list(request: Request) -> HttpResponse:
    """Needs open to the viewer, and, signed in, those of her organisations apart."""
    page = Paginator(queries.needs_open_to(request.viewer), PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "title": need.title,
            "url": need.get_absolute_url(),
            "by": held_by(need),
            "tag": fictitious_tag(need),
            "text": NeedKind(need.kind).label,
            "strand": need.strand,
        }
        for need in page
    ]
    return render(
        request,
        "matching/need_list.html",
        {
            "page": page,
            "rows": rows,
            "mine": list(queries.needs_of(request.viewer)) if request.viewer.is_known else [],
            "routings": routings_of(request),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Say a need. What was typed in the search is already there."""
    form = NeedForm(
        request.POST or None,
        viewer=request.viewer,
        initial={"text": request.GET.get("q", "")[:4000], "kind": "expertise"},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        need = operations.publish_need(
            network=home_network_of(data["organisation"], request.viewer),
            written_by=person_behind(request),
            now=clock.now(),
            **data,
        )
        messages.success(request, _("Votre besoin est enregistré. Voici ce que nous avons trouvé."))
        return redirect(need)
    return drawn(request, "matching/need_form.html", form, need=None)


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    """A need; to those who wrote it, who can help, and why."""
    need = permissions.need_open_to(request.viewer, pk)
    is_mine = permissions.owns(request.viewer, need)
    context: dict[str, Any] = {
        "need": need,
        "is_mine": is_mine,
        "may_change": is_mine and speaks_for(request.viewer, need.organisation),
        "held_by": held_by(need),
        "tag": fictitious_tag(need),
        "panel": None,
        "may_answer_for": not is_mine and permissions.may_advise(request.viewer, need.organisation),
    }
    context["correct_url"] = reverse("matching:need_understood", args=[pk]) if context["may_change"] else ""
    advises = not is_mine and permissions.advises(request.viewer, need)
    context["advising"] = queries.advising_of(need, request.viewer.day) if is_mine or advises else None
    if advises:
        context |= answer_context(queries.help_for_need(need, request.viewer), request.viewer)
        context["followed"] = queries.introductions_about(need)
    if is_mine:
        live = queries.live_introductions_by_offer(need)
        answer = queries.help_for_need(need, request.viewer)
        context |= answer_context(answer, request.viewer, need=need, live=live)
        if context["may_change"] and need.state == SharingState.OPEN:
            context["panel"] = question_context(answer, need, request.viewer.day)
    template = "matching/need_answered.html" if is_mine else "matching/need.html"
    return render(request, template, context)


@login_required
@require_GET
def paper(request: Request, pk: int) -> HttpResponse:
    """The answers to a need as a PDF, to read together at a table."""
    need = permissions.need_of(request.viewer, pk)
    context = {"need": need, "held_by": held_by(need), "tag": fictitious_tag(need), "day": request.viewer.day}
    context |= answer_context(queries.help_for_need(need, request.viewer), request.viewer, need=need)
    return pdf(request, "matching/need_paper.html", context, name=need.title)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    need = permissions.need_of(request.viewer, pk)
    initial = {name: getattr(need, name) for name in ("text", "kind", "strand", "visibility")}
    form = NeedForm(request.POST or None, viewer=None, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.rewrite_need(need_id=need.pk, now=clock.now(), **form.cleaned_data)
        messages.success(request, _("Votre besoin est reformulé."))
        return redirect(need)
    return drawn(request, "matching/need_form.html", form, need=need)


@login_required
@require_http_methods(["GET", "POST"])
def understood(request: Request, pk: int) -> HttpResponse:
    """Correct what was understood of a need, or have it guessed again."""
    need = permissions.need_of(request.viewer, pk)
    answer = queries.help_for_need(need, request.viewer)
    form = KindsForm(
        request.POST if request.method == "POST" else None, understood=answer.understood, language=spoken()
    )
    forgets = "forget" in request.POST
    if request.method == "POST" and (forgets or form.is_valid()):
        operations.correct_kinds(need_id=need.pk, kinds=None if forgets else form.kinds)
        messages.success(request, _("C’est noté. Les pistes en tiennent compte."))
        return redirect(need)
    return drawn(
        request,
        "matching/need_understood.html",
        form,
        need=need,
        is_corrected=need.kinds_corrected is not None,
    )


@login_required
@require_http_methods(["GET", "POST"])
def close(request: Request, pk: int) -> HttpResponse:
    need = permissions.need_of(request.viewer, pk)
    if request.method == "POST":
        operations.close_need(need_id=need.pk, now=clock.now())
        messages.success(request, _("Ce besoin ne paraît plus dans les listes. Son histoire reste."))
        return redirect("matching:needs")
    return render(request, "matching/need_close.html", {"need": need})
