"""The documents of a contribution: attached, read, archived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.common import clock
from maillage.common.downloads import to_keep
from maillage.common.uploads import takes_files
from maillage.initiatives import operations, permissions
from maillage.initiatives.web import contribution_rows as rows
from maillage.initiatives.web.contribution_forms import PUBLIC, DocumentForm
from maillage.people.permissions import person_behind

if TYPE_CHECKING:
    from django.http import FileResponse, HttpResponse

    from maillage.common.http import Request


@login_required
@require_http_methods(["GET", "POST"])
@takes_files
def document_add(request: Request, pk: int) -> HttpResponse:
    contribution = permissions.contribution_to_keep(request.viewer, pk)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        said = form.cleaned_data
        operations.attach_document(
            contribution=contribution,
            file=said["file"],
            kind=said["file"].kind,
            title=said["title"],
            is_public=said["readers"] == PUBLIC,
            by=person_behind(request),
            now=clock.now(),
        )
        messages.success(request, _("Le document est déposé."))
        return redirect(contribution)
    return rows.form_page(request, form, contribution, _("Déposer un document"), _("Déposer"))


@require_GET
@csp_update({"sandbox": True})  # type: ignore[arg-type]  # the library forgets the arguments of an address
def document(request: Request, pk: int, row: int) -> FileResponse:
    """The file itself."""
    found = permissions.document_open_to(request.viewer, pk, row)
    return to_keep(found.opened(), name=found.download_name, media_type=found.file_kind.media_type)


@login_required
@require_POST
def document_archive(request: Request, pk: int, row: int) -> HttpResponse:
    found = permissions.document_to_keep(request.viewer, pk, row)
    operations.archive_document(document_id=found.pk, now=clock.now())
    messages.success(request, _("Le document est archivé : la coordination seule le lit encore."))
    return redirect("initiatives:contribution", pk)
