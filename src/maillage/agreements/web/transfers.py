"""A practice goes to another community: proposed, taken over, carried through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from maillage.agreements import operations, permissions, queries
from maillage.agreements.web.practice_forms import AdoptForm, ProposeForm, TransferForm
from maillage.agreements.web.practices import crumbs_to
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn, version_sent

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.agreements.models import Practice, Transfer
    from maillage.common.http import Request
    from maillage.directory.models import Network, Organisation


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: Request, pk: int) -> HttpResponse:
    """Propose a practice to the networks that an agreement in force binds to this one on its strand."""
    practice = permissions.practice_to_write(request.viewer, pk)
    told = set(practice.transfers.filter(organisation=None).order_by("pk").values_list("network", flat=True))
    twins = [twin for twin in queries.twins_of(practice, request.viewer.day) if twin.network.pk not in told]
    form = ProposeForm(request.POST or None, networks=[twin.network for twin in twins])
    proposed = done(
        form,
        lambda: operations.propose_practice(
            practice_id=practice.pk,
            networks=form.cleaned_data["networks"],
            by=person_behind(request),
            now=clock.now(),
        ),
    )
    if proposed is not None:
        number = len(proposed)
        said = ngettext("Proposée à %(number)s réseau.", "Proposée à %(number)s réseaux.", number)
        messages.success(request, said % {"number": number})
        return redirect(practice)
    return drawn(
        request,
        "agreements/practice_propose.html",
        form,
        practice=practice,
        twins=twins,
        crumbs=crumbs_to(_("Proposer à nos jumeaux"), practice=practice),
    )


@login_required
@require_http_methods(["GET", "POST"])
def adopt(request: Request, pk: int) -> HttpResponse:
    practice = permissions.practice_to_adopt(request.viewer, pk)
    adopters = permissions.adopters_among(request.viewer, practice)
    form = AdoptForm(request.POST or None, adopters=adopters)
    if done(
        form,
        lambda: operations.adopt_practice(
            practice_id=practice.pk,
            network=_network_for(request, practice, form.cleaned_data["organisation"]),
            by=person_behind(request),
            now=clock.now(),
            **form.cleaned_data,
        ),
    ):
        messages.success(request, _("C’est noté. Dites ici ce qu’elle devient, au fil des mois."))
        return redirect(practice)
    return drawn(
        request,
        "agreements/practice_adopt.html",
        form,
        practice=practice,
        crumbs=crumbs_to(_("Reprendre"), practice=practice),
    )


def _network_for(request: Request, practice: Practice, organisation: Organisation) -> Network:
    """Where the organisation takes it over: the network to which it was proposed, else one that the viewer shares with it."""
    networks = organisation.networks.filter(pk__in=request.viewer.network_ids).order_by("sort_key", "pk")
    proposed = networks.filter(transfers__practice=practice, transfers__organisation=None).first()
    return proposed or networks.first() or organisation.networks.order_by("sort_key", "pk")[0]


@login_required
@require_http_methods(["GET", "POST"])
def carry(request: Request, pk: int) -> HttpResponse:
    """Say how a transfer goes. Who saves second is told, and keeps what she typed."""
    transfer = permissions.transfer_to_carry(request.viewer, pk)
    form = TransferForm(
        request.POST or None,
        transfer=transfer,
        initial={"adaptation": transfer.adaptation, "result": transfer.result},
    )
    version = request.POST.get("version", "")
    if request.method == "POST" and form.is_valid():
        try:
            operations.carry_transfer(
                transfer_id=transfer.pk,
                read_version=version_sent(request.POST, "version"),
                by=person_behind(request),
                now=clock.now(),
                **{"adaptation": transfer.adaptation, "result": transfer.result} | form.cleaned_data,
            )
        except Refusal as refusal:
            transfer.refresh_from_db()
            version = str(transfer.version)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("C’est noté."))
            return _after(request, transfer)
    return drawn(
        request,
        "agreements/transfer_form.html",
        form,
        transfer=transfer,
        version=version or transfer.version,
        is_refused=bool(form.non_field_errors()),
        crumbs=crumbs_to(_("Où en êtes-vous")),
    )


def _after(request: Request, transfer: Transfer) -> HttpResponse:
    """Back to the practice, which who takes it over may no longer read once the agreement has lapsed."""
    readable = queries.practices_open_to(request.viewer).filter(pk=transfer.practice_id).exists()
    return redirect(transfer.practice) if readable else redirect("agreements:practices")
