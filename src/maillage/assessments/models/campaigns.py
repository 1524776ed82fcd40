"""Groups of people who are invited to one instrument, and what a person chooses to show."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.assessments.models.instruments import LONGEST_CODE, Instrument
from maillage.assessments.models.sittings import Sitting

LONGEST_TITLE, LONGEST_PURPOSE = 200, 2_000
FEWEST = 10  # people in what is told of a group, and in the difference of two things told


class Campaign(models.Model):
    """What a network asks a group to sit for, and why. It sees counts of ten people or more, never a person.

    areas: those of the framework that are asked about; none for what the role asks for or, without a role, for everything.
    is_fictitious: the people who are counted are, and no others.
    """

    key = models.UUIDField(_("adresse"), default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey("directory.Network", on_delete=models.PROTECT, related_name="campaigns")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="campaigns")
    role = models.ForeignKey(
        "skills.RoleProfile", on_delete=models.PROTECT, null=True, related_name="campaigns"
    )
    areas = ArrayField(models.CharField(max_length=LONGEST_CODE), default=list, verbose_name=_("domaines"))
    title = models.CharField(_("titre"), max_length=LONGEST_TITLE)
    purpose = models.TextField(_("à quoi cela servira"), max_length=LONGEST_PURPOSE)
    is_fictitious = models.BooleanField(_("fictive"), default=False)
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


class InvitationReminder(models.Model):
    """An invitation recalled, once."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="reminder")
    written_at = models.DateTimeField(_("écrite le"))
    sent_at = models.DateTimeField(_("envoyée le"), null=True)
    dropped_at = models.DateTimeField(_("abandonnée le"), null=True)

    class Meta:
        verbose_name = _("rappel d’une invitation")

    def __str__(self) -> str:
        return f"{self.invitation_id}"


class GroupCount(models.Model):
    """What is told of a group about one competence, as it was counted once; made again only when ten people differ.

    members: the sittings that were counted. bins: how many people stand in a run of levels, as (first, last, people), from the
    lowest; none when it would tell of everybody. quartiles: the levels where a quarter, half and three quarters of them stand.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="counts")
    dimension = models.CharField(_("compétence"), max_length=LONGEST_CODE)
    members = ArrayField(models.BigIntegerField(), verbose_name=_("passations"))
    bins = models.JSONField(_("personnes par niveau"))
    quartiles = ArrayField(models.PositiveSmallIntegerField(), size=3, verbose_name=_("quartiles"))
    counted_at = models.DateTimeField(_("compté le"))

    class Meta:
        verbose_name = _("décompte d’un groupe")
        constraints: ClassVar = [
            models.UniqueConstraint(name="group_count_once", fields=["campaign", "dimension"]),
            models.CheckConstraint(name="group_of_ten", condition=Q(members__len__gte=FEWEST)),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.dimension}"

    @property
    def people(self) -> int:
        return len(self.members)


class Share(models.Model):
    """A result shown by the choice of its person, at an address; she may take it back.

    reader: who has the account of this address, if somebody does. The person is never told which.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="shares")
    email = models.EmailField(_("courriel"))
    reader = models.ForeignKey(
        "people.User", on_delete=models.SET_NULL, null=True, related_name="shared_results"
    )
    shared_at = models.DateTimeField(_("montré le"))
    withdrawn_at = models.DateTimeField(_("repris le"), null=True)

    class Meta:
        verbose_name = _("résultat montré")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "sitting", Lower("email"), name="share_open_once", condition=Q(withdrawn_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.pk}"


class ShareLetter(models.Model):
    """What is written to whoever is shown a result."""

    share = models.OneToOneField(Share, on_delete=models.CASCADE, related_name="letter")
    written_at = models.DateTimeField(_("écrite le"))
    sent_at = models.DateTimeField(_("envoyée le"), null=True)
    dropped_at = models.DateTimeField(_("abandonnée le"), null=True)

    class Meta:
        verbose_name = _("lettre d’un résultat montré")

    def __str__(self) -> str:
        return f"{self.share_id}"
