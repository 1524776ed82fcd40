"""A visit day by day in a corridor, its whole programme, and the same on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.activities import permissions, queries
from maillage.activities.rules.hours import city_of
from maillage.activities.rules.visits import SHEETS, day_to_show, days_of
from maillage.activities.web.frame import crumbs, places
from maillage.common import clock
from maillage.common.text import sort_key
from maillage.ui.formats import plain_day, plain_weekday
from maillage.ui.language import spoken
from maillage.ui.paper import pdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from django.http import HttpResponse

    from maillage.activities.models import Activity, Participant, ProgrammeItem
    from maillage.common.http import Request

PROGRAMME, BOOKLET, PEOPLE = SHEETS
PAGES_OF_A_FOLDED_SHEET = 4


@login_required
@require_GET
def day(request: Request, slug: str) -> HttpResponse:
    """One day, `?jour=` or today: what comes next stands first. Who takes part sees her own moments."""
    visit = permissions.visit_to_follow(request.viewer, slug)
    now = clock.now()
    days = days_of(visit.starts_on, visit.ends_on)
    shown = _day_asked(request, days) or day_to_show(days, now.astimezone(visit.zone).date())
    items = [item for item in _her_items(request, visit) if item.starts_there.date() == shown]
    to_come = [item for item in items if item.cancelled_at is None and item.ends_at > now]
    may_coordinate = permissions.may_coordinate(request.viewer, visit)
    context = {
        "visit": visit,
        "crumbs": crumbs(visit, _("Jour par jour")),
        "tabs": places(visit, "visit_day"),
        "days": [
            {
                "label": plain_weekday(each, spoken(), short=True),
                "url": f"{reverse('activities:visit_day', args=[slug])}?jour={each.isoformat()}",
                "current": each == shown,
                "count": None,
            }
            for each in days
        ],
        "shown": plain_day(shown, spoken()),
        "next": _told(to_come[0], visit, {}) if to_come else None,
        "is_now": bool(to_come) and to_come[0].starts_at <= now,
        "rows": [_told(item, visit, {}) for item in items],
        "may_coordinate": may_coordinate,
        "add_url": f"{reverse('activities:visit_moment_new', args=[slug])}?jour={shown.isoformat()}",
    }
    return render(request, "activities/visit_day.html", context)


def _day_asked(request: Request, days: Sequence[date]) -> date | None:
    return next((each for each in days if each.isoformat() == request.GET.get("jour")), None)


def _her_items(request: Request, visit: Activity) -> list[ProgrammeItem]:
    part = queries.part_of(request.viewer, visit)
    if part is None or permissions.may_coordinate(request.viewer, visit):
        return list(queries.programme_of(visit))
    return queries.programme_for(visit, part)


@login_required
@require_GET
def programme(request: Request, slug: str) -> HttpResponse:
    """Every day, ready to print from the browser; coordinators see what gets in the way of what."""
    visit = permissions.visit_to_follow(request.viewer, slug)
    may_coordinate = permissions.may_coordinate(request.viewer, visit)
    items = list(queries.programme_of(visit))
    conflicts = queries.conflicts_in(visit, items) if may_coordinate else {}
    context = {
        "visit": visit,
        "crumbs": crumbs(visit, _("Programme")),
        "tabs": places(visit, "visit_programme"),
        "days": _by_day(visit, items, conflicts),
        "is_empty": not items,
        "troubled": sum(1 for told in conflicts.values() if told),
        "may_coordinate": may_coordinate,
        "may_print_people": may_coordinate,
        "takes_part": queries.part_of(request.viewer, visit) is not None,
    }
    return render(request, "activities/visit_programme.html", context)


@login_required
@require_GET
def paper(request: Request, slug: str, sheet: str) -> HttpResponse:
    """The programme on A4, as an A5 booklet of whole sheets, or one page for each person.

    A participant prints her own page; coordinators print everybody's.
    """
    visit = permissions.visit_to_follow(request.viewer, slug)
    if sheet not in SHEETS:
        raise Http404
    context: dict[str, Any] = {
        "visit": visit,
        "printed_on": request.viewer.day,
        "hosts": list(queries.hosts_of(visit)),
        "zone": city_of(visit.time_zone),
        "sheet": {BOOKLET: "booklet", PEOPLE: "one-page"}.get(sheet, "a4"),
    }
    name = f"{visit.title} {sheet}"
    if sheet == PEOPLE:
        context["pages"] = [
            {"person": person, "days": _by_day(visit, queries.programme_for(visit, person), {})}
            for person in _whose_page(request, visit)
        ]
        if not context["pages"]:
            raise Http404
        return pdf(request, "activities/visit_pages.html", context, name=name)
    context["days"] = _by_day(visit, list(queries.programme_of(visit)), {})
    context["people"] = list(queries.delegation_of(visit))
    pages = PAGES_OF_A_FOLDED_SHEET if sheet == BOOKLET else 1
    return pdf(request, "activities/visit_paper.html", context, name=name, pages_a_sheet=pages)


def _whose_page(request: Request, visit: Activity) -> list[Participant]:
    if permissions.may_coordinate(request.viewer, visit):
        return list(queries.delegation_of(visit))
    part = queries.part_of(request.viewer, visit)
    return [part] if part else []


def _by_day(
    visit: Activity, items: Iterable[ProgrammeItem], conflicts: Mapping[int, list[str]]
) -> list[dict[str, Any]]:
    """Each day of the visit with its moments, even an empty one; a moment stands on the day of its place."""
    told: dict[date, list[dict[str, Any]]] = {each: [] for each in days_of(visit.starts_on, visit.ends_on)}
    for item in items:
        told.setdefault(item.starts_there.date(), []).append(_told(item, visit, conflicts))
    return [
        {"day": each, "label": plain_weekday(each, spoken()), "rows": rows}
        for each, rows in sorted(told.items())
    ]


def _told(item: ProgrammeItem, visit: Activity, conflicts: Mapping[int, list[str]]) -> dict[str, Any]:
    """One moment, with the clocks named when they are not those of the visit."""
    return {
        "item": item,
        "starts": item.starts_there,
        "ends": item.ends_there,
        "zone": city_of(item.time_zone) if item.time_zone != visit.time_zone else "",
        "where": " – ".join(filter(None, [item.place, item.room])),
        "hosts": ", ".join(sorted({str(host) for host in item.hosts.all()} - {item.place}, key=sort_key)),
        "people": ", ".join(str(person) for person in item.people.all()),
        "conflicts": conflicts.get(item.pk, []),
        "minutes_url": reverse("activities:visit_minutes", args=[visit.slug, item.pk]),
    }
