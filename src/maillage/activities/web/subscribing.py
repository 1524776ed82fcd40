"""Having activities in one's own agenda: the addresses, made, made again, stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.activities import operations, queries
from maillage.activities.rules.feeds import feed_token
from maillage.agreements.queries import agreements_open_to
from maillage.common import clock
from maillage.common.viewer import Viewer
from maillage.people.permissions import person_behind

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


@require_http_methods(["GET", "POST"])
def subscribe(request: Request) -> HttpResponse:
    """The addresses of public calendars, her own, and what to do with them."""
    if request.method == "POST":
        return _decide(request)
    mine = queries.feed_of(request.viewer.user_id) if request.viewer.user_id else None
    context = {
        "private": _address(reverse("activities:feed", args=[feed_token(mine.seed)])) if mine else None,
        "made_at": mine.made_at if mine else None,
        "feeds": _public_feeds(first=request.GET.get("pour", "")),
        "crumbs": [
            {"label": _("Activités"), "url": reverse("activities:activities")},
            {"label": _("Dans votre agenda")},
        ],
    }
    answer = render(request, "activities/subscribe.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _public_feeds(first: str) -> list[dict[str, str]]:
    """Of each network and each agreement, the one that she comes from before the others."""
    networks = [("network", row.slug, row.name) for row in queries.networks_with_a_calendar(first)]
    signed = agreements_open_to(Viewer(day=clock.today()))
    agreements = [("agreement", row.slug, row.name) for row in signed]
    rows = sorted(networks + agreements, key=lambda row: row[1] != first)
    return [
        {"name": name} | _address(reverse(f"activities:{kind}_feed", args=[slug]))
        for kind, slug, name in rows
    ]


@login_required
def _decide(request: Request) -> HttpResponse:
    """A first address, another one in its place, or none any more."""
    user_id = person_behind(request).pk
    if request.POST.get("do") == "stop":
        operations.stop_feed(user_id=user_id)
        messages.success(request, _("Votre adresse ne répond plus."))
    else:
        operations.make_feed(user_id=user_id, now=clock.now())
        messages.success(
            request, _("Voici votre adresse. Celle d’avant, s’il y en avait une, ne répond plus.")
        )
    return redirect("activities:subscribe")


def _address(path: str) -> dict[str, str]:
    """The address to copy, and the ones that open a program at once."""
    url = settings.SITE_URL + path
    webcal = "webcal://" + url.partition("://")[2]
    return {
        "url": url,
        "webcal": webcal,
        "google": "https://calendar.google.com/calendar/r?" + urlencode({"cid": webcal}),
        "outlook": "https://outlook.live.com/calendar/0/addfromweb?" + urlencode({"url": url}),
    }
