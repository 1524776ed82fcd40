"""What invented people say of themselves, of their own will: enough of them to be told in one circle, too few in the other."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from maillage.activities.models import Activity
from maillage.config.demo.files import told_in
from maillage.config.demo.initiatives import TOLD
from maillage.outcomes.operations.inclusion import count_inclusion, say_groups

if TYPE_CHECKING:
    from datetime import datetime

ANSWERED = timedelta(days=2)  # ago


def build_inclusion(*, now: datetime) -> None:
    """The answers of content/demo/initiatives.json: how many people of an activity say that they are of a group."""
    for title, groups in told_in(TOLD)["answers"].items():
        activity = Activity.objects.select_related("initiative").get(title=title)
        people = list(activity.participants.select_related("user").order_by("pk"))
        said = defaultdict(set)
        for group, number in groups.items():
            for part in people[:number]:
                said[part].add(group)
        for part, own in said.items():
            assert part.user is not None
            say_groups(participant=part, groups=own, consents=True, by=part.user, now=now - ANSWERED)
        assert activity.initiative is not None
        count_inclusion(initiative_id=activity.initiative.pk, now=now)
