"""A contribution: its page, its words, its instalments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.common import clock
from maillage.initiatives import operations, permissions
from maillage.initiatives.models import Initiative
from maillage.initiatives.queries.book import allocations_of, documents_of, instalments_of
from maillage.initiatives.web import contribution_rows as rows
from maillage.initiatives.web.contribution_forms import (
    ContributionForm,
    CorrectionForm,
    InstalmentForm,
    NewContributionForm,
    ReasonForm,
    initial_of,
    initial_of_instalment,
)
from maillage.people.permissions import person_behind
from maillage.ui.editing import alone, done

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.initiatives.models import Instalment

NOTED = {"facture": "invoiced_on", "recu": "received_on"}  # what a link proposes to note today


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    """What is late and what was corrected is told to who keeps the book, and to the funder's people."""
    viewer = request.viewer
    contribution = permissions.contribution_open_to(viewer, pk)
    may_keep = permissions.keeps(viewer, contribution)
    sees = permissions.sees_accounts(viewer, contribution)
    instalments, allocations = instalments_of(contribution), allocations_of(contribution)
    readable = set(
        Initiative.objects.visible_to(viewer)
        .filter(allocations__contribution=contribution)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    context = {
        "contribution": contribution,
        "crumbs": rows.crumbs(contribution),
        "lead": rows.lead(contribution, instalments),
        "facts": rows.facts(contribution, readable_by=viewer),
        "instalments": [
            rows.instalment(row, contribution, viewer.day, may_keep=may_keep, sees=sees)
            for row in instalments
            if row.ended_at is None
        ],
        "allocations": [
            rows.allocation(row, contribution, readable, may_keep=may_keep)
            for row in allocations
            if row.ended_at is None
        ],
        "left": rows.left(contribution),
        "past": rows.past(contribution, instalments, allocations, readable) if sees else [],
        "documents": [rows.document(row, may_keep=may_keep) for row in documents_of(contribution, viewer)],
        "may_keep": may_keep,
    }
    return render(request, "initiatives/contribution.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """A contribution and its first instalment."""
    viewer = request.viewer
    if not permissions.may_found(viewer):
        raise Http404
    initial = {
        "network": min(viewer.coordinated_network_ids),
        "promised_on": viewer.day,
        "due_on": viewer.day,
    }
    form = NewContributionForm(request.POST or None, viewer=viewer, initial=initial)
    recorded = done(
        form,
        lambda: operations.record_contribution(
            network=form.cleaned_data["network"],
            told=form.contribution(),
            instalments=[form.instalment()],
            by=person_behind(request),
            now=clock.now(),
        ),
    )
    if recorded:
        messages.success(
            request, _("La contribution est au livre. Ajoutez ses autres versements, puis affectez-la.")
        )
        return redirect(recorded)
    return alone(
        request,
        form,
        title=_("Inscrire une contribution"),
        lead=_("Ce qu’un bailleur promet, avec son premier versement ; les suivants s’ajoutent après."),
        button=_("Inscrire"),
        crumbs=rows.crumbs(None, _("Inscrire une contribution")),
        back=rows.book_address(),
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Its words, never its money. Whoever saves second is told, and keeps what she typed."""
    contribution = permissions.contribution_to_keep(request.viewer, pk)
    form = ContributionForm(
        request.POST or None, viewer=request.viewer, kept=contribution, initial=initial_of(contribution)
    )
    if done(
        form,
        lambda: operations.change_contribution(
            contribution_id=pk, told=form.contribution(), read_revision=form.cleaned_data["seen"]
        ),
        on="restricted_to",
    ):
        messages.success(request, _("La contribution est à jour."))
        return redirect(contribution)
    return rows.form_page(request, form, contribution, _("Modifier la contribution"), _("Enregistrer"))


@login_required
@require_http_methods(["GET", "POST"])
def instalment_new(request: Request, pk: int) -> HttpResponse:
    contribution = permissions.contribution_to_keep(request.viewer, pk)
    form = InstalmentForm(
        request.POST or None, in_kind=contribution.is_in_kind, initial={"due_on": request.viewer.day}
    )
    if done(
        form,
        lambda: operations.add_instalment(
            contribution_id=pk,
            told=form.instalment(),
            read_revision=None,
            by=person_behind(request),
            now=clock.now(),
        ),
    ):
        messages.success(request, _("Le versement est au livre."))
        return redirect(contribution)
    return rows.form_page(request, form, contribution, _("Ajouter un versement"), _("Ajouter"))


@login_required
@require_http_methods(["GET", "POST"])
def instalment(request: Request, pk: int, row: int) -> HttpResponse:
    """Corrected, invoiced or received: the row ends and another is recorded. `?noter=` proposes what is noted today."""
    found = permissions.instalment_to_keep(request.viewer, pk, row)
    contribution = found.contribution
    form = CorrectionForm(
        request.POST or None, in_kind=contribution.is_in_kind, initial=_proposed(request, found)
    )
    if done(
        form,
        lambda: operations.correct_instalment(
            instalment_id=row,
            told=form.instalment(),
            reason=form.cleaned_data["reason"],
            read_revision=None,
            by=person_behind(request),
            now=clock.now(),
        ),
    ):
        messages.success(request, _("Le versement est à jour ; l’ancienne ligne reste lisible."))
        return redirect(contribution)
    away = {"label": _("Ce versement ne viendra pas"), "url": rows.withdraw_address(found)}
    return rows.form_page(
        request, form, contribution, _("Mettre un versement à jour"), _("Enregistrer"), away=away
    )


def _proposed(request: Request, row: Instalment) -> dict[str, Any]:
    initial = initial_of_instalment(row)
    name = NOTED.get(request.GET.get("noter", ""))
    if name is None or initial[name] is not None:
        return initial
    said = {"invoiced_on": _("Facturé"), "received_on": _("Reçu")}
    return initial | {name: request.viewer.day, "reason": said[name]}


@login_required
@require_http_methods(["GET", "POST"])
def instalment_withdraw(request: Request, pk: int, row: int) -> HttpResponse:
    found = permissions.instalment_to_keep(request.viewer, pk, row)
    form = ReasonForm(request.POST or None)

    def withdraw() -> bool:
        operations.withdraw_instalment(
            instalment_id=row,
            reason=form.cleaned_data["reason"],
            read_revision=None,
            by=person_behind(request),
            now=clock.now(),
        )
        return True

    if done(form, withdraw):
        messages.success(request, _("Le versement est retiré des sommes ; sa ligne reste lisible."))
        return redirect(found.contribution)
    return rows.form_page(
        request, form, found.contribution, _("Retirer un versement"), _("Retirer des sommes")
    )
