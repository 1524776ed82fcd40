"""What a contribution is given to: an initiative, or a strand of an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.common import clock
from maillage.initiatives import operations, permissions
from maillage.initiatives.web import contribution_rows as rows
from maillage.initiatives.web.contribution_forms import AllocationChangeForm, AllocationForm, ReasonForm
from maillage.people.permissions import person_behind
from maillage.ui.editing import done

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


@login_required
@require_http_methods(["GET", "POST"])
def allocate(request: Request, pk: int) -> HttpResponse:
    contribution = permissions.contribution_to_keep(request.viewer, pk)
    form = AllocationForm(request.POST or None, contribution=contribution, viewer=request.viewer)
    if done(
        form,
        lambda: operations.allocate(
            contribution_id=pk,
            target=form.given_to(),
            amount=form.cleaned_data["amount"],
            note=form.cleaned_data["note"],
            read_revision=None,
            by=person_behind(request),
            now=clock.now(),
        ),
        on="amount",
    ):
        messages.success(request, _("C’est affecté."))
        return redirect(contribution)
    return rows.form_page(request, form, contribution, _("Affecter la contribution"), _("Affecter"))


@login_required
@require_http_methods(["GET", "POST"])
def allocation(request: Request, pk: int, row: int) -> HttpResponse:
    """More or less to the same thing: the row ends and another is recorded."""
    found = permissions.allocation_to_keep(request.viewer, pk, row)
    form = AllocationChangeForm(
        request.POST or None, allocation=found, initial={"amount": found.amount, "note": found.note}
    )
    if done(
        form,
        lambda: operations.change_allocation(
            allocation_id=row, by=person_behind(request), now=clock.now(), **form.cleaned_data
        ),
        on="amount",
    ):
        messages.success(request, _("L’affectation est changée ; l’ancienne ligne reste lisible."))
        return redirect(found.contribution)
    away = {
        "label": _("Libérer ce montant"),
        "url": reverse("initiatives:allocation_release", args=[pk, row]),
    }
    return rows.form_page(
        request,
        form,
        found.contribution,
        _("Changer une affectation"),
        _("Enregistrer"),
        lead=str(operations.target_of(found)),
        away=away,
    )


@login_required
@require_http_methods(["GET", "POST"])
def release(request: Request, pk: int, row: int) -> HttpResponse:
    found = permissions.allocation_to_keep(request.viewer, pk, row)
    form = ReasonForm(request.POST or None)

    def let_go() -> bool:
        operations.release(
            allocation_id=row,
            reason=form.cleaned_data["reason"],
            read_revision=None,
            by=person_behind(request),
            now=clock.now(),
        )
        return True

    if done(form, let_go):
        messages.success(request, _("Le montant est libéré : il reste à affecter."))
        return redirect(found.contribution)
    return rows.form_page(
        request,
        form,
        found.contribution,
        _("Libérer un montant"),
        _("Libérer"),
        lead=str(operations.target_of(found)),
    )
