"""The doors of badges: hers, those she may ask for, and those of the networks that she coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.directory.models import Network
from maillage.learning.models import Award
from maillage.learning.queries import badges as queries

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer
    from maillage.learning.models import Badge


def badge_to_ask(viewer: Viewer, key: UUID) -> Badge:
    """A badge that she earned and does not have. Raises Http404 otherwise."""
    return get_object_or_404(queries.badges_to_ask(viewer), key=key)


def networks_that_award(viewer: Viewer) -> QuerySet[Network]:
    """Those that she coordinates, in French order. Raises Http404 when there is none."""
    if not viewer.coordinated_network_ids:
        raise Http404
    return Network.objects.filter(pk__in=viewer.coordinated_network_ids).order_by("sort_key", "pk")


def badge_to_manage(viewer: Viewer, key: UUID) -> Badge:
    """A badge of a network that she coordinates, with its counts. Raises Http404 otherwise."""
    return get_object_or_404(queries.badges_of_networks(viewer), key=key)


def award_to_revoke(viewer: Viewer, key: UUID) -> Award:
    """A badge in force, given by a network that she coordinates. Raises Http404 otherwise."""
    rows = Award.objects.filter(
        badge__network__in=viewer.coordinated_network_ids, revoked_at=None
    ).select_related("badge__network", "person")
    return get_object_or_404(rows, key=key)


def award_shown(key: UUID) -> Award:
    """Whoever has its address reads what she chose to show. Raises Http404."""
    return get_object_or_404(Award.objects.select_related("badge__network"), key=key)
