"""Saying what came of it: declared, corrected, verified, published, withdrawn; what proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.common import clock
from maillage.common.downloads import to_keep
from maillage.common.uploads import takes_files
from maillage.outcomes import operations
from maillage.outcomes.permissions import outcomes as permissions
from maillage.outcomes.queries.outcomes import statement_of
from maillage.outcomes.web import words
from maillage.outcomes.web.forms import CorrectForm, DeclareForm, EvidenceForm, VerifyForm, WithdrawForm
from maillage.outcomes.web.outcomes import crumbs
from maillage.people.permissions import person_behind
from maillage.ui.editing import alone, done

if TYPE_CHECKING:
    from django import forms
    from django.http import FileResponse, HttpResponse

    from maillage.common.http import Request
    from maillage.outcomes.models import Outcome, Statement


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Declare one. What comes with the address is chosen already: `activite`, `initiative`, `entente` (slugs)."""
    networks = permissions.networks_where_one_declares(request.viewer)
    form = DeclareForm(request.POST or None, viewer=request.viewer, networks=networks)
    _brought(request, form)
    declared = done(form, lambda: _declare(request, form))
    if declared:
        messages.success(request, _("La retombée est inscrite. Ajoutez ce qui la prouve, si vous l’avez."))
        return redirect(declared)
    title = _("Déclarer une retombée")
    return alone(
        request,
        form,
        title=title,
        lead=_("Ce qui est arrivé, le jour où c’est arrivé. Elle compte une seule fois, même à plusieurs."),
        button=_("Déclarer"),
        crumbs=crumbs(here=title),
        back=crumbs(here="")[0]["url"],
    )


def _brought(request: Request, form: DeclareForm) -> None:
    told = {"activity": "activite", "initiative": "initiative", "agreement": "entente"}
    form.initial["happened_on"] = request.viewer.day
    fields: Any = form.fields
    for name, key in told.items():
        if slug := request.GET.get(key, ""):
            form.initial[name] = fields[name].queryset.filter(slug=slug[:80]).first()


def _declare(request: Request, form: DeclareForm) -> Outcome:
    assert form.origin is not None
    return operations.declare_outcome(
        network=form.cleaned_data["network"],
        kind=form.cleaned_data["kind"],
        said=form.said(),
        whence=form.whence(),
        origin=form.origin,
        by=person_behind(request),
        now=clock.now(),
        day=clock.today(),
    )


def _page(
    request: Request, outcome: Outcome, statement: Statement, form: forms.BaseForm, *, title: str, button: str
) -> HttpResponse:
    name = words.title_of(outcome, statement)
    return alone(
        request,
        form,
        title=title,
        lead=name,
        button=button,
        crumbs=crumbs((name, outcome.get_absolute_url()), here=title),
        back=outcome.get_absolute_url(),
    )


def _standing(outcome: Outcome) -> Statement:
    """What is said of it now. Raises Http404 once it is withdrawn: there is nothing to change."""
    statement = statement_of(outcome)
    if statement is None:
        raise Http404
    return statement


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: Request, pk: int) -> HttpResponse:
    outcome = permissions.outcome_to_say(request.viewer, pk)
    statement = _standing(outcome)
    form = CorrectForm(request.POST or None, outcome=outcome, statement=statement)
    corrected = done(
        form,
        lambda: operations.correct_outcome(
            outcome_id=pk,
            seen=form.cleaned_data["seen"],
            said=form.said(),
            reason=form.cleaned_data["reason"],
            by=person_behind(request),
            now=clock.now(),
            day=clock.today(),
        ),
    )
    if corrected:
        messages.success(request, _("C’est corrigé. Ce qui était dit avant reste dans son histoire."))
        return redirect(outcome)
    return _page(request, outcome, statement, form, title=_("Corriger"), button=_("Corriger"))


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    outcome = permissions.outcome_to_say(request.viewer, pk)
    statement = _standing(outcome)
    form = WithdrawForm(request.POST or None, initial={"seen": statement.pk})
    withdrawn = done(form, lambda: _withdraw(request, pk, form.cleaned_data))
    if withdrawn:
        messages.success(request, _("La retombée ne compte plus. Son histoire reste."))
        return redirect(outcome)
    title = _("Retirer cette retombée")
    return _page(request, outcome, statement, form, title=title, button=_("Retirer"))


def _withdraw(request: Request, pk: int, told: dict[str, Any]) -> bool:
    operations.withdraw_outcome(outcome_id=pk, by=person_behind(request), now=clock.now(), **told)
    return True


@login_required
@require_http_methods(["GET", "POST"])
def verify(request: Request, pk: int) -> HttpResponse:
    outcome = permissions.outcome_to_run(request.viewer, pk)
    statement = _standing(outcome)
    form = VerifyForm(
        request.POST or None, outcome=outcome, viewer=request.viewer, initial={"seen": statement.pk}
    )
    verified = done(
        form,
        lambda: operations.verify_outcome(
            outcome_id=pk, by=person_behind(request), now=clock.now(), **form.cleaned_data
        ),
    )
    if verified:
        messages.success(request, _("La retombée est vérifiée."))
        return redirect(outcome)
    title = _("Vérifier cette retombée")
    return _page(request, outcome, statement, form, title=title, button=_("Elle est vérifiée"))


@login_required
@require_POST
def publish(request: Request, pk: int) -> HttpResponse:
    """One button each way."""
    outcome = permissions.outcome_to_run(request.viewer, pk)
    is_published = request.POST.get("do") == "publish"
    operations.publish_outcome(outcome_id=outcome.pk, is_published=is_published)
    said = (
        _("Tout le monde peut lire cette retombée.")
        if is_published
        else _("Cette retombée est réservée à l’entreprise et à la coordination.")
    )
    messages.success(request, said)
    return redirect(outcome)


@login_required
@require_http_methods(["GET", "POST"])
@takes_files
def evidence_add(request: Request, pk: int) -> HttpResponse:
    outcome = permissions.outcome_to_say(request.viewer, pk)
    statement = _standing(outcome)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    added = done(
        form,
        lambda: operations.add_evidence(
            outcome_id=pk, by=person_behind(request), now=clock.now(), **form.told()
        ),
    )
    if added:
        messages.success(request, _("La preuve est ajoutée."))
        return redirect(outcome)
    return _page(request, outcome, statement, form, title=_("Ajouter une preuve"), button=_("Ajouter"))


@login_required
@require_http_methods(["GET", "POST"])
def evidence_withdraw(request: Request, pk: int, evidence_pk: int) -> HttpResponse:
    evidence = permissions.evidence_to_change(request.viewer, pk, evidence_pk)
    outcome = permissions.outcome_to_say(request.viewer, pk)
    form = WithdrawForm(request.POST or None)
    withdrawn = done(
        form,
        lambda: operations.withdraw_evidence(
            evidence_id=evidence.pk,
            reason=form.cleaned_data["reason"],
            by=person_behind(request),
            now=clock.now(),
        ),
    )
    if withdrawn:
        messages.success(request, _("La preuve est retirée. Elle reste dans la liste, avec la raison."))
        return redirect(outcome)
    title = _("Retirer la preuve « %(title)s »") % {"title": evidence.title}
    return _page(request, outcome, _standing(outcome), form, title=title, button=_("Retirer"))


@require_GET
@csp_update({"sandbox": True})  # type: ignore[arg-type]  # the library forgets the arguments of an address
def file(request: Request, pk: int, evidence_pk: int) -> FileResponse:
    """The file itself."""
    found = permissions.file_open_to(request.viewer, pk, evidence_pk)
    return to_keep(found.opened(), name=found.download_name, media_type=found.file_kind.media_type)
