"""Counting groups, at night: what is told of them changes only when ten people differ."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.db import transaction

from maillage.assessments import queries
from maillage.assessments.models import Campaign, GroupCount
from maillage.assessments.rules.groups import bins, may_tell, quartiles
from maillage.common.jobs import later_each

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from maillage.assessments.models import Estimate


def queue_counts() -> int:
    """One job for each group where somebody finished. Returns how many."""
    return later_each("assessments.count_group", "campaign_id", queries.campaigns_to_count())


@transaction.atomic
def count_group(*, campaign_id: int, now: datetime) -> int:
    """Count a group again, competence by competence, where enough people differ. Returns how many were."""
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id)
    before = {row.dimension: row for row in campaign.counts.order_by("pk")}
    by_dimension = groupby(queries.counted_among(campaign), key=lambda row: row.dimension)
    counted = [
        _counted(campaign, before.get(dimension), dimension, list(rows), now)
        for dimension, rows in by_dimension
    ]
    return sum(counted)


def _counted(
    campaign: Campaign, before: GroupCount | None, dimension: str, rows: Sequence[Estimate], now: datetime
) -> bool:
    members = [row.sitting_id for row in rows]
    if not may_tell(members, before.members if before else ()):
        return False
    levels = [row.level for row in rows]
    told = {
        "members": members,
        "bins": bins([levels.count(level) for level in range(1, len(rows[0].levels) + 1)]),
        "quartiles": quartiles(levels),
        "counted_at": now,
    }
    GroupCount.objects.update_or_create(campaign=campaign, dimension=dimension, defaults=told)
    return True
