"""Leading a cohort: who stopped and what would help, who was at a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.activities.operations import note_attendance
from maillage.activities.queries.camp_results import attendance_of, sessions_of
from maillage.common import clock
from maillage.learning import permissions
from maillage.learning.operations.cohort_letters import ask_for_news
from maillage.learning.queries import following as queries
from maillage.learning.rules.following import Pace
from maillage.learning.web.board_rows import attended_table, next_session, person, title_of
from maillage.learning.web.cohort_rows import crumbs
from maillage.people.permissions import person_behind

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


@login_required
@require_GET
def board(request: Request, slug: str) -> HttpResponse:
    """Those who stopped first, by name; never a ranking."""
    found = permissions.cohort_to_follow(request.viewer, slug)
    now = clock.now()
    followers = queries.followers_of(found, now=now)
    steps, items = found.version.steps.count(), list(sessions_of(found.activity))
    by_pace = {
        pace: [person(row, found, steps, request.viewer.day) for row in followers if row.pace == pace]
        for pace in Pace
    }
    context = {
        "cohort": found,
        "crumbs": crumbs(_("Suivi"), cohort=found),
        "title": title_of(by_pace),
        "stuck": by_pace[Pace.STUCK],
        "groups": [
            {"id": "avancent", "title": _("Avancent"), "people": by_pace[Pace.MOVING]},
            {"id": "ont-fini", "title": _("Ont fini"), "people": by_pace[Pace.FINISHED]},
            {
                "id": "sans-compte",
                "title": _("Sans compte : leur lecture n’est pas connue"),
                "people": by_pace[Pace.UNKNOWN],
            },
        ],
        "is_empty": not followers,
        "next": next_session(items, now),
        "attended": attended_table(found, items, len(followers), now),
    }
    return render(request, "learning/cohorts/board.html", context)


@login_required
@require_POST
def ask_news(request: Request, slug: str, pk: int) -> HttpResponse:
    """One letter of the product’s, at most once a week."""
    found = permissions.cohort_to_follow(request.viewer, slug)
    part = get_object_or_404(queries.people_of(found), pk=pk)
    ask_for_news(participant_id=part.pk, now=clock.now())
    messages.success(request, _("Un mot part à %(name)s.") % {"name": part.name})
    return redirect("learning:cohort_board", slug)


@login_required
@require_http_methods(["GET", "POST"])
def presence(request: Request, slug: str, pk: int) -> HttpResponse:
    """Who is there: one tap for each person, kept at once."""
    found = permissions.cohort_to_follow(request.viewer, slug)
    item = get_object_or_404(sessions_of(found.activity).select_related("activity"), pk=pk)
    people = queries.people_of(found)
    if request.method == "POST":
        told = request.POST.get("participant", "")
        part = get_object_or_404(people, pk=told if told.isdecimal() else None)
        there = request.POST.get("there") == "yes"
        note_attendance(
            item=item, participant=part, was_there=there, by=person_behind(request), now=clock.now()
        )
        return redirect(request.path)
    noted = attendance_of(found.activity)
    lines = [{"person": row, "there": noted.get((item.pk, row.pk))} for row in people]
    context = {
        "cohort": found,
        "item": item,
        "lines": lines,
        "present": sum(line["there"] is True for line in lines),
        "crumbs": crumbs(item.title, cohort=found),
    }
    return render(request, "learning/cohorts/presence.html", context)
