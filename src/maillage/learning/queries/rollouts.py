"""Roll-outs that may be read, and how far each region is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from maillage.activities.enums import ActivityState, PartRole, PartState
from maillage.activities.models import Participant
from maillage.learning.models import Cohort, Enrolment, PathVersion, RollOut
from maillage.learning.rules.rollouts import told

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer
    from maillage.learning.models import LearningPath, RollOutTarget


@dataclass(frozen=True, kw_only=True)
class Reach:
    """One region of a roll-out: how many cohorts, how many people have a place, how many finished. None: fewer than ten."""

    target: RollOutTarget
    cohorts: int
    enrolled: int | None
    finished: int | None


def roll_outs_open_to(viewer: Viewer) -> QuerySet[RollOut]:
    """Those of her networks, the latest first. Rows carry their network and path."""
    return (
        RollOut.objects.filter(network__in=viewer.network_ids)
        .select_related("network", "path")
        .order_by("-ends_on", "-pk")
    )


def reach_of(roll_out: RollOut) -> list[Reach]:
    """Region by region, in the order of their days; every number is of ten people or more, or not told. Three queries."""
    ours = Q(
        activity__network=roll_out.network_id,
        activity__state=ActivityState.ANNOUNCED,
        activity__starts_on__range=(roll_out.starts_on, roll_out.ends_on),
        version__path=roll_out.path_id,
    )
    cohorts = Cohort.objects.filter(ours).order_by("pk")
    held = dict(cohorts.order_by().values_list("territory").annotate(Count("pk")))
    ended = Enrolment.objects.filter(
        person=OuterRef("user"), path=roll_out.path_id, finished_at__isnull=False
    )
    seated = (
        Participant.objects.filter(
            activity__cohort__in=cohorts, state=PartState.CONFIRMED, role=PartRole.PARTICIPANT
        )
        .annotate(ended=Exists(ended))
        .order_by()
        .values_list("activity__cohort__territory")
        .annotate(
            enrolled=Count("user", distinct=True), done=Count("user", distinct=True, filter=Q(ended=True))
        )
    )
    counted = {territory: (enrolled, done) for territory, enrolled, done in seated}
    targets = roll_out.targets.select_related("territory").order_by("by_day", "territory__sort_key", "pk")
    return [
        Reach(
            target=target,
            cohorts=held.get(target.territory_id, 0),
            enrolled=told(counted.get(target.territory_id, (0, 0))[0]),
            finished=told(counted.get(target.territory_id, (0, 0))[1]),
        )
        for target in targets
    ]


def title_of(path: LearningPath) -> str:
    """That of its newest version."""
    newest = PathVersion.objects.filter(path=path).order_by("-published_at", "-pk").first()
    return newest.title if newest else path.code
