"""Money of an agreement: projects, lines by party and year, exchange rates. Exact to the cent."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import Currency, MoneyKind
from maillage.agreements.models.agreements import Agreement, Party

FIRST_YEAR, LAST_YEAR = 1950, 2100


@pghistory.track()
class JointProject(models.Model):
    """Something that the parties of an agreement pay for together."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="projects")
    name = models.CharField(_("nom"), max_length=120)
    purpose = models.TextField(_("ce que le projet apporte aux deux rives"), max_length=2_000, blank=True)
    is_fictitious = models.BooleanField(_("projet fictif"), default=False)

    class Meta:
        verbose_name = _("projet commun")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="joint_project_name_once",
                fields=["agreement", "name"],
                violation_error_message=_("Cette entente a déjà un projet de ce nom."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("agreements:money_project", args=[self.agreement.slug, self.pk])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class MoneyLine(models.Model):
    """One amount that a party brings in a year, of its own or granted. Without `amount`: not known yet."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="money_lines")
    project = models.ForeignKey(
        JointProject, on_delete=models.PROTECT, related_name="lines", null=True, blank=True
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="money_lines")
    year = models.PositiveSmallIntegerField(_("année"))
    kind = models.CharField(_("nature"), max_length=8, choices=MoneyKind)
    label = models.CharField(_("objet"), max_length=160)
    amount = models.DecimalField(_("montant"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("monnaie"), max_length=3, choices=Currency)
    day = models.DateField(_("connu le"))  # the day whose exchange rate serves
    source = models.CharField(_("source"), max_length=300)
    revision = models.PositiveIntegerField(default=1)  # counts what people saved, for two who edit at once

    class Meta:
        verbose_name = _("ligne de budget")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="money_line_is_more_than_nothing",
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
                violation_error_message=_("Le montant est plus grand que zéro."),
            ),
            models.CheckConstraint(
                name="money_line_currency_is_known", condition=Q(currency__in=Currency.values)
            ),
            models.CheckConstraint(
                name="money_line_in_a_year_of_ours", condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR)
            ),
            models.CheckConstraint(name="money_line_has_a_source", condition=~Q(source="")),
        ]
        indexes: ClassVar = [models.Index(fields=["agreement", "year"], name="money_line_by_year")]

    def __str__(self) -> str:
        return f"{self.label} ({self.year})"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ExchangeRate(models.Model):
    """What one unit of `base` was worth in `quote` on a day, and who says so."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="exchange_rates")
    base = models.CharField(_("une unité de"), max_length=3, choices=Currency, default=Currency.EUR)
    quote = models.CharField(_("vaut, en"), max_length=3, choices=Currency, default=Currency.CAD)
    day = models.DateField(_("jour"))
    rate = models.DecimalField(_("taux"), max_digits=12, decimal_places=6)
    source = models.CharField(_("source"), max_length=300)
    is_fictitious = models.BooleanField(_("taux fictif"), default=False)

    class Meta:
        verbose_name = _("taux de change")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="exchange_rate_once_a_day",
                fields=["agreement", "base", "quote", "day"],
                violation_error_message=_("Ce jour a déjà son taux. Retirez-le d’abord."),
            ),
            models.CheckConstraint(
                name="exchange_rate_is_more_than_zero",
                condition=Q(rate__gt=0),
                violation_error_message=_("Le taux est plus grand que zéro."),
            ),
            models.CheckConstraint(
                name="exchange_rate_between_two_currencies",
                condition=Q(base__in=Currency.values, quote__in=Currency.values) & ~Q(base=F("quote")),
                violation_error_message=_("Choisissez deux monnaies différentes."),
            ),
            models.CheckConstraint(name="exchange_rate_has_a_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"1 {self.base} = {self.rate.normalize()} {self.quote} ({self.day})"
