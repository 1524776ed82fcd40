"""A reader's desk: answers without names, her own marks and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.activities import operations, permissions
from maillage.activities.queries import camps
from maillage.activities.web.camp_forms import MarksForm
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.ui.editing import drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.activities.models import Application, Reviewer
    from maillage.common.http import Request


@login_required
@require_GET
def desk(request: Request, slug: str) -> HttpResponse:
    """What she has to read, under numbers that say nothing of who wrote."""
    reviewer = permissions.reviewer_at(request.viewer, slug)
    given = camps.reviews_by(reviewer)
    rows = [
        {"number": number, "pk": row.pk, "review": given.get(row.pk)}
        for number, row in enumerate(camps.applications_to_read(reviewer), 1)
    ]
    context = {
        "edition": reviewer.edition,
        "rows": rows,
        "left": sum(row["review"] is None for row in rows),
        "is_over": reviewer.edition.decided_at is not None,
    }
    return render(request, "activities/review_desk.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def review(request: Request, slug: str, pk: int) -> HttpResponse:
    """One application: its answers, a mark for each criterion, or a conflict of interest said."""
    reviewer = permissions.reviewer_at(request.viewer, slug)
    number, found = permissions.application_to_read(reviewer, pk)
    given = camps.review_by(reviewer, found)
    criteria = list(reviewer.edition.criteria.order_by("position"))
    form = MarksForm(request.POST if _is_marking(request) else None, criteria=criteria, review=given)
    if request.method == "POST" and (not _is_marking(request) or form.is_valid()):
        try:
            _keep(request, reviewer, found, form)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("activities:review_desk", slug=slug)
    return drawn(
        request,
        "activities/review.html",
        form,
        edition=reviewer.edition,
        application=found,
        number=number,
        has_conflict=given is not None and given.has_conflict,
    )


def _is_marking(request: Request) -> bool:
    return request.method == "POST" and request.POST.get("do") != "conflict"


def _keep(request: Request, reviewer: Reviewer, found: Application, form: MarksForm) -> None:
    given: dict[str, Any] = {"reviewer": reviewer, "application": found, "now": clock.now()}
    if _is_marking(request):
        operations.give_marks(marks=form.marks(), **given)
        messages.success(
            request, _("Vos notes sont gardées. Vous pouvez les changer tant que la liste n’est pas arrêtée.")
        )
    else:
        operations.declare_conflict(**given)
        messages.success(
            request, _("C’est noté : d’autres liront cette candidature, et personne n’attend la vôtre.")
        )
