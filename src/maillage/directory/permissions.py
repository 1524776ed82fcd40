"""The only door to an organisation or a network.

Everyone sees the public card of an active organisation: name, kind, place, sectors, presentation, website,
networks. Its headcount, its people and their e-mails are contact facts: they open to those who share one of
its networks. Only who speaks for the organisation changes it; the coordination of one of its networks may too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from maillage.directory import queries

if TYPE_CHECKING:
    from maillage.common.viewer import Viewer
    from maillage.directory.models import Network, Organisation


def organisation_open_to(viewer: Viewer, slug: str) -> Organisation:  # noqa: ARG001 - a card is public, today
    """An active organisation, with its territory and networks. Raises Http404 when archived or unknown."""
    return get_object_or_404(queries.organisations_shown().prefetch_related("networks"), slug=slug)


def network_to_coordinate(viewer: Viewer, slug: str) -> Network:
    """A network that the viewer coordinates. Raises Http404 otherwise."""
    return get_object_or_404(queries.networks_coordinated_by(viewer), slug=slug)


def sees_contacts_of(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether headcount, people and e-mails open to the viewer: they share a network."""
    networks = {network.pk for network in organisation.networks.all()}
    return organisation.pk in viewer.organisation_ids or bool(networks & viewer.network_ids)


def may_edit(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer speaks for the organisation, or coordinates one of its networks."""
    networks = {network.pk for network in organisation.networks.all()}
    return bool(networks & viewer.coordinated_network_ids) or queries.speaks_for(viewer, organisation)


def organisation_to_edit(viewer: Viewer, slug: str) -> Organisation:
    """An active organisation that the viewer may change. Raises Http404, or PermissionDenied."""
    organisation = organisation_open_to(viewer, slug)
    if not may_edit(viewer, organisation):
        raise PermissionDenied
    return organisation


def network_open_to(viewer: Viewer, slug: str) -> Network:  # noqa: ARG001 - a network is public, today
    """A network, with its territory and its count of organisations. Raises Http404 when unknown."""
    return get_object_or_404(queries.networks_shown(), slug=slug)
