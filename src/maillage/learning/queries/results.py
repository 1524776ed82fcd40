"""Before and after a path: who is counted, and what is told of groups."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F

from maillage.activities.enums import ActivityState, PartRole, PartState
from maillage.activities.models import Participant
from maillage.common.zones import day_of
from maillage.learning.models import Cohort, Counting, Enrolment, GroupResult, LearningPath
from maillage.learning.queries.known import estimates_of
from maillage.learning.rules.results import expected_level
from maillage.skills.models import Competence
from maillage.skills.queries import current_version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.assessments.models import Estimate
    from maillage.common.viewer import Viewer
    from maillage.directory.models import Network

Levels = tuple[float, float]  # before, after


@dataclass(frozen=True, kw_only=True)
class Pair:
    """What is known of one person about one competence, before the first day of her cohort and after her last step."""

    person: int
    cohort: Cohort
    competence: str
    before: float
    after: float


def paths_to_count() -> QuerySet[LearningPath]:
    """Those that somebody finished who agreed to be counted with a cohort."""
    ended = Enrolment.objects.filter(
        finished_at__isnull=False, person__countings__cohort__version__path=F("path")
    )
    return LearningPath.objects.filter(pk__in=ended.values("path")).order_by("pk")


def pairs_of(path: LearningPath) -> list[Pair]:
    """Of everybody who agreed, has a place, finished, and was measured at both ends with one instrument; real or invented like her cohort."""
    cohorts = {
        row.pk: row
        for row in Cohort.objects.filter(version__path=path, activity__state=ActivityState.ANNOUNCED)
        .select_related("activity", "version")
        .order_by("pk")
    }
    ended: dict[int, Any] = dict(
        Enrolment.objects.filter(path=path, finished_at__isnull=False)
        .order_by("finished_at", "pk")
        .values_list("person", "finished_at")
    )
    agreed = {
        (row.person_id, row.cohort_id)
        for row in Counting.objects.filter(cohort__in=cohorts).order_by("pk")
        if row.person_id in ended
    }
    seated = Participant.objects.filter(
        activity__cohort__in=cohorts,
        state=PartState.CONFIRMED,
        role=PartRole.PARTICIPANT,
        user__is_fictitious=F("activity__is_fictitious"),
    )
    counted = sorted(agreed & set(seated.values_list("user", "activity__cohort")))
    known = _measured({person for person, _cohort in counted})
    return [
        pair
        for person, cohort in counted
        for pair in _pairs(person, cohorts[cohort], ended[person], known.get(person, []))
    ]


def _measured(people: Collection[int]) -> Mapping[int, list[Estimate]]:
    """What finished sittings say of them, the oldest first. Rows carry their sitting."""
    known = defaultdict(list)
    rows = estimates_of(people)
    for row in rows.order_by("sitting__finished_at", "sitting", "position"):
        known[row.sitting.person_id].append(row)
    return known


def _pairs(person: int, cohort: Cohort, ended: datetime, known: Iterable[Estimate]) -> list[Pair]:
    """The last before its first day, the first after her last step."""
    wanted = set(cohort.version.before) & set(cohort.version.after)
    before: dict[tuple[int, str], Estimate] = {}
    after: dict[tuple[int, str], Estimate] = {}
    for row in known:
        key = (row.sitting.instrument_id, row.dimension)
        if row.dimension not in wanted or row.sitting.finished_at is None:
            continue
        if day_of(row.sitting.finished_at) < cohort.activity.starts_on:
            before[key] = row
        elif row.sitting.started_at >= ended:
            after.setdefault(key, row)
    return [
        Pair(
            person=person,
            cohort=cohort,
            competence=key[1],
            before=expected_level(before[key].levels),
            after=expected_level(after[key].levels),
        )
        for key in before
        if key in after
    ]


def results_of(network: Network, path: LearningPath) -> list[GroupResult]:
    """What is told, cohorts first, then organisations, then regions; by competence. Rows carry what they are about."""
    rows = GroupResult.objects.filter(network=network, path=path).select_related(
        "cohort__activity", "territory", "organisation"
    )
    absent_first = [F(f"{name}__sort_key").asc(nulls_first=True) for name in ("territory", "organisation")]
    return list(rows.order_by(*absent_first, "cohort", "competence", "pk"))


def titles_of_competences() -> dict[str, str]:
    """By code, in the reference of today."""
    version = current_version()
    rows = Competence.objects.filter(version=version).order_by("position") if version else ()
    return {row.code: row.title for row in rows}


def paths_given_by(viewer: Viewer) -> QuerySet[Cohort]:
    """One cohort for each path that the networks where she coordinates or advises give. Rows carry their network and path."""
    return (
        Cohort.objects.filter(
            activity__network__in=viewer.coordinated_network_ids | viewer.advised_network_ids
        )
        .select_related("activity__network", "version__path")
        .order_by("activity__network", "version__path", "-pk")
        .distinct("activity__network", "version__path")
    )
