"""Following a cohort: what each of its people read and attended. A constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from maillage.activities.enums import PartRole, PartState
from maillage.activities.queries.camp_results import attendance_of, sessions_of
from maillage.common.zones import day_of
from maillage.learning.enums import CohortMatter
from maillage.learning.models import BlockDone, CohortLetter, Enrolment, Module, PathStep, Reading
from maillage.learning.rules.following import Pace, idle_since, pace

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from maillage.activities.models import Participant
    from maillage.learning.models import Cohort


@dataclass(frozen=True, kw_only=True)
class Follower:
    """One person of a cohort. last: the last block that she read of its path. finished: which steps, by position.

    attended: of the sessions past where somebody noted it, whether she was there, first to last. written_on: when she was last asked for news.
    """

    participant: Participant
    pace: Pace
    since: date
    finished: Sequence[int]
    last: BlockDone | None
    attended: Sequence[bool]
    written_on: date | None


def people_of(cohort: Cohort) -> QuerySet[Participant]:
    """Those who have a place, by name. Rows carry their account and community."""
    return (
        cohort.activity.participants.filter(state=PartState.CONFIRMED, role=PartRole.PARTICIPANT)
        .select_related("user", "party")
        .order_by("name", "pk")
    )


def steps_of(cohort: Cohort) -> list[PathStep]:
    """In order, with their module and its alternatives."""
    alternatives = Prefetch("alternatives", queryset=Module.objects.order_by("pk"))
    return list(
        cohort.version.steps.select_related("module").prefetch_related(alternatives).order_by("position")
    )


def followers_of(cohort: Cohort, *, now: datetime) -> list[Follower]:
    """Everybody who has a place, by name."""
    people = list(people_of(cohort))
    read, written = _read_by(people, cohort), _last_letters(people)
    noted = attendance_of(cohort.activity)
    past = [item.pk for item in sessions_of(cohort.activity) if item.starts_at <= now]
    return [
        _follower(
            part,
            cohort,
            read,
            attended=[noted[item, part.pk] for item in past if (item, part.pk) in noted],
            written_on=written.get(part.pk),
            now=now,
        )
        for part in people
    ]


@dataclass(frozen=True, kw_only=True)
class _Read:
    """By account: the steps finished, the last block; and those who have nothing left to read."""

    finished: Mapping[int, Sequence[int]]
    last: Mapping[int, BlockDone]
    ended: Collection[int]


def _follower(
    part: Participant,
    cohort: Cohort,
    read: _Read,
    *,
    attended: Sequence[bool],
    written_on: date | None,
    now: datetime,
) -> Follower:
    user = part.user_id or 0
    last = read.last.get(user)
    since = idle_since(
        opens_on=cohort.activity.starts_on,
        joined_on=day_of(part.joined_at),
        read_on=day_of(last.done_at) if last else None,
    )
    how = pace(
        has_account=part.user_id is not None, has_finished=user in read.ended, since=since, day=day_of(now)
    )
    return Follower(
        participant=part,
        pace=how,
        since=since,
        finished=read.finished.get(user, []),
        last=last,
        attended=attended,
        written_on=written_on,
    )


def _read_by(people: Sequence[Participant], cohort: Cohort) -> _Read:
    by_step = {
        step.position: {step.module_id, *(row.pk for row in step.alternatives.all())}
        for step in steps_of(cohort)
    }
    modules = {pk for pks in by_step.values() for pk in pks}
    users = [part.user_id for part in people if part.user_id]
    done: dict[int, set[int]] = defaultdict(set)
    over = Reading.objects.filter(person__in=users, module__in=modules, finished_at__isnull=False)
    for person, module in over.order_by("pk").values_list("person", "module"):
        done[person].add(module)
    finished = {
        user: [position for position, pks in by_step.items() if pks & pks_done]
        for user, pks_done in done.items()
    }
    ended = Enrolment.objects.filter(
        person__in=users, path=cohort.version.path_id, finished_at__isnull=False
    ).values_list("person", flat=True)
    whole = {user for user, positions in finished.items() if len(positions) == len(by_step)}
    return _Read(finished=finished, last=_last_blocks(users, modules), ended=whole | set(ended))


def _last_blocks(users: Sequence[int], modules: set[int]) -> Mapping[int, BlockDone]:
    """By person. Rows carry the version that was read."""
    rows = (
        BlockDone.objects.filter(reading__person__in=users, reading__module__in=modules)
        .order_by("reading__person", "-done_at", "-pk")
        .distinct("reading__person")
        .select_related("reading__version")
    )
    return {row.reading.person_id: row for row in rows}


def _last_letters(people: Sequence[Participant]) -> Mapping[int, date]:
    """The day when each was last asked for news, by participant."""
    rows = CohortLetter.objects.filter(participant__in=people, matter=CohortMatter.NEWS)
    return dict(rows.order_by("since", "pk").values_list("participant", "since"))
