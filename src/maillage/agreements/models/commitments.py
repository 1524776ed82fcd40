"""What the parties owe one another on a strand, and how it went."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import CommitmentState
from maillage.agreements.models.agreements import Opening, Party

LONGEST_COMMITMENT = 600
LONGEST_BODY = 160
LONGEST_NOTE = 2000


@pghistory.track()
class Commitment(models.Model):
    """Who owes what by when. A renewal copies what is still open, and the copy says what it continues."""

    opening = models.ForeignKey(
        Opening, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("volet")
    )
    text = models.TextField(_("engagement"), max_length=LONGEST_COMMITMENT)
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="commitments",
        null=True,
        blank=True,
        verbose_name=_("partie"),
    )  # null: every party
    body = models.CharField(_("organisme qui s’en charge"), max_length=LONGEST_BODY, blank=True)
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    state = models.CharField(
        _("état"), max_length=10, choices=CommitmentState, default=CommitmentState.PLANNED
    )
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="carried_to", null=True, blank=True
    )

    class Meta:
        verbose_name = _("engagement")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="commitment_carried_once_per_strand",
                fields=["opening", "carried_from"],
                condition=Q(carried_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class CommitmentStep(models.Model):
    """One change of state: who, which day, with what evidence or reason."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(_("état"), max_length=10, choices=CommitmentState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    on = models.DateField(_("le"))
    note = models.TextField(_("preuve ou raison"), blank=True, max_length=LONGEST_NOTE)
    url = models.URLField(_("lien vers la preuve"), blank=True, max_length=600)

    class Meta:
        verbose_name = _("étape d’un engagement")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.state}"
