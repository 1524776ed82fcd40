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
from maillage.activities.rules.calls import call_is_open
from maillage.activities.rules.eligibility import said
from maillage.activities.rules.hours import said_at
from maillage.activities.web.camp_forms import EditionForm, SeriesForm, initial_of
from maillage.activities.web.frame import form_page
from maillage.activities.web.words import days
from maillage.common import clock
from maillage.directory.queries import networks_coordinated_by
from maillage.ui.editing import done

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
    made = done(form, lambda: _series_made(request, form.cleaned_data))
    if made:
        return redirect("activities:edition_new", slug=made.slug)
    return form_page(
        request,
        form=form,
        title=_("Décrivez un camp qui reviendra"),
        lead=_(
            "Ce que toutes ses éditions ont en commun. Les dates et l’appel viennent ensuite, édition par édition."
        ),
        button=_("Continuer vers la première édition"),
        trail=[
            {"label": _("Camps entrepreneuriaux"), "url": reverse("activities:camps")},
            {"label": _("Décrire un camp")},
        ],
        back=reverse("activities:camps"),
    )


def _series_made(request: Request, given: dict[str, Any]) -> BootcampSeries:
    hers = networks_coordinated_by(request.viewer).filter(parties__agreement=given["agreement"])
    return operations.create_series(network=hers.first(), **given)


@login_required
@require_http_methods(["GET", "POST"])
def edition_new(request: Request, slug: str) -> HttpResponse:
    """The next edition, which begins as the last one was."""
    found = permissions.series_to_coordinate(request.viewer, slug)
    last = found.editions.order_by("-number").select_related("activity").first()
    initial = initial_of(last) if last else {}
    initial |= dict.fromkeys(NUMBER_OF_COPIED) | {"number": last.number + 1 if last else 1}
    parties = camps.communities_of(found.agreement)
    form = EditionForm(request.POST or None, parties=parties, viewer=request.viewer, initial=initial)
    made = done(
        form,
        lambda: operations.create_edition(
            series_id=found.pk,
            number=form.cleaned_data["number"],
            title=_title(found, form.cleaned_data["number"]),
            plan=form.plan(),
            now=clock.now(),
        ),
    )
    if made:
        return redirect("activities:board", slug=made.activity.slug)
    return _edition_page(
        request, found, form, title=_("Préparez l’édition et son appel"), back=found.get_absolute_url()
    )


@login_required
@require_http_methods(["GET", "POST"])
def edition_edit(request: Request, slug: str) -> HttpResponse:
    """An edition whose call has not begun. The second of two people who change it is told, and keeps what she wrote."""
    edition = permissions.edition_to_coordinate(request.viewer, slug)
    parties = camps.communities_of(edition.series.agreement)
    initial = initial_of(edition)
    form = EditionForm(request.POST or None, parties=parties, viewer=request.viewer, initial=initial)
    del form.fields["number"]
    changed = done(
        form,
        lambda: operations.change_edition(
            edition_id=edition.pk, seen=form.cleaned_data["seen"], plan=form.plan(), now=clock.now()
        ),
    )
    board = reverse("activities:board", args=[slug])
    if changed:
        return redirect(board)
    title = _("Modifier : %(name)s") % {"name": edition.activity.title}
    return _edition_page(request, edition.series, form, title=title, back=board)


def _edition_page(
    request: Request, found: BootcampSeries, form: EditionForm, *, title: str, back: str
) -> HttpResponse:
    return form_page(
        request,
        form=form,
        title=title,
        lead=_(
            "Rien n’est public avant que vous l’annonciez. Une fois l’appel ouvert, ses questions, ses critères et ses places ne changent plus."
        ),
        kicker=found.name,
        button=_("Enregistrer"),
        trail=[{"label": found.name, "url": found.get_absolute_url()}, {"label": title}],
        back=back,
    )


def _title(found: BootcampSeries, number: int) -> str:
    return _("%(name)s, édition %(number)s") % {"name": found.name, "number": number}


def camp_panels(request: Request, activity: Activity, *, may_coordinate: bool) -> list[Panel]:
    """The call, and what each person may do about it."""
    edition = camps.edition_of(activity)
    if edition is None:
        return []
    panel: Panel = {
        **call_said(edition, clock.now()),
        "template": "activities/parts/camp_panel.html",
        "edition": edition,
        "came": came_by_community(edition),
        "apply_url": reverse("activities:apply", args=[activity.slug]),
        "board_url": "",
        "desk_url": "",
    }
    if may_coordinate:
        panel["board_url"] = reverse("activities:board", args=[activity.slug])
    if camps.reviewer_for(request.viewer, activity) is not None:
        panel["desk_url"] = reverse("activities:review_desk", args=[activity.slug])
    return [panel]


def sentences_of(edition: BootcampEdition) -> list[str]:
    """Its conditions in the reader's language."""
    names = camps.communities_named_in(edition)
    return [said(condition, names) for condition in edition.conditions]


def call_said(edition: BootcampEdition, now: datetime) -> dict[str, Any]:
    """What every page about a call says of it."""
    return {
        "is_open": call_is_open(edition, now),
        "is_ahead": now < edition.opens_at,
        "opens": said_at(edition.opens_at, edition.call_time_zone),
        "closes": said_at(edition.closes_at, edition.call_time_zone),
        "conditions": sentences_of(edition),
    }
