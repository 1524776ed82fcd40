"""What Maillage already knows becomes outcomes: found again each hour, nothing twice, and withdrawn with what it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from maillage.assessments.models import FEWEST
from maillage.outcomes.enums import Origin, OutcomeKind
from maillage.outcomes.models import Outcome, Statement
from maillage.outcomes.queries.gathering import found_below, gathered_before

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.outcomes.queries.gathering import Found

AT_ONCE = 2_000
OUR_TURN = 7_011  # of the lock that one gathering at a time holds


@dataclass(frozen=True, kw_only=True)
class Done:
    """How many came, came back, went."""

    declared: int
    restored: int
    withdrawn: int


@transaction.atomic
def gather(*, now: datetime) -> Done:
    """Declare what is known below and not yet here; withdraw what is not true any more; restore what is true again.

    What a person withdrew or corrected stays as she left it, as long as it is true below. Nothing names a participant.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [OUR_TURN])
    found = {(row.network, row.reference): row for row in found_below(now)}
    before = gathered_before()
    declared = _declare([row for key, row in found.items() if key not in before], now)
    back = [(before[key].pk, row) for key, row in found.items() if key in before and before[key].ended_by_us]
    _state(back, now)
    gone = [
        row.statement
        for key, row in before.items()
        if key not in found and row.statement is not None and not row.is_forgotten
    ]
    reason = _("Ce dont elle vient n’est plus vrai.")
    withdrawn = Statement.objects.filter(pk__in=gone).end(now=now, by=None, reason=reason)
    _publish_by_ten()
    return Done(declared=declared, restored=len(back), withdrawn=withdrawn)


def _declare(rows: list[Found], now: datetime) -> int:
    outcomes = Outcome.objects.bulk_create(
        [
            Outcome(
                network_id=row.network,
                kind=row.kind,
                origin=Origin.GATHERED,
                reference=row.reference,
                is_fictitious=row.is_fictitious,
                created_at=now,
                **row.links,
            )
            for row in rows
        ],
        batch_size=AT_ONCE,
    )
    _state(zip((outcome.pk for outcome in outcomes), rows, strict=True), now)
    return len(outcomes)


def _state(rows: Iterable[tuple[int, Found]], now: datetime) -> None:
    Statement.objects.bulk_create(
        [
            Statement(
                outcome_id=pk,
                value=1,
                happened_on=row.happened_on,
                certainty=row.certainty,
                recorded_at=now,
            )
            for pk, row in rows
        ],
        batch_size=AT_ONCE,
    )


def _publish_by_ten() -> None:
    """People trained in a published initiative are told to everybody, ten at a time in one activity: no figure leads to fewer."""
    waiting = Outcome.objects.filter(
        origin=Origin.GATHERED,
        kind=OutcomeKind.PEOPLE_TRAINED,
        is_published=False,
        initiative__is_published=True,
        statements__ended_at__isnull=True,
        statements__isnull=False,
    )
    counted = waiting.order_by().values("activity").annotate(people=Count("pk"))
    ready = [row["activity"] for row in counted if row["people"] >= FEWEST]
    if ready:
        keys = waiting.filter(activity__in=ready).values("pk")
        Outcome.objects.filter(pk__in=keys).update(is_published=True)
