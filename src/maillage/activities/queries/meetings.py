"""Rounds of meetings: who can come when, what stands, and each person's own schedule."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Count, F, Prefetch, Q, QuerySet

from maillage.activities.enums import PartRole, RoundShape
from maillage.activities.models import (
    MeetingPerson,
    MeetingPlan,
    MeetingRound,
    MeetingSide,
    MeetingSlot,
    MeetingWish,
    ProgrammeItem,
)
from maillage.activities.queries.activities import activities_coordinated_by, activities_open_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.activities.models import Activity
    from maillage.common.viewer import Viewer


def rounds_coordinated_by(viewer: Viewer) -> QuerySet[MeetingRound]:
    """Rounds of the activities that she coordinates, with their activity."""
    return (
        MeetingRound.objects.filter(activity__in=activities_coordinated_by(viewer))
        .select_related("activity", "item")
        .order_by("pk")
    )


def rounds_of(activity: Activity) -> QuerySet[MeetingRound]:
    return activity.rounds.order_by("pk")


def places_of(viewer: Viewer) -> QuerySet[MeetingPerson]:
    """Her own place in each round of the activities open to her."""
    return (
        MeetingPerson.objects.filter(
            participant__user=viewer.user_id,
            participant__user__isnull=False,
            round__activity__in=activities_open_to(viewer),
        )
        .select_related("round__activity", "participant")
        .order_by("round", "pk")
    )


def people_of(round_: MeetingRound) -> QuerySet[MeetingPerson]:
    """Everybody of a round, those who left too, by name, with organisation, slots away and wishes: three queries."""
    wishes = Prefetch("wishes", MeetingWish.objects.order_by("pk"))
    away = Prefetch("away", MeetingSlot.objects.order_by("starts_at"))
    return (
        round_.people.select_related("participant__organisation", "participant__party")
        .prefetch_related(wishes, away)
        .order_by("participant__name", "pk")
    )


def latest_plan(round_: MeetingRound) -> MeetingPlan | None:
    return round_.plans.order_by("-number").first()


def published_plan(round_: MeetingRound) -> MeetingPlan | None:
    return round_.plans.filter(published_at__isnull=False).order_by("-number").first()


def plans_of(round_: MeetingRound) -> QuerySet[MeetingPlan]:
    """Every plan made, the last one first. Rows carry `meetings` (int)."""
    return round_.plans.annotate(meetings=Count("sides") / 2).order_by("-number")


def meetings_in(plan: MeetingPlan) -> QuerySet[MeetingSide]:
    """Each meeting once, by slot and table, with both people."""
    return (
        plan.sides.filter(person__lt=F("other"))
        .select_related("slot", "person__participant__organisation", "other__participant__organisation")
        .order_by("slot__starts_at", "table", "pk")
    )


def schedule_of(person: MeetingPerson) -> QuerySet[MeetingSide]:
    """Her meetings in the plan that was published last, first to last."""
    plan = published_plan(person.round)
    return (
        MeetingSide.objects.filter(plan=plan, person=person)
        .select_related("slot", "person", "other__participant__organisation")
        .order_by("slot__starts_at", "pk")
    )


def busy_in(round_: MeetingRound, slots: Sequence[MeetingSlot]) -> dict[int, set[int]]:
    """By participant, the slots (keys) that the rest of the programme takes; under None, those it takes from all."""
    busy: dict[int, set[int]] = defaultdict(set)
    items = ProgrammeItem.objects.filter(activity=round_.activity_id, cancelled_at__isnull=True)
    for item in items.exclude(Q(pk=round_.item_id)).prefetch_related("people").order_by("pk"):
        taken = {slot.pk for slot in slots if slot.starts_at < item.ends_at and item.starts_at < slot.ends_at}
        if taken:
            for key in [person.pk for person in item.people.all()] or [EVERYBODY]:
                busy[key] |= taken
    return busy


EVERYBODY = 0


def group_of(round_: MeetingRound, person: MeetingPerson) -> str:
    """The group that she belongs to, when a round is across groups."""
    if round_.shape == RoundShape.COMMUNITIES:
        return str(person.participant.party_id or "")
    if round_.shape == RoundShape.HOSTS:
        return PartRole.HOST if person.participant.role == PartRole.HOST else ""
    return ""
