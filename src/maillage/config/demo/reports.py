"""Reports: the last quarter closed some days after its end, and who receives the report of an initiative."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from maillage.common.zones import day_of
from maillage.config.demo.files import told_in
from maillage.config.demo.initiatives import TOLD, coordination, noon
from maillage.directory.models import Network
from maillage.initiatives.models import Initiative
from maillage.outcomes.operations.periods import close_period
from maillage.outcomes.operations.subscriptions import subscribe
from maillage.outcomes.rules.periods import quarter_before

if TYPE_CHECKING:
    from datetime import datetime

CLOSED_AFTER = timedelta(days=10)


def build_reports(*, now: datetime) -> None:
    """For the network of the first initiative; its coordination receives the initiative's report."""
    told = told_in(TOLD)["initiatives"][0]
    network = Network.objects.get(slug=told["network"])
    by = coordination(network)
    quarter = quarter_before(day_of(now))
    assert quarter.first is not None  # a quarter has one
    close_period(
        network_id=network.pk,
        starts_on=quarter.first,
        ends_on=quarter.last,
        by=by,
        now=min(now, noon(quarter.last + CLOSED_AFTER)),
    )
    initiative = Initiative.objects.get(slug=told["slug"])
    subscribe(person=by, kind="initiative", subject_id=initiative.pk, now=now)
