"""The one-to-one meetings of the fourth bootcamp."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random

from maillage.activities.models import BootcampEdition, MeetingPerson
from maillage.activities.operations import add_slots, open_round, publish_plan, say_wishes
from maillage.common.zones import day_of, instant
from maillage.config.demo.bootcamps import COORDINATOR
from maillage.matching.operations import plan_meetings
from maillage.people.models import User

SEED = 2016
EDITION = 4
PLANNED = timedelta(days=4)
TITLE = "Rencontres deux à deux"
NINE = time(9)
SLOTS, MINUTES, PAUSE = 6, 20, 5
WISHES = 2


def build_meetings(*, now: datetime) -> None:
    """The last morning of the bootcamp, planned and published some days before it: each meets at least two others.

    Those whose presence is confirmed take part; each of them wishes to meet two people, drawn from a seed.
    """
    activity = BootcampEdition.objects.get(number=EDITION).activity
    now = min(now, instant(datetime.combine(activity.starts_on - PLANNED, NINE), activity.zone))
    people_wanted = activity.participants.filter(state="confirmed").count()
    round_ = open_round(
        activity_id=activity.pk, now=now, title=TITLE, floor=2 if people_wanted > WISHES else 0, most=5
    )
    first = instant(datetime.combine(activity.ends_on, NINE), activity.zone)
    starts = [first + timedelta(minutes=(MINUTES + PAUSE) * turn) for turn in range(SLOTS)]
    add_slots(
        round_id=round_.pk,
        starts=starts,
        minutes=MINUTES,
        tables=max(2, people_wanted // 2),
        links=2,
        now=now,
    )
    chance = Random(SEED)  # noqa: S311 - a demonstration, the same each time
    people = list(MeetingPerson.objects.filter(round=round_).order_by("pk"))
    for person in people:
        others = [other.pk for other in people if other.pk != person.pk]
        say_wishes(
            person_id=person.pk,
            wished=chance.sample(others, min(WISHES, len(others))),
            away=[],
            is_remote=False,
            time_zone=activity.time_zone,
            now=now,
        )
    plan = plan_meetings(round_id=round_.pk, afresh=True, day=day_of(now), now=now)
    if plan is not None:
        publish_plan(plan_id=plan.pk, by=User.objects.get(email=COORDINATOR), now=now)
