"""Who receives whom each year: read by everyone, written by coordinators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.agreements import operations, permissions
from maillage.agreements.enums import HostingState
from maillage.agreements.errors import ChangedMeanwhile
from maillage.agreements.queries.rotation import hosting_years_of, next_host, swaps_of
from maillage.agreements.web.crumbs import crumbs_of
from maillage.agreements.web.rotation_forms import SwapForm, TurnForm, YearForm
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn, version_sent

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.agreements.models import Agreement, HostingYear
    from maillage.agreements.queries import NextHost
    from maillage.common.http import Request

STATES = {HostingState.PLANNED: "next", HostingState.HELD: "done", HostingState.SKIPPED: "gap"}


@require_GET
def calendar(request: Request, slug: str) -> HttpResponse:
    """Every year since the first, and who is next."""
    agreement = permissions.agreement_open_to(request.viewer, slug)
    may_change = permissions.may_run(request.viewer, agreement)
    coming = next_host(agreement, request.viewer.day)
    years = list(hosting_years_of(agreement))
    context = {
        "agreement": agreement,
        "crumbs": crumbs_of(agreement, _("Visites alternées")),
        "title": _title(coming),
        "items": [_item(year, slug, may_change=may_change) for year in years],
        "swaps": [
            {
                "title": _("%(first)s reçoit en %(year)s, %(second)s en %(later)s")
                % {
                    "first": swap.first_host,
                    "year": swap.first.year,
                    "second": swap.second_host,
                    "later": swap.second.year,
                },
                "at": swap.at,
                "by": str(swap.by or ""),
                "note": swap.reason,
            }
            for swap in swaps_of(agreement)
        ],
        "may_change": may_change,
        "may_swap": may_change and len({y.host_id for y in years if y.state == HostingState.PLANNED}) > 1,
    }
    return render(request, "agreements/rotation.html", context)


def _title(coming: NextHost | None) -> str:
    if coming is None:
        return _("Les visites, à tour de rôle")
    if coming.is_planned:
        return _("%(party)s reçoit en %(year)s") % {"party": coming.party, "year": coming.year}
    return _("En %(year)s, ce serait le tour de %(party)s") % {"party": coming.party, "year": coming.year}


def _item(year: HostingYear, slug: str, *, may_change: bool) -> dict[str, Any]:
    notes = [note for note in (year.reason, _("année fictive") if year.is_fictitious else "") if note]
    titles = {
        HostingState.PLANNED: _("%(host)s recevra"),
        HostingState.HELD: _("%(host)s a reçu"),
        HostingState.SKIPPED: _("Pas de visite"),
    }
    item = {
        "title": titles[HostingState(year.state)] % {"host": year.host},
        "when": str(year.year),
        "note": " – ".join(notes),
        "state": STATES[HostingState(year.state)],
    }
    if may_change:
        item["url"] = reverse("agreements:rotation_year", args=[slug, year.year])
    return item


@login_required
@require_http_methods(["GET", "POST"])
def year_new(request: Request, slug: str) -> HttpResponse:
    agreement = permissions.agreement_to_run(request.viewer, slug)
    coming = next_host(agreement, request.viewer.day)
    initial = {"year": coming.year, "host": coming.party} if coming and not coming.is_planned else {}
    form = YearForm(request.POST or None, agreement=agreement, initial=initial)
    if done(form, lambda: operations.write_year(agreement=agreement, day=clock.today(), **form.cleaned_data)):
        messages.success(request, _("L’année est au calendrier."))
        return redirect("agreements:rotation", slug)
    return _form_page(request, agreement, form, _("Ajouter une année"))


@login_required
@require_http_methods(["GET", "POST"])
def year(request: Request, slug: str, year: int) -> HttpResponse:
    """Change a year. The form carries the revision it was made from: two who edit at once do not undo each other."""
    agreement = permissions.agreement_to_run(request.viewer, slug)
    stored = get_object_or_404(hosting_years_of(agreement), year=year)
    initial = {"state": stored.state, "host": stored.host, "reason": stored.reason}
    form = TurnForm(request.POST or None, agreement=agreement, initial=initial)
    written, missed = request.POST.get("revision", ""), ""
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_year(
                hosting_id=stored.pk,
                day=clock.today(),
                read_revision=version_sent(request.POST, "revision"),
                **form.cleaned_data,
            )
        except ChangedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            missed = _item(stored, slug, may_change=False)["title"]
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Le calendrier est à jour."))
            return redirect("agreements:rotation", slug)
    revision = written if form.is_bound and not missed else str(stored.revision)
    title = _("Changer l’année %(year)s") % {"year": year}
    return _form_page(request, agreement, form, title, revision=revision, missed=missed)


@login_required
@require_http_methods(["GET", "POST"])
def swap(request: Request, slug: str) -> HttpResponse:
    agreement = permissions.agreement_to_run(request.viewer, slug)
    form = SwapForm(request.POST or None, agreement=agreement)
    if done(
        form,
        lambda: operations.swap_years(
            first_id=form.cleaned_data["first"].pk,
            second_id=form.cleaned_data["second"].pk,
            reason=form.cleaned_data["reason"],
            by=person_behind(request),
            now=clock.now(),
        ),
    ):
        messages.success(request, _("Les tours sont échangés ; l’histoire le garde."))
        return redirect("agreements:rotation", slug)
    return _form_page(request, agreement, form, _("Échanger deux années"))


def _form_page(
    request: Request, agreement: Agreement, form: TurnForm | SwapForm, title: str, **extra: str
) -> HttpResponse:
    crumbs = crumbs_of(
        agreement, title, (_("Visites alternées"), reverse("agreements:rotation", args=[agreement.slug]))
    )
    return drawn(
        request,
        "agreements/rotation_form.html",
        form,
        agreement=agreement,
        title=title,
        crumbs=crumbs,
        **extra,
    )
