"""One-to-one meetings of an activity, planned from what people could do for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.activities.models import MeetingRound
from maillage.activities.operations import make_plan
from maillage.activities.rules.meetings import Complement
from maillage.matching.queries.complements import complements_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from maillage.activities.models import MeetingPlan
    from maillage.activities.rules.meetings import Pair


def plan_meetings(*, round_id: int, afresh: bool, day: date, now: datetime) -> MeetingPlan | None:
    """Make the plan of a round; None when the round changed meanwhile, and the plan is asked for again."""
    found = complements_between(MeetingRound.objects.get(pk=round_id), day)
    return make_plan(round_id=round_id, complements=found, afresh=afresh, now=now)


def complements_between(round_: MeetingRound, day: date) -> dict[Pair, Complement]:
    """By pair of people of the round, whose need comes first, what their organisations could do for each other."""
    people = dict(
        round_.people.filter(participant__organisation__isnull=False, left_at__isnull=True)
        .order_by("pk")
        .values_list("pk", "participant__organisation")
    )
    fits = complements_of(set(people.values()), day)
    return {
        (needy, holder): Complement(*fits[people[needy], people[holder]])
        for needy in people
        for holder in people
        if (people[needy], people[holder]) in fits
    }
