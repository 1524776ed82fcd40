"""The only door to a group and to an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.assessments import queries
from maillage.assessments.models import Invitation
from maillage.assessments.rules.invitations import read
from maillage.directory.models import Network

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from maillage.assessments.models import Campaign
    from maillage.common.viewer import Viewer


def networks_that_invite(viewer: Viewer) -> QuerySet[Network]:
    """Where the viewer coordinates or advises, in French order. Raises Http404 when she does nowhere."""
    found = viewer.coordinated_network_ids | viewer.advised_network_ids
    if not found:
        raise Http404
    return Network.objects.filter(pk__in=found).order_by("sort_key", "pk")


def campaign_to_follow(viewer: Viewer, key: UUID) -> Campaign:
    """A group of her networks, with its counts of people. Raises Http404 otherwise."""
    return get_object_or_404(queries.campaigns_followed_by(viewer), key=key)


def invitation_behind(token: str, day: date) -> Invitation:
    """Behind a link that was written to an address. Raises Http404 when it is not ours, or its group is closed."""
    facts = read(token)
    if facts is None:
        raise Http404
    rows = Invitation.objects.select_related(
        "campaign__network", "campaign__instrument__framework", "campaign__role", "sitting"
    )
    invitation = get_object_or_404(rows, pk=facts[0], email=facts[1])
    if not queries.is_open(invitation.campaign, day):
        raise Http404
    return invitation
