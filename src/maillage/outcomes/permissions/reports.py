"""The only doors to reports and closed periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.agreements.queries import agreements_readable_by
from maillage.directory.models import Network, Organisation
from maillage.directory.queries import networks_coordinated_by
from maillage.initiatives.models import Contribution, Initiative
from maillage.outcomes.queries.periods import periods_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.agreements.models import Agreement
    from maillage.common.viewer import Viewer
    from maillage.outcomes.models import Period

    Subject = Initiative | Agreement | Organisation | Network


def _open_to(viewer: Viewer, kind: str) -> QuerySet[Any]:
    """A network's report is anybody's, a funder's is for those who may read one of its contributions: figures are of what she may see."""
    if kind == "initiative":
        return Initiative.objects.visible_to(viewer)
    if kind == "agreement":
        return agreements_readable_by(viewer)
    if kind == "funder":
        given = Contribution.objects.visible_to(viewer)
        return Organisation.objects.filter(pk__in=given.values("funder"))
    if kind == "network":
        return Network.objects.all()
    raise Http404


def may_read(viewer: Viewer, kind: str, subject: Subject) -> bool:
    return _open_to(viewer, kind).filter(pk=subject.pk).exists()


def subject_open_to(viewer: Viewer, kind: str, slug: str) -> Subject:
    """Raises Http404 for what does not exist and for what she may not know of."""
    found: Subject = get_object_or_404(_open_to(viewer, kind), slug=slug)
    return found


def network_to_coordinate(viewer: Viewer, slug: str) -> Network:
    """Raises Http404 unless she coordinates it."""
    return get_object_or_404(networks_coordinated_by(viewer), slug=slug)


def period_open_to(viewer: Viewer, pk: int) -> Period:
    """Its figures hold what is not published: for those who coordinate the network."""
    return get_object_or_404(periods_of(viewer), pk=pk)
