"""A programme written by its officer: described, revised, compared, archived."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maillage.common import clock
from maillage.directory.queries import home_network_of
from maillage.matching import permissions
from maillage.matching.errors import SomebodyRevisedIt
from maillage.matching.models import Programme
from maillage.matching.operations.programmes import archive_programme, publish_programme, revise_programme
from maillage.matching.queries.eligible import names_said
from maillage.matching.queries.programmes import draft_of, revisions_of, sources_of
from maillage.matching.rules.condition_editing import ROOT, Node, changed, faults, node_of, node_sent
from maillage.matching.rules.conditions import leaves_of
from maillage.matching.rules.programme_changes import changes_between
from maillage.matching.rules.readings import outline_of
from maillage.matching.web.condition_rows import node_row, tree_written
from maillage.matching.web.programme_form import ProgrammeForm, free_name, initial_of, with_sources
from maillage.matching.web.programme_rows import condition_rows
from maillage.people.permissions import person_behind
from maillage.ui.editing import version_sent

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.matching.models import ProgrammeRevision
    from maillage.matching.rules.conditions import Tree
    from maillage.matching.rules.programmes import ProgrammeDraft

SAVE = "save"


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    return _edit(request, None)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    return _edit(request, permissions.programme_of(request.viewer, pk))


def _edit(request: Request, programme: Programme | None) -> HttpResponse:
    """Every button of the form sends it whole; only « Enregistrer » keeps anything."""
    former = draft_of(programme) if programme else None
    action = request.POST.get("do", "")
    form = ProgrammeForm(
        request.POST if action == SAVE else None,
        viewer=request.viewer,
        programme=programme,
        initial=_typed(request) if action else initial_of(former) if former else {},
    )
    root = _conditions(request, action, former)
    tree = tree_written(root)
    if action == SAVE and form.is_valid() and not faults(root):
        saved = _save(request, form, programme, former, tree)
        if saved is not None:
            return redirect(saved.offer)
    elif action != SAVE:
        for _path, node in root.walk():
            node.error = ""  # nothing is refused while it is being written
    return _drawn(request, form, programme, root, tree)


def _typed(request: Request) -> dict[str, Any]:
    """What stands in the form, to be drawn again as it is."""
    several = {"helps", "languages"}
    return {
        name: request.POST.getlist(name) if name in several else request.POST.get(name)
        for name in ProgrammeForm.base_fields
    }


def _conditions(request: Request, action: str, former: ProgrammeDraft | None) -> Node:
    if not action:
        return node_of(former.condition) if former else Node(kind="all")
    root = node_sent(request.POST)
    if action != SAVE:
        place = action.partition(":")[2]
        changed(root, action, request.POST.get(f"add.{place}", ""))
    return root


def _save(
    request: Request,
    form: ProgrammeForm,
    programme: Programme | None,
    former: ProgrammeDraft | None,
    tree: Tree,
) -> Programme | None:
    """The programme as stored; None when it is refused, and the form says why."""
    taken = set() if programme else set(Programme.objects.order_by("pk").values_list("slug", flat=True))
    slug = programme.slug if programme else free_name(form.cleaned_data["title"], taken)
    try:
        draft = form.draft(tree, former, slug)
    except ValidationError:
        return None
    known = sources_of(programme) if programme else {}
    draft = with_sources(draft, former, known, url=form.cleaned_data["source_url"], day=request.viewer.day)
    if programme is None:
        organisation = form.cleaned_data["organisation"]
        network = home_network_of(organisation, request.viewer)
        messages.success(request, _("Le programme est en ligne."))
        return publish_programme(
            draft=draft,
            organisation=organisation,
            network=network,
            by=person_behind(request),
            now=clock.now(),
        )
    try:
        revise_programme(
            programme_id=programme.pk,
            draft=draft,
            by=person_behind(request),
            now=clock.now(),
            read_version=version_sent(request.POST, "version"),
        )
    except SomebodyRevisedIt as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Le programme est à jour."))
    return programme


def _drawn(
    request: Request, form: ProgrammeForm, programme: Programme | None, root: Node, tree: Tree
) -> HttpResponse:
    names, action = names_said(list(leaves_of(tree))), request.POST.get("do", "")
    refused = bool(form.errors or faults(root))
    read = request.POST.get("version", "")
    missed = _missed(programme, int(read)) if programme and action == SAVE and read.isdecimal() else []
    context = {
        "form": form,
        "programme": programme,
        "version": read if action and not missed else programme.version if programme else "",
        "root": node_row(root, ROOT),
        "reading": condition_rows(outline_of(tree, names), {}, None),
        "faults": faults(root),
        "missed": missed,
    }
    return render(request, "matching/programme_form.html", context, status=422 if refused else 200)


def _missed(programme: Programme, read: int) -> list[dict[str, Any]]:
    """The versions that others saved since this form was read; once shown, saving over them is a choice."""
    programme.refresh_from_db(fields=["version"])
    if read >= programme.version:
        return []
    return [row for row in _compared(list(revisions_of(programme))) if row["version"] > read]


@login_required
@require_GET
def versions(request: Request, pk: int) -> HttpResponse:
    """What each version changed, and by whom."""
    programme = permissions.programme_of(request.viewer, pk)
    rows = _compared(list(revisions_of(programme)))
    return render(request, "matching/programme_versions.html", {"programme": programme, "rows": rows})


def _compared(revisions: list[ProgrammeRevision]) -> list[dict[str, Any]]:
    """Newest first, each held against the one before it."""
    names = names_said([leaf for row in revisions for leaf in leaves_of(row.told["condition"])])
    changes = [changes_between(old.told, new.told, names) for new, old in pairwise(revisions)]
    return [
        {"version": row.version, "at": row.at, "by": row.by, "changes": changed_here}
        for row, changed_here in zip(revisions, [*changes, []], strict=True)
    ]


@login_required
@require_http_methods(["GET", "POST"])
def archive(request: Request, pk: int) -> HttpResponse:
    programme = permissions.programme_of(request.viewer, pk)
    if request.method == "POST":
        archive_programme(programme_id=programme.pk, now=clock.now())
        messages.success(request, _("Le programme n’est plus proposé. Son histoire reste."))
        return redirect("matching:facts_to_review")
    return render(request, "matching/programme_archive.html", {"programme": programme})
