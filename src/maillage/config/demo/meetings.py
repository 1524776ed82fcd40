"""A round of one-to-one meetings in the demonstration, for an activity that another part builds."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from maillage.activities.models import MeetingPerson
from maillage.activities.operations import add_slots, open_round, publish_plan, say_wishes
from maillage.common.zones import instant
from maillage.matching.operations import plan_meetings

if TYPE_CHECKING:
    from maillage.activities.models import Activity, MeetingRound
    from maillage.people.models import User

SEED = 2016
TITLE = "Rencontres deux à deux"
NINE = time(9)
SLOTS, MINUTES, PAUSE = 6, 20, 5
WISHES = 2


def build_meetings(*, activity: Activity, published_by: User, now: datetime) -> MeetingRound:
    """The last morning of an activity, planned and published: each participant meets at least two others.

    Those whose presence is confirmed take part; each of them wishes to meet two people, drawn from a seed. `now` must
    not be after the activity.
    """
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
    plan = plan_meetings(round_id=round_.pk, afresh=True, day=localtime(now).date(), now=now)
    if plan is not None:
        publish_plan(plan_id=plan.pk, by=published_by, now=now)
    return round_
