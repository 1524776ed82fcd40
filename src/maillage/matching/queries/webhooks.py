"""Addresses told of introductions, and what was told to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.matching.models import Webhook, WebhookDelivery

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.directory.models import Organisation

MOST_SHOWN = 20


def webhooks_of(organisation: Organisation) -> QuerySet[Webhook]:
    """Addresses told today, oldest first."""
    return Webhook.objects.filter(organisation=organisation, stopped_at=None).order_by("created_at", "pk")


def last_deliveries(organisation: Organisation) -> QuerySet[WebhookDelivery]:
    """The last MOST_SHOWN steps told or to tell, newest first. Rows carry their webhook and step."""
    return (
        WebhookDelivery.objects.filter(webhook__organisation=organisation)
        .select_related("webhook", "step__introduction")
        .order_by("-pk")[:MOST_SHOWN]
    )
