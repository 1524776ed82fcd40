"""The documents of an activity: listed on its page, attached, read, archived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.activities import operations, permissions, queries
from maillage.activities.web.frame import form_page
from maillage.common import clock
from maillage.common.downloads import to_keep
from maillage.common.file_fields import AttachedFileField
from maillage.common.uploads import takes_files
from maillage.people.permissions import person_behind

if TYPE_CHECKING:
    from django.http import FileResponse, HttpResponse

    from maillage.activities.models import Activity
    from maillage.activities.web.words import Panel
    from maillage.common.http import Request

TAKING_PART, PUBLIC = "part", "public"
READERS = [
    (TAKING_PART, gettext_lazy("Les personnes qui y participent")),
    (PUBLIC, gettext_lazy("Qui voit cette activité")),
]


class DocumentForm(forms.Form):
    """The file comes last: when it is refused, the rest was read."""

    title = forms.CharField(label=gettext_lazy("Titre"), max_length=160)
    readers = forms.ChoiceField(
        label=gettext_lazy("Qui peut le lire"), choices=READERS, widget=forms.RadioSelect, initial=TAKING_PART
    )
    file = AttachedFileField(label=gettext_lazy("Fichier"))


def documents_panel(request: Request, activity: Activity, *, may_coordinate: bool) -> list[Panel]:
    """Those that she may read; nothing at all when there is none and none to add."""
    found = queries.documents_of(activity, request.viewer)
    rows = [
        {
            "document": document,
            "change": reverse("activities:document_archive", args=[activity.slug, document.pk])
            if may_coordinate and document.archived_at is None
            else "",
        }
        for document in found
    ]
    if not rows and not may_coordinate:
        return []
    return [{"template": "activities/parts/documents.html", "rows": rows, "may_add": may_coordinate}]


@login_required
@require_http_methods(["GET", "POST"])
@takes_files
def document_add(request: Request, slug: str) -> HttpResponse:
    activity = permissions.activity_to_coordinate(request.viewer, slug)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        said = form.cleaned_data
        operations.attach_document(
            activity=activity,
            file=said["file"],
            kind=said["file"].kind,
            title=said["title"],
            is_public=said["readers"] == PUBLIC,
            by=person_behind(request),
            now=clock.now(),
        )
        messages.success(request, _("Le document est déposé."))
        return redirect(activity)
    return form_page(
        request, form=form, title=_("Déposer un document"), button=_("Déposer"), activity=activity
    )


@require_GET
@csp_update({"sandbox": True})  # type: ignore[arg-type]  # the library forgets the arguments of an address
def document(request: Request, slug: str, pk: int) -> FileResponse:
    """The file itself."""
    found = permissions.document_open_to(request.viewer, slug, pk)
    return to_keep(found.opened(), name=found.download_name, media_type=found.file_kind.media_type)


@login_required
@require_POST
def document_archive(request: Request, slug: str, pk: int) -> HttpResponse:
    found = permissions.document_to_change(request.viewer, slug, pk)
    operations.archive_document(document_id=found.pk, now=clock.now())
    messages.success(request, _("Le document est archivé : la coordination seule le lit encore."))
    return redirect(found.activity)
