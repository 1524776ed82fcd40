"""Places that welcome firms of the other shore, and the stays there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Q, QuerySet

from maillage.agreements.enums import StayState
from maillage.agreements.models import (
    Agreement,
    AgreementVersion,
    Party,
    Stay,
    StayFollowUp,
    StayStep,
    Strand,
    WelcomeHost,
)
from maillage.directory.enums import ROLES_THAT_SPEAK, OrganisationKind
from maillage.directory.models import Membership, Network, Organisation
from maillage.directory.queries import coordinators_of, organisations_spoken_for, people_of

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import WithAnnotations

    from maillage.common.viewer import Viewer
    from maillage.people.models import User


ASKED_FOR = timedelta(days=60)  # after that, nobody is asked any more what came of a stay


class Occupied(TypedDict):
    occupied: int


def welcome_hosts_of(agreement: Agreement, day: date) -> QuerySet[WithAnnotations[WelcomeHost, Occupied]]:
    """Organisations of the parties that welcome firms, by network and name.

    Rows carry their organisation, their network, and `occupied` (int): the places held on that day.
    """
    there = Q(
        stays__state__in=[StayState.ACCEPTED, StayState.UNDER_WAY, StayState.ENDED],
        stays__starts_on__lte=day,
        stays__ends_on__gte=day,
    )
    return (
        WelcomeHost.objects.filter(
            network__parties__agreement=agreement, organisation__archived_at__isnull=True
        )
        .select_related("organisation", "network")
        .annotate(occupied=Count("stays", filter=there, distinct=True))
        .order_by("network__sort_key", "organisation__sort_key", "pk")
    )


def firms_to_welcome(viewer: Viewer, agreement: Agreement, host: WelcomeHost) -> QuerySet[Organisation]:
    """The viewer's organisations of the other parties, in whose name she may ask this host, in French order."""
    others = Party.objects.filter(agreement=agreement).exclude(network=host.network_id).values("network")
    speaking = Membership.objects.on(viewer.day).filter(
        user=viewer.user_id, role__in=ROLES_THAT_SPEAK, network__in=others, organisation__isnull=False
    )
    return (
        Organisation.objects.active()
        .filter(pk__in=speaking.values("organisation"), networks__in=others, kind=OrganisationKind.BUSINESS)
        .exclude(pk=host.organisation_id)
        .distinct()
        .order_by("sort_key", "pk")
    )


def version_between(
    agreement: Agreement, *, firm: Organisation, host: WelcomeHost, day: date
) -> AgreementVersion | None:
    """The version in force that binds a network of the firm and the host's, another one; None without."""
    binds = Party.objects.filter(agreement=agreement)
    if not binds.filter(network=host.network_id).exists():
        return None
    if not binds.filter(network__in=firm.networks.values("pk")).exclude(network=host.network_id).exists():
        return None
    return AgreementVersion.objects.in_force(day).filter(agreement=agreement).order_by("number").first()


def strands_in_force(agreement: Agreement, day: date) -> QuerySet[Strand]:
    """The strands that may be named when asking."""
    versions = AgreementVersion.objects.in_force(day).filter(agreement=agreement)
    return Strand.objects.filter(versions__in=versions).distinct().order_by("position")


def organisations_that_may_welcome(viewer: Viewer, agreement: Agreement) -> QuerySet[Organisation]:
    """Those of the parties that the viewer coordinates, not marked yet, in French order."""
    hers = Party.objects.filter(agreement=agreement, network__in=viewer.coordinated_network_ids)
    return (
        Organisation.objects.active()
        .filter(networks__in=hers.values("network"), welcome__isnull=True)
        .exclude(kind=OrganisationKind.BUSINESS)
        .distinct()
        .order_by("sort_key", "pk")
    )


def network_of_welcome(organisation: Organisation, agreement: Agreement, viewer: Viewer) -> Network:
    """The network of the organisation that the agreement binds and the viewer coordinates, the first in French order.

    Raises Network.DoesNotExist when there is none.
    """
    hers = agreement.parties.filter(network__in=viewer.coordinated_network_ids).values("network")
    return organisation.networks.filter(pk__in=hers).order_by("sort_key", "pk")[:1].get()


def askable_hosts(viewer: Viewer, agreement: Agreement) -> set[int]:
    """The open places of the agreement that the viewer may ask today, in the name of a firm. At most three queries."""
    parties = set(agreement.parties.values_list("network", flat=True))
    if not AgreementVersion.objects.in_force(viewer.day).filter(agreement=agreement).exists():
        return set()
    speaking = Membership.objects.on(viewer.day).filter(
        user=viewer.user_id,
        role__in=ROLES_THAT_SPEAK,
        network__in=parties,
        organisation__kind=OrganisationKind.BUSINESS,
    )
    firms = list(speaking.order_by("pk").values_list("organisation", "network"))
    hosts = WelcomeHost.objects.filter(network__in=parties, is_open=True).order_by("pk")
    return {
        pk
        for pk, organisation, network in hosts.values_list("pk", "organisation", "network")
        if any(other != network and firm != organisation for firm, other in firms)
    }


def stays_open_to(viewer: Viewer) -> QuerySet[Stay]:
    """Those of her firms, those of the places she answers for, those of the agreements she coordinates.

    The latest first. Rows carry firm, host and agreement.
    """
    spoken_for = organisations_spoken_for(viewer).order_by().values("pk")
    rule = Q(firm__in=spoken_for) | Q(host__organisation__in=spoken_for)
    if viewer.coordinated_network_ids:
        coordinated = Party.objects.filter(network__in=viewer.coordinated_network_ids).values("agreement")
        rule |= Q(agreement__in=coordinated)
    return (
        Stay.objects.filter(rule)
        .select_related("firm", "host__organisation", "host__network", "agreement", "strand")
        .order_by("-pk")
    )


def steps_of_stay(stay: Stay) -> QuerySet[StayStep]:
    return stay.steps.select_related("by").order_by("-at", "-pk")


def follow_ups_of_stay(stay: Stay) -> QuerySet[StayFollowUp]:
    return stay.follow_ups.select_related("answered_by").order_by("months")


def stays_to_follow_up(day: date) -> QuerySet[StayFollowUp]:
    """What came of them is due to be told, and nobody has. After two months, people are left in peace."""
    return (
        StayFollowUp.objects.filter(due_on__lte=day, due_on__gt=day - ASKED_FOR, answered_at__isnull=True)
        .select_related("stay__asked_by")
        .order_by("due_on", "pk")
    )


def people_who_answer_for(host: WelcomeHost, day: date) -> list[User]:
    """Those who speak for the place; without any, the coordinators of its network."""
    speaking = host.organisation.memberships.on(day).filter(role__in=ROLES_THAT_SPEAK)
    return people_of(speaking) or coordinators_of(host.network, day)
