"""Reports that people receive each quarter, and the letters that take them there."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from maillage.agreements.models import Agreement
    from maillage.directory.models import Network, Organisation
    from maillage.initiatives.models import Initiative

SUBJECTS = ("initiative", "agreement", "funder", "network")


class ReportSubscription(models.Model):
    """Somebody who receives the report of one thing, each quarter, from the one under way at `since`."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="report_subscriptions"
    )
    initiative = models.ForeignKey(
        "initiatives.Initiative", on_delete=models.CASCADE, null=True, related_name="+"
    )
    agreement = models.ForeignKey(
        "agreements.Agreement", on_delete=models.CASCADE, null=True, related_name="+"
    )
    funder = models.ForeignKey(
        "directory.Organisation", on_delete=models.CASCADE, null=True, related_name="+"
    )
    network = models.ForeignKey("directory.Network", on_delete=models.CASCADE, null=True, related_name="+")
    since = models.DateTimeField(_("depuis"))
    stopped_at = models.DateTimeField(_("arrêté le"), null=True)

    class Meta:
        verbose_name = _("abonnement à un rapport")
        verbose_name_plural = _("abonnements à des rapports")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="report_subscription_once", fields=["person", *SUBJECTS], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="report_subscription_to_one_thing",
                condition=reduce(
                    or_, (Q(**{f"{other}__isnull": other != name for other in SUBJECTS}) for name in SUBJECTS)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.subject}"

    @property
    def kind(self) -> str:
        """Which of SUBJECTS."""
        return next(name for name in SUBJECTS if getattr(self, f"{name}_id") is not None)

    @property
    def subject(self) -> Initiative | Agreement | Organisation | Network:
        found: Initiative | Agreement | Organisation | Network = getattr(self, self.kind)
        return found


class ReportLetter(models.Model):
    """The report of one quarter, told to one person once: its figures are those of `written_at`."""

    subscription = models.ForeignKey(ReportSubscription, on_delete=models.CASCADE, related_name="letters")
    quarter = models.DateField(_("premier jour du trimestre"))
    written_at = models.DateTimeField(_("écrite le"))
    sent_at = models.DateTimeField(_("partie le"), null=True)
    dropped_at = models.DateTimeField(_("abandonnée le"), null=True)

    class Meta:
        verbose_name = _("lettre d’un rapport")
        verbose_name_plural = _("lettres de rapports")
        constraints: ClassVar = [
            models.UniqueConstraint(name="report_letter_once", fields=["subscription", "quarter"]),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.quarter}"
