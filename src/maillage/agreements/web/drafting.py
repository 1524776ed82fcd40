"""A draft written by the coordinations of its parties, sometimes two at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.agreements import operations, permissions, queries
from maillage.agreements.errors import SomebodyWroteIt
from maillage.agreements.models import Strand
from maillage.agreements.rules import text_of
from maillage.agreements.web import rows
from maillage.agreements.web.crumbs import crumbs_of
from maillage.agreements.web.draft_form import Draft
from maillage.agreements.web.versions import changes_no_more
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.people.permissions import person_behind
from maillage.ui.editing import version_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.agreements.models import AgreementVersion
    from maillage.common.http import Request

STAY = "stay"


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, slug: str, number: int) -> HttpResponse:
    """The form says which revision it was made from. Whoever saves second is told, and keeps what she typed."""
    version = permissions.version_to_run(request.viewer, slug, number)
    if request.method == "GET" and (done := changes_no_more(request, version)):
        return done
    draft = Draft(
        text_of(version),
        parties=list(version.agreement.parties.all()),
        strands=list(Strand.objects.order_by("position")),
        data=request.POST or None,
    )
    revision, missed = request.POST.get("revision", str(version.revision)), []
    if request.method == "POST" and draft.is_valid():
        try:
            _save(request, version, draft, version_in(revision))
        except SomebodyWroteIt as refusal:
            draft.days.add_error(None, str(refusal))
            missed = rows.differences(draft.text, text_of(version))
            revision = str(version.revision)  # once shown what differs, saving over it is a choice
        except Refusal as refusal:
            draft.days.add_error(None, str(refusal))
        else:
            stays = request.POST.get("do") == STAY
            return redirect("agreements:edit-version" if stays else "agreements:version", slug, number)
    context = {
        "version": version,
        "draft": draft,
        "faults": draft.faults() if request.method == "POST" else [],
        "revision": revision,
        "missed": missed,
        "agreed": queries.assents_to(version),
        "bodies": queries.bodies_of(version.agreement),
        "label": rows.version_label(version),
        "crumbs": crumbs_of(
            version.agreement, _("Écrire"), (rows.version_label(version), version.get_absolute_url())
        ),
    }
    return render(request, "agreements/edit.html", context, status=422 if context["faults"] else 200)


def _save(request: Request, version: AgreementVersion, draft: Draft, read_revision: int) -> None:
    saved = operations.revise_version(
        version_id=version.pk,
        text=draft.text,
        read_revision=read_revision,
        by=person_behind(request),
        reason=draft.days.cleaned_data["reason"],
        day=clock.today(),
    )
    messages.success(request, _("Le projet est enregistré."))
    met = [rows.version_label(other) for other in queries.signed_beside(saved)]
    if met:
        messages.warning(
            request,
            _(
                "Ces dates chevauchent une version signée (%(versions)s) : à la signature, il faudra dire que celle-ci la remplace, ou déplacer les dates."
            )
            % {"versions": ", ".join(met)},
        )
