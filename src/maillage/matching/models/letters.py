"""What is written to people about introductions: reminders, and each letter to each person."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.matching.enums import LetterMatter
from maillage.matching.models.introductions import Introduction

MOST_REMINDERS = 2


class Reminder(models.Model):
    """A request recalled to those who may answer it: planned when it is asked, made at most once."""

    introduction = models.ForeignKey(Introduction, on_delete=models.PROTECT, related_name="reminders")
    number = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("rappel")
        constraints: ClassVar = [
            models.UniqueConstraint(name="reminder_once", fields=["introduction", "number"]),
            models.CheckConstraint(
                name="reminder_at_most_two", condition=Q(number__gte=1, number__lte=MOST_REMINDERS)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="reminder_due", condition=Q(made_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.introduction_id}: {self.number}"


class Letter(models.Model):
    """One message about an introduction to one person, or, without `user`, to a coordination's mailbox.

    Written in the transaction that causes it, sent by a job of its own: never two for one matter and person.
    """

    introduction = models.ForeignKey(Introduction, on_delete=models.PROTECT, related_name="letters")
    matter = models.CharField(_("sujet"), max_length=16, choices=LetterMatter)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # somebody answered before it left

    class Meta:
        verbose_name = _("message")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="letter_once", fields=["introduction", "matter", "user"], nulls_distinct=False
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["written_at"],
                name="letter_to_send",
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.introduction_id}: {self.matter}"
