"""A version of an agreement: read, accepted, signed, withdrawn, renewed, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.agreements import operations, permissions, queries
from maillage.agreements.errors import RenewalUnderWay
from maillage.agreements.rules import check_draft, passages_of
from maillage.agreements.web import rows
from maillage.agreements.web.crumbs import crumbs_of
from maillage.agreements.web.forms import AgreeForm, SignForm, WithdrawForm
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn, version_sent
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from maillage.agreements.models import AgreementVersion
    from maillage.common.http import Request

FEWEST_TO_COMPARE = 2


@require_GET
def version(request: Request, slug: str, number: int) -> HttpResponse:
    """What one version says and went through; what it waits for, to those who run the agreement."""
    agreement = permissions.agreement_open_to(request.viewer, slug)
    versions = permissions.versions_open_to(request.viewer, agreement)
    shown = _numbered(versions, number)
    runs = permissions.may_run(request.viewer, agreement)
    label = rows.version_label(shown)
    context = {
        "agreement": agreement,
        "version": shown,
        "crumbs": crumbs_of(agreement, label),
        "label": label,
        "note": _("dates fictives") if shown.dates_are_fictitious else "",
        "facts": rows.version_facts(shown),
        "signatories": shown.signatories.all(),
        "runs": runs,
        "decision": _decision(request, shown) if runs and shown.is_draft else None,
        "may_renew": runs and shown == versions[-1] and any(one.signed_on for one in versions),
        **_told(request, shown, versions),
    }
    return render(request, "agreements/version.html", context)


def _told(request: Request, shown: AgreementVersion, versions: Sequence[AgreementVersion]) -> dict[str, Any]:
    """Where it is, what it engages as far as she may read it, and its life beside the other versions."""
    viewer, day, agreement = request.viewer, request.viewer.day, shown.agreement
    is_inside = queries.is_bound(viewer, agreement)
    passages = [passage for passage in passages_of(versions, day) if passage.version == shown]
    openings = [opening for opening, _owed in queries.commitments_by_strand(shown, viewer)]
    return {
        "state": rows.state_row(shown, versions, day),
        "openings": [rows.opening_row(opening, agreement.slug, day) for opening in openings],
        "strands": [str(strand) for strand in shown.strands.all()],
        "items": rows.passage_items(passages, day, is_inside=is_inside),
        "others": [
            {"label": rows.version_label(other), "url": other.get_absolute_url()}
            for other in versions
            if other != shown
        ],
    }


def _decision(request: Request, draft: AgreementVersion) -> dict[str, Any]:
    """What a coordinator may do with a draft, and whom it waits for."""
    agreed = queries.assents_to(draft)
    parties = list(draft.agreement.parties.all())
    mine = {party.pk for party in parties if party.network_id in request.viewer.coordinated_network_ids}
    return {
        "agreed": [party.name for party in parties if party.pk in agreed],
        "awaited": [party.name for party in parties if party.pk not in agreed],
        "may_agree": bool(mine - agreed),
        "may_sign": draft.agreed_on is not None,
        "form": AgreeForm(),
        "met": [rows.version_label(other) for other in queries.signed_beside(draft)],
    }


@login_required
@require_POST
def agree(request: Request, slug: str, number: int) -> HttpResponse:
    draft = permissions.version_to_run(request.viewer, slug, number)
    form = AgreeForm(request.POST)
    if form.is_valid():
        operations.agree_version(
            version_id=draft.pk,
            network_ids=request.viewer.coordinated_network_ids,
            read_revision=version_sent(request.POST, "revision"),
            by=person_behind(request),
            reason=form.cleaned_data["reason"],
            day=clock.today(),
        )
        messages.success(request, _("C’est noté : votre réseau accepte ce texte."))
    return redirect(draft)


def changes_no_more(request: Request, draft: AgreementVersion) -> HttpResponse | None:
    """Back to the version, with a word, when it is signed or withdrawn."""
    try:
        check_draft(draft)
    except Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect(draft)
    return None


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, slug: str, number: int) -> HttpResponse:
    """Say why a draft is given up; what it said and went through stay."""
    draft = permissions.version_to_run(request.viewer, slug, number)
    if request.method == "GET" and (elsewhere := changes_no_more(request, draft)):
        return elsewhere
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.withdraw_version(
            version_id=draft.pk,
            by=person_behind(request),
            reason=form.cleaned_data["reason"],
            day=clock.today(),
        )
        messages.success(request, _("Le projet est retiré. Son histoire reste."))
        return redirect(draft)
    return drawn(
        request,
        "agreements/withdraw.html",
        form,
        version=draft,
        label=rows.version_label(draft),
        crumbs=_crumbs_below(draft, _("Retirer ce projet")),
    )


@login_required
@require_http_methods(["GET", "POST"])
def sign(request: Request, slug: str, number: int) -> HttpResponse:
    """Note who signed and which day; a version whose dates meet these may stop the day before."""
    draft = permissions.version_to_run(request.viewer, slug, number)
    if request.method == "GET" and (elsewhere := changes_no_more(request, draft)):
        return elsewhere
    met = list(queries.signed_beside(draft))
    form = SignForm(
        request.POST or None, initial={"signed_on": clock.today()}, replaced=_replaced(draft, met)
    )
    if done(
        form,
        lambda: operations.sign_version(
            version_id=draft.pk,
            signed_on=form.cleaned_data["signed_on"],
            replaces=form.cleaned_data.get("replaces", False),
            by=person_behind(request),
            reason=form.cleaned_data["reason"],
            day=clock.today(),
        ),
    ):
        messages.success(request, _("La signature est notée. L’entente ouvre ses volets le premier jour."))
        return redirect(draft)
    parties = list(draft.agreement.parties.all())
    signing = {row.party_id for row in draft.signatories.all()}
    return drawn(
        request,
        "agreements/sign.html",
        form,
        agreement=draft.agreement,
        version=draft,
        label=rows.version_label(draft),
        crumbs=_crumbs_below(draft, _("Signer")),
        signatories=draft.signatories.all(),
        unsigned=[party.name for party in parties if party.pk not in signing],
    )


def _replaced(draft: AgreementVersion, met: Sequence[AgreementVersion]) -> str:
    before = [other for other in met if other.starts_on < draft.starts_on]
    if not before:
        return ""
    return _("La version %(number)s s’arrête le %(day)s : celle-ci la remplace dès ce jour.") % {
        "number": before[-1].number,
        "day": plain_day(draft.starts_on, spoken()),
    }


@login_required
@require_POST
def renew(request: Request, slug: str) -> HttpResponse:
    """Start from the last signed version; a renewal already in the making is where this leads."""
    agreement = permissions.agreement_to_run(request.viewer, slug)
    try:
        number = operations.renew_agreement(
            agreement_id=agreement.pk, by=person_behind(request), day=clock.today()
        ).number
        messages.success(
            request, _("Le projet reprend la dernière version : volets, objectifs, engagements ouverts.")
        )
    except RenewalUnderWay as under_way:
        messages.info(request, str(under_way))
        number = under_way.facts["number"]  # type: ignore[assignment]  # facts are objects
    return redirect("agreements:edit-version", slug=slug, number=number)


@login_required
@require_POST
def publish(request: Request, slug: str, number: int) -> HttpResponse:
    shown = permissions.version_to_run(request.viewer, slug, number)
    published = operations.publish_terms(version_id=shown.pk, published=not shown.terms_are_public)
    if published.terms_are_public:
        messages.success(request, _("Tout le monde lit maintenant les objectifs et les engagements."))
    else:
        messages.success(request, _("Seuls les membres des parties lisent maintenant les engagements."))
    return redirect(shown)


@require_GET
def compare(request: Request, slug: str) -> HttpResponse:
    """Two versions side by side: the last two, unless others are asked for."""
    agreement = permissions.agreement_open_to(request.viewer, slug)
    versions = permissions.versions_open_to(request.viewer, agreement)
    context: dict[str, Any] = {
        "agreement": agreement,
        "crumbs": crumbs_of(agreement, _("Comparer")),
        "compared": None,
    }
    if len(versions) >= FEWEST_TO_COMPARE:
        old = _asked(request, "de", versions, versions[-2])
        new = _asked(request, "a", versions, versions[-1])
        if old.number > new.number:
            old, new = new, old
        context |= _compared(request, versions, old, new)
    return render(request, "agreements/compare.html", context)


def _compared(
    request: Request, versions: Sequence[AgreementVersion], old: AgreementVersion, new: AgreementVersion
) -> dict[str, Any]:
    told = queries.comparison_of(old, new)
    day, slug = request.viewer.day, old.agreement.slug
    row = rows.commitment_row
    both = all(queries.may_read_terms(request.viewer, shown) for shown in (old, new))
    return {
        "compared": told,
        "old": {"label": rows.version_label(old), "url": old.get_absolute_url()},
        "new": {"label": rows.version_label(new), "url": new.get_absolute_url()},
        "old_choices": rows.choices_of(versions, old),
        "new_choices": rows.choices_of(versions, new),
        "may_read_terms": both,
        "groups": [
            (_("Tenus"), [row(owed, slug, day) for owed in told.done]),
            (_("Reportés dans la plus récente"), [row(now, slug, day) for _then, now in told.carried]),
            (_("Manqués"), [row(owed, slug, day) for owed in told.missed]),
            (_("Abandonnés"), [row(owed, slug, day) for owed in told.given_up]),
            (_("Restés ouverts, sans suite"), [row(owed, slug, day) for owed in told.left_open]),
            (_("Nouveaux"), [row(owed, slug, day) for owed in told.new]),
        ],
    }


def _asked(
    request: Request, name: str, versions: Sequence[AgreementVersion], otherwise: AgreementVersion
) -> AgreementVersion:
    asked = request.GET.get(name, "")
    return next((row for row in versions if str(row.number) == asked), otherwise)


def _numbered(versions: Sequence[AgreementVersion], number: int) -> AgreementVersion:
    """Raises Http404 when the viewer may read no such version."""
    found = next((row for row in versions if row.number == number), None)
    if found is None:
        raise Http404
    return found


def _crumbs_below(shown: AgreementVersion, here: str) -> list[dict[str, str]]:
    return crumbs_of(shown.agreement, here, (rows.version_label(shown), shown.get_absolute_url()))
