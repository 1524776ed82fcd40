"""Practices: listed, read, written, retired."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from maillage.agreements import operations, permissions, queries
from maillage.agreements.enums import TransferState
from maillage.agreements.errors import PracticeChanged
from maillage.agreements.web.practice_forms import (
    LANGUAGES,
    PracticeForm,
    PracticeSearchForm,
    practice_in_words,
    practice_initial,
)
from maillage.common import clock
from maillage.directory.queries import home_network_of
from maillage.people.permissions import person_behind
from maillage.ui.editing import drawn, version_sent
from maillage.ui.formats import money
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.agreements.models import Practice, Transfer
    from maillage.common.http import Request

PAGE = 30
TIMELINE_STATE = {TransferState.ADOPTED: "done", TransferState.GIVEN_UP: "gap"}


@require_GET
def practice_list(request: Request) -> HttpResponse:
    """Practices open to the viewer, by words, strand and community; and those proposed to her network."""
    form = PracticeSearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.practices_found(
        request.viewer,
        words=asked.get("q", ""),
        strand=asked.get("volet"),
        network=asked.get("communaute"),
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    address = request.GET.copy()
    address.pop("page", None)
    return drawn(
        request,
        "agreements/practice_list.html",
        form,
        page=page,
        rows=[_row(practice) for practice in page],
        is_narrowed=any(address.values()),
        address=f"?{address.urlencode()}{'&' if address else ''}page=",
        awaiting=[_awaiting(transfer) for transfer in queries.transfers_awaiting(request.viewer)],
    )


def _row(practice: Practice) -> dict[str, Any]:
    followers: int = practice.followers  # type: ignore[attr-defined]  # lost by Paginator
    told = [str(practice.organisation), str(practice.network), str(practice.strand or "")]
    if followers:
        taken = ngettext(
            "reprise par %(number)s organisation", "reprise par %(number)s organisations", followers
        )
        told.append(taken % {"number": followers})
    row = {
        "label": practice.title,
        "url": practice.get_absolute_url(),
        "note": " · ".join(part for part in told if part),
    }
    return row | ({"tag": _("fictif")} if practice.text_is_fictitious else {})


def _awaiting(transfer: Transfer) -> dict[str, Any]:
    return {
        "label": transfer.practice.title,
        "url": transfer.practice.get_absolute_url(),
        "note": _("%(organisation)s la propose à %(network)s")
        % {"organisation": transfer.practice.organisation, "network": transfer.network},
    }


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    practice = permissions.practice_open_to(viewer, pk)
    transfers = [
        _transfer_row(transfer, may_carry=permissions.may_carry(viewer, transfer))
        for transfer in queries.transfers_of(practice)
    ]
    opened = queries.agreements_linking(viewer)
    via = opened.get((practice.network_id, practice.strand_id)) if practice.strand_id else None
    may_write = permissions.may_write(viewer, practice)
    may_adopt = viewer.is_known and practice.archived_at is None
    context = {
        "practice": practice,
        "crumbs": crumbs_to(practice.title),
        "by": f"{practice.organisation} · {practice.network}",
        "facts": _facts(practice),
        "via": via.name if via and practice.network_id not in viewer.network_ids else "",
        "transfers": transfers,
        "may_write": may_write,
        "may_propose": may_write and practice.archived_at is None,
        "may_adopt": may_adopt and permissions.adopters_among(viewer, practice).exists(),
    }
    return render(request, "agreements/practice.html", context)


def crumbs_to(label: str, *, practice: Practice | None = None) -> list[dict[str, Any]]:
    crumbs = [{"label": _("Pratiques"), "url": reverse("agreements:practices")}]
    if practice is not None:
        crumbs.append({"label": practice.title, "url": practice.get_absolute_url()})
    return [*crumbs, {"label": label}]


def _facts(practice: Practice) -> list[dict[str, Any]]:
    """What is known; an unknown cost is said to be unknown."""
    cost = (
        [money(practice.cost_amount, practice.cost_currency, spoken())]
        if practice.cost_amount is not None
        else []
    )
    cost += [practice.cost_note] if practice.cost_note else []
    languages = [str(name) for code, name in LANGUAGES if code in practice.languages]
    return [
        {"label": _("Ce que ça coûte"), "value": " – ".join(cost) or _("Non précisé")},
        {"label": _("À qui en parler"), "value": practice.contact},
        {"label": _("Langues"), "value": ", ".join(languages) or _("Non précisé")},
        {
            "label": _("Organisation"),
            "value": practice.organisation.name,
            "url": practice.organisation.get_absolute_url(),
        },
    ]


def _transfer_row(transfer: Transfer, *, may_carry: bool) -> dict[str, Any]:
    """What `agreements/parts/transfer.html` takes."""
    steps = [
        {
            "title": step.get_state_display().capitalize(),
            "at": step.at,
            "note": step.reason,
            "state": TIMELINE_STATE.get(TransferState(step.state), "now"),
        }
        for step in transfer.steps.all()
    ]
    return {
        "transfer": transfer,
        "name": str(transfer.organisation or transfer.network),
        "url": transfer.organisation.get_absolute_url() if transfer.organisation else "",
        "state": transfer.get_state_display().capitalize(),
        "steps": steps[::-1],
        "may_carry": may_carry,
    }


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Tell a practice. Words that come with the address (`?q=`) are already there."""
    form = PracticeForm(
        request.POST or None, viewer=request.viewer, initial=practice_in_words(request.GET.get("q", ""))
    )
    if request.method == "POST" and form.is_valid():
        organisation = form.cleaned_data["organisation"]
        practice = operations.write_practice(
            organisation=organisation,
            network=home_network_of(organisation, request.viewer),
            draft=form.draft(),
            by=person_behind(request),
            now=clock.now(),
        )
        messages.success(request, _("Votre pratique est en ligne."))
        return redirect(practice)
    return drawn(
        request,
        "agreements/practice_form.html",
        form,
        practice=None,
        crumbs=crumbs_to(_("Décrire une pratique")),
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Two people editing at once: the second is told, reads what the first wrote, and keeps her own words."""
    practice = permissions.practice_to_write(request.viewer, pk)
    form = PracticeForm(request.POST or None, viewer=None, initial=practice_initial(practice))
    theirs: list[dict[str, Any]] = []
    version = request.POST.get("version", "")
    if request.method == "POST" and form.is_valid():
        try:
            operations.rewrite_practice(
                practice_id=practice.pk,
                draft=form.draft(practice),
                read_version=version_sent(request.POST, "version"),
                now=clock.now(),
            )
        except PracticeChanged as refusal:
            practice.refresh_from_db()
            theirs, version = form.told_otherwise(practice), str(practice.version)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Votre pratique est à jour."))
            return redirect(practice)
    return drawn(
        request,
        "agreements/practice_form.html",
        form,
        practice=practice,
        version=version or practice.version,
        theirs=theirs,
        crumbs=crumbs_to(_("Modifier"), practice=practice),
    )


@login_required
@require_http_methods(["GET", "POST"])
def retire(request: Request, pk: int) -> HttpResponse:
    practice = permissions.practice_to_write(request.viewer, pk)
    if request.method == "POST":
        operations.retire_practice(practice_id=practice.pk, now=clock.now())
        messages.success(request, _("La pratique n’est plus proposée. Son histoire reste."))
        return redirect("agreements:practices")
    return render(request, "agreements/practice_retire.html", {"practice": practice})
