"""Introductions, and the steps of their life."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.matching.enums import LIVE_STATES, DeclineReason, IntroductionState
from maillage.matching.models.sharing import LONGEST_TEXT, Need, Offer


@pghistory.track()
class Introduction(models.Model):
    """A need put before the holder of an offer: asked, answered, followed to its end."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="introductions")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="introductions")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="introductions_asked"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="introductions_answered"
    )
    message = models.TextField(_("votre message"), max_length=LONGEST_TEXT)
    consent = models.ForeignKey("people.Consent", on_delete=models.PROTECT, related_name="introductions")
    reasons = models.JSONField(default=list)  # why this offer was shown: code and facts of each Reason
    state = models.CharField(
        _("état"), max_length=10, choices=IntroductionState, default=IntroductionState.ASKED
    )
    decline_reason = models.CharField(_("raison"), max_length=16, choices=DeclineReason, blank=True)
    asked_at = models.DateTimeField(_("demandée le"))
    changed_at = models.DateTimeField(_("dernier changement"))

    class Meta:
        verbose_name = _("mise en relation")
        verbose_name_plural = _("mises en relation")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="introduction_one_live_per_pair",
                fields=["need", "offer"],
                condition=Q(state__in=LIVE_STATES),
            ),
            models.CheckConstraint(
                name="introduction_declined_with_a_reason",
                condition=Q(state=IntroductionState.DECLINED) ^ Q(decline_reason=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-changed_at"], name="introduction_by_state")]

    def __str__(self) -> str:
        return f"{self.need} → {self.offer}"

    def get_absolute_url(self) -> str:
        return reverse("matching:introduction", args=[self.pk])


class IntroductionStep(models.Model):
    """One change of state: who, when, with what words. Both sides read the same list."""

    introduction = models.ForeignKey(Introduction, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(_("état"), max_length=10, choices=IntroductionState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.TextField(_("mot"), blank=True, max_length=LONGEST_TEXT)
    at = models.DateTimeField(_("le"))
    announced_at = models.DateTimeField(null=True)  # when its mail left; never twice

    class Meta:
        verbose_name = _("étape")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.introduction_id}: {self.state}"
