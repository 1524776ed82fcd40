"""Groups of people who are invited to one instrument, and what a person chooses to show."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.assessments.models.instruments import Instrument
from maillage.assessments.models.sittings import Sitting


class Campaign(models.Model):
    """What a network asks a group to sit for, and why. It sees counts of ten people or more, never a person."""

    key = models.UUIDField(_("adresse"), default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey("directory.Network", on_delete=models.PROTECT, related_name="campaigns")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="campaigns")
    role = models.ForeignKey(
        "skills.RoleProfile", on_delete=models.PROTECT, null=True, related_name="campaigns"
    )
    title = models.CharField(_("titre"), max_length=200)
    purpose = models.TextField(_("à quoi cela servira"), max_length=2_000)
    closes_on = models.DateField(_("dernier jour"), null=True)
    opened_at = models.DateTimeField(_("ouverte le"))
    opened_by = models.ForeignKey("people.User", on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(_("fermée le"), null=True)

    class Meta:
        verbose_name = _("groupe évalué")
        constraints: ClassVar = [
            models.CheckConstraint(name="campaign_says_why", condition=~Q(title="") & ~Q(purpose="")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assessments:campaign", args=[self.key])


class Invitation(models.Model):
    """A letter to one address. `sitting`: what came of it, once she agreed to be counted with the group."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("courriel"))
    sitting = models.OneToOneField(Sitting, on_delete=models.SET_NULL, null=True, related_name="invitation")
    written_at = models.DateTimeField(_("écrite le"))
    sent_at = models.DateTimeField(_("envoyée le"), null=True)
    dropped_at = models.DateTimeField(_("abandonnée le"), null=True)

    class Meta:
        verbose_name = _("invitation à se situer")
        constraints: ClassVar = [
            models.UniqueConstraint("campaign", Lower("email"), name="invitation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.pk}"


class Share(models.Model):
    """A result shown by the choice of its person, to one other person; she may take it back."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="shares")
    reader = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="shared_results")
    shared_at = models.DateTimeField(_("montré le"))
    withdrawn_at = models.DateTimeField(_("repris le"), null=True)

    class Meta:
        verbose_name = _("résultat montré")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="share_open_once", fields=["sitting", "reader"], condition=Q(withdrawn_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.reader_id}"
