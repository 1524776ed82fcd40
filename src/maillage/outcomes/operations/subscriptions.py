"""Receiving a report each quarter, and stopping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.common.tokens import facts_behind, token_of
from maillage.outcomes.models import SUBJECTS, ReportSubscription

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User

STOP = "outcomes.reports"


@transaction.atomic
def subscribe(*, person: User, kind: str, subject_id: int, now: datetime) -> ReportSubscription:
    """Receive this report once the quarter under way is over, then each quarter. Asked twice, asked once."""
    subscription, is_new = ReportSubscription.objects.get_or_create(
        person=person,
        **{f"{name}_id": subject_id if name == kind else None for name in SUBJECTS},
        defaults={"since": now},
    )
    if not is_new and subscription.stopped_at is not None:
        subscription.since, subscription.stopped_at = now, None
        subscription.save(update_fields=["since", "stopped_at"])
    return subscription


def stop(*, subscription_id: int, now: datetime) -> None:
    """No letter is written any more, and one that waits does not leave."""
    ReportSubscription.objects.filter(pk=subscription_id, stopped_at=None).update(stopped_at=now)


def stop_token(subscription_id: int) -> str:
    """What lets whoever reads a letter stop those that would follow, and do nothing else."""
    return token_of(STOP, subscription_id)


def subscription_behind(token: str) -> ReportSubscription | None:
    """None for a token that we did not make, and for a subscription that went with its person."""
    facts = facts_behind(token, STOP)
    return ReportSubscription.objects.filter(pk=facts[0]).first() if facts else None


def forget_subscriptions(person: User, now: datetime) -> None:  # noqa: ARG001 - when does not matter
    """Those of a person who is erased, with their letters."""
    ReportSubscription.objects.filter(person=person).delete()
