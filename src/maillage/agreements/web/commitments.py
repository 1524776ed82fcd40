"""A commitment: taken between two signatures; who owes what by when, what was done, and the next word about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.agreements import operations, permissions, queries
from maillage.agreements.enums import CommitmentState
from maillage.agreements.errors import CommitmentMoved
from maillage.agreements.models.commitments import LONGEST_BODY, LONGEST_COMMITMENT
from maillage.agreements.web import rows
from maillage.agreements.web.crumbs import crumbs_of
from maillage.agreements.web.forms import CommitmentForm, TakenForm
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, version_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from maillage.agreements.models import Commitment, CommitmentStep, Opening
    from maillage.common.http import Request


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    """Take a commitment for one's own community. What comes with the address is already there: text, who, when, strand."""
    agreement = permissions.agreement_to_run(request.viewer, slug)
    openings = queries.openings_in_force(agreement, request.viewer.day)
    mine = agreement.parties.filter(network__in=request.viewer.coordinated_network_ids)
    form = TakenForm(
        request.POST or None,
        openings=openings,
        parties=mine.order_by("shore", "pk"),
        initial=_brought(request, openings),
    )
    taken = done(
        form,
        lambda: operations.take_commitment(by=person_behind(request), day=clock.today(), **form.cleaned_data),
    )
    if taken:
        messages.success(request, _("L’engagement est pris. Il se suit ici."))
        return redirect("agreements:commitment", slug, taken.pk)
    context = {
        "agreement": agreement,
        "form": form if openings else None,
        "crumbs": crumbs_of(agreement, _("Prendre un engagement")),
    }
    return render(request, "agreements/commitment_new.html", context, status=422 if form.errors else 200)


def _brought(request: Request, openings: Iterable[Opening]) -> dict[str, Any]:
    told, strand = request.GET, request.GET.get("volet", "")
    try:
        due_on = parse_date(told.get("avant", ""))
    except ValueError:  # a day that no calendar has
        due_on = None
    return {
        "text": told.get("q", "")[:LONGEST_COMMITMENT],
        "body": told.get("qui", "")[:LONGEST_BODY],
        "due_on": due_on,
        "opening": next((row.pk for row in openings if row.strand.slug == strand), None),
    }


@require_http_methods(["GET", "POST"])
def commitment(request: Request, slug: str, pk: int) -> HttpResponse:
    """Read by whoever may read the terms of its version; followed by the coordinations of its parties."""
    owed = permissions.commitment_open_to(request.viewer, slug, pk)
    version = owed.opening.version
    runs = permissions.may_run(request.viewer, version.agreement)
    if request.method == "POST" and not runs:
        raise Http404
    form = CommitmentForm(request.POST or None, commitment=owed)
    continued = queries.continuation_of(owed)
    steps = list(owed.steps.select_related("by").order_by("pk"))
    last = str(steps[-1].pk) if steps else "0"
    read = request.POST.get("read", last)
    if request.method == "POST" and form.is_valid():
        try:
            _follow(request, owed, form, version_in(read))
        except CommitmentMoved as refusal:
            form.add_error(None, str(refusal))
            read = last
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("agreements:commitment", slug, pk)
    label = rows.version_label(version)
    row = rows.commitment_row(owed, slug, request.viewer.day)
    context = {
        "version": version,
        "row": row,
        "note": _("en retard") if row["is_late"] else "",
        "facts": _facts(owed),
        "items": [_item(step) for step in reversed(steps)],
        "form": form if runs and continued is None else None,
        "continued": continued,
        "read": read,
        "crumbs": crumbs_of(version.agreement, _("Engagement"), (label, version.get_absolute_url())),
    }
    return render(request, "agreements/commitment.html", context, status=422 if form.errors else 200)


def _follow(request: Request, owed: Commitment, form: CommitmentForm, read_step: int) -> None:
    operations.follow_commitment(
        commitment_id=owed.pk,
        state=form.target,
        read_step=read_step,
        note=form.cleaned_data["note"],
        url=form.cleaned_data["url"],
        by=person_behind(request),
        day=clock.today(),
    )
    messages.success(request, _("C’est noté. L’histoire de l’engagement le dit."))


def _facts(owed: Commitment) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [
        {"label": _("Volet"), "value": str(owed.opening.strand)},
        {"label": _("Qui s’engage"), "value": rows.who_owes(owed)},
    ]
    if owed.due_on:
        facts.append({"label": _("Échéance"), "day": owed.due_on})
    if owed.carried_from is not None:
        former = reverse(
            "agreements:commitment", args=[owed.opening.version.agreement.slug, owed.carried_from_id]
        )
        facts.append({"label": _("Reporté de la version précédente"), "value": _("Voir"), "url": former})
    return facts


def _item(step: CommitmentStep) -> dict[str, Any]:
    """What was said, and the link that shows it."""
    return {
        "title": capfirst(CommitmentState(step.state).label),
        "day": step.on,
        "url": step.url,
        "note": step.note,
        "by": str(step.by) if step.by else "",
    }
