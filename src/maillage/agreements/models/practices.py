"""What works in one community, and its transfer to another."""

from __future__ import annotations

from typing import ClassVar, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import Currency, TransferState
from maillage.agreements.models.agreements import Agreement
from maillage.agreements.models.sharing import Shared, SharedQuerySet

LONGEST_TEXT = 4_000


class PracticeQuerySet(SharedQuerySet["Practice"]):
    def active(self) -> Self:
        return self.filter(archived_at__isnull=True, organisation__archived_at__isnull=True)


@pghistory.track(exclude=["words"])
class Practice(Shared):
    """Something that works here, told so that others may take it over: how, with what results, at what cost."""

    title = models.CharField(_("titre"), max_length=160)
    context = models.TextField(_("contexte"), max_length=LONGEST_TEXT)
    method = models.TextField(_("comment on s’y prend"), max_length=LONGEST_TEXT)
    results = models.TextField(_("résultats"), max_length=LONGEST_TEXT, blank=True)
    evidence = models.TextField(_("preuve"), max_length=LONGEST_TEXT, blank=True)
    evidence_url = models.URLField(_("adresse de la preuve"), max_length=500, blank=True)
    cost_amount = models.DecimalField(
        _("coût"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    cost_currency = models.CharField(_("monnaie"), max_length=3, choices=Currency, blank=True)
    cost_note = models.CharField(_("ce que comprend le coût"), max_length=240, blank=True)
    contact = models.CharField(_("à qui en parler"), max_length=160)  # an office, never a private name
    languages = models.JSONField(_("langues"), default=list)
    text_is_fictitious = models.BooleanField(_("texte fictif"), default=False)
    words = models.TextField(editable=False)  # the stems of all that is said, each between spaces
    version = models.PositiveIntegerField(_("version"), default=1)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("publiée le"))
    updated_at = models.DateTimeField(_("mise à jour le"))
    archived_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta(Shared.Meta):
        verbose_name = _("pratique")
        indexes: ClassVar = [
            models.Index(fields=["-updated_at", "-id"], name="practice_newest_first"),
            GinIndex(OpClass("words", name="gin_trgm_ops"), name="practice_words"),
        ]
        constraints: ClassVar = [
            *Shared.Meta.constraints,
            models.CheckConstraint(
                name="practice_cost_has_its_currency",
                condition=Q(cost_amount__isnull=True, cost_currency="")
                | (Q(cost_amount__gte=0) & ~Q(cost_currency="")),
                violation_error_message=_("Un montant va avec sa monnaie."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreements:practice", args=[self.pk])


@pghistory.track()
class Transfer(models.Model):
    """A practice on its way to another community: proposed to a network, then taken over by an organisation."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="transfers")
    network = models.ForeignKey(
        "directory.Network",
        on_delete=models.PROTECT,
        related_name="transfers",
        verbose_name=_("réseau d’accueil"),
    )
    organisation = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        related_name="transfers",
        null=True,
        blank=True,
        verbose_name=_("qui la reprend"),
    )
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.PROTECT,
        related_name="transfers",
        null=True,
        blank=True,
        verbose_name=_("entente"),
    )
    adaptation = models.TextField(_("adaptation"), max_length=LONGEST_TEXT, blank=True)
    result = models.TextField(_("résultat"), max_length=LONGEST_TEXT, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=TransferState, default=TransferState.PROPOSED)
    version = models.PositiveIntegerField(_("version"), default=1)
    proposed_at = models.DateTimeField(_("proposée le"))
    changed_at = models.DateTimeField(_("changée le"))

    class Meta:
        verbose_name = _("transfert")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="transfer_once",
                fields=["practice", "network", "organisation"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="transfer_is_taken_over_by_somebody",
                condition=Q(organisation__isnull=False)
                | Q(state__in=[TransferState.PROPOSED, TransferState.GIVEN_UP]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} → {self.organisation_id or self.network_id}: {self.state}"


class TransferStep(models.Model):
    """One change of state: which, by whom, when, why."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(_("état"), max_length=10, choices=TransferState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("raison"), max_length=500, blank=True)
    at = models.DateTimeField(_("le"))

    class Meta:
        verbose_name = _("étape du transfert")

    def __str__(self) -> str:
        return f"{self.transfer_id}: {self.state}"


class PracticeLetter(models.Model):
    """A proposal told to one person, or, without `user`, to a coordination's mailbox: written once, sent once."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="letters")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # her account was closed before it left

    class Meta:
        verbose_name = _("message sur une pratique")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="practice_letter_once", fields=["transfer", "user"], nulls_distinct=False
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["written_at"],
                name="practice_letter_to_send",
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.transfer_id} → {self.user_id}"
