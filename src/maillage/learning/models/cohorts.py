"""Cohorts: people who follow a path together. Days, places, sessions and presence are those of the activity that holds one."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.learning.enums import CohortMatter
from maillage.learning.models.paths import PathVersion


@pghistory.track()
class Cohort(models.Model):
    """A group, in a region, on one version of a path. The network of its activity gives it under its own name.

    organisation: whose employees alone may come, if it is for one. facilitator: who leads it.
    """

    activity = models.OneToOneField("activities.Activity", on_delete=models.PROTECT, related_name="cohort")
    version = models.ForeignKey(
        PathVersion, on_delete=models.PROTECT, related_name="cohorts", verbose_name=_("parcours")
    )
    territory = models.ForeignKey(
        "directory.Territory", on_delete=models.PROTECT, related_name="cohorts", verbose_name=_("région")
    )
    organisation = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cohorts",
        verbose_name=_("organisation"),
    )
    facilitator = models.ForeignKey(
        "people.User",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cohorts_led",
        verbose_name=_("animation"),
    )

    class Meta:
        verbose_name = _("cohorte")

    def __str__(self) -> str:
        return self.activity.title

    def get_absolute_url(self) -> str:
        return reverse("learning:cohort", args=[self.activity.slug])


class Counting(models.Model):
    """Somebody agrees that what her assessments say, before and after, is counted with her cohort. Taken back, it is deleted."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="countings")
    person = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="countings")
    agreed_at = models.DateTimeField(_("accord donné le"))

    class Meta:
        verbose_name = _("accord pour être comptée")
        constraints: ClassVar = [
            models.UniqueConstraint(name="counting_once", fields=["cohort", "person"]),
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id}: {self.person_id}"


class CohortLetter(models.Model):
    """One message to somebody of a cohort. since: the day of the session that it recalls, or the day when it was asked for."""

    participant = models.ForeignKey(
        "activities.Participant", on_delete=models.CASCADE, related_name="cohort_letters"
    )
    matter = models.CharField(_("sujet"), max_length=16, choices=CohortMatter)
    item = models.ForeignKey(
        "activities.ProgrammeItem", on_delete=models.CASCADE, null=True, related_name="cohort_letters"
    )
    since = models.DateField()
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("message à une cohorte")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="cohort_letter_once",
                fields=["participant", "matter", "item", "since"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="cohort_letter_about_a_session",
                condition=Q(matter=CohortMatter.SESSION, item__isnull=False)
                | Q(matter=CohortMatter.NEWS, item__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.matter}"
