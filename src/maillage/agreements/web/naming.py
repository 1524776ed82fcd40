"""The name and purpose of an agreement, said otherwise while a version is in the making."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.agreements import operations, permissions, queries
from maillage.agreements.errors import NamedMeanwhile, NothingInTheMaking
from maillage.agreements.web.crumbs import crumbs_of
from maillage.agreements.web.forms import RenameForm
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.people.permissions import person_behind
from maillage.ui.editing import drawn, version_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.agreements.models import Agreement
    from maillage.common.http import Request


@login_required
@require_http_methods(["GET", "POST"])
def rename(request: Request, slug: str) -> HttpResponse:
    """The form says which revision it was made from. Whoever saves second is told, and keeps what she typed."""
    agreement = permissions.agreement_to_run(request.viewer, slug)
    drafts = list(agreement.versions.drafts().order_by("number"))
    if request.method == "GET" and not drafts:
        messages.info(request, str(NothingInTheMaking()))
        return redirect(agreement)
    form = RenameForm(
        request.POST or None,
        is_agreed=any(queries.assents_to(draft) for draft in drafts),
        initial={"name": agreement.name, "purpose": agreement.purpose},
    )
    revision, theirs = request.POST.get("revision", str(agreement.revision)), []
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, agreement, form, version_in(revision))
        except NamedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            theirs = _stored(agreement)
            revision = str(agreement.revision)  # once read, saving over it is a choice
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(agreement)
    return drawn(
        request,
        "agreements/rename.html",
        form,
        agreement=agreement,
        revision=revision,
        theirs=theirs,
        crumbs=crumbs_of(agreement, _("Nom et raison d’être")),
    )


def _save(request: Request, agreement: Agreement, form: RenameForm, read_revision: int) -> None:
    operations.rename_agreement(
        agreement_id=agreement.pk,
        name=form.cleaned_data["name"],
        purpose=form.cleaned_data["purpose"],
        read_revision=read_revision,
        by=person_behind(request),
        reason=form.cleaned_data.get("reason", ""),
        day=clock.today(),
    )
    messages.success(request, _("C’est enregistré. Toutes les pages le disent ainsi."))


def _stored(agreement: Agreement) -> list[dict[str, Any]]:
    agreement.refresh_from_db(fields=["name", "purpose", "revision"])
    return [
        {"label": _("Nom de l’entente"), "value": agreement.name},
        {"label": _("Pourquoi coopérer"), "value": agreement.purpose},
    ]
