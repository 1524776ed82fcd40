"""What there is to learn: the paths, the modules, and what one follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.learning import queries
from maillage.learning.queries import Sought
from maillage.learning.web.rows import crumbs, module_link
from maillage.skills.queries import current_version
from maillage.ui.choices import Choice, Group, Option

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.learning.models import Enrolment, PathVersion, Reading, Submission

PAGE = 20
LENGTHS = (25, 30, 40)  # minutes
LONGEST_WORDS = 200
MOST_ANSWERS = 10


@require_GET
def home(request: Request) -> HttpResponse:
    sought = _sought(request)
    found = queries.modules_listed(sought)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    readings: dict[int, Reading] = {}
    if request.viewer.is_known:
        shown = [row.module_id for row in page]
        for reading in queries.readings_of(request.viewer.user_id).filter(module__in=shown):
            readings.setdefault(reading.module_id, reading)
    context = {
        "followed": [_followed(row) for row in queries.enrolments_of(request.viewer.user_id)]
        if request.viewer.is_known
        else [],
        "answers": [_answer(row) for row in queries.submissions_of(request.viewer.user_id)[:MOST_ANSWERS]]
        if request.viewer.is_known
        else [],
        "reviews": queries.reads_answers(
            request.viewer, is_staff=request.user.is_authenticated and request.user.is_staff
        ),
        "paths": [_path(row) for row in queries.paths_given()],
        "around": _around(is_known=request.viewer.is_known),
        "page": page,
        "modules": [module_link(row, readings.get(row.module_id)) for row in page],
        "words": sought.words,
        "is_narrowed": sought != Sought(),
        "choices": _choices(sought),
        "address": _address(request),
        "crumbs": crumbs(),
    }
    return render(request, "learning/home.html", context)


def _around(*, is_known: bool) -> list[dict[str, Any]]:
    """Learning with others, and what one shows of it."""
    cohorts = {
        "label": _("Les cohortes"),
        "url": reverse("learning:cohorts"),
        "note": _("Suivre un parcours ensemble, avec quelqu’un qui anime."),
    }
    if not is_known:
        return [
            cohorts,
            {
                "label": _("Vérifier un badge"),
                "url": reverse("badges:verify"),
                "note": _("Quelqu’un vous en montre un : est-il vrai ?"),
            },
        ]
    return [
        cohorts,
        {
            "label": _("Mes badges"),
            "url": reverse("badges:mine"),
            "note": _(
                "Ce que vous avez terminé, signé par votre réseau ; vous choisissez ce que vous montrez."
            ),
        },
    ]


def _sought(request: Request) -> Sought:
    minutes = request.GET.get("minutes", "")
    return Sought(
        words=request.GET.get("q", "")[:LONGEST_WORDS].strip(),
        competence=request.GET.get("competence", "").strip(),
        role=request.GET.get("role", "").strip(),
        minutes=int(minutes) if minutes in {str(one) for one in LENGTHS} else None,
    )


def _address(request: Request) -> str:
    kept = {name: value for name, value in request.GET.dict().items() if name != "page" and value}
    return f"?{urlencode(kept)}&page=" if kept else "?page="


def _choices(sought: Sought) -> list[Choice]:
    version = current_version()
    competences = (
        [(row.code, f"{row.code} {row.title}") for row in version.competences.order_by("position")]
        if version
        else []
    )
    roles = [(row.slug, row.title) for row in version.roles.order_by("position")] if version else []
    lengths = [(str(one), _("%(minutes)s minutes au plus") % {"minutes": one}) for one in LENGTHS]
    chosen = str(sought.minutes or "")
    return [
        _choice("competence", _("Compétence"), _("Toutes"), competences, sought.competence),
        _choice("role", _("Rôle"), _("Tous"), roles, sought.role),
        _choice("minutes", _("Durée"), _("Toutes"), lengths, chosen),
    ]


def _choice(name: str, label: str, anything: str, told: list[tuple[str, str]], chosen: str) -> Choice:
    options = [Option(value=value, label=text, is_chosen=value == chosen) for value, text in told]
    return Choice(name=name, label=label, anything=anything, groups=[Group(label="", options=options)])


def _followed(enrolment: Enrolment) -> dict[str, Any]:
    return {
        "title": enrolment.version.title,
        "url": reverse("learning:path", args=[enrolment.version.path.code]),
        "text": enrolment.version.summary,
    }


def _path(version: PathVersion) -> dict[str, Any]:
    return {
        "label": version.title,
        "url": reverse("learning:path", args=[version.path.code]),
        "note": version.summary,
    }


def _answer(row: Submission) -> dict[str, Any]:
    return {
        "label": row.version.title,
        "url": row.get_absolute_url(),
        "note": _("Bloc %(number)s") % {"number": row.block},
        "tag": row.get_state_display(),
    }
