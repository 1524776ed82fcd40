"""What each part of the ranking weighs in a network: read and chosen by its coordination."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.common import clock
from maillage.directory.permissions import network_to_coordinate
from maillage.matching import operations
from maillage.matching.enums import PartName
from maillage.matching.queries.scoring import weights_of
from maillage.matching.rules.sayings import HELPS
from maillage.matching.rules.score import DEFAULT_WEIGHTS, MOST_POINTS
from maillage.ui.editing import drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


class WeightsForm(forms.Form):
    """One whole number for each part that can be weighed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in DEFAULT_WEIGHTS:
            self.fields[str(name)] = forms.IntegerField(
                label=PartName(name).label,
                help_text=HELPS[PartName(name)],
                min_value=0,
                max_value=MOST_POINTS,
            )


@login_required
@require_http_methods(["GET", "POST"])
def choose(request: Request, slug: str) -> HttpResponse:
    """The points of each part; what texts say is not to be chosen."""
    network = network_to_coordinate(request.viewer, slug)
    weights, version = weights_of({network.pk})
    form = WeightsForm(request.POST or None, initial=weights)
    if request.method == "POST" and form.is_valid():
        operations.choose_weights(network=network, points=form.cleaned_data, now=clock.now())
        messages.success(
            request, _("C’est choisi : les prochaines pistes de votre réseau en tiennent compte.")
        )
        return redirect("matching:weights", slug=network.slug)
    usual = [f"{PartName(name).label} : {points}" for name, points in DEFAULT_WEIGHTS.items()]
    return drawn(
        request,
        "matching/weights.html",
        form,
        network=network,
        version=version,
        usual=", ".join(usual),
        most=MOST_POINTS,
    )
