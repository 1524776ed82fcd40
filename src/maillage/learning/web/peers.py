"""Reviewing one another in a cohort: agree, draw an answer, say what it is worth; and how whoever leads sets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from maillage.common import clock
from maillage.learning import permissions
from maillage.learning.models.peers import MOST_DAYS
from maillage.learning.operations import peers as operations
from maillage.learning.queries import peers as queries
from maillage.learning.rules.peers import consent_to_peers
from maillage.learning.web.cohort_rows import crumbs
from maillage.learning.web.exercise_forms import ACCEPTED, PeerReviewForm, marks_said
from maillage.learning.web.exercises import exercise_row
from maillage.learning.web.rows import day_said
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.learning.models import Cohort, PeerReview

USUAL_DAYS = 7


class PeerRuleForm(forms.Form):
    is_blind = forms.BooleanField(
        label=gettext_lazy("Sans les noms, ni d’un côté ni de l’autre"),
        help_text=gettext_lazy("Si les noms se voient ensuite, l’accord est redemandé à chaque personne."),
        required=False,
        initial=True,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Jours pour relire une réponse"),
        help_text=gettext_lazy("Passé ce délai, la réponse revient à qui veut la relire."),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
    )


@login_required
@require_http_methods(["GET", "POST"])
def peers(request: Request, slug: str) -> HttpResponse:
    """To whoever has a place in a cohort that is open to it: her agreement, what she reviews. To others it does not exist."""
    found = permissions.cohort_open_to(request.viewer, slug)
    rule = queries.rule_of(found)
    if rule is None or not queries.may_be_peer(found, request.viewer.user_id):
        raise Http404
    if request.method == "POST":
        return _acted(request, found)
    rows = list(queries.reviews_of(found, request.viewer.user_id))
    context = {
        "cohort": found,
        "rule": rule,
        "words": consent_to_peers(is_blind=rule.is_blind),
        "peer": queries.peer_of(found, request.viewer.user_id),
        "to_give": [_case(row) for row in rows if row.given_at is None],
        "given": [_link(row) for row in rows if row.given_at],
        "crumbs": crumbs(_("Relire entre pairs"), cohort=found),
    }
    return render(request, "learning/cohorts/peers.html", context)


def _acted(request: Request, found: Cohort) -> HttpResponse:
    person, now = person_behind(request), clock.now()
    action = request.POST.get("do", "")
    if action == "join":
        operations.join_peers(cohort=found, person=person, now=now)
        messages.success(request, _("Vos réponses envoyées peuvent être relues par vos pairs."))
    elif action == "leave":
        operations.leave_peers(cohort=found, person=person, now=now)
        messages.success(request, _("Vos réponses ne vont plus à vos pairs. Les relectures données restent."))
    elif action == "draw":
        return redirect(
            "learning:peer_review", operations.draw_answer(cohort=found, person=person, now=now).pk
        )
    return redirect("learning:peers", found.activity.slug)


@login_required
@require_http_methods(["GET", "POST"])
def peer_review(request: Request, pk: int) -> HttpResponse:
    """One answer that she drew, to review or to read again."""
    review = permissions.peer_review_of_hers(request.viewer, pk)
    form = PeerReviewForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: _given(review, form)):
        messages.success(request, _("Votre relecture est envoyée."))
        return redirect("learning:peers", review.cohort.activity.slug)
    answer = review.submission
    context = {
        "review": review,
        "author": author_said(review),
        "asked": exercise_row(answer.version, answer.block, answer.rank),
        "is_live": review.given_at is None,
        "said": _said(review) if review.given_at else None,
        "crumbs": crumbs(_("Relire"), cohort=review.cohort),
    }
    return drawn(request, "learning/cohorts/peer_review.html", form, **context)


def _given(review: PeerReview, form: PeerReviewForm) -> PeerReview:
    return operations.give_peer_review(
        review_id=review.pk,
        marks=form.marks(),
        comment=form.cleaned_data["comment"],
        is_accepted=form.cleaned_data["decision"] == ACCEPTED,
        now=clock.now(),
    )


@login_required
@require_http_methods(["GET", "POST"])
def peer_rule(request: Request, slug: str) -> HttpResponse:
    """Whoever leads opens it, says how, closes it."""
    found = permissions.cohort_to_follow(request.viewer, slug)
    rule = queries.rule_of(found)
    if request.method == "POST" and request.POST.get("do") == "close":
        operations.close_to_peers(cohort=found, now=clock.now())
        messages.success(request, _("Plus rien n’est tiré. Ce qui l’est déjà peut encore être rendu."))
        return redirect("learning:peer_rule", slug)
    initial = {"is_blind": rule.is_blind, "days": rule.days} if rule else None
    form = PeerRuleForm(request.POST if request.method == "POST" else None, initial=initial)
    kept = done(form, lambda: operations.open_to_peers(cohort=found, now=clock.now(), **form.cleaned_data))
    if kept is not None:
        messages.success(request, _("La relecture entre pairs est ouverte."))
        return redirect("learning:peer_rule", slug)
    context = {
        "cohort": found,
        "is_open": rule is not None and rule.closed_at is None,
        "facts": _standing(found),
        "crumbs": crumbs(_("Relecture entre pairs"), cohort=found),
    }
    return drawn(request, "learning/cohorts/peer_rule.html", form, **context)


def _standing(found: Cohort) -> list[dict[str, Any]]:
    told = queries.counts_of(found, now=clock.now())
    labels = {
        "peers": _("Personnes qui ont accepté"),
        "waiting": _("Réponses que personne ne tient"),
        "drawn": _("Réponses tirées, à rendre"),
        "overdue": _("En retard, qui reviennent dans l’heure"),
        "given": _("Relectures données"),
    }
    return [{"label": label, "value": told[name]} for name, label in labels.items()]


def author_said(review: PeerReview) -> str:
    """Whose answer it is, for its reader."""
    return _("Quelqu’un de votre cohorte") if review.is_blind else str(review.submission.person)


def _said(review: PeerReview) -> dict[str, Any]:
    assert review.given_at is not None
    return {
        "facts": marks_said(review),
        "comment": review.comment,
        "day": day_said(review.given_at),
        "by": "",
    }


def _case(row: PeerReview) -> dict[str, Any]:
    return {
        "title": row.submission.version.title,
        "url": reverse("learning:peer_review", args=[row.pk]),
        "text": author_said(row),
        "by": _("À rendre avant le %(day)s") % {"day": day_said(row.due_at)},
    }


def _link(row: PeerReview) -> dict[str, Any]:
    assert row.given_at is not None
    return {
        "label": row.submission.version.title,
        "url": reverse("learning:peer_review", args=[row.pk]),
        "note": f"{author_said(row)}, {day_said(row.given_at)}",
    }
