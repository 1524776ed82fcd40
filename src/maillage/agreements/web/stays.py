"""One stay: read by its firm, its host and the coordinations, moved by the side whose turn it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maillage.agreements import operations, permissions
from maillage.agreements.enums import StaySide, StayState
from maillage.agreements.queries.welcome import follow_ups_of_stay, steps_of_stay
from maillage.agreements.rules.welcome import moves_open_to
from maillage.agreements.web.crumbs import crumbs_of
from maillage.agreements.web.welcome_forms import AcceptStayForm, DeclineStayForm, NoteForm, WhatCameForm
from maillage.common import clock
from maillage.people.permissions import person_behind
from maillage.ui.editing import done

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django import forms
    from django.http import HttpResponse

    from maillage.agreements.models import Stay, StayFollowUp, StayStep
    from maillage.common.http import Request

SHOWS_CONTACT = (StayState.ASKED, StayState.ACCEPTED, StayState.UNDER_WAY, StayState.ENDED)
MOVED_WITHOUT_MORE = (StayState.WITHDRAWN, StayState.UNDER_WAY, StayState.ENDED)


@login_required
@require_GET
def detail(request: Request, slug: str, pk: int) -> HttpResponse:
    return _page(request, permissions.stay_open_to(request.viewer, slug, pk))


@login_required
@require_POST
def accept(request: Request, slug: str, pk: int) -> HttpResponse:
    stay = permissions.stay_to_move(request.viewer, slug, pk, StaySide.HOST)
    form = AcceptStayForm(request.POST)
    if done(
        form,
        lambda: operations.accept_stay(
            stay_id=pk, by=person_behind(request), now=clock.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("La place est gardée. L’entreprise reçoit vos dates par courriel."))
        return redirect(stay)
    return _page(request, stay, accept_form=form)


@login_required
@require_POST
def decline(request: Request, slug: str, pk: int) -> HttpResponse:
    stay = permissions.stay_to_move(request.viewer, slug, pk, StaySide.HOST)
    form = DeclineStayForm(request.POST)
    if done(
        form,
        lambda: operations.decline_stay(
            stay_id=pk, by=person_behind(request), now=clock.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("C’est noté. L’entreprise lira votre raison."))
        return redirect(stay)
    return _page(request, stay, decline_form=form)


@login_required
@require_POST
def move(request: Request, slug: str, pk: int) -> HttpResponse:
    """Withdraw, begin or end, with a word if wanted."""
    stay = permissions.stay_open_to(request.viewer, slug, pk)
    sides = permissions.sides_of(request.viewer, stay)
    if not sides:
        raise Http404
    target = request.POST.get("to", "")
    form = NoteForm(request.POST)
    if form.is_valid() and target in MOVED_WITHOUT_MORE:
        if target in moves_open_to(stay.state, sides):
            operations.move_stay(
                stay_id=pk,
                target=StayState(target),
                note=form.cleaned_data["note"],
                by=person_behind(request),
                now=clock.now(),
            )
            messages.success(request, _("C’est noté des deux côtés."))
        else:
            messages.error(request, _("Ce séjour a changé entre-temps : voyez où il en est."))
        return redirect(stay)
    return _page(request, stay, move_form=form)


@login_required
@require_POST
def what_came(request: Request, slug: str, pk: int, months: int) -> HttpResponse:
    stay = permissions.stay_to_move(request.viewer, slug, pk, StaySide.FIRM)
    follow_up = get_object_or_404(follow_ups_of_stay(stay), months=months, due_on__lte=request.viewer.day)
    form = WhatCameForm(request.POST)
    if form.is_valid():
        operations.tell_what_came(
            follow_up_id=follow_up.pk, by=person_behind(request), now=clock.now(), **form.cleaned_data
        )
        messages.success(request, _("Merci : la suite est écrite."))
        return redirect(stay)
    return _page(request, stay, what_came_form=form)


def _page(request: Request, stay: Stay, **refused: forms.Form) -> HttpResponse:
    """The same page for every side; a refused form comes back filled in."""
    sides = permissions.sides_of(request.viewer, stay)
    open_moves = moves_open_to(stay.state, sides)
    follow_ups = list(follow_ups_of_stay(stay))
    wished = {"starts_on": stay.wished_from, "ends_on": stay.wished_until, "services": stay.host.services}
    context = {
        "stay": stay,
        "crumbs": crumbs_of(
            stay.agreement,
            str(stay.firm),
            (_("Accueil d’entreprises"), reverse("agreements:welcome", args=[stay.agreement.slug])),
        ),
        "items": _history(list(steps_of_stay(stay)), follow_ups),
        "contact": _contact(stay),
        "may_accept": StayState.ACCEPTED in open_moves,
        "may_decline": StayState.DECLINED in open_moves,
        "moves": [
            {"to": target.value, "label": _verb(target)}
            for target in open_moves
            if target in MOVED_WITHOUT_MORE
        ],
        "to_tell": _to_tell(request, follow_ups) if StaySide.FIRM in sides else None,
        "accept_form": refused.get("accept_form") or AcceptStayForm(initial=wished),
        "decline_form": refused.get("decline_form") or DeclineStayForm(),
        "move_form": refused.get("move_form") or NoteForm(prefix=None, auto_id="move_%s"),
        "what_came_form": refused.get("what_came_form") or WhatCameForm(),
    }
    return render(request, "agreements/stay.html", context, status=422 if refused else 200)


def _verb(target: StayState) -> str:
    return {
        StayState.WITHDRAWN: _("Retirer la demande"),
        StayState.UNDER_WAY: _("L’entreprise est arrivée"),
        StayState.ENDED: _("Le séjour est terminé"),
    }[target]


def _contact(stay: Stay) -> dict[str, str] | None:
    """Who asked, as long as she agrees; a closed request shows nobody."""
    asker = stay.asked_by
    if asker is None or stay.consent.withdrawn_at is not None or stay.state not in SHOWS_CONTACT:
        return None
    return {"name": str(asker), "email": asker.email}


def _to_tell(request: Request, follow_ups: Sequence[StayFollowUp]) -> StayFollowUp | None:
    """The first question that is due and not answered."""
    return next(
        (row for row in follow_ups if row.due_on <= request.viewer.day and row.answered_at is None), None
    )


def _history(steps: Sequence[StayStep], follow_ups: Sequence[StayFollowUp]) -> list[dict[str, Any]]:
    """Newest first: what came of it, then each step."""
    told = [
        {
            "title": row.get_kind_display(),
            "at": row.answered_at,
            "note": row.words,
            "by": _("%(months)s mois après") % {"months": row.months},
        }
        for row in reversed(follow_ups)
        if row.answered_at
    ]
    moved = [
        {
            "title": step.get_state_display().capitalize(),
            "at": step.at,
            "note": step.note,
            "by": str(step.by or ""),
        }
        for step in steps
    ]
    return [*told, *moved]
