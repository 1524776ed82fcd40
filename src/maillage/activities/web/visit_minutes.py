"""After a meeting: what was said, what was decided, who does what, and what it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.activities import operations, permissions, queries
from maillage.activities.enums import FollowUpState
from maillage.activities.errors import NotAnAddressOfOurs
from maillage.activities.models import Minutes
from maillage.activities.models.visits import LONGEST_FOLLOW_UP
from maillage.activities.web.becoming import in_this_language, ways_for, what_stands_at
from maillage.activities.web.frame import crumbs, form_page, places
from maillage.activities.web.visit_forms import BecameForm, FollowUpForm, MinutesForm
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn, told
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.activities.models import FollowUp, ProgrammeItem
    from maillage.common.http import Request

PAGE = 30


@login_required
@require_http_methods(["GET", "POST"])
def minutes(request: Request, slug: str, pk: int) -> HttpResponse:
    """Those who follow the visit read; those who coordinate it write. The second to write is told."""
    item = permissions.meeting_to_follow(request.viewer, slug, pk)
    may_write = permissions.may_coordinate(request.viewer, item.activity)
    if request.method == "POST":
        permissions.visit_to_coordinate(request.viewer, slug)
    kept = Minutes.objects.filter(item=item).first()
    stored = {"text": kept.text, "decisions": kept.decisions, "seen": kept.version} if kept else {"seen": 0}
    form = MinutesForm(request.POST or None, initial=stored)
    if done(
        form,
        lambda: operations.write_minutes(
            item_id=item.pk, by=person_behind(request), now=clock.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Le compte rendu est gardé."))
        return redirect("activities:visit_minutes", slug, pk)
    context = {
        "visit": item.activity,
        "item": item,
        "hosts": ", ".join(map(str, item.hosts.order_by("sort_key", "pk"))),
        "minutes": kept,
        "decisions": _decisions(request, item, kept, may_write=may_write),
        "may_write": may_write,
        "follow_ups": [
            _row(follow_up, request) for follow_up in queries.follow_ups_of(item.activity).filter(item=item)
        ],
        "crumbs": crumbs(item.activity, item.title),
    }
    return drawn(request, "activities/visit_minutes.html", form, **context)


def _decisions(
    request: Request, item: ProgrammeItem, kept: Minutes | None, *, may_write: bool
) -> list[dict[str, Any]]:
    """Each decision; to those who write, what it may become, a follow-up first: that one is owed and recalled."""
    follow_up = reverse("activities:visit_follow_up_add", args=[item.activity.slug, item.pk])
    promised = _("En faire une suite, avec quelqu’un et un jour")
    return [
        {
            "text": decision,
            "ways": [
                {"label": promised, "url": f"{follow_up}?{urlencode({'q': decision})}"},
                *ways_for(request.viewer, item.activity, decision),
            ]
            if may_write
            else [],
        }
        for decision in (kept.decision_list if kept else [])
    ]


@login_required
@require_http_methods(["GET", "POST"])
def add_follow_up(request: Request, slug: str, pk: int) -> HttpResponse:
    """What somebody takes on. Words that come with the address (`?q=`) are already there."""
    visit = permissions.visit_to_coordinate(request.viewer, slug)
    item = permissions.meeting_to_follow(request.viewer, slug, pk)
    brought = {"text": request.GET.get("q", "")[:LONGEST_FOLLOW_UP]}
    form = FollowUpForm(request.POST or None, visit=visit, initial=brought)
    back = reverse("activities:visit_minutes", args=[slug, pk])
    if done(form, lambda: operations.add_follow_up(item_id=item.pk, now=clock.now(), **form.cleaned_data)):
        messages.success(request, _("C’est noté. Si le jour passe, nous le rappellerons une fois."))
        return redirect(back)
    return form_page(
        request,
        activity=visit,
        form=form,
        title=_("Qui fait quoi, avant quand ?"),
        button=_("Noter"),
        back=back,
    )


@login_required
@require_GET
def follow_ups(request: Request, slug: str) -> HttpResponse:
    """All that the visit left to do, the nearest day first."""
    visit = permissions.visit_to_follow(request.viewer, slug)
    page = Paginator(queries.follow_ups_of(visit), PAGE).get_page(request.GET.get("page"))
    context = {
        "visit": visit,
        "crumbs": crumbs(visit, _("Suites")),
        "tabs": places(visit, "visit_follow_ups"),
        "page": page,
        "rows": [_row(follow_up, request) for follow_up in page],
    }
    return render(request, "activities/visit_follow_ups.html", context)


def _row(follow_up: FollowUp, request: Request) -> dict[str, Any]:
    day = plain_day(follow_up.due_on, spoken())
    if follow_up.state != FollowUpState.OPEN:
        said = follow_up.get_became_display() or follow_up.get_state_display()
    elif follow_up.is_overdue(request.viewer.day):
        said = _("En retard : c’était avant le %(day)s") % {"day": day}
    else:
        said = _("Avant le %(day)s") % {"day": day}
    return {
        "follow_up": follow_up,
        "said": said,
        "state": "hot" if follow_up.is_overdue(request.viewer.day) else "wait",
        "by": " – ".join(filter(None, [follow_up.owner, follow_up.item.title])),
        "tag": _("fictif") if follow_up.is_fictitious else "",
    }


@login_required
@require_GET
def follow_up(request: Request, pk: int) -> HttpResponse:
    """One promise: what it may become, and the two ways to close it."""
    row = permissions.follow_up_to_follow(request.viewer, pk)
    may_close = row.state == FollowUpState.OPEN and permissions.may_close(request.viewer, row)
    return _follow_up_page(request, row, BecameForm(), may_close=may_close)


def _follow_up_page(request: Request, row: FollowUp, form: BecameForm, *, may_close: bool) -> HttpResponse:
    context = {
        "follow_up": row,
        "visit": row.item.activity,
        "told": _row(row, request),
        "became_url": in_this_language(row.became_path) if row.became_path else "",
        "ways": ways_for(request.viewer, row.item.activity, row.text, owner=row.owner, due_on=row.due_on)
        if may_close
        else [],
        "may_close": may_close,
        "crumbs": crumbs(row.item.activity, row.text),
    }
    return drawn(request, "activities/visit_follow_up.html", form, **context)


@login_required
@require_POST
def close_follow_up(request: Request, pk: int) -> HttpResponse:
    """Done, with the address of what it became when there is one; or dropped."""
    row = permissions.follow_up_to_close(request.viewer, pk)
    form = BecameForm(request.POST)
    if form.is_valid():
        is_done = request.POST.get("do") != "drop"
        try:
            became, path = what_stands_at(form.cleaned_data["address"]) if is_done else ("", "")
            operations.close_follow_up(
                follow_up_id=row.pk,
                state=FollowUpState.DONE if is_done else FollowUpState.DROPPED,
                became=became,
                path=path,
                note=form.cleaned_data["note"],
                now=clock.now(),
            )
        except NotAnAddressOfOurs as refusal:
            form.add_error("address", str(refusal))
        except (Refusal, ValidationError) as refusal:
            told(form, refusal)
        else:
            messages.success(request, _("C’est fini, et c’est écrit."))
            return redirect("activities:visit_follow_up", pk)
    return _follow_up_page(request, row, form, may_close=row.state == FollowUpState.OPEN)
