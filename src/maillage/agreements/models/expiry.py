"""What is written to coordinators before a version runs out."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.agreements.models.agreements import AgreementVersion


class ExpiryLetter(models.Model):
    """One warning to one coordinator or, without any, to the mailbox of a network: never two at one stage."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="expiry_letters")
    months = models.PositiveSmallIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    network = models.ForeignKey("directory.Network", on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # a successor was signed before it left

    class Meta:
        verbose_name = _("avis d’échéance")
        verbose_name_plural = _("avis d’échéance")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="expiry_letter_once",
                fields=["version", "months", "user", "network"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="expiry_letter_to_somebody", condition=Q(user__isnull=True) ^ Q(network__isnull=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["written_at"],
                name="expiry_letter_to_send",
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.months}"
