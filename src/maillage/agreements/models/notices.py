"""Letters about the life of an agreement: a row each, so that each leaves once."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import NoticeMatter
from maillage.agreements.models.rotation import HostingYear
from maillage.agreements.models.welcome import Stay


class Notice(models.Model):
    """One letter to one person, about a turn to receive or about a stay."""

    matter = models.CharField(_("sujet"), max_length=16, choices=NoticeMatter)
    hosting = models.ForeignKey(HostingYear, on_delete=models.PROTECT, null=True, related_name="notices")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, null=True, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # no longer true, or the account is closed

    class Meta:
        verbose_name = _("courriel d’entente")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="notice_once", fields=["matter", "hosting", "stay", "user"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="notice_about_one_thing",
                condition=Q(hosting__isnull=True) ^ Q(stay__isnull=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["written_at"],
                name="notice_to_send",
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.matter}: {self.user_id}"
