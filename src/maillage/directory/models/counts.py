"""What a statistics office publishes of a country: how many in each sector, on a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from maillage.directory.enums import CountedUnit, Country, Fineness
from maillage.directory.models.who_is_where import IndustryClass


class CountsEdition(models.Model):
    """One table as published: of a day, read on another. Never changed nor deleted: a correction is an edition more.

    Of one country and one fineness, the latest day speaks; of one day, the last that came in.
    """

    country = models.CharField(_("pays"), max_length=2, choices=Country)
    fineness = models.CharField(_("finesse"), max_length=8, choices=Fineness)
    unit = models.CharField(_("ce qui est compté"), max_length=20, choices=CountedUnit)
    as_of = models.DateField(_("jour de référence"))
    read_on = models.DateField(_("lu le"))
    source = models.TextField(_("source"))
    licence = models.CharField(_("licence"), max_length=120)
    digest = models.CharField(
        max_length=64, editable=False
    )  # of all that it says, but for the day it was read
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("comptes d’un pays")
        verbose_name_plural = _("comptes d’un pays")
        indexes: ClassVar = [
            models.Index(fields=["country", "fineness", "-as_of", "-id"], name="counts_edition_latest")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="counts_edition_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="counts_edition_was_read_after_its_day", condition=Q(read_on__gte=F("as_of"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country}, {self.as_of}"


class ClassCount(models.Model):
    """How many of the country are in this class."""

    edition = models.ForeignKey(CountsEdition, on_delete=models.CASCADE, related_name="counts")
    industry_class = models.ForeignKey(IndustryClass, on_delete=models.PROTECT, related_name="counts")
    number = models.PositiveIntegerField(_("nombre"))

    class Meta:
        verbose_name = _("compte d’un secteur")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="class_counted_once_in_an_edition", fields=["edition", "industry_class"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.industry_class_id}: {self.number}"
