"""Places that welcome firms of the other shore: listed, marked by coordinators, asked by firms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from maillage.agreements import operations, permissions
from maillage.agreements.errors import ChangedMeanwhile
from maillage.agreements.queries.welcome import (
    askable_hosts,
    firms_to_welcome,
    network_of_welcome,
    organisations_that_may_welcome,
    stays_open_to,
    strands_in_force,
    welcome_hosts_of,
)
from maillage.agreements.web.crumbs import crumbs_of
from maillage.agreements.web.welcome_forms import AskForm, HostForm, NewHostForm
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn, version_sent
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from maillage.agreements.models import Agreement, Stay, WelcomeHost
    from maillage.common.http import Request

MOST_STAYS = 50


@require_GET
def hosts(request: Request, slug: str) -> HttpResponse:
    """Who welcomes firms on each shore, and the stays that the viewer may follow."""
    agreement = permissions.agreement_open_to(request.viewer, slug)
    askable = askable_hosts(request.viewer, agreement)
    stays = stays_open_to(request.viewer).filter(agreement=agreement)[:MOST_STAYS]
    context = {
        "agreement": agreement,
        "crumbs": crumbs_of(agreement, _("Accueil d’entreprises")),
        "hosts": [
            _host_row(request, agreement, host, may_ask=host.pk in askable)
            for host in welcome_hosts_of(agreement, request.viewer.day)
        ],
        "stays": [_stay_link(stay) for stay in stays],
        "may_mark": permissions.may_run(request.viewer, agreement),
    }
    return render(request, "agreements/welcome.html", context)


def _host_row(request: Request, agreement: Agreement, host: WelcomeHost, *, may_ask: bool) -> dict[str, Any]:
    free = max(0, host.places - host.occupied)  # type: ignore[attr-defined]  # annotated by the query
    row = {
        "host": host,
        "free": ngettext("%(free)s place libre aujourd’hui", "%(free)s places libres aujourd’hui", free)
        % {"free": free},
        "ask_url": "",
        "change_url": "",
    }
    if may_ask:
        row["ask_url"] = reverse("agreements:welcome_ask", args=[agreement.slug, host.pk])
    if permissions.answers_for(request.viewer, host):
        row["change_url"] = reverse("agreements:welcome_host", args=[agreement.slug, host.pk])
    return row


def _stay_link(stay: Stay) -> dict[str, str]:
    dates = [stay.starts_on or stay.wished_from, stay.ends_on or stay.wished_until]
    return {
        "label": _("%(firm)s chez %(host)s") % {"firm": stay.firm, "host": stay.host},
        "url": stay.get_absolute_url(),
        "note": " – ".join(plain_day(day, spoken()) for day in dates),
        "tag": stay.get_state_display(),
    }


@login_required
@require_http_methods(["GET", "POST"])
def host_new(request: Request, slug: str) -> HttpResponse:
    """A coordinator marks an organisation of her network as welcoming."""
    agreement = permissions.agreement_to_run(request.viewer, slug)
    choices = organisations_that_may_welcome(request.viewer, agreement)
    form = NewHostForm(request.POST or None, organisations=choices)
    if done(
        form,
        lambda: operations.open_welcome(
            network=network_of_welcome(form.cleaned_data["organisation"], agreement, request.viewer),
            **form.cleaned_data,
        ),
        on="organisation",
    ):
        messages.success(request, _("L’organisation accueille désormais des entreprises de l’autre rive."))
        return redirect("agreements:welcome", slug)
    return _form_page(request, agreement, form, _("Marquer un lieu d’accueil"))


@login_required
@require_http_methods(["GET", "POST"])
def host(request: Request, slug: str, pk: int) -> HttpResponse:
    agreement, place = permissions.welcome_host_to_change(request.viewer, slug, pk)
    initial = {"places": place.places, "services": place.services, "is_open": place.is_open}
    form = HostForm(request.POST or None, initial=initial)
    read, missed = request.POST.get("revision", ""), ""
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_welcome(
                host_id=pk,
                day=clock.today(),
                read_revision=version_sent(request.POST, "revision"),
                **form.cleaned_data,
            )
        except ChangedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            missed = f"{place.places} – {place.services}"
        except Refusal as refusal:
            form.add_error("places", str(refusal))
        else:
            messages.success(request, _("C’est à jour."))
            return redirect("agreements:welcome", slug)
    revision = read if form.is_bound and not missed else str(place.revision)
    return _form_page(request, agreement, form, str(place), revision=revision, missed=missed)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: Request, slug: str, pk: int) -> HttpResponse:
    """A firm of the other shore asks for a place."""
    agreement, place = permissions.welcome_host_to_ask(request.viewer, slug, pk)
    form = AskForm(
        request.POST or None,
        firms=firms_to_welcome(request.viewer, agreement, place),
        strands=strands_in_force(agreement, request.viewer.day),
    )
    stay = done(
        form,
        lambda: operations.ask_stay(
            agreement=agreement,
            host=place,
            by=person_behind(request),
            now=clock.now(),
            **form.cleaned_data,
        ),
    )
    if stay:
        messages.success(request, _("Votre demande est partie. La réponse viendra par courriel."))
        return redirect(stay)
    title = _("Demander à être accueillie par %(host)s") % {"host": place}
    return _form_page(request, agreement, form, title, services=place.services)


def _form_page(
    request: Request, agreement: Agreement, form: forms.Form, title: str, services: str = "", **extra: str
) -> HttpResponse:
    crumbs = crumbs_of(
        agreement, title, (_("Accueil d’entreprises"), reverse("agreements:welcome", args=[agreement.slug]))
    )
    return drawn(
        request,
        "agreements/welcome_form.html",
        form,
        agreement=agreement,
        title=title,
        crumbs=crumbs,
        services=services,
        **extra,
    )
