"""Reports: periods that close, what was told then, stories with consent; answers that are counted by ten."""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.assessments.models import FEWEST
from maillage.initiatives.enums import InclusionGroup
from maillage.outcomes.models.outcomes import LONGEST_TITLE, LONGEST_WORDS, Outcome


class Period(models.Model):
    """A stretch of days of one network's book, closed once: what was told then stays told.

    figures: totals as they were at `closed_at`; what is corrected later shows beside them.
    """

    network = models.ForeignKey(
        "directory.Network", on_delete=models.PROTECT, related_name="periods", verbose_name=_("réseau")
    )
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"))  # inclusive
    closed_at = models.DateTimeField(_("close le"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    figures = models.JSONField(_("chiffres à la clôture"))

    class Meta:
        verbose_name = _("période close")
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="closed_stays",
                operation=pgtrigger.UpdateOf("network_id", "starts_on", "ends_on", "closed_at", "figures")  # type: ignore[no-untyped-call]
                | pgtrigger.Delete,
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="period_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Le dernier jour ne peut pas précéder le premier."),
            ),
            ExclusionConstraint(
                name="period_closed_once",
                expressions=[
                    ("network", RangeOperators.EQUAL),
                    (
                        Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Une période close couvre déjà une partie de ces jours."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_id}: {self.starts_on} – {self.ends_on}"

    def get_absolute_url(self) -> str:
        return reverse("outcomes:period", args=[self.pk])


@pghistory.track()
class Story(models.Model):
    """An outcome told in words, chosen by the coordination, with the consent of whoever it is about.

    consent: given by somebody who speaks for the firm; withdrawn, the story is told no more.
    """

    outcome = models.OneToOneField(Outcome, on_delete=models.PROTECT, related_name="story")
    title = models.CharField(_("titre"), max_length=LONGEST_TITLE)
    text = models.TextField(_("récit"), max_length=LONGEST_WORDS)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    chosen_at = models.DateTimeField(_("choisie le"))
    consent = models.ForeignKey(
        "people.Consent", on_delete=models.PROTECT, null=True, blank=True, related_name="stories"
    )
    is_public_fact = models.BooleanField(
        _("déjà publiée ailleurs"), default=False
    )  # then no consent is asked
    source = models.URLField(_("où"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("récit")
        verbose_name_plural = _("récits")
        constraints: ClassVar = [
            models.CheckConstraint(name="story_says_something", condition=~Q(title="") & ~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.title


class InclusionAnswer(models.Model):
    """A group that somebody says, of her own will, that she belongs to. Taken back, it is deleted."""

    participant = models.ForeignKey(
        "activities.Participant", on_delete=models.CASCADE, related_name="inclusion_answers"
    )
    group = models.CharField(_("groupe"), max_length=16, choices=InclusionGroup)
    consent = models.ForeignKey("people.Consent", on_delete=models.PROTECT, related_name="inclusion_answers")
    said_at = models.DateTimeField(_("dit le"))

    class Meta:
        verbose_name = _("réponse volontaire")
        constraints: ClassVar = [
            models.UniqueConstraint(name="inclusion_answer_once", fields=["participant", "group"]),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.group}"


class InclusionCount(models.Model):
    """How many of an initiative's participants said that they belong to a group: ten at least, told anew only when ten differ.

    marks: what stands for each person who was counted; nobody is found by them without the key of this installation.
    """

    initiative = models.ForeignKey(
        "initiatives.Initiative", on_delete=models.PROTECT, related_name="inclusion_counts"
    )
    group = models.CharField(_("groupe"), max_length=16, choices=InclusionGroup)
    marks = ArrayField(models.CharField(max_length=24))
    counted_at = models.DateTimeField(_("compté le"))

    class Meta:
        verbose_name = _("réponses volontaires comptées")
        constraints: ClassVar = [
            models.UniqueConstraint(name="inclusion_count_once", fields=["initiative", "group"]),
            models.CheckConstraint(name="inclusion_count_of_ten", condition=Q(marks__len__gte=FEWEST)),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.group}"

    @property
    def people(self) -> int:
        return len(self.marks)
