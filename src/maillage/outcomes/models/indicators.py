"""Indicators: what is counted, how, and how far an initiative means to go."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.initiatives.models import Initiative
from maillage.outcomes.enums import OutcomeKind

LONGEST_CODE, LONGEST_NAME, LONGEST_DEFINITION = 60, 120, 1_500


@pghistory.track()
class Indicator(models.Model):
    """Ours come from content/indicators, in two languages. disaggregation: codes of what it is told apart by."""

    code = models.SlugField(_("code"), max_length=LONGEST_CODE, unique=True)
    kind = models.CharField(_("nature des retombées comptées"), max_length=20, choices=OutcomeKind)
    name = models.CharField(_("nom"), max_length=LONGEST_NAME)
    name_en = models.CharField(_("nom en anglais"), max_length=LONGEST_NAME)
    definition = models.TextField(_("définition"), max_length=LONGEST_DEFINITION)
    definition_en = models.TextField(_("définition en anglais"), max_length=LONGEST_DEFINITION)
    unit = models.CharField(_("unité"), max_length=60)
    unit_en = models.CharField(_("unité en anglais"), max_length=60)
    method = models.TextField(_("comment on compte"), max_length=LONGEST_DEFINITION)
    method_en = models.TextField(_("comment on compte, en anglais"), max_length=LONGEST_DEFINITION)
    disaggregation = ArrayField(models.CharField(max_length=20), default=list, verbose_name=_("détaillé par"))
    position = models.PositiveSmallIntegerField(_("rang"))

    class Meta:
        verbose_name = _("indicateur")
        ordering = ("position", "code")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="indicator_says_what_it_counts", condition=~Q(name="") & ~Q(definition="") & ~Q(unit="")
            ),
        ]

    def __str__(self) -> str:
        return self.told("name")

    def told(self, what: str) -> str:
        """Its name, definition, unit or method, in the language of the page."""
        said: str = getattr(self, f"{what}_en" if (get_language() or "fr").startswith("en") else what)
        return said


@pghistory.track()
class Target(models.Model):
    """How far an initiative means to bring an indicator, from where it started, by which day."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="targets")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="targets", verbose_name=_("indicateur")
    )
    territory = models.ForeignKey(
        "directory.Territory",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("territoire"),
    )  # none: all of the initiative's
    currency = models.CharField(_("monnaie"), max_length=3, blank=True)
    baseline = models.DecimalField(_("au départ"), max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(_("jour du départ"), null=True, blank=True)
    value = models.DecimalField(_("cible"), max_digits=14, decimal_places=2)
    by_day = models.DateField(_("au plus tard le"))

    class Meta:
        verbose_name = _("cible")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="target_once",
                fields=["initiative", "indicator", "territory", "by_day"],
                nulls_distinct=False,
                violation_error_message=_("Cet indicateur a déjà une cible pour ce jour."),
            ),
            models.CheckConstraint(
                name="target_is_more_than_nothing",
                condition=Q(value__gt=0),
                violation_error_message=_("La cible est plus grande que zéro."),
            ),
            models.CheckConstraint(
                name="target_baseline_on_a_day_before",
                condition=Q(baseline__isnull=True, baseline_on__isnull=True)
                | Q(baseline__isnull=False, baseline_on__isnull=False, baseline_on__lte=F("by_day")),
                violation_error_message=_("Le départ a son jour, avant celui de la cible."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.indicator_id}"
