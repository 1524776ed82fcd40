"""Who a person is in the networks, on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from maillage.common.viewer import Viewer
from maillage.directory.enums import ROLES_THAT_SPEAK, Role
from maillage.directory.errors import NoNetworkInCommon
from maillage.directory.models import Membership, Network, Organisation

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from maillage.people.models import User

IN_AN_ACTIVE_ORGANISATION = Q(organisation__isnull=True) | Q(organisation__archived_at__isnull=True)


def viewer_of(user: User | AnonymousUser, day: date, *, memory: dict[str, Any] | None = None) -> Viewer:
    """What this person's memberships open on that day. One query; none for a visitor without an account.

    `memory`, where the viewer keeps what is read once, receives her roles.
    """
    if user.pk is None:
        return Viewer(day=day, memory=memory)
    roles = list(roles_of(user, day))
    if memory is not None:
        memory["roles"] = roles
    return Viewer(
        day=day,
        user_id=user.pk,
        network_ids=frozenset(role.network_id for role in roles),
        organisation_ids=frozenset(
            role.organisation_id for role in roles if role.organisation_id is not None
        ),
        coordinated_network_ids=frozenset(role.network_id for role in roles if role.role == Role.COORDINATOR),
        advised_network_ids=frozenset(role.network_id for role in roles if role.role == Role.ADVISOR),
        memory=memory,
    )


def advisors_on(day: date) -> QuerySet[Membership]:
    """Those who advise firms on that day, their accounts open."""
    return Membership.objects.on(day).filter(
        IN_AN_ACTIVE_ORGANISATION, role=Role.ADVISOR, user__is_active=True
    )


def roles_of(user: User | AnonymousUser, day: date) -> QuerySet[Membership]:
    """What this person does on that day, by network. Rows carry their network and organisation."""
    if user.pk is None:
        return Membership.objects.none()
    return (
        standing_on(day)
        .filter(user_id=user.pk)
        .select_related("network", "organisation")
        .order_by("network__sort_key", "organisation__sort_key", "role", "pk")
    )


def standing_on(day: date) -> QuerySet[Membership]:
    """The memberships that open something that day, whoever holds them."""
    return Membership.objects.on(day).filter(IN_AN_ACTIVE_ORGANISATION)


def roles_remembered(viewer: Viewer) -> list[Membership] | None:
    """What the viewer does on her day, as `roles_of` gives it; None for one who remembers nothing."""
    return (viewer.memory or {}).get("roles")


def _speaking_for(viewer: Viewer) -> QuerySet[Membership]:
    if viewer.user_id is None:
        return Membership.objects.none()
    return Membership.objects.on(viewer.day).filter(user_id=viewer.user_id, role__in=ROLES_THAT_SPEAK)


def organisations_spoken_for(viewer: Viewer) -> QuerySet[Organisation]:
    """Active organisations in whose name the viewer may act, in French order."""
    spoken_for = _speaking_for(viewer).filter(organisation__isnull=False).values("organisation")
    return Organisation.objects.active().filter(pk__in=spoken_for).order_by("sort_key", "pk")


def speaks_for(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may act in the name of this organisation."""
    if organisation.pk not in viewer.organisation_ids:
        return False
    roles = roles_remembered(viewer)
    if roles is not None:
        return any(
            role.organisation_id == organisation.pk and role.role in ROLES_THAT_SPEAK for role in roles
        )
    return _speaking_for(viewer).filter(organisation=organisation).exists()


def networks_coordinated_by(viewer: Viewer) -> QuerySet[Network]:
    """In French order."""
    return Network.objects.filter(pk__in=viewer.coordinated_network_ids).order_by("sort_key", "pk")


def home_network_of(organisation: Organisation, viewer: Viewer) -> Network:
    """The network in which the viewer acts for this organisation, the first in French order when there are several.

    Raises NoNetworkInCommon when she acts for it in none.
    """
    network = (
        Network.objects.filter(
            pk__in=_speaking_for(viewer).filter(organisation=organisation).values("network")
        )
        .select_related("territory")
        .order_by("sort_key", "pk")
        .first()
    )
    if network is None:
        raise NoNetworkInCommon(organisation=organisation.name)
    return network
