"""The routing of the day, as the coordination reads it and proposes from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maillage.common import clock
from maillage.common.jobs import later
from maillage.common.refusals import Refusal
from maillage.directory.permissions import network_to_coordinate
from maillage.directory.queries import networks_coordinated_by
from maillage.matching import operations, permissions, queries
from maillage.matching.enums import LeftAside
from maillage.matching.web.rows import held_by
from maillage.people.permissions import person_behind

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.matching.models import RoutedNeed

PAGE = 50


@login_required
@require_GET
def routing(request: Request, slug: str) -> HttpResponse:
    """Which offer is kept for each need, and who was left aside and why."""
    network = network_to_coordinate(request.viewer, slug)
    run = queries.latest_run(network)
    page = Paginator(queries.routed_needs_of(run), PAGE).get_page(request.GET.get("page"))
    context = {
        "network": network,
        "run": run,
        "page": page,
        "kept": [_row(routed) for routed in page if routed.offer is not None],
        "aside": [
            {"id": reason.value, "label": reason.label, "rows": rows}
            for reason in LeftAside
            if (rows := [_row(routed) for routed in page if routed.left_aside == reason])
        ],
    }
    return render(request, "matching/routing.html", context)


def _row(routed: RoutedNeed) -> dict[str, Any]:
    offer = routed.offer
    return {
        "pk": routed.pk,
        "title": routed.need.title,
        "url": routed.need.get_absolute_url(),
        "by": str(routed.need.organisation),
        "offer": {"title": offer.title, "url": offer.get_absolute_url(), "by": held_by(offer)}
        if offer
        else None,
        "proposed_at": routed.proposed_at,
    }


@login_required
@require_POST
def again(request: Request, slug: str) -> HttpResponse:
    """Ask for a new sharing out, made aside."""
    network = network_to_coordinate(request.viewer, slug)
    later("matching.route_needs", once=f"route:{network.pk}", network_id=network.pk)
    messages.success(request, _("La répartition se refait : revenez dans un instant."))
    return redirect("matching:routing", slug)


@login_required
@require_POST
def propose(request: Request, pk: int) -> HttpResponse:
    """Write to the firm; the decision stays hers."""
    routed = permissions.routed_need_open_to(request.viewer, pk)
    try:
        operations.propose_routed(routed_id=pk, by=person_behind(request), now=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Le message part à l’entreprise. Rien n’est transmis sans son accord."))
    return redirect("matching:routing", routed.run.network.slug)


def routings_of(request: Request) -> list[dict[str, str]]:
    """Links to the routing of each network that the viewer coordinates."""
    return [
        {
            "label": _("Répartition du jour : %(network)s") % {"network": network},
            "url": reverse("matching:routing", args=[network.slug]),
        }
        for network in networks_coordinated_by(request.viewer)
    ]
