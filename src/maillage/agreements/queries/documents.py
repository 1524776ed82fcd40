"""Documents that may be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from maillage.agreements.models import AgreementDocument, Party

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.agreements.models import AgreementVersion
    from maillage.common.viewer import Viewer


def documents_open_to(viewer: Viewer) -> QuerySet[AgreementDocument]:
    """Public documents for everyone; all of them, archived ones too, for members of a party.

    Those of a version that nobody signed are for the coordination of the parties. The newest version first, then by
    title. Rows carry their version and its agreement.
    """
    parties = Party.objects.filter(agreement=OuterRef("version__agreement"))
    readable = Q(is_public=True, archived_at__isnull=True)
    if viewer.network_ids:
        readable |= Q(Exists(parties.filter(network__in=viewer.network_ids)))
    negotiated = Q(version__signed_on__isnull=False)
    if viewer.coordinated_network_ids:
        negotiated |= Q(Exists(parties.filter(network__in=viewer.coordinated_network_ids)))
    return (
        AgreementDocument.objects.filter(readable, negotiated)
        .select_related("version__agreement")
        .order_by("-version__number", "title", "pk")
    )


def documents_shown(versions: Iterable[AgreementVersion], *, to_members: bool) -> QuerySet[AgreementDocument]:
    """The current documents of these versions, the newest version first, then by title. One plain query.

    `versions` are those that the reader may know of; public documents alone, unless she is a member of a party.
    """
    rows = AgreementDocument.objects.filter(version__in=versions, archived_at__isnull=True)
    if not to_members:
        rows = rows.filter(is_public=True)
    return rows.order_by("-version_id", "title", "pk")
