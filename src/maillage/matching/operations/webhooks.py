"""Telling the systems of partner organisations each step of the introductions to their offers."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from maillage.common.jobs import later
from maillage.matching.errors import AddressTwice
from maillage.matching.models import IntroductionStep, Webhook, WebhookDelivery
from maillage.matching.operations.posting import checked_address, post

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.directory.models import Organisation
    from maillage.people.models import User

# How long to wait after each failed attempt; after the last, it is given up.
WAITS = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)


@transaction.atomic
def add_webhook(*, organisation: Organisation, url: str, by: User, now: datetime) -> tuple[Webhook, str]:
    """An address to tell, and its secret, which is shown this once. Raises AddressNotAllowed, AddressTwice."""
    checked_address(url)
    try:
        with transaction.atomic():
            webhook = Webhook.objects.create(
                organisation=organisation,
                url=url,
                seed=secrets.token_urlsafe(32),
                created_by=by,
                created_at=now,
            )
    except IntegrityError as twice:
        raise AddressTwice from twice
    return webhook, secret_of(webhook)


@transaction.atomic
def rotate_secret(*, webhook_id: int) -> str:
    """A new secret, shown this once; the former one signs nothing any more."""
    webhook = Webhook.objects.select_for_update(of=("self",)).get(pk=webhook_id, stopped_at=None)
    webhook.seed = secrets.token_urlsafe(32)
    webhook.save(update_fields=["seed"])
    return secret_of(webhook)


def stop_webhook(*, webhook_id: int, now: datetime) -> None:
    """Tell this address nothing more, not even what was still to be told."""
    Webhook.objects.filter(pk=webhook_id, stopped_at=None).update(stopped_at=now)


def tell_webhooks(*, step: IntroductionStep) -> None:
    """Queue one step for each address of the offer's organisation, with the transaction that wrote it."""
    webhooks = Webhook.objects.filter(
        organisation=step.introduction.offer.organisation_id, stopped_at=None
    ).order_by("pk")
    for webhook in webhooks:
        delivery = WebhookDelivery.objects.create(webhook=webhook, step=step, next_at=step.at)
        later("matching.deliver", delivery_id=delivery.pk)


@transaction.atomic
def deliver(*, delivery_id: int, now: datetime) -> bool:
    """Try to tell one step; False when it failed, was told already, or is being told elsewhere.

    The row stays locked meanwhile. A worker killed in the middle leaves it due: the same `id` may then be
    received twice, and the receiver keeps the first.
    """
    delivery = (
        WebhookDelivery.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("webhook", "step__introduction")
        .filter(pk=delivery_id, next_at__lte=now, webhook__stopped_at=None)
        .first()
    )
    if delivery is None:
        return False
    body = payload_of(delivery)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Maillage",
        "X-Maillage-Signature": signature(secret_of(delivery.webhook), body, now),
    }
    received, delivery.outcome = post(delivery.webhook.url, body, headers)
    delivery.attempts += 1
    delivery.delivered_at = now if received else None
    is_over = received or delivery.attempts > len(WAITS)
    delivery.next_at = None if is_over else now + WAITS[delivery.attempts - 1]
    delivery.save(update_fields=["attempts", "delivered_at", "next_at", "outcome"])
    return received


def payload_of(delivery: WebhookDelivery) -> bytes:
    """References, states and moments: nothing about anybody. The `id` is the same at each attempt."""
    step = delivery.step
    told = {
        "id": f"step-{step.pk}",
        "introduction": step.introduction_id,
        "need": step.introduction.need_id,
        "offer": step.introduction.offer_id,
        "state": step.state,
        "at": step.at.isoformat(),
    }
    return json.dumps(told, separators=(",", ":")).encode()


def signature(secret: str, body: bytes, now: datetime) -> str:
    """HMAC-SHA256 over `timestamp.body`: the moment is signed too, so that an old message cannot be replayed."""
    moment = int(now.timestamp())
    made = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={made}"


def secret_of(webhook: Webhook) -> str:
    """Derived from the site's own key: whoever reads the database alone cannot sign."""
    return salted_hmac("matching.webhook", webhook.seed, algorithm="sha256").hexdigest()
