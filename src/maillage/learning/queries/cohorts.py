"""Cohorts that may be read, how somebody stands in one, and who waits to follow its path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from maillage.activities.enums import ActivityState, PartRole, PartState
from maillage.activities.models import Participant
from maillage.activities.queries import activities_open_to
from maillage.directory.enums import Role, TerritoryLevel
from maillage.directory.models import Membership, Territory
from maillage.learning.models import Cohort, Enrolment, PathVersion
from maillage.people.models import User

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer

LEADING = (Role.COORDINATOR, Role.ADVISOR, Role.RESEARCHER)
SEATED = Q(state=PartState.CONFIRMED, role=PartRole.PARTICIPANT)


def cohorts_open_to(viewer: Viewer) -> QuerySet[Cohort]:
    """Announced ones that she may see, takes part in or leads, and all those that she coordinates; those to come first.

    Rows carry their activity with its registration, path version, region, organisation and facilitator.
    """
    shown = activities_open_to(viewer).order_by()
    return (
        Cohort.objects.filter(activity__in=shown.values("pk"))
        .select_related(
            "activity__network", "activity__organisation", "activity__registration", "version__path", "territory",
            "organisation", "facilitator",
        )
        .order_by("-activity__ends_on", "pk")
    )  # fmt: skip


def waiting_in(cohort: Cohort) -> int:
    """How many stand on its waiting list."""
    return cohort.activity.participants.filter(state=PartState.WAITING).count()


def counts_herself(viewer: Viewer, cohort: Cohort) -> bool:
    """Whether she agreed to be counted with it."""
    return cohort.countings.filter(person=viewer.user_id).exists()


def paths_to_lead(network_ids: Collection[int]) -> QuerySet[PathVersion]:
    """The newest version of each path that is not withdrawn: ours, and those that these networks give; by title."""
    newest = PathVersion.objects.order_by("path", "-published_at", "-pk").distinct("path")
    ours = Q(path__network=None) | Q(path__network__in=network_ids)
    return (
        PathVersion.objects.filter(ours, pk__in=newest.values("pk"), withdrawn_at=None)
        .select_related("path")
        .order_by("title", "pk")
    )


def regions_to_choose() -> QuerySet[Territory]:
    """Regions of today, by country, in French order."""
    return (
        Territory.objects.current().filter(level=TerritoryLevel.REGION).order_by("country", "sort_key", "pk")
    )


def people_who_may_lead(viewer: Viewer) -> QuerySet[User]:
    """Those who coordinate, advise or teach in the networks that she coordinates; by name."""
    there = Membership.objects.on(viewer.day).filter(
        network__in=viewer.coordinated_network_ids, role__in=LEADING
    )
    return User.objects.filter(pk__in=there.values("user"), is_active=True).order_by("full_name", "pk")


def seated_without_enrolment(cohort_id: int | None = None) -> QuerySet[Participant]:
    """Those who have a place and an account, and do not follow the path: neither this version nor another, unless she left it since.

    A path that is withdrawn is begun no more.

    Rows carry their account, and the version of their cohort.
    """
    hers = Enrolment.objects.filter(person=OuterRef("user"), path=OuterRef("activity__cohort__version__path"))
    follows = hers.filter(
        Q(finished_at=None, left_at=None)
        | Q(version=OuterRef("activity__cohort__version"), left_at=None)
        | Q(left_at__gte=OuterRef("joined_at"))
    )
    rows = Participant.objects.filter(
        SEATED,
        ~Exists(follows),
        user__isnull=False,
        activity__cohort__isnull=False,
        activity__cohort__version__withdrawn_at=None,
    ).exclude(activity__state=ActivityState.CANCELLED)
    if cohort_id is not None:
        rows = rows.filter(activity__cohort=cohort_id)
    return rows.select_related("user", "activity__cohort__version").order_by("pk")
