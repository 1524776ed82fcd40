"""One agreement, for its members and for everybody: the same page, as far as each may read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.agreements import permissions, queries
from maillage.agreements.queries.documents import documents_shown
from maillage.matching.queries import reciprocity_of, what_an_agreement_opens
from maillage.pages.web.agreement.coming import coming, expiry_warning
from maillage.pages.web.agreement.history import history, label_of, state_of, strand_rows
from maillage.pages.web.agreement.strands import cards, openings_of, threads
from maillage.pages.web.agreement.together import activities_told, turn_to_host, ways
from maillage.pages.web.reciprocity import reciprocity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from maillage.agreements.models import Agreement, AgreementDocument
    from maillage.common.http import Request


@require_GET
def detail(request: Request, slug: str) -> HttpResponse:
    """A version that nobody signed is shown to the coordination of its parties alone."""
    viewer = request.viewer
    versions = permissions.versions_told_to(viewer, slug)
    agreement = versions[-1].agreement
    parties = list(agreement.parties.all())
    may_change = permissions.may_run(viewer, agreement)
    is_member = queries.is_bound(viewer, agreement)
    kept = [version for version in versions if version.withdrawn_on is None]
    current = next((version for version in versions if version.is_in_force(viewer.day)), None)
    openings = openings_of(current, viewer.day)
    owed = queries.owed_under(current, viewer) if current else ()
    opened = what_an_agreement_opens(agreement, viewer) if current else []
    balances = reciprocity_of(agreement, current, viewer, opened) if current else []
    documents = list(documents_shown(versions, to_members=is_member))
    to_come, past = activities_told(agreement, viewer)
    numbers = {version.pk: version.number for version in versions}
    context = {
        "agreement": agreement,
        "parties": parties,
        "current": current,
        "is_partner": is_member,
        "may_change": may_change,
        "warning": expiry_warning(versions, current, viewer.day) if is_member else "",
        "sections": _sections(current is not None, documents),
        "is_two_shores": len(parties) == 2,  # noqa: PLR2004 - a loom has two shores
        "threads": threads(openings, opened),
        "cards": cards(agreement, openings, versions, balances=balances, owed=owed, day=viewer.day),
        "coming": coming(
            versions,
            current,
            viewer.day,
            activities=to_come,
            turn=turn_to_host(agreement, viewer),
        ),
        "past": past,
        "ways": ways(agreement, kept[-1] if len(kept) > 1 else None, viewer),
        "latest": kept[-1] if kept else None,
        "reciprocity": reciprocity(agreement, current, balances, is_member=is_member),
        "strand_versions": [
            {"label": label_of(version), "note": state_of(version, viewer.day)} for version in kept
        ],
        "strand_rows": strand_rows(kept),
        "items": history(versions, viewer.day),
        "documents": [_link(agreement, document, numbers[document.version_id]) for document in documents],
    }
    return render(request, "pages/agreement.html", context)


def _sections(is_in_force: bool, documents: Sequence[AgreementDocument]) -> list[dict[str, Any]]:
    """Where each part of the page is."""
    in_force = [(_("Ce qu’elle ouvre"), "opens"), (_("Volets"), "strands"), (_("Réciprocité"), "reciprocity")]
    life = [(_("Ensemble"), "together"), (_("Documents"), "documents"), (_("Histoire"), "history")]
    found = [*(in_force if is_in_force else []), *life]
    counts = {"documents": len(documents)}
    return [
        {"label": label, "url": f"#{anchor}", "current": False, "count": counts.get(anchor)}
        for label, anchor in found
    ]


def _link(agreement: Agreement, document: AgreementDocument, number: int) -> dict[str, Any]:
    """What `ui/parts/links.html` takes."""
    note = _("%(nature)s, version %(number)s, %(kind)s") % {
        "nature": document.get_nature_display(),
        "number": number,
        "kind": document.file_kind.word,
    }
    return {
        "label": document.title,
        "url": reverse("agreements:document", args=[agreement.slug, document.pk]),
        "note": note,
        "tag": _("fictif") if document.is_fictitious else "",
    }
