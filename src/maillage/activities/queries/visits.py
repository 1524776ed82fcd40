"""A visit: its days, hosts and delegation, what gets in the way of what, and what is left to do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from maillage.activities.enums import ActivityKind, ItemKind, PartRole, PartState
from maillage.activities.models import (
    Activity,
    FollowUp,
    Participant,
    PersonalNeeds,
    VisitHost,
)
from maillage.activities.queries.activities import (
    activities_coordinated_by,
    activities_open_to,
    programme_of,
)
from maillage.activities.rules.conflicts import Frame, Moment, Opening, conflicts_of
from maillage.activities.rules.visits import DAYS_KEPT
from maillage.common.text import sort_key
from maillage.directory.enums import Role
from maillage.directory.queries import coordinators_of, people_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from maillage.activities.models import ProgrammeItem
    from maillage.common.viewer import Viewer
    from maillage.people.models import User

GONE = (PartState.DECLINED, PartState.WITHDRAWN)


def visits_followed_by(viewer: Viewer) -> QuerySet[Activity]:
    """Visits that she coordinates or takes part in: their people, minutes and follow-ups are hers to read."""
    taking_part = Participant.objects.filter(activity=OuterRef("pk"), user=viewer.user_id).exclude(
        state__in=GONE
    )
    coordinated = activities_coordinated_by(viewer).values("pk")
    mine = Q(pk__in=coordinated)
    if viewer.is_known:
        mine |= Q(Exists(taking_part))
    return activities_open_to(viewer).filter(mine, kind=ActivityKind.VISIT)


def part_of(viewer: Viewer, activity: Activity) -> Participant | None:
    """How she takes part herself; None for a coordinator who stays home."""
    if not viewer.is_known:
        return None
    return (
        Participant.objects.filter(activity=activity, user=viewer.user_id)
        .exclude(state__in=GONE)
        .order_by("pk")
        .first()
    )


def delegation_of(activity: Activity) -> QuerySet[Participant]:
    """Those who travel and still come, by community then name, with their organisation and community."""
    return (
        activity.participants.filter(role=PartRole.DELEGATE)
        .exclude(state__in=GONE)
        .select_related("organisation", "party", "user")
        .order_by("party__shore", "name", "pk")
    )


def needs_in(activity: Activity) -> dict[int, PersonalNeeds]:
    """What each participant asks for, while her consent stands. For coordinators alone."""
    rows = PersonalNeeds.objects.filter(
        participant__activity=activity, consent__withdrawn_at__isnull=True
    ).order_by("pk")
    return {row.participant_id: row for row in rows}


def needs_to_erase(day: date) -> QuerySet[PersonalNeeds]:
    """Those of visits over for longer than they are kept, and those whose consent was withdrawn."""
    return PersonalNeeds.objects.filter(
        Q(participant__activity__ends_on__lt=day - timedelta(days=DAYS_KEPT))
        | Q(consent__withdrawn_at__isnull=False)
    ).order_by("pk")


def hosts_of(activity: Activity) -> QuerySet[VisitHost]:
    """Organisations that receive the visit, in French order; rows carry `meetings`, how many moments they host."""
    meetings = Count(
        "organisation__hosted_items",
        filter=Q(
            organisation__hosted_items__activity=activity,
            organisation__hosted_items__cancelled_at__isnull=True,
        ),
    )
    return (
        activity.visit_hosts.select_related("organisation")
        .annotate(meetings=meetings)
        .order_by("organisation__sort_key", "pk")
    )


def follow_ups_of(activity: Activity) -> QuerySet[FollowUp]:
    """All of them, the nearest day first, with the meeting and the owner of each."""
    return (
        FollowUp.objects.filter(item__activity=activity)
        .select_related("item__activity", "organisation", "user")
        .order_by("due_on", "pk")
    )


def follow_ups_to_recall(day: date) -> QuerySet[FollowUp]:
    """Late ones whose owner was not told, oldest first."""
    return FollowUp.objects.overdue(day).filter(reminded_at__isnull=True).order_by("due_on", "pk")


def owners_to_tell(follow_up: FollowUp, day: date) -> list[User]:
    """The person who took it on; else those who speak for the organisation; else the network's coordination."""
    if follow_up.user is not None:
        return [follow_up.user] if follow_up.user.is_active else []
    if follow_up.organisation is not None:
        return people_of(follow_up.organisation.memberships.on(day).exclude(role=Role.LEARNER))
    return coordinators_of(follow_up.item.activity.network, day)


def moments_of(items: Iterable[ProgrammeItem]) -> list[Moment]:
    """Moments that take place, as the rules see them. Their hosts and people are read already, or read here."""
    return [
        Moment(
            pk=item.pk,
            title=item.title,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            zone=ZoneInfo(item.time_zone),
            place=item.place,
            room=item.room,
            is_travel=item.kind == ItemKind.TRAVEL,
            hosts={host.pk: str(host) for host in item.hosts.all()},
            people={person.pk: str(person) for person in item.people.all() if person.state not in GONE},
        )
        for item in items
        if item.cancelled_at is None
    ]


def frame_of(activity: Activity) -> Frame:
    """Opening hours and ways of this visit: two queries."""
    return Frame(
        first=activity.starts_on,
        last=activity.ends_on,
        openings={
            host.organisation_id: Opening(opens=host.opens, closes=host.closes, days=frozenset(host.days))
            for host in activity.visit_hosts.order_by("pk")
        },
        minutes={
            frozenset({sort_key(way.one_place), sort_key(way.other_place)}): way.minutes
            for way in activity.travel_times.order_by("pk")
        },
    )


def conflicts_in(activity: Activity, items: Sequence[ProgrammeItem]) -> dict[int, list[str]]:
    """For each moment of these, what it gets in the way of."""
    moments, frame = moments_of(items), frame_of(activity)
    return {moment.pk: conflicts_of(moment, moments, frame) for moment in moments}


def programme_for(activity: Activity, person: Participant) -> list[ProgrammeItem]:
    """Her own moments: those for everybody and those that name her, without the cancelled ones."""
    return [
        item
        for item in programme_of(activity)
        if item.cancelled_at is None and (not item.people.all() or person in item.people.all())
    ]
