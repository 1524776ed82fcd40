"""What people decided about a version, one row each."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import VersionState
from maillage.agreements.models.agreements import AgreementVersion, Party

LONGEST_REASON = 1000
GIVEN_UP = (VersionState.ENDED, VersionState.WITHDRAWN)
DECIDED = (VersionState.DRAFT, VersionState.AGREED, VersionState.SIGNED, *GIVEN_UP)


class VersionStep(models.Model):
    """A state that somebody brought about: who, which day, why. What dates bring about is not stored.

    `party` says for whom a text was accepted; None when it concerns them all.
    """

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(_("état"), max_length=9, choices=VersionState)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="steps", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    on = models.DateField(_("le"))
    reason = models.TextField(_("raison"), blank=True, max_length=LONGEST_REASON)

    class Meta:
        verbose_name = _("étape d’une version")
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(name="version_step_was_decided", condition=Q(state__in=DECIDED)),
            models.CheckConstraint(
                name="version_step_ended_with_a_reason",
                condition=~Q(state__in=GIVEN_UP) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.state}"
