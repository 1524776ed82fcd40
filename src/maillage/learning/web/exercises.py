"""Answers to exercises: written, sent, read by somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.common import clock
from maillage.learning import operations, permissions, queries
from maillage.learning.enums import AnswerState, Part
from maillage.learning.operations.exercises import NO_EDITION, WRITABLE
from maillage.learning.queries.peers import is_by_a_peer, peer_review_behind
from maillage.learning.rules.text import blocks_of
from maillage.learning.web.exercise_forms import ACCEPTED, AnswerForm, ReviewForm, marks_said
from maillage.learning.web.pieces import shown
from maillage.learning.web.rows import crumbs, day_said
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn, version_sent

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.learning.models import ModuleVersion, Submission

LONGEST_LIST = 100


@login_required
@require_http_methods(["GET", "POST"])
def exercise(request: Request, code: str, number: int, rank: int) -> HttpResponse:
    """Her answer to one exercise, to write or to read again."""
    version, _reading = permissions.module_to_read(request.viewer, code)
    return _hers(request, version, number, rank)


def _hers(request: Request, version: ModuleVersion, number: int, rank: int) -> HttpResponse:
    asked = exercise_row(version, number, rank)
    kept = queries.submission_at(request.viewer.user_id, version, block=number, rank=rank)
    is_open = kept is None or kept.state in WRITABLE
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={"text": kept.text, "seen": kept.edition} if kept else {"seen": NO_EDITION},
    )
    saved = done(form, lambda: _kept(request, version, number, rank, form))
    if saved is not None:
        return redirect(saved)
    back = reverse("learning:block", args=[version.module.code, number])
    context = {
        "asked": asked,
        "kept": kept,
        "is_open": is_open,
        "review": _review(kept) if kept and kept.reviewed_at else None,
        "back": back,
        "theirs": form.theirs,
        "crumbs": crumbs((version.title, back), (asked["title"], None)),
    }
    return drawn(request, "learning/exercise.html", form, **context)


def _kept(request: Request, version: ModuleVersion, number: int, rank: int, form: AnswerForm) -> Submission:
    person, now = person_behind(request), clock.now()
    action = request.POST.get("do", "")
    if action == "take_back":
        hers = queries.submission_at(person.pk, version, block=number, rank=rank)
        if hers is None:
            raise Http404
        return operations.take_answer_back(submission_id=hers.pk)
    kept = operations.save_answer(
        version=version,
        block=number,
        rank=rank,
        person=person,
        text=form.cleaned_data["text"],
        read_edition=form.cleaned_data["seen"],
        now=now,
    )
    if action != "send":
        messages.success(request, _("Votre brouillon est gardé. Vous seule, ou vous seul, le voyez."))
        return kept
    messages.success(
        request, _("Votre réponse est envoyée. Un courriel vous dira quand elle aura été relue.")
    )
    return operations.send_answer(submission_id=kept.pk, now=now)


@login_required
@require_GET
def submissions(request: Request) -> HttpResponse:
    """The answers that somebody may review."""
    rows = list(permissions.answers_to_review(request.user, request.viewer)[:LONGEST_LIST])
    context = {
        "waiting": [_case(row) for row in rows if row.state == AnswerState.SENT],
        "over": [_link(row) for row in rows if row.state != AnswerState.SENT],
        "crumbs": crumbs((_("Réponses à relire"), None)),
    }
    return render(request, "learning/submissions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def submission(request: Request, pk: int) -> HttpResponse:
    """One answer, to whoever may review it; its author writes on."""
    hers = queries.submissions_of(request.viewer.user_id).filter(pk=pk).first()
    if hers is not None:
        return _hers(request, hers.version, hers.block, hers.rank)
    kept = permissions.answer_to_review(request.user, request.viewer, pk)
    form = ReviewForm(request.POST if request.method == "POST" else None, initial={"seen": kept.edition})
    if done(form, lambda: _reviewed(request, kept, form)):
        messages.success(request, _("Votre relecture est envoyée."))
        return redirect("learning:submissions")
    asked = exercise_row(kept.version, kept.block, kept.rank)
    context = {
        "kept": kept,
        "asked": asked,
        "waits": kept.state == AnswerState.SENT or is_by_a_peer(kept),
        "review": _review(kept, names=True) if kept.reviewed_at else None,
        "crumbs": crumbs((_("Réponses à relire"), reverse("learning:submissions")), (str(kept.person), None)),
    }
    return drawn(request, "learning/submission.html", form, **context)


def _reviewed(request: Request, kept: Submission, form: ReviewForm) -> Submission:
    return operations.review_answer(
        submission_id=kept.pk,
        by=person_behind(request),
        marks=form.marks(),
        comment=form.cleaned_data["comment"],
        is_accepted=form.cleaned_data["decision"] == ACCEPTED,
        read_edition=version_sent(request.POST),
        now=clock.now(),
    )


def exercise_row(version: ModuleVersion, number: int, rank: int) -> dict[str, Any]:
    """What `learning/parts/piece.html` takes of one exercise. Raises Http404."""
    found = [block for block in blocks_of(version.text) if block.position == number]
    blocks = shown(found, module=version.module, code="")
    rows: list[dict[str, Any]] = [row for block in blocks for row in block["pieces"]]
    exercises = [row for row in rows if row["kind"] == Part.EXERCISE]
    if not 1 <= rank <= len(exercises):
        raise Http404
    return exercises[rank - 1]


def _review(kept: Submission, *, names: bool = False) -> dict[str, Any]:
    """names: to whoever may read which peer it was, whatever the rule of the cohort."""
    assert kept.reviewed_at is not None
    return {
        "facts": marks_said(kept),
        "comment": kept.comment,
        "day": day_said(kept.reviewed_at),
        "by": _by_a_peer(kept, names=names),
    }


def _by_a_peer(kept: Submission, *, names: bool) -> str:
    found = peer_review_behind(kept)
    if found is None:
        return ""
    is_blind = found.reviewer is None or (found.is_blind and not names)
    return _("Relue par un pair") if is_blind else _("Relue par %(peer)s") % {"peer": found.reviewer}


def _case(row: Submission) -> dict[str, Any]:
    assert row.sent_at is not None
    return {
        "title": str(row.person),
        "url": row.get_absolute_url(),
        "text": row.version.title,
        "by": _("Envoyée le %(day)s") % {"day": day_said(row.sent_at)},
    }


def _link(row: Submission) -> dict[str, Any]:
    return {
        "label": str(row.person),
        "url": row.get_absolute_url(),
        "note": row.version.title,
        "tag": row.get_state_display(),
    }
