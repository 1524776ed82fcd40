"""How long a network gives to answer: its coordination decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.common import clock
from maillage.directory.permissions import network_to_coordinate
from maillage.matching import operations, queries
from maillage.matching.rules import Terms
from maillage.matching.web.forms import TermsForm
from maillage.people.permissions import person_behind
from maillage.ui.editing import drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


@login_required
@require_http_methods(["GET", "POST"])
def terms(request: Request, slug: str) -> HttpResponse:
    network = network_to_coordinate(request.viewer, slug)
    form = TermsForm(request.POST or None, initial=vars(queries.terms_of(network.pk)))
    if request.method == "POST" and form.is_valid():
        operations.set_terms(
            network=network, terms=Terms(**form.cleaned_data), by=person_behind(request), now=clock.now()
        )
        messages.success(
            request, _("C’est noté. Les demandes faites à partir de maintenant suivront ces délais.")
        )
        return redirect("matching:terms", slug=slug)
    return drawn(request, "matching/terms.html", form, network=network)
