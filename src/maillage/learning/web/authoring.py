"""The authors' desk: every module, its draft, its preview, its publication and its withdrawal."""

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
from maillage.learning import operations, permissions, queries
from maillage.learning.operations.authoring import edition_of, faults_of_pictures
from maillage.learning.rules.text import blocks_of, faults_of
from maillage.learning.web.authoring_forms import (
    ModuleForm,
    NewModuleForm,
    WithdrawForm,
    initial_of,
    next_number,
)
from maillage.learning.web.pieces import shown
from maillage.learning.web.rows import crumbs, day_said
from maillage.ui.editing import done, drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.learning.models import Module, ModuleVersion

PUBLISH = "publish"


@login_required
@require_http_methods(["GET", "POST"])
def desk(request: Request) -> HttpResponse:
    """Every module; a new one begins by its name."""
    author(request.user)
    form = NewModuleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return redirect("learning:write", form.cleaned_data["code"])
    modules = [_module_link(row) for row in queries.modules_with_versions()]
    context = {"modules": modules, "crumbs": crumbs((_("Atelier"), None))}
    return drawn(request, "learning/desk.html", form, **context)


@login_required
@require_http_methods(["GET", "POST"])
def write(request: Request, code: str) -> HttpResponse:
    """The draft of the next version; the button says whether it is only kept, or published."""
    module = permissions.module_to_write(request.user, code)
    draft = queries.draft_of(module) if module else None
    given = queries.version_given(module) if module else None
    form = ModuleForm(
        request.POST if request.method == "POST" else None,
        initial=_initial(draft, given) | {"seen": edition_of(draft)},
    )
    saved = done(form, lambda: _saved(request, code, form))
    if saved is not None:
        return redirect("learning:module" if saved.published_at else "learning:write", code)
    context = {
        "code": code,
        "draft": draft,
        "given": given,
        "faults": _faults(draft) if draft and not form.is_bound else [],
        "has_pictures_page": module is not None,
        "theirs": form.theirs,
        "versions": [_version_link(row) for row in queries.versions_with_counts(module)] if module else [],
        "crumbs": _crumbs((given or draft).title if given or draft else code),  # type: ignore[union-attr] # one is there
    }
    return drawn(request, "learning/write.html", form, **context)


def _faults(draft: ModuleVersion) -> list[str]:
    """Of its text; and once it holds, the pictures that it still lacks."""
    return faults_of(draft.text) or faults_of_pictures(draft)


def _initial(draft: ModuleVersion | None, given: ModuleVersion | None) -> dict[str, Any]:
    if draft is not None:
        return initial_of(draft)
    if given is None:
        return {"number": "1", "language": "fr", "minutes": 30, "text": "## "}
    return initial_of(given) | {"number": next_number(given.number), "reviewed_on": None}


def _saved(request: Request, code: str, form: ModuleForm) -> ModuleVersion:
    now = clock.now()
    version = operations.save_draft(draft=form.draft(code), read_edition=form.cleaned_data["seen"], now=now)
    if request.POST.get("do") != PUBLISH:
        messages.success(request, _("Le brouillon est gardé. Personne ne le lit avant sa publication."))
        return version
    form.made_from(edition_of(version))  # kept, whatever comes of the publication
    version = operations.publish_draft(code=code, read_edition=edition_of(version), now=now)
    messages.success(request, _("La version est publiée. Ceux qui lisaient l’autre la finissent."))
    return version


@login_required
@require_GET
def preview(request: Request, code: str) -> HttpResponse:
    """The draft as it will be read."""
    module = permissions.module_to_write(request.user, code)
    draft = queries.draft_of(module) if module else None
    if draft is None:
        raise Http404
    faults = _faults(draft)
    context = {
        "version": draft,
        "faults": faults,
        "blocks": []
        if faults_of(draft.text)
        else shown(blocks_of(draft.text), module=draft.module, code="", level=3),
        "crumbs": _crumbs(draft.title, reverse("learning:write", args=[code]), _("Aperçu")),
    }
    return render(request, "learning/preview.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, code: str) -> HttpResponse:
    """Give it to nobody any more, with the reason; the paths that hold it are told first."""
    module = permissions.module_to_write(request.user, code)
    given = queries.version_given(module) if module else None
    if module is None or given is None or given.withdrawn_at is not None:
        raise Http404
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: _withdrawn(code, form)):
        messages.success(request, _("Le module n’est plus donné. Ceux qui l’ont commencé le finissent."))
        return redirect("learning:desk")
    back = reverse("learning:write", args=[code])
    context = {
        "version": given,
        "back": back,
        "reading": sum(row.reading for row in queries.versions_with_counts(module)),  # type: ignore[attr-defined] # annotated
        "paths": [
            {"label": row.title, "url": row.path.get_absolute_url()} for row in queries.paths_holding(module)
        ],
        "crumbs": _crumbs(given.title, back, _("Retirer")),
    }
    return drawn(request, "learning/withdraw.html", form, **context)


def _withdrawn(code: str, form: WithdrawForm) -> Module:
    return operations.withdraw_module(code=code, reason=form.cleaned_data["reason"], now=clock.now())


def _crumbs(title: str, url: str | None = None, here: str = "") -> list[dict[str, Any]]:
    rest = [(title, url), *([(here, None)] if here else [])]
    return crumbs((_("Atelier"), reverse("learning:desk")), *rest)


def _module_link(module: Module) -> dict[str, Any]:
    versions = list(module.versions.all())
    given = [row for row in versions if row.published_at and not row.withdrawn_at]
    draft = next((row for row in versions if row.published_at is None), None)
    shown_one = next(iter(given or versions), None)
    tag = _("brouillon") if draft else "" if given else _("retiré")
    return {
        "label": shown_one.title if shown_one else module.code,
        "url": reverse("learning:write", args=[module.code]),
        "note": _("version %(number)s") % {"number": shown_one.number} if shown_one else "",
        "tag": tag,
    }


def _version_link(version: ModuleVersion) -> dict[str, Any]:
    told = {
        "reading": version.reading,  # type: ignore[attr-defined] # annotated by the query
        "finished": version.finished,  # type: ignore[attr-defined] # annotated by the query
    }
    if version.published_at is None:
        value = _("brouillon")
    elif version.withdrawn_at is not None:
        value = _("retirée : en cours %(reading)s, terminées %(finished)s") % told
    else:
        value = _("publiée le %(day)s : en cours %(reading)s, terminées %(finished)s") % (
            told | {"day": day_said(version.published_at)}
        )
    return {"label": _("Version %(number)s") % {"number": version.number}, "value": value}
