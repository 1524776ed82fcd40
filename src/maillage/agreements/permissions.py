"""The only door to an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.agreements.queries import agreements_readable_by, documents_open_to

if TYPE_CHECKING:
    from maillage.agreements.models import Agreement, AgreementDocument
    from maillage.common.viewer import Viewer


def agreement_open_to(viewer: Viewer, slug: str) -> Agreement:
    """Raises Http404 for a draft of others and for what does not exist: a stranger learns nothing."""
    return get_object_or_404(agreements_readable_by(viewer), slug=slug)


def may_end(viewer: Viewer, agreement: Agreement) -> bool:
    """Coordinators of a party may end what binds them."""
    return any(party.network_id in viewer.coordinated_network_ids for party in agreement.parties.all())


def agreement_to_end(viewer: Viewer, slug: str) -> Agreement:
    """Raises Http404 unless the viewer coordinates one of its parties."""
    agreement = agreement_open_to(viewer, slug)
    if not may_end(viewer, agreement):
        raise Http404
    return agreement


def document_open_to(viewer: Viewer, slug: str, pk: int) -> AgreementDocument:
    """Raises Http404 for what is not hers to read, as for what does not exist."""
    return get_object_or_404(documents_open_to(viewer), version__agreement__slug=slug, pk=pk)


def document_to_change(viewer: Viewer, slug: str, pk: int) -> AgreementDocument:
    """Raises Http404 unless the viewer coordinates a party of its agreement."""
    document = document_open_to(viewer, slug, pk)
    if not may_end(viewer, document.version.agreement):
        raise Http404
    return document
