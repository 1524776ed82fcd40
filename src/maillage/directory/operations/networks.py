"""Networks and who belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.directory.enums import ROLES_FOR_AN_ORGANISATION, Role
from maillage.directory.errors import (
    AlreadyAMember,
    EndsBeforeItStarts,
    MembershipHasEnded,
    NotInThisNetwork,
    OrganisationIsArchived,
    RoleNeedsAnOrganisation,
)
from maillage.directory.models import Membership, Network, Organisation

if TYPE_CHECKING:
    from datetime import date

    from maillage.directory.models import Territory
    from maillage.people.models import User


@transaction.atomic
def create_network(
    *, slug: str, name: str, territory: Territory, contact_email: str, description: str = ""
) -> Network:
    """Open a network on a territory."""
    return Network.objects.create(
        slug=slug, name=name, territory=territory, contact_email=contact_email, description=description
    )


@transaction.atomic
def admit_organisation(*, organisation_id: int, network: Network) -> Organisation:
    """Make the organisation part of the network; nothing changes when it already is.

    Raises OrganisationIsArchived.
    """
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)
    if organisation.archived_at is not None:
        raise OrganisationIsArchived
    organisation.networks.add(network)
    return organisation


@transaction.atomic
def join_network(
    *, user: User, network: Network, organisation: Organisation | None = None, role: str, day: date
) -> Membership:
    """Give a person a role in a network from that day. A role she held before and left is taken up again.

    Raises RoleNeedsAnOrganisation, NotInThisNetwork when the organisation is not in the network,
    OrganisationIsArchived, or AlreadyAMember.
    """
    if organisation is None:
        if role in ROLES_FOR_AN_ORGANISATION:
            raise RoleNeedsAnOrganisation(role=Role(role).label)
    elif organisation.archived_at is not None:
        raise OrganisationIsArchived
    elif not organisation.networks.filter(pk=network.pk).exists():
        raise NotInThisNetwork(organisation=organisation.name, network=network.name)
    membership, is_new = Membership.objects.select_for_update(of=("self",)).get_or_create(
        user=user, network=network, organisation=organisation, role=role, defaults={"starts_on": day}
    )
    if is_new:
        return membership
    if membership.ends_on is None or membership.ends_on >= day:
        raise AlreadyAMember(network=network.name)
    membership.starts_on, membership.ends_on = day, None
    membership.save(update_fields=["starts_on", "ends_on"])
    return membership


@transaction.atomic
def end_membership(*, membership_id: int, last_day: date) -> Membership:
    """Close a role; what it opened is open until the end of its last day.

    Raises MembershipHasEnded, or EndsBeforeItStarts.
    """
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership_id)
    if membership.ends_on is not None and membership.ends_on <= last_day:
        raise MembershipHasEnded
    if last_day < membership.starts_on:
        raise EndsBeforeItStarts
    membership.ends_on = last_day
    membership.save(update_fields=["ends_on"])
    return membership
