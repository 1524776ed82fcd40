"""Who is credited with which part of an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.outcomes.enums import ShareMethod
from maillage.outcomes.errors import NothingToShare, NotWhole, OtherBook
from maillage.outcomes.models import Outcome, Share
from maillage.outcomes.queries.paying import (
    contributions_paying,
    contributions_to_credit,
    unshared,
    ways_unshared,
)
from maillage.outcomes.rules import WHOLE, parts_of
from maillage.ui.formats import share
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

    from maillage.people.models import User

SEVERAL = 5_000  # shares written at a time


@transaction.atomic
def share_outcome(
    *, outcome_id: int, parts: Mapping[int, Decimal], method: str, by: User | None, now: datetime
) -> None:
    """Credit contributions, by their keys, with parts that make one; no part at all credits nobody.

    The former parts end. Raises NotWhole, NothingToShare for a withdrawn outcome, OtherBook for a contribution of a network
    that holds neither its initiative nor its agreement.
    """
    outcome = Outcome.objects.select_for_update(of=("self",), no_key=True).get(pk=outcome_id)
    if not outcome.statements.filter(ended_at=None).exists():
        raise NothingToShare
    if parts and sum(parts.values()) != WHOLE:
        raise NotWhole(total=share(sum(parts.values()), spoken()))
    known = {row.pk: row for row in contributions_to_credit(outcome)}
    for stranger in parts.keys() - known.keys():
        raise OtherBook(contribution=stranger)
    shares = Share.objects.filter(outcome=outcome)
    shares.end(now=now, by=by)
    Share.objects.bulk_create(_rows(outcome, parts, method, by, now))


def _rows(
    outcome: Outcome, parts: Mapping[int, Decimal], method: str, by: User | None, now: datetime
) -> list[Share]:
    return [
        Share(
            outcome=outcome,
            contribution_id=pk,
            share=part,
            method=method,
            recorded_at=now,
            recorded_by=by,
        )
        for pk, part in parts.items()
    ]


@transaction.atomic
def share_what_is_not(*, now: datetime) -> int:
    """Credit, in proportion to what they paid, the contributions behind each outcome that credits nobody yet.

    How many outcomes were shared. What came the same way is paid by the same money: it is looked at together, and where that
    money mixes currencies without a rate, its outcomes are neither read nor locked; they wait for a rate, or for people to agree.
    """
    rows: list[Share] = []
    for way in ways_unshared():
        parts = parts_of(contributions_paying(Outcome(**way)))
        if parts:
            for outcome in unshared().select_for_update(of=("self",), no_key=True).filter(**way):
                rows += _rows(outcome, parts, ShareMethod.PRO_RATA, None, now)
    Share.objects.bulk_create(rows, batch_size=SEVERAL)
    return len({row.outcome_id for row in rows})
