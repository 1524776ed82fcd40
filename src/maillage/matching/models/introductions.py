"""Introductions, and the steps of their life."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.matching.enums import LIVE_STATES, DeclineReason, FollowUpResult, IntroductionState
from maillage.matching.models.sharing import LONGEST_TEXT, Need, Offer

LONGEST_CHAIN = 3  # organisations asked one after the other for one request
FOLLOW_UP_DAYS = (30, 90)
ASKED_NEXT: dict[
    str, str
] = {}  # by result: the page, under the same link, where a context above asks what it brought


@pghistory.track(exclude=["answer_key"])
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
    answer_by = models.DateTimeField(_("réponse attendue avant le"), null=True)
    tries_next = models.BooleanField(_("demander ensuite à la suivante"), default=False)
    follows = models.OneToOneField(
        "self", verbose_name=_("après"), on_delete=models.PROTECT, null=True, related_name="followed_by"
    )
    turn = models.PositiveSmallIntegerField(_("rang"), default=1)  # in its chain
    met_on = models.DateField(_("rencontre tenue le"), null=True)
    answer_key = models.CharField(max_length=32, blank=True, editable=False)  # what its links are signed with

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
            models.CheckConstraint(
                name="introduction_chain_is_short",
                condition=Q(follows__isnull=True, turn=1)
                | Q(follows__isnull=False, turn__gt=1, turn__lte=LONGEST_CHAIN),
            ),
            models.CheckConstraint(
                name="introduction_answer_after_asking", condition=Q(answer_by__gt=F("asked_at"))
            ),
            models.CheckConstraint(
                name="introduction_met_on_a_day",
                condition=~Q(state=IntroductionState.MET) | Q(met_on__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "-changed_at"], name="introduction_by_state"),
            models.Index(
                fields=["answer_by"],
                name="introduction_awaited",
                condition=Q(state=IntroductionState.ASKED),
            ),
        ]

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
    announced_at = models.DateTimeField(null=True)  # when its letters were written; never twice

    class Meta:
        verbose_name = _("étape")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.introduction_id}: {self.state}"


class FollowUp(models.Model):
    """What became of the need, asked 30 and 90 days after: once each."""

    introduction = models.ForeignKey(Introduction, on_delete=models.PROTECT, related_name="follow_ups")
    days = models.PositiveSmallIntegerField(_("jours après"))
    due_at = models.DateTimeField(_("à demander le"))
    asked_at = models.DateTimeField(_("demandé le"), null=True)
    answered_at = models.DateTimeField(_("répondu le"), null=True)
    result = models.CharField(_("résultat"), max_length=10, choices=FollowUpResult, blank=True)
    words = models.TextField(_("ce que ça a changé"), blank=True, max_length=LONGEST_TEXT)

    class Meta:
        verbose_name = _("suite donnée")
        constraints: ClassVar = [
            models.UniqueConstraint(name="follow_up_once", fields=["introduction", "days"]),
            models.CheckConstraint(name="follow_up_known_days", condition=Q(days__in=FOLLOW_UP_DAYS)),
            models.CheckConstraint(
                name="follow_up_answered_with_a_result",
                condition=Q(answered_at__isnull=True, result="")
                | (Q(answered_at__isnull=False) & ~Q(result="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="follow_up_due", condition=Q(asked_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.introduction_id}: {self.days}"
