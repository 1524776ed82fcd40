"""The authors' desk of paths: each draft, its preview, its publication and its withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.assessments.permissions import author
from maillage.common import clock
from maillage.learning import operations, permissions
from maillage.learning.enums import StepState
from maillage.learning.errors import NoCompetences
from maillage.learning.models import PathStep
from maillage.learning.operations.authoring import told_by
from maillage.learning.queries import Standpoint, path_version_given
from maillage.learning.queries import path_authoring as queries
from maillage.learning.rules.path_sketches import faults_of_path, notes_of_path
from maillage.learning.rules.rendering import html_of, without_title
from maillage.learning.web.authoring import PUBLISH
from maillage.learning.web.authoring_forms import WithdrawForm, next_number
from maillage.learning.web.path_forms import NewPathForm, PathForm, initial_of
from maillage.learning.web.rows import crumbs, day_said, step_rows
from maillage.skills.queries import current_version
from maillage.ui.editing import done, drawn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.learning.models import LearningPath, ModuleVersion, PathVersion
    from maillage.learning.rules.content import PathDraft


@login_required
@require_http_methods(["GET", "POST"])
def desk(request: Request) -> HttpResponse:
    """Every path; a new one begins by its name."""
    author(request.user)
    form = NewPathForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return redirect("learning:path_write", form.cleaned_data["code"])
    return drawn(request, "learning/path_desk.html", form, paths=_path_links(), crumbs=_crumbs())


@login_required
@require_http_methods(["GET", "POST"])
def write(request: Request, code: str) -> HttpResponse:
    """The draft of the next version; the button says whether it is only kept, or published."""
    path = permissions.path_to_write(request.user, code)
    given = path_version_given(path) if path else None
    draft = queries.path_draft(code)
    form = _form(request, draft, given, code)
    saved = done(form, lambda: _saved(request, code, form))
    if saved:
        return redirect(saved)
    named = queries.modules_to_name()
    context = {
        "code": code,
        "draft": draft,
        "given": given,
        "notes": _notes(draft, named) if draft and not form.is_bound else [],
        "theirs": form.theirs,
        "modules": [_module_line(row) for row in named],
        "versions": [_version_line(row) for row in queries.path_versions_with_counts(path)] if path else [],
        "crumbs": _crumbs((given.title if given else code, None)),
    }
    return drawn(request, "learning/path_write.html", form, **context)


def _form(request: Request, draft: PathDraft | None, given: PathVersion | None, code: str) -> PathForm:
    framework = current_version()
    if framework is None:
        raise Http404(str(NoCompetences()))
    if draft is not None:
        initial = initial_of(draft)
    elif given is not None:
        told = initial_of(queries.told_by_path(given))
        initial = told | {"number": next_number(given.number), "reviewed_on": None}
    else:
        initial = {"number": "1", "language": "fr"}
    return PathForm(
        request.POST if request.method == "POST" else None,
        initial=initial | {"seen": queries.path_edition(code)},
        known=queries.known_to_paths(framework),
        roles=list(framework.roles.order_by("position")),
    )


def _saved(request: Request, code: str, form: PathForm) -> str:
    """Where to go next."""
    now = clock.now()
    sketch = operations.save_path_draft(
        draft=form.draft(code), read_edition=form.cleaned_data["seen"], now=now
    )
    if request.POST.get("do") != PUBLISH:
        messages.success(request, _("Le brouillon est gardé. Personne ne le suit avant sa publication."))
        return reverse("learning:path_write", args=[code])
    form.made_from(sketch.edition)  # kept, whatever comes of the publication
    operations.publish_path_draft(code=code, read_edition=sketch.edition, now=now)
    messages.success(request, _("La version est publiée. Ceux qui suivaient l’autre continuent avec elle."))
    return reverse("learning:path", args=[code])


@login_required
@require_GET
def preview(request: Request, code: str) -> HttpResponse:
    """The draft as it will be followed."""
    permissions.path_to_write(request.user, code)
    draft = queries.path_draft(code)
    framework = current_version()
    if draft is None or framework is None:
        raise Http404
    named = queries.modules_to_name()
    context = {
        "draft": draft,
        "code": code,
        "faults": faults_of_path(draft, queries.known_to_paths(framework)),
        "notes": _notes(draft, named),
        "steps": step_rows(_standpoints(draft, {row.module.code: row for row in named})),
        "texts": [
            {"title": title, "html": html_of(without_title(draft.fields[name]), highest=3)}
            for name, title in (("guide", _("Guide d’animation")), ("project", _("Le projet à écrire")))
            if draft.fields[name]
        ],
        "crumbs": _crumbs(
            (draft.fields["title"], reverse("learning:path_write", args=[code])), (_("Aperçu"), None)
        ),
    }
    return render(request, "learning/path_preview.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, code: str) -> HttpResponse:
    """Let nobody begin it any more, with the reason; who follows it and which cohorts are to come are told first."""
    path = permissions.path_to_write(request.user, code)
    given = path_version_given(path) if path else None
    if path is None or given is None or given.withdrawn_at is not None:
        raise Http404
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: _withdrawn(code, form)):
        messages.success(request, _("Le parcours n’est plus donné. Ceux qui le suivent continuent."))
        return redirect("learning:path_desk")
    back = reverse("learning:path_write", args=[code])
    context = {
        "version": given,
        "back": back,
        "following": sum(row.following for row in queries.path_versions_with_counts(path)),  # type: ignore[attr-defined] # annotated
        "cohorts": [
            {"label": row.activity.title, "url": row.get_absolute_url()}
            for row in queries.cohorts_to_come(path, request.viewer.day)
        ],
        "crumbs": _crumbs((given.title, back), (_("Retirer"), None)),
    }
    return drawn(request, "learning/path_withdraw.html", form, **context)


def _withdrawn(code: str, form: WithdrawForm) -> LearningPath:
    return operations.withdraw_path(code=code, reason=form.cleaned_data["reason"], now=clock.now())


def _notes(draft: PathDraft, named: Sequence[ModuleVersion]) -> list[str]:
    given = {row.module.code: told_by(row) for row in named if row.module.code in draft.modules}
    withdrawn = {row.module.code for row in named if row.withdrawn_at}
    return notes_of_path(draft.steps, given, withdrawn)


def _standpoints(draft: PathDraft, given: Mapping[str, ModuleVersion]) -> list[Standpoint]:
    """Its steps before somebody who has read nothing yet."""
    return [
        Standpoint(
            step=PathStep(position=place, module=given[module].module),
            version=given[module],
            alternatives=[given[other] for other in others if other in given],
            state=StepState.GONE if given[module].withdrawn_at else StepState.NEXT,
        )
        for place, (module, others) in enumerate(draft.steps, start=1)
        if module in given
    ]


def _crumbs(*rest: tuple[str, str | None]) -> list[dict[str, Any]]:
    here = reverse("learning:path_desk") if rest else None
    return crumbs((_("Atelier"), reverse("learning:desk")), (_("Parcours"), here), *rest)


def _path_links() -> list[dict[str, Any]]:
    """Those that were published, then those that are only drafts."""
    writing = {row.code for row in queries.sketches()}
    published = [_path_link(row, writing) for row in queries.paths_with_versions() if row.versions.all()]
    known = {row["code"] for row in published}
    drafts = [
        {"label": code, "url": reverse("learning:path_write", args=[code]), "tag": _("brouillon")}
        for code in sorted(writing - known)
    ]
    return [*published, *drafts]


def _path_link(path: LearningPath, writing: set[str]) -> dict[str, Any]:
    versions = list(path.versions.all())
    given = next((row for row in versions if row.withdrawn_at is None), None)
    shown = given or versions[0]
    return {
        "code": path.code,
        "label": shown.title,
        "url": reverse("learning:path_write", args=[path.code]),
        "note": _("version %(number)s") % {"number": shown.number},
        "tag": _("brouillon") if path.code in writing else "" if given else _("retiré"),
    }


def _module_line(version: ModuleVersion) -> dict[str, str]:
    told = {"title": version.title, "number": version.number}
    if version.withdrawn_at:
        said = _("%(title)s, version %(number)s, retiré") % told
    else:
        said = _("%(title)s, version %(number)s") % told
    return {"code": version.module.code, "said": said}


def _version_line(version: PathVersion) -> dict[str, Any]:
    told = {
        "following": version.following,  # type: ignore[attr-defined] # annotated by the query
        "finished": version.finished,  # type: ignore[attr-defined] # annotated by the query
        "day": day_said(version.published_at),
    }
    if version.withdrawn_at is not None:
        value = _("retirée : suivie par %(following)s, terminée par %(finished)s") % told
    else:
        value = _("publiée le %(day)s : suivie par %(following)s, terminée par %(finished)s") % told
    return {"label": _("Version %(number)s") % {"number": version.number}, "value": value}
