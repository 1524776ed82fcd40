"""Closing a period: what is told of it then stays told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.common.zones import day_of
from maillage.directory.models import Network
from maillage.outcomes.errors import PeriodClosed, PeriodNotOver
from maillage.outcomes.models import Period
from maillage.outcomes.queries.periods import closed_over, figures_of
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from datetime import date, datetime

    from maillage.people.models import User


@transaction.atomic
def close_period(*, network_id: int, starts_on: date, ends_on: date, by: User, now: datetime) -> Period:
    """Keep the figures of these days as they are now.

    Raises PeriodNotOver; PeriodClosed when a closed period holds some of these days: of two who close at once, the second
    waits for the first, and is told.
    """
    if ends_on >= day_of(now):
        raise PeriodNotOver
    Network.objects.select_for_update(of=("self",), no_key=True).get(pk=network_id)
    earlier = closed_over(network_id, starts_on, ends_on)
    if earlier is not None:
        raise PeriodClosed(**_said(earlier))
    period = Period(
        network_id=network_id,
        starts_on=starts_on,
        ends_on=ends_on,
        closed_at=now,
        closed_by=by,
        figures=figures_of(network_id, starts_on, ends_on, as_of=now),
    )
    period.clean_fields()
    period.save()
    return period


def _said(period: Period) -> dict[str, Any]:
    return {"first": plain_day(period.starts_on, spoken()), "last": plain_day(period.ends_on, spoken())}
