"""An advisor's personal address and card; a firm that comes by it; the end of an accompaniment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import get_script_prefix
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.agreements.enums import Visibility
from maillage.common import clock
from maillage.common.ratelimit import limited
from maillage.directory.queries import home_network_of, organisations_spoken_for
from maillage.matching import operations, permissions, queries
from maillage.matching.rules.advising import organisation_of
from maillage.matching.web.forms import AdvisedNeedForm, SaidForm
from maillage.people.permissions import person_behind
from maillage.ui.editing import drawn
from maillage.ui.paper import pdf
from maillage.ui.qr import qr_svg

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.directory.models import Membership
    from maillage.matching.models import AdvisorLink

SAID = "said_to_advisor"  # in the session, from the public page to the one behind sign-in


@limited(group="advisor", per_minute=20)
@require_http_methods(["GET", "POST"])
def with_advisor(request: Request, token: str) -> HttpResponse:
    """Who answers at this address, and a box for the need. What is typed waits in the session for sign-in."""
    link = permissions.advisor_link_open_to_anybody(token)
    if not queries.link_works(link, request.viewer.day):
        return _closed(request, link)
    form = SaidForm(request.POST or None, initial={"text": request.session.get(SAID, "")})
    if request.method == "POST" and form.is_valid():
        request.session[SAID] = form.cleaned_data["text"]
        return redirect("matching:say_to_advisor", token)
    return drawn(request, "matching/with_advisor.html", form, **_presented(link.membership))


@login_required
@require_http_methods(["GET", "POST"])
def say(request: Request, token: str) -> HttpResponse:
    """The need, for which firm, seen by whom; and the consent that opens it to this advisor."""
    link = permissions.advisor_link_open_to_anybody(token)
    if not queries.link_works(link, request.viewer.day):
        return _closed(request, link)
    text = request.session.get(SAID, "")
    if not organisations_spoken_for(request.viewer).exists():
        context = {"text": text} | _presented(link.membership)
        return render(request, "matching/advisor_without_firm.html", context)
    form = AdvisedNeedForm(
        request.POST or None,
        viewer=request.viewer,
        membership=link.membership,
        initial={"text": text, "kind": "expertise", "visibility": Visibility.ORGANISATION},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        need = operations.say_to_advisor(
            membership=link.membership,
            network=home_network_of(data["organisation"], request.viewer),
            written_by=person_behind(request),
            now=clock.now(),
            **data,
        )
        request.session.pop(SAID, None)
        told = _("C’est dit à %(advisor)s. Voici déjà ce que nous avons trouvé.")
        messages.success(request, told % {"advisor": link.membership.user})
        return redirect(need)
    return drawn(request, "matching/say_to_advisor.html", form, **_presented(link.membership))


@login_required
@require_GET
def links(request: Request) -> HttpResponse:
    """The viewer's own addresses, one for each network where she advises."""
    memberships = list(queries.advisor_memberships_of(request.viewer))
    if not memberships:
        raise Http404
    rows = [_presented(membership) | _drawn(membership) for membership in memberships]
    return render(request, "matching/advisor_links.html", {"rows": rows})


@login_required
@require_POST
def renew(request: Request, pk: int) -> HttpResponse:
    """Open an address, or replace the one that is open."""
    membership = permissions.advisor_membership_of(request.viewer, pk)
    operations.open_link(membership=membership, now=clock.now())
    messages.success(
        request, _("Votre adresse est prête. Une ancienne, s’il y en avait une, ne mène plus à vous.")
    )
    return redirect("matching:advisor_links")


@login_required
@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    membership = permissions.advisor_membership_of(request.viewer, pk)
    operations.close_link(membership=membership, now=clock.now())
    messages.success(
        request, _("Votre adresse est fermée. Les besoins qu’elle vous a amenés restent avec vous.")
    )
    return redirect("matching:advisor_links")


@login_required
@require_GET
def card(request: Request, pk: int) -> HttpResponse:
    """A card to hand out, A6. Without an open address there is nothing to print."""
    membership = permissions.advisor_membership_of(request.viewer, pk)
    context = _presented(membership) | _drawn(membership) | {"sheet": "hand-card"}
    if not context["address"]:
        raise Http404
    return pdf(
        request,
        "matching/advisor_card.html",
        context,
        name=_("Carte de %(advisor)s") % {"advisor": membership.user},
    )


@login_required
@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    """The firm closes its need to its advisor. Without one in force there is nothing to end."""
    need = permissions.need_of(request.viewer, pk)
    advising = queries.advising_of(need, request.viewer.day)
    if advising is None:
        raise Http404
    if request.method == "POST":
        operations.end_advising(need_id=need.pk, now=clock.now())
        messages.success(request, _("C’est fini : ce besoin ne lui est plus ouvert par vous."))
        return redirect(need)
    context = {"need": need} | _presented(advising.membership)
    return render(request, "matching/advising_end.html", context)


def _closed(request: Request, link: AdvisorLink) -> HttpResponse:
    """Names nobody: the advisor may have left."""
    return render(
        request, "matching/advisor_link_closed.html", {"network": link.membership.network}, status=410
    )


def _presented(membership: Membership) -> dict[str, Any]:
    return {
        "membership": membership,
        "advisor": membership.user,
        "organisation": organisation_of(membership),
        "network": membership.network,
    }


def _drawn(membership: Membership) -> dict[str, Any]:
    """The open address, in full and as a drawing. Without a language: the reader's own is found on arrival."""
    link = next(iter(membership.open_links), None)  # type: ignore[attr-defined]  # prefetched
    address = f"{settings.SITE_URL}{get_script_prefix()}avec/{link.token}/" if link else ""
    return {"address": address, "qr": qr_svg(address) if address else ""}
