"""What follows the choice: letters, who came, what they thought, what became of them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.activities.enums import CampMatter, Situation
from maillage.activities.models.activities import Participant, ProgrammeItem
from maillage.activities.models.applications import HIGHEST, LOWEST, Application, Reviewer
from maillage.activities.models.bootcamps import BootcampEdition

MONTHS_AFTER = (3, 6, 12)


class CampLetter(models.Model):
    """One message to one applicant: written with what causes it, sent by a job of its own, never twice.

    `turn` tells one offer of a place from the next; `is_answered`, whether its anonymous form was used, and no more.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="letters")
    matter = models.CharField(_("sujet"), max_length=16, choices=CampMatter)
    turn = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # it became moot before it left
    is_answered = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("message aux candidates et candidats")
        constraints: ClassVar = [
            models.UniqueConstraint(name="camp_letter_once", fields=["application", "matter", "turn"])
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["written_at"],
                name="camp_letter_to_send",
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.matter}"


class ReviewerLetter(models.Model):
    """Somebody is told that she is asked to read: written when she is, sent once."""

    reviewer = models.OneToOneField(Reviewer, on_delete=models.CASCADE, related_name="letter")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("message aux évaluatrices et évaluateurs")

    def __str__(self) -> str:
        return str(self.reviewer_id)


class Attendance(models.Model):
    """Whether somebody was at one session, as noted at the door."""

    item = models.ForeignKey(ProgrammeItem, on_delete=models.PROTECT, related_name="attendances")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="attendances")
    was_there = models.BooleanField(_("présence"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    noted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("présence à une séance")
        constraints: ClassVar = [
            models.UniqueConstraint(name="attendance_once", fields=["item", "participant"])
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.participant_id}"


class Satisfaction(models.Model):
    """What one participant thought, without her name, nor the moment: nothing leads back to her."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(BootcampEdition, on_delete=models.PROTECT, related_name="satisfactions")
    useful = models.PositiveSmallIntegerField(_("utilité"))
    run = models.PositiveSmallIntegerField(_("déroulement"))
    words = models.TextField(_("mots"), max_length=1_000, blank=True)

    class Meta:
        verbose_name = _("avis anonyme")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="satisfaction_from_one_to_five",
                condition=Q(useful__gte=LOWEST, useful__lte=HIGHEST, run__gte=LOWEST, run__lte=HIGHEST),
            )
        ]

    def __str__(self) -> str:
        return str(self.edition_id)


class CampFollowUp(models.Model):
    """What became of a participant, asked at 3, 6 and 12 months; the first answer counts."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    situation = models.CharField(_("où en est le projet"), max_length=16, choices=Situation, blank=True)
    works_with_partner = models.BooleanField(
        _("travaille avec quelqu’un de l’autre communauté"), null=True
    )  # null: not said
    words = models.TextField(_("mots"), max_length=1_000, blank=True)

    class Meta:
        verbose_name = _("nouvelles après un camp")
        constraints: ClassVar = [
            models.UniqueConstraint(name="camp_follow_up_once", fields=["application", "months"]),
            models.CheckConstraint(
                name="camp_follow_up_at_three_six_twelve", condition=Q(months__in=MONTHS_AFTER)
            ),
            models.CheckConstraint(
                name="camp_follow_up_answered_with_something",
                condition=Q(answered_at__isnull=True) | ~Q(situation=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_on"], name="camp_follow_up_due", condition=Q(asked_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.months}"
