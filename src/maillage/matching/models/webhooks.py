"""Telling the system of a partner organisation what became of its introductions."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.matching.models.introductions import IntroductionStep


class Webhook(models.Model):
    """An address of an organisation that is told each step of the introductions to its offers."""

    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.PROTECT, related_name="webhooks"
    )
    url = models.URLField(_("Adresse"), max_length=500)
    seed = models.CharField(max_length=64, editable=False)  # the secret is derived from it, and never stored
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("avis automatique")
        constraints: ClassVar = [
            models.CheckConstraint(name="webhook_is_https", condition=Q(url__startswith="https://")),
            models.UniqueConstraint(
                name="webhook_one_active_per_address",
                fields=["organisation", "url"],
                condition=Q(stopped_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(models.Model):
    """One step told to one address: tried until it is received, or given up (`next_at` null)."""

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="deliveries")
    step = models.ForeignKey(IntroductionStep, on_delete=models.PROTECT, related_name="deliveries")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=80, blank=True)  # of the last attempt: a status, or why it failed

    class Meta:
        verbose_name = _("envoi")
        constraints: ClassVar = [
            models.UniqueConstraint(name="webhook_delivery_once", fields=["webhook", "step"]),
            models.CheckConstraint(
                name="webhook_delivery_ends",
                condition=Q(delivered_at__isnull=True) | Q(next_at__isnull=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], name="webhook_delivery_due", condition=Q(next_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.webhook_id}: {self.step_id}"
