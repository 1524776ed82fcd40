"""Searches that a person keeps: listed, kept, changed, dropped; and no more mail about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.matching import operations, permissions
from maillage.matching.enums import AlertFrequency
from maillage.matching.operations.alerts import person_to_stop
from maillage.matching.queries.saved_searches import searches_of
from maillage.matching.rules.catalogue import search_from
from maillage.people.permissions import person_behind
from maillage.ui.editing import drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


class SearchForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Un nom pour la retrouver"), max_length=120)
    frequency = forms.ChoiceField(
        label=gettext_lazy("Vous écrire quand une offre s’y ajoute"),
        choices=AlertFrequency,
        initial=AlertFrequency.WEEKLY,
        widget=forms.RadioSelect,
    )


@login_required
@require_GET
def searches(request: Request) -> HttpResponse:
    return render(request, "matching/searches.html", {"searches": searches_of(request.viewer)})


@login_required
@require_http_methods(["GET", "POST"])
def keep(request: Request) -> HttpResponse:
    """Keep the search that the address tells."""
    search = search_from(request.GET.dict())
    form = SearchForm(request.POST or None, initial={"name": search.words})
    if request.method == "POST" and form.is_valid():
        try:
            kept = operations.keep_search(
                owner=person_behind(request),
                viewer=request.viewer,
                query=search.query,
                now=clock.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Cette recherche est gardée."))
            return redirect(kept)
    return drawn(request, "matching/search_form.html", form, kept=None)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """Another name, another rhythm; or keep it no longer."""
    search = permissions.search_of(request.viewer, pk)
    if request.method == "POST" and "drop" in request.POST:
        operations.drop_search(search_id=search.pk)
        messages.success(request, _("Cette recherche n’est plus gardée."))
        return redirect("matching:searches")
    form = SearchForm(request.POST or None, initial={"name": search.name, "frequency": search.frequency})
    if request.method == "POST" and form.is_valid():
        operations.change_search(search_id=search.pk, **form.cleaned_data)
        messages.success(request, _("C’est changé."))
        return redirect("matching:searches")
    return drawn(request, "matching/search_form.html", form, kept=search)


@csrf_exempt  # a mail program sends it by itself (RFC 8058); the signed token is what proves it
@require_http_methods(["GET", "POST"])
def stop(request: Request, token: str) -> HttpResponse:
    """No more mail about what a person keeps, without signing in."""
    user_id = person_to_stop(token)
    if user_id is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done:
        operations.stop_alerts(user_id=user_id)
    return render(request, "matching/searches_stop.html", {"is_done": is_done})
