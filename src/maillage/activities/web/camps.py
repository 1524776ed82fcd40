"""Bootcamps for all to read: their series, and what the page of an edition says beside its programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.activities import operations, permissions
from maillage.activities.enums import ActivityState
from maillage.activities.queries import camps
from maillage.activities.queries.camp_results import came_by_community
from maillage.activities.rules.calls import call_is_open, said_at
from maillage.activities.rules.eligibility import said
from maillage.activities.web.camp_forms import EditionForm, SeriesForm, initial_of
from maillage.activities.web.words import days
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.directory.queries import networks_coordinated_by

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from maillage.activities.models import Activity, BootcampEdition, BootcampSeries
    from maillage.activities.web.words import Panel
    from maillage.common.http import Request

NUMBER_OF_COPIED = ("starts_on", "ends_on", "opens", "closes", "number")  # of its own, for each edition


@require_GET
def series_list(request: Request) -> HttpResponse:
    found = camps.series_open_to(request.viewer)
    links = [{"label": row.name, "url": row.get_absolute_url(), "note": str(row.agreement)} for row in found]
    context = {"links": links, "coordinates": bool(request.viewer.coordinated_network_ids)}
    return render(request, "activities/camp_list.html", context)


@require_GET
def series(request: Request, slug: str) -> HttpResponse:
    """All that a bootcamp became, edition after edition."""
    found = permissions.series_open_to(request.viewer, slug)
    now = clock.now()
    context = {
        "series": found,
        "rows": [_edition_row(edition, now) for edition in camps.editions_of(found, request.viewer)],
        "may_coordinate": camps.series_coordinated_by(request.viewer).filter(pk=found.pk).exists(),
    }
    return render(request, "activities/camp.html", context)


def _edition_row(edition: BootcampEdition, now: datetime) -> dict[str, Any]:
    activity = edition.activity
    return {
        "title": activity.title,
        "url": activity.get_absolute_url(),
        "when": days(activity),
        "place": activity.place,
        "came": getattr(edition, "came", 0),
        "places": edition.places,
        "is_open": call_is_open(edition, now),
        "is_draft": activity.state == ActivityState.DRAFT,
        "is_fictitious": activity.is_fictitious,
        "closes": said_at(edition.closes_at, edition.call_time_zone),
    }


@login_required
@require_http_methods(["GET", "POST"])
def series_new(request: Request) -> HttpResponse:
    if not request.viewer.coordinated_network_ids:
        raise Http404
    form = SeriesForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        hers = networks_coordinated_by(request.viewer).filter(parties__agreement=given["agreement"])
        made = operations.create_series(network=hers.first(), **given)
        return redirect("activities:edition_new", slug=made.slug)
    return render(request, "activities/camp_form.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def edition_new(request: Request, slug: str) -> HttpResponse:
    """The next edition, which begins as the last one was."""
    found = permissions.series_to_coordinate(request.viewer, slug)
    last = found.editions.order_by("-number").select_related("activity").first()
    initial = initial_of(last) if last else {}
    initial |= dict.fromkeys(NUMBER_OF_COPIED) | {"number": last.number + 1 if last else 1}
    form = EditionForm(request.POST or None, parties=camps.communities_of(found.agreement), initial=initial)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        try:
            made = operations.create_edition(
                series_id=found.pk,
                number=number,
                title=_title(found, number),
                plan=form.plan(),
                now=clock.now(),
            )
        except (Refusal, ValueError) as refusal:  # ValidationError is a ValueError
            form.add_error(None, _sentences(refusal))
        else:
            return redirect("activities:board", slug=made.activity.slug)
    return _edition_page(request, found, form)


@login_required
@require_http_methods(["GET", "POST"])
def edition_edit(request: Request, slug: str) -> HttpResponse:
    """An edition whose call has not begun. The second of two people who change it is told, and keeps what she wrote."""
    edition = permissions.edition_to_coordinate(request.viewer, slug)
    parties = camps.communities_of(edition.series.agreement)
    form = EditionForm(request.POST or None, parties=parties, initial=initial_of(edition))
    del form.fields["number"]
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_edition(
                edition_id=edition.pk, seen=_seen(request), plan=form.plan(), now=clock.now()
            )
        except (Refusal, ValueError) as refusal:
            form.add_error(None, _sentences(refusal))
        else:
            return redirect("activities:board", slug=slug)
    edition = permissions.edition_to_coordinate(request.viewer, slug)
    return _edition_page(request, edition.series, form, edition=edition)


def _seen(request: Request) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isdecimal() else -1


def _edition_page(
    request: Request, found: BootcampSeries, form: EditionForm, *, edition: BootcampEdition | None = None
) -> HttpResponse:
    context = {"series": found, "form": form, "edition": edition}
    return render(request, "activities/edition_form.html", context, status=422 if form.errors else 200)


def _title(found: BootcampSeries, number: int) -> str:
    return _("%(name)s, édition %(number)s") % {"name": found.name, "number": number}


def _sentences(refusal: Exception) -> list[str]:
    messages: list[str] = getattr(refusal, "messages", None) or [str(refusal)]
    return messages


def camp_panels(request: Request, activity: Activity) -> list[Panel]:
    """The call, and what each person may do about it."""
    edition = camps.edition_of(activity)
    if edition is None:
        return []
    now = clock.now()
    panel: Panel = {
        "template": "activities/parts/camp_panel.html",
        "edition": edition,
        "is_open": call_is_open(edition, now),
        "is_ahead": now < edition.opens_at,
        "opens": said_at(edition.opens_at, edition.call_time_zone),
        "closes": said_at(edition.closes_at, edition.call_time_zone),
        "conditions": sentences_of(edition),
        "came": came_by_community(edition),
        "apply_url": reverse("activities:apply", args=[activity.slug]),
        "board_url": "",
        "desk_url": "",
    }
    if permissions.may_coordinate(request.viewer, activity):
        panel["board_url"] = reverse("activities:board", args=[activity.slug])
    if camps.reviewer_for(request.viewer, activity) is not None:
        panel["desk_url"] = reverse("activities:review_desk", args=[activity.slug])
    return [panel]


def sentences_of(edition: BootcampEdition) -> list[str]:
    """Its conditions in the reader's language."""
    if not edition.conditions:
        return []
    names = {party.pk: party.name for party in camps.communities_of(edition.series.agreement)}
    return [said(condition, names) for condition in edition.conditions]
