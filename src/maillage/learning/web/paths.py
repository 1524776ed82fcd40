"""One path: where it leads, its steps, and where one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.assessments.queries import instruments_offered
from maillage.common import clock
from maillage.learning import operations, permissions, queries
from maillage.learning.enums import StepState
from maillage.learning.rules.rendering import html_of, without_title
from maillage.learning.rules.words import duration
from maillage.learning.web.rows import crumbs, day_said, minutes_left, step_rows
from maillage.people.permissions import person_behind
from maillage.skills.queries import current_version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.learning.models import PathVersion
    from maillage.learning.queries import Standpoint


@require_GET
def path(request: Request, code: str) -> HttpResponse:
    version, enrolment = permissions.path_open(request.viewer, code)
    found = queries.standpoints(version, request.viewer.user_id)
    newest = queries.path_version_given(version.path) if enrolment else version
    context = {
        "version": version,
        "enrolment": enrolment,
        "newest": newest if newest and newest.pk != version.pk else None,
        "steps": step_rows(found),
        "progress": _progress(found) if enrolment else None,
        "next_url": _next_url(found),
        "measures": _measures(request, version),
        "facts": _facts(version, found),
        "audience": _audience(version),
        "sign_in": f"{reverse('account_login')}?next={request.path}",
        "crumbs": crumbs((version.title, None)),
    }
    return render(request, "learning/path.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: Request, code: str) -> HttpResponse:
    if request.method != "POST":  # she signed in on the way
        return redirect("learning:path", code)
    version, _enrolment = permissions.path_open(request.viewer, code)
    enrolment = operations.begin_path(version=version, person=person_behind(request), now=clock.now())
    if enrolment.finished_at:
        messages.success(request, _("Vous avez déjà tout lu ou tout maîtrisé : ce parcours est terminé."))
    return redirect("learning:path", code)


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: Request, code: str) -> HttpResponse:
    version, enrolment = permissions.path_open(request.viewer, code)
    if enrolment is None:
        raise Http404
    if request.method == "POST":
        operations.leave_path(enrolment_id=enrolment.pk, now=clock.now())
        messages.success(request, _("Vous ne suivez plus ce parcours. Ce que vous avez lu reste gardé."))
        return redirect("learning:path", code)
    back = reverse("learning:path", args=[code])
    context = {
        "version": version,
        "back": back,
        "crumbs": crumbs((version.title, back), (_("Quitter"), None)),
    }
    return render(request, "learning/path_leave.html", context)


@require_GET
def guide(request: Request, code: str) -> HttpResponse:
    """For whoever leads a cohort."""
    version, _enrolment = permissions.path_open(request.viewer, code)
    return _text_page(request, version, version.guide, _("Guide d’animation"))


@require_GET
def project(request: Request, code: str) -> HttpResponse:
    """What is written at the end."""
    version, _enrolment = permissions.path_open(request.viewer, code)
    return _text_page(request, version, version.project, _("Le projet à écrire"))


def _text_page(request: Request, version: PathVersion, text: str, title: str) -> HttpResponse:
    if not text:
        raise Http404
    context = {
        "version": version,
        "title": title,
        "html": html_of(without_title(text), highest=2),
        "crumbs": crumbs((version.title, version.path.get_absolute_url()), (title, None)),
    }
    return render(request, "learning/path_text.html", context)


def _progress(found: Sequence[Standpoint]) -> dict[str, Any]:
    settled = sum(row.state.is_settled for row in found)
    left, _mastered = minutes_left(found)
    return {
        "percent": round(100 * settled / len(found)) if found else 100,
        "text": _("Modules : %(done)s sur %(all)s") % {"done": settled, "all": len(found)},
        "aside": _("il reste %(time)s") % {"time": duration(left)} if left else _("tout est lu"),
    }


def _next_url(found: Sequence[Standpoint]) -> str:
    """Where one was: the module that is open, or the next one; empty when nothing is left."""
    row = next((row for row in found if row.state == StepState.NOW), None)
    if row is None:
        return ""
    module = row.reading.version.module if row.reading else row.version.module
    return reverse("learning:resume", args=[module.code])


def _measures(request: Request, version: PathVersion) -> dict[str, Any]:
    """What is measured at both ends, by which instrument, and the last result of whoever looks."""
    instrument = next((row for row in instruments_offered() if row.is_of_people), None)
    result = queries.last_result(request.viewer.user_id) if request.viewer.is_known else None
    titles = queries.titles_of_competences()
    return {
        "before": [titles.get(code, code) for code in version.before],
        "after": [titles.get(code, code) for code in version.after],
        "is_same": version.before == version.after,
        "url": reverse("assessments:start", args=[instrument.code]) if instrument else "",
        "result": {"url": result.get_absolute_url(), "day": day_said(result.finished_at)}
        if result and result.finished_at
        else None,
    }


def _facts(version: PathVersion, found: Sequence[Standpoint]) -> list[dict[str, Any]]:
    whole = sum(row.version.minutes for row in found)
    left, mastered = minutes_left(found)
    rows: list[dict[str, Any]] = [{"label": _("En tout"), "value": duration(whole)}]
    if mastered:
        rows.append({"label": _("Gagné, déjà maîtrisé"), "value": duration(mastered)})
        rows.append({"label": _("Il vous reste"), "value": duration(left)})
    if version.role:
        rows.append(
            {
                "label": _("Mène au rôle"),
                "value": version.role.title,
                "url": version.role.get_absolute_url(),
            }
        )
    if version.reviewed_on:
        rows.append({"label": _("Relu le"), "day": version.reviewed_on})
    return rows


def _audience(version: PathVersion) -> list[str]:
    """The titles of the roles that it is for."""
    framework = current_version()
    titles = {row.slug: row.title for row in framework.roles.all()} if framework else {}
    return [titles[slug] for slug in version.audience if slug in titles]
