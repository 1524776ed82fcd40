"""The only door to a place that welcomes firms, and to a stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.agreements.enums import StaySide
from maillage.agreements.permissions.agreements import agreement_open_to
from maillage.agreements.queries.welcome import firms_to_welcome, stays_open_to, welcome_hosts_of
from maillage.directory.queries import speaks_for

if TYPE_CHECKING:
    from maillage.agreements.models import Agreement, Stay, WelcomeHost
    from maillage.common.viewer import Viewer


def welcome_host_to_change(viewer: Viewer, slug: str, pk: int) -> tuple[Agreement, WelcomeHost]:
    """For those who coordinate the network of the place, or speak for it. Raises Http404 for anybody else."""
    agreement = agreement_open_to(viewer, slug)
    host = get_object_or_404(welcome_hosts_of(agreement, viewer.day), pk=pk)
    if not answers_for(viewer, host):
        raise Http404
    return agreement, host


def answers_for(viewer: Viewer, host: WelcomeHost) -> bool:
    return host.network_id in viewer.coordinated_network_ids or speaks_for(viewer, host.organisation)


def welcome_host_to_ask(viewer: Viewer, slug: str, pk: int) -> tuple[Agreement, WelcomeHost]:
    """For those who speak for a firm of another party. Raises Http404 for anybody else."""
    agreement = agreement_open_to(viewer, slug)
    host = get_object_or_404(welcome_hosts_of(agreement, viewer.day), pk=pk)
    if not firms_to_welcome(viewer, agreement, host).exists():
        raise Http404
    return agreement, host


def stay_open_to(viewer: Viewer, slug: str, pk: int) -> Stay:
    """For its firm, its host and the coordinations of the agreement. Raises Http404 for anybody else."""
    return get_object_or_404(stays_open_to(viewer), agreement__slug=slug, pk=pk)


def sides_of(viewer: Viewer, stay: Stay) -> frozenset[StaySide]:
    """On which sides of a stay the viewer acts."""
    sides = set()
    if speaks_for(viewer, stay.firm):
        sides.add(StaySide.FIRM)
    if answers_for(viewer, stay.host):
        sides.add(StaySide.HOST)
    return frozenset(sides)


def stay_to_move(viewer: Viewer, slug: str, pk: int, side: StaySide) -> Stay:
    """Raises Http404 unless the viewer acts on that side of the stay."""
    stay = stay_open_to(viewer, slug, pk)
    if side not in sides_of(viewer, stay):
        raise Http404
    return stay
