"""A person's own path: what she asks for, and what was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.common import clock
from maillage.common.ratelimit import limited
from maillage.common.zones import day_of
from maillage.learning import operations
from maillage.learning.queries import newest_versions
from maillage.learning.queries.known import modules_finished, newest_evidence
from maillage.learning.queries.plans import plan_of, steps_of
from maillage.learning.queries.results import titles_of_competences
from maillage.learning.rules.words import duration
from maillage.learning.web import plan_rows as rows
from maillage.learning.web.plan_forms import PlanForm
from maillage.learning.web.rows import crumbs
from maillage.people.permissions import person_behind
from maillage.skills.models import RoleProfile
from maillage.skills.queries import current_version
from maillage.ui.editing import done, drawn

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.learning.models import Plan

MOST_A_MINUTE = 30


@login_required
@require_http_methods(["GET", "POST"])
@limited(group="plan", per_minute=MOST_A_MINUTE)
def plan(request: Request) -> HttpResponse:
    """Ask for a path, read it, ask for it again when more is known."""
    person, today = person_behind(request), day_of(clock.now())
    mine = plan_of(person.pk)
    form = _form(request, mine, today)
    made = done(
        form,
        lambda: operations.make_plan(person_id=person.pk, **form.cleaned_data, today=today, now=clock.now()),
    )
    if made is not None:
        return redirect("learning:plan")
    context: dict[str, Any] = {
        "crumbs": crumbs((_("Mon parcours"), None)),
        "evidence": newest_evidence(person.pk),
        "plan": mine,
    }
    if mine is not None:
        context |= _told(mine, person.pk)
        context["is_stale"] = bool(context["evidence"] and context["evidence"] > mine.made_at)
    return drawn(request, "learning/plan.html", form, **context)


@login_required
@require_http_methods(["GET", "POST"])
def drop(request: Request) -> HttpResponse:
    if request.method == "POST":
        operations.drop_plan(person_id=person_behind(request).pk, now=clock.now())
    return redirect("learning:plan")


def _form(request: Request, mine: Plan | None, today: date) -> PlanForm:
    version = current_version()
    roles = RoleProfile.objects.filter(version=version).order_by("position")
    initial = (
        {"role": mine.role_id, "minutes_a_week": mine.minutes_a_week, "finish_by": mine.finish_by}
        if mine
        else None
    )
    return PlanForm(
        request.POST if request.method == "POST" else None, roles=roles, today=today, initial=initial
    )


def _told(mine: Plan, person_id: int) -> dict[str, Any]:
    steps, finished = list(steps_of(mine)), modules_finished(person_id)
    versions = {row.module.code: row for row in newest_versions()}
    titles = titles_of_competences()
    done_minutes = sum(step.minutes for step in steps if step.module.code in finished)
    whole = sum(step.minutes for step in steps)
    return {
        "facts": rows.facts(mine, steps, finished),
        "weeks": rows.weeks(mine, steps, versions, titles, finished),
        "skipped": rows.skipped(mine, versions, titles),
        "beyond": rows.beyond(mine, versions, titles),
        "percent": round(100 * done_minutes / whole) if whole else 100,
        "done_said": _("%(done)s sur %(whole)s") % {"done": duration(done_minutes), "whole": duration(whole)},
    }
