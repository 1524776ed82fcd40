"""The documents of an agreement: listed, read, added, opened or archived."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.agreements import operations, permissions, queries
from maillage.agreements.enums import DocumentLanguage, DocumentNature
from maillage.agreements.models import AgreementVersion
from maillage.agreements.web.crumbs import crumbs_of
from maillage.common import clock
from maillage.common.downloads import to_keep
from maillage.common.file_fields import AttachedFileField
from maillage.common.uploads import takes_files
from maillage.people.permissions import person_behind
from maillage.ui.editing import drawn
from maillage.ui.formats import number
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import FileResponse, HttpResponse

    from maillage.agreements.models import Agreement, AgreementDocument
    from maillage.common.http import Request

KILOBYTE = 1_000
PARTIES, PUBLIC = "parties", "public"
READERS = [
    (PARTIES, gettext_lazy("Les membres des réseaux de l’entente")),
    (PUBLIC, gettext_lazy("Tout le monde")),
]


class DocumentForm(forms.Form):
    """A document to keep with a version. The file comes last: when it is refused, the rest was read."""

    title = forms.CharField(label=gettext_lazy("Titre"), max_length=160)
    version = forms.ModelChoiceField(
        label=gettext_lazy("Version de l’entente"), queryset=AgreementVersion.objects.none(), empty_label=None
    )
    nature = forms.ChoiceField(label=gettext_lazy("Nature"), choices=DocumentNature)
    language = forms.ChoiceField(label=gettext_lazy("Langue"), choices=DocumentLanguage)
    readers = forms.ChoiceField(
        label=gettext_lazy("Qui peut le lire"), choices=READERS, widget=forms.RadioSelect, initial=PARTIES
    )
    file = AttachedFileField(label=gettext_lazy("Fichier"))

    def __init__(self, *data: Any, agreement: Agreement) -> None:
        super().__init__(*data)
        versions: Any = self.fields["version"]
        versions.queryset = agreement.versions.select_related("agreement").order_by("-number")


@require_GET
def document_list(request: Request, slug: str) -> HttpResponse:
    agreement = permissions.agreement_open_to(request.viewer, slug)
    documents = queries.documents_open_to(request.viewer).filter(version__agreement=agreement)
    may_change = permissions.may_run(request.viewer, agreement)
    context = {
        "agreement": agreement,
        "crumbs": crumbs_of(agreement, _("Documents")),
        "may_change": may_change,
        "groups": [
            {
                "version": version,
                "anchor": f"version-{version.number}",
                "rows": [row(document) for document in rows],
            }
            for version, rows in groupby(documents, key=lambda document: document.version)
        ],
    }
    return render(request, "agreements/document_list.html", context)


def row(document: AgreementDocument) -> dict[str, Any]:
    """What `agreements/parts/document.html` takes."""
    return {
        "document": document,
        "url": document.get_absolute_url(),
        "note": _("%(kind)s, %(size)s ko, %(language)s")
        % {
            "kind": document.file_kind.word,
            "size": number(-(-document.size // KILOBYTE), spoken()),
            "language": document.get_language_display().lower(),
        },
    }


@login_required
@require_http_methods(["GET", "POST"])
@takes_files
def document_add(request: Request, slug: str) -> HttpResponse:
    agreement = permissions.agreement_to_run(request.viewer, slug)
    sent = [request.POST, request.FILES] if request.method == "POST" else []
    form = DocumentForm(*sent, agreement=agreement)
    if sent and form.is_valid():
        said = form.cleaned_data
        operations.add_document(
            version=said["version"],
            file=said["file"],
            kind=said["file"].kind,
            title=said["title"],
            nature=said["nature"],
            language=said["language"],
            is_public=said["readers"] == PUBLIC,
            by=person_behind(request),
            now=clock.now(),
        )
        messages.success(request, _("Le document est déposé."))
        return redirect("agreements:documents", slug)
    return drawn(
        request,
        "agreements/document_add.html",
        form,
        agreement=agreement,
        crumbs=crumbs_of(agreement, _("Déposer un document")),
    )


@require_GET
@csp_update({"sandbox": True})  # type: ignore[arg-type]  # the library forgets the arguments of an address
def document(request: Request, slug: str, pk: int) -> FileResponse:
    """The file itself."""
    found = permissions.document_open_to(request.viewer, slug, pk)
    return to_keep(found.opened(), name=found.download_name, media_type=found.file_kind.media_type)


@login_required
@require_POST
def document_change(request: Request, slug: str, pk: int) -> HttpResponse:
    """Open it, keep it for the parties, or archive it: one button each."""
    found = permissions.document_to_change(request.viewer, slug, pk)
    if request.POST.get("do") == "archive":
        operations.archive_document(document_id=found.pk, now=clock.now())
        messages.success(
            request, _("Le document est archivé. Les membres des réseaux de l’entente le lisent encore.")
        )
    else:
        is_public = request.POST.get("do") == PUBLIC
        operations.open_document(document_id=found.pk, is_public=is_public)
        said = (
            _("Tout le monde peut lire ce document.")
            if is_public
            else _("Ce document est réservé aux membres.")
        )
        messages.success(request, said)
    return redirect("agreements:documents", slug)
