"""The only door to an agreement, its versions, its documents, and what is owed under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.agreements.models import Commitment
from maillage.agreements.queries import (
    agreements_readable_by,
    documents_open_to,
    is_bound,
    may_read_terms,
    versions_in_brief,
    versions_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.agreements.models import Agreement, AgreementDocument, AgreementVersion
    from maillage.common.viewer import Viewer


def agreement_open_to(viewer: Viewer, slug: str) -> Agreement:
    """Raises Http404 for a draft of others and for what does not exist: a stranger learns nothing."""
    return get_object_or_404(agreements_readable_by(viewer), slug=slug)


def may_run(viewer: Viewer, agreement: Agreement) -> bool:
    """Coordinators of a party write, accept, sign, follow and end what binds them."""
    return any(party.network_id in viewer.coordinated_network_ids for party in agreement.parties.all())


def may_found(viewer: Viewer) -> bool:
    """Whoever coordinates a network may propose an agreement to others."""
    return bool(viewer.coordinated_network_ids)


def agreement_to_run(viewer: Viewer, slug: str) -> Agreement:
    """Raises Http404 unless the viewer coordinates one of its parties."""
    agreement = agreement_open_to(viewer, slug)
    if not may_run(viewer, agreement):
        raise Http404
    return agreement


def versions_open_to(viewer: Viewer, agreement: Agreement) -> list[AgreementVersion]:
    """The signed ones; drafts too for those who run the agreement. As `versions_of` tells them."""
    return _told(viewer, versions_of(agreement))


def versions_told_to(viewer: Viewer, slug: str) -> list[AgreementVersion]:
    """Those of `versions_open_to`, as `versions_in_brief` tells them, with their agreement.

    Raises Http404 when there is none: what `agreement_open_to` would not open, read in the same queries.
    """
    versions = _told(viewer, versions_in_brief(slug))
    if not versions:
        raise Http404
    return versions


def _told(viewer: Viewer, versions: Iterable[AgreementVersion]) -> list[AgreementVersion]:
    return [row for row in versions if row.signed_on is not None or may_run(viewer, row.agreement)]


def version_to_run(viewer: Viewer, slug: str, number: int) -> AgreementVersion:
    """A version of an agreement that she runs. Raises Http404 otherwise."""
    return get_object_or_404(versions_of(agreement_to_run(viewer, slug)), number=number)


def commitment_open_to(viewer: Viewer, slug: str, pk: int) -> Commitment:
    """What is owed under a signed version, for whoever may read its terms. Raises Http404 otherwise."""
    agreement = agreement_open_to(viewer, slug)
    found = get_object_or_404(
        Commitment.objects.select_related("party", "opening__strand", "opening__version", "carried_from"),
        pk=pk,
        opening__version__agreement=agreement,
        opening__version__signed_on__isnull=False,
    )
    version = found.opening.version
    version.agreement = agreement
    if not may_read_terms(viewer, version):
        raise Http404
    return found


def document_open_to(viewer: Viewer, slug: str, pk: int) -> AgreementDocument:
    """Raises Http404 for what is not hers to read, as for what does not exist."""
    return get_object_or_404(documents_open_to(viewer), version__agreement__slug=slug, pk=pk)


def document_to_change(viewer: Viewer, slug: str, pk: int) -> AgreementDocument:
    """Raises Http404 unless the viewer coordinates a party of its agreement."""
    document = document_open_to(viewer, slug, pk)
    if not may_run(viewer, document.version.agreement):
        raise Http404
    return document


def sees_money(viewer: Viewer, agreement: Agreement) -> bool:
    """Members of the networks that it binds read its budget."""
    return is_bound(viewer, agreement)


def agreement_with_money(viewer: Viewer, slug: str) -> Agreement:
    """Raises Http404 unless the viewer is a member of one of its parties."""
    agreement = agreement_open_to(viewer, slug)
    if not sees_money(viewer, agreement):
        raise Http404
    return agreement
