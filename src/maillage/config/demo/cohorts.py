"""Cohorts of the COlab: one under way by the lake, one to come in a second region, one that ended,
with what is told of it before and after; and the roll-out that they serve.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings

from maillage.activities.models import Participant
from maillage.activities.operations import add_item, announce_activity, note_attendance
from maillage.agreements.enums import Visibility
from maillage.assessments.enums import Subject
from maillage.assessments.models import Instrument
from maillage.assessments.operations import begin_sitting
from maillage.common.zones import instant
from maillage.config.demo.assessments import answered
from maillage.config.demo.files import told_in
from maillage.config.demo.people import somebody
from maillage.config.demo.reading import read
from maillage.directory.models import Network, Organisation, Territory
from maillage.initiatives.models import Initiative
from maillage.learning.models import LearningPath, PathVersion
from maillage.learning.operations import import_learning
from maillage.learning.operations.cohorts import join_cohort, open_cohort
from maillage.learning.operations.results import count_results
from maillage.learning.operations.rollouts import plan_roll_out, set_target
from maillage.learning.queries.results import paths_to_count
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import date

    from maillage.activities.models import ProgrammeItem
    from maillage.learning.models import Cohort

ZONE = "America/Toronto"
GIVES, LEADS = "colab", "conseil.colab@demo.maillage.example"
OPENED_BEFORE = timedelta(days=30)  # the first day
AFTER = timedelta(days=21)  # days ago: they sat again
MEASURED_BY = 6  # questions, before and after
ABSENT_EVERY = 5  # one person in five was not at a session


def build_cohorts(*, now: datetime) -> None:
    """Those of content/demo/cohorts.json, on days that follow today."""
    import_learning(folder=settings.CONTENT / "demo" / "learning", now=now)
    told = told_in("cohorts.json")
    for number, one in enumerate(told["cohorts"], start=1):
        _held(one, number, now)
    for one in told["roll_outs"]:
        _planned(one, now.date())
    for path_id in paths_to_count().values_list("pk", flat=True):
        count_results(path_id=path_id, now=now)


def _held(told: dict[str, Any], number: int, now: datetime) -> None:
    first = now.date() + timedelta(days=told["in_days"])
    opened = min(now, _noon(first) - OPENED_BEFORE)
    cohort = _opened(told, first, opened)
    sessions = [_session(cohort, one, now.date(), opened) for one in told["sessions"]]
    announce_activity(activity_id=cohort.activity_id, now=opened)
    steps = list(cohort.version.steps.select_related("module").order_by("position"))
    for rank, person in enumerate(told["people"], start=1):
        email = f"cohorte-{number}-{rank}@demo.maillage.example"
        joined = opened + timedelta(hours=rank)
        user = somebody(person["name"], email, network=GIVES, organisation=told["organisation"], now=opened)
        part = join_cohort(cohort_id=cohort.pk, user=user, counts=True, now=joined, day=joined.date())
        Participant.objects.filter(pk=part.pk).update(is_fictitious=True)
        if sat := person.get("sat"):
            _sat(cohort, user, seed=rank, ability=sat["before"], at=joined)
        for days, step, blocks in person["read"]:
            read(steps[step].module, user, at=now + timedelta(days=days), several=blocks)
        if sat:
            _sat(cohort, user, seed=-rank, ability=sat["after"], at=now - AFTER)
        _attended(part, rank, sessions, cohort.facilitator, now)


def _sat(cohort: Cohort, user: User, *, seed: int, ability: float, at: datetime) -> None:
    """She sits for what the path is measured on."""
    instrument = Instrument.objects.filter(subject=Subject.PERSON).latest("pk")
    sitting = begin_sitting(
        instrument=instrument,
        person=user,
        dimensions=cohort.version.before,
        most=MEASURED_BY,
        error=0.0,
        role=None,
        organisation=None,
        facts={},
        seed=abs(seed),
        consented_at=at,
        now=at,
    )
    answered(sitting, {"ability": ability, "seed": [abs(seed), int(seed < 0)]}, at)


def _opened(told: dict[str, Any], first: date, now: datetime) -> Cohort:
    kept = ("title", "summary", "place", "online_url", "places")
    return open_cohort(
        version=_version(told["path"]),
        territory=_region(told["region"]),
        organisation=Organisation.objects.filter(slug=told["organisation"]).first(),
        organiser=Organisation.objects.get(slug=GIVES),
        network=Network.objects.get(slug=GIVES),
        facilitator=User.objects.get(email=LEADS),
        starts_on=first,
        ends_on=first + timedelta(days=told["days"]),
        time_zone=ZONE,
        visibility=Visibility.NETWORK,
        is_fictitious=True,
        initiative=Initiative.objects.get(slug=told["initiative"]) if told["initiative"] else None,
        now=now,
        **{name: told[name] for name in kept},
    )


def _session(cohort: Cohort, told: dict[str, Any], today: date, now: datetime) -> ProgrammeItem:
    day = today + timedelta(days=told["in_days"])
    starts = instant(datetime.combine(day, time.fromisoformat(told["at"])), ZoneInfo(ZONE))
    return add_item(
        activity_id=cohort.activity_id,
        now=now,
        kind="session",
        title=told["title"],
        room=told["room"],
        starts_at=starts,
        ends_at=starts + timedelta(minutes=told["minutes"]),
    )


def _attended(
    part: Participant, rank: int, sessions: list[ProgrammeItem], by: User | None, now: datetime
) -> None:
    for number, item in enumerate(sessions):
        if item.starts_at < now and by is not None:
            there = (rank + number) % ABSENT_EVERY != 0
            note_attendance(item=item, participant=part, was_there=there, by=by, now=item.ends_at)


def _planned(told: dict[str, Any], today: date) -> None:
    first = today + timedelta(days=told["in_days"])
    roll_out = plan_roll_out(
        network=Network.objects.get(slug=GIVES),
        path=LearningPath.objects.get(code=told["path"]),
        initiative=Initiative.objects.get(slug=told["initiative"]),
        title=told["title"],
        starts_on=first,
        ends_on=first + timedelta(days=told["days"]),
        is_fictitious=True,
    )
    for target in told["targets"]:
        set_target(
            roll_out_id=roll_out.pk,
            territory=_region(target["region"]),
            people=target["people"],
            by_day=today + timedelta(days=target["in_days"]),
        )


def _version(code: str) -> PathVersion:
    return PathVersion.objects.filter(path__code=code).order_by("-published_at", "-pk")[0]


def _region(code: str) -> Territory:
    return Territory.objects.get(country="CA", level="region", code=code)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo(ZONE))
