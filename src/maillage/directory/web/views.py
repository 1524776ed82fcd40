"""Pages of the directory: organisations listed, shown, described by their own; networks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django.views.decorators.vary import vary_on_headers

from maillage.directory import operations, permissions, queries
from maillage.directory.models import IndustryClass
from maillage.directory.web.filters import narrowing
from maillage.directory.web.forms import OrganisationForm
from maillage.directory.web.rows import contact_rows, crumbs_to, facts_about, network_links, row_of
from maillage.ui.editing import drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request

PAGE = 30


@require_GET
@vary_on_headers("HX-Request")
def organisation_list(request: Request) -> HttpResponse:
    """Active organisations, narrowed by name, type, network, place and sector."""
    told = narrowing(request.GET)
    page = Paginator(queries.organisations_listed(told.filters), PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "told": told,
        "page": page,
        "rows": [row_of(organisation) for organisation in page],
        "address": f"?{asked.urlencode()}{'&' if asked else ''}page=",
        "is_narrowed": any(asked.values()),
        "is_refined": told.filters.narrows_beyond_words,
    }
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "directory/parts/organisation_results.html", context | {"is_answer": True})
    return render(request, "directory/organisation_list.html", context)


@require_GET
def organisation(request: Request, slug: str) -> HttpResponse:
    """The card of an organisation; its people only for those who share one of its networks."""
    found = permissions.organisation_open_to(request.viewer, slug)
    sees_contacts = permissions.sees_contacts_of(request.viewer, found)
    context: dict[str, Any] = {
        "organisation": found,
        "facts": facts_about(found, with_headcount=sees_contacts),
        "networks": network_links(found.networks.all()),
        "sees_contacts": sees_contacts,
        "contacts": contact_rows(queries.members_of(found, request.viewer.day)) if sees_contacts else [],
        "may_edit": permissions.may_edit(request.viewer, found),
        "crumbs": crumbs_to(found.name),
    }
    return render(request, "directory/organisation.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def organisation_edit(request: Request, slug: str) -> HttpResponse:
    """What an organisation says of itself, changed by those who speak for it."""
    found = permissions.organisation_to_edit(request.viewer, slug)
    form = OrganisationForm(request.POST if request.method == "POST" else None, organisation=found)
    if request.method == "POST" and form.is_valid():
        operations.describe_organisation(
            organisation_id=found.pk,
            description=form.cleaned_data["description"],
            website=form.cleaned_data["website"],
            employees=form.cleaned_data["employees"],
            sectors=IndustryClass.objects.filter(pk__in=form.sectors),
        )
        messages.success(request, _("La fiche est à jour."))
        return redirect(found)
    return drawn(
        request,
        "directory/organisation_form.html",
        form,
        organisation=found,
        crumbs=crumbs_to(_("Modifier"), parent=found),
    )


@require_GET
def network(request: Request, slug: str) -> HttpResponse:
    """A network: where it works, how many organisations it gathers, whom to write to."""
    found = permissions.network_open_to(request.viewer, slug)
    context = {
        "network": found,
        "members_url": f"{reverse('directory:organisations')}?network={found.slug}",
        "crumbs": crumbs_to(found.name),
    }
    return render(request, "directory/network.html", context)
