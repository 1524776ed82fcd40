"""What is coming and what took place: a list, a month, a year."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from babel.dates import format_date, get_day_names
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.activities import queries
from maillage.activities.enums import ActivityState
from maillage.activities.web.narrowing import MONTH, Narrowing
from maillage.activities.web.words import days, kind_said
from maillage.ui.formats import locale_of
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from maillage.activities.models import Activity, ActivityQuerySet
    from maillage.common.http import Request

MONDAY, SUNDAY = 0, 6
MOST_IN_A_MONTH = 400
PAGE = 30


@require_GET
def calendar(request: Request) -> HttpResponse:
    """Activities of everybody, of a network or of an agreement: those to come, a month, or a year past."""
    narrowing = Narrowing(request)
    found = queries.activities_listed(request.viewer, narrowing.filters)
    context = {
        "narrowing": narrowing,
        "tabs": _tabs(request, narrowing),
        "may_write": bool(request.viewer.coordinated_network_ids),
    }
    if narrowing.view == MONTH:
        context["month"] = _month(found, narrowing, request.viewer.day)
        return render(request, "activities/activity_list.html", context)
    if narrowing.year:
        found = found.filter(starts_on__year=narrowing.year, ends_on__lt=request.viewer.day)
        found = found.order_by("-starts_on", "-pk")
    else:
        found = found.to_come(request.viewer.day)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context |= {"page": page, "links": [_link(activity) for activity in page]}
    context["address"] = narrowing.address(annee=narrowing.year or "") + "&page="
    return render(request, "activities/activity_list.html", context)


def _tabs(request: Request, narrowing: Narrowing) -> list[dict[str, Any]]:
    is_month = narrowing.view == MONTH
    tabs = [
        {"label": _("À venir"), "url": narrowing.address(), "current": not is_month and not narrowing.year},
        {"label": _("Par mois"), "url": narrowing.address(vue=MONTH), "current": is_month},
    ]
    return tabs + [
        {
            "label": str(year),
            "url": narrowing.address(annee=year),
            "current": not is_month and year == narrowing.year,
        }
        for year in queries.years_past(request.viewer, narrowing.filters)
    ]


def _link(activity: Activity) -> dict[str, str]:
    place = f"{days(activity)} – {activity.place}" if activity.place else days(activity)
    is_off = activity.state == ActivityState.CANCELLED
    return {
        "label": activity.title,
        "url": activity.get_absolute_url(),
        "note": _("Annulée – %(place)s") % {"place": place} if is_off else place,
        "tag": _("Brouillon") if activity.state == ActivityState.DRAFT else kind_said(activity),
    }


def _month(found: ActivityQuerySet, narrowing: Narrowing, today: date) -> dict[str, Any]:
    """Six weeks at most, each day with what takes place; weeks begin as they do where the reader lives."""
    first = narrowing.month or today.replace(day=1)
    locale, starts = locale_of(spoken()), MONDAY if spoken() == "fr-fr" else SUNDAY
    weeks = Calendar(firstweekday=starts).monthdatescalendar(first.year, first.month)
    shown = list(found.filter(starts_on__lte=weeks[-1][-1], ends_on__gte=weeks[0][0])[:MOST_IN_A_MONTH])
    names = get_day_names("abbreviated", locale=locale)
    before, after = first - timedelta(days=1), (first + timedelta(days=31)).replace(day=1)
    return {
        "title": format_date(first, "MMMM y", locale=locale).capitalize(),
        "names": [names[(starts + number) % 7] for number in range(7)],
        "weeks": [[_day(day, first, shown, today) for day in week] for week in weeks],
        "is_empty": not any(a.starts_on <= after - timedelta(days=1) and a.ends_on >= first for a in shown),
        "before": narrowing.address(vue=MONTH, mois=f"{before:%Y-%m}"),
        "after": narrowing.address(vue=MONTH, mois=f"{after:%Y-%m}"),
    }


def _day(day: date, first: date, shown: Iterable[Activity], today: date) -> dict[str, Any]:
    there = [activity for activity in shown if activity.starts_on <= day <= activity.ends_on]
    return {
        "day": day,
        "in_words": format_date(day, "EEEE d MMMM", locale=locale_of(spoken())),
        "is_outside": day.month != first.month,
        "is_today": day == today,
        "activities": there,
    }
