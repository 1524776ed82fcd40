"""Existing programmes, and where each of their facts comes from."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import Currency
from maillage.matching.enums import ProgrammeHelp, ProgrammeStatus, SourceNature
from maillage.matching.models.sharing import Offer

if TYPE_CHECKING:
    from datetime import date, datetime


@pghistory.track()
class Programme(models.Model):
    """What an existing programme gives, to whom, and on what conditions.

    Its offer is what people see and ask for: ranking, visibility and introductions know that offer alone.
    Every revision counts one more `version`, and its history keeps the conditions of each.
    """

    offer = models.OneToOneField(
        Offer, on_delete=models.PROTECT, related_name="programme", verbose_name=_("offre")
    )
    slug = models.SlugField(_("identifiant"), max_length=120, unique=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    operator = models.CharField(_("opérateur"), max_length=200)
    name_en = models.CharField(_("nom en anglais"), max_length=200, blank=True)
    gives = models.CharField(_("ce qu’il apporte"), max_length=12, choices=ProgrammeHelp)
    also_gives = models.JSONField(_("ce qu’il apporte aussi"), default=list)  # other values of ProgrammeHelp
    amount_min = models.DecimalField(_("montant minimal"), max_digits=14, decimal_places=2, null=True)
    amount_max = models.DecimalField(_("montant maximal"), max_digits=14, decimal_places=2, null=True)
    amount_share = models.DecimalField(_("part des coûts"), max_digits=5, decimal_places=4, null=True)
    currency = models.CharField(_("monnaie"), max_length=3, choices=Currency, blank=True)
    amount_text = models.TextField(_("montant, en mots"), blank=True)
    cost_text = models.TextField(_("coût pour l’entreprise"), blank=True)
    opens_on = models.DateField(_("premier jour des demandes"), null=True)
    closes_on = models.DateField(_("dernier jour des demandes"), null=True)  # inclusive
    intake_text = models.TextField(_("période des demandes, en mots"), blank=True)
    time_zone = models.CharField(_("fuseau horaire"), max_length=40)
    status = models.CharField(_("état"), max_length=8, choices=ProgrammeStatus, blank=True)
    status_text = models.TextField(_("état, en mots"), blank=True)
    territories = models.ManyToManyField(
        "directory.Territory", related_name="programmes", verbose_name=_("territoires servis")
    )
    steps = models.JSONField(_("démarches"), default=list)  # [{"text", "links": [{"url", "text"}]}]
    contact = models.CharField(_("contact"), max_length=400, blank=True)
    website = models.CharField(_("page officielle"), max_length=600, blank=True)
    languages = models.JSONField(_("langues"), default=list)
    condition = models.JSONField(_("conditions"))  # a tree that rules.conditions describes and checks
    archived_at = models.DateTimeField(_("archivé le"), null=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        indexes: ClassVar = [models.Index(fields=["closes_on"], name="programme_by_last_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="programme_closes_after_it_opens",
                condition=Q(opens_on__isnull=True)
                | Q(closes_on__isnull=True)
                | Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("Le dernier jour ne peut pas précéder le premier."),
            ),
            models.CheckConstraint(
                name="programme_amounts_in_order",
                condition=Q(amount_min__isnull=True)
                | Q(amount_max__isnull=True)
                | Q(amount_max__gte=F("amount_min")),
            ),
            models.CheckConstraint(
                name="programme_amounts_have_a_currency",
                condition=Q(amount_min__isnull=True, amount_max__isnull=True) | ~Q(currency=""),
            ),
            models.CheckConstraint(
                name="programme_share_is_a_part",
                condition=Q(amount_share__isnull=True) | Q(amount_share__gt=0, amount_share__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def helps(self) -> list[ProgrammeHelp]:
        """All that it gives, the main thing first."""
        return [ProgrammeHelp(value) for value in (self.gives, *self.also_gives)]

    def day_at(self, now: datetime) -> date:
        """The day it is where the programme receives requests."""
        return now.astimezone(ZoneInfo(self.time_zone)).date()

    def is_open(self, now: datetime) -> bool:
        """Requests are received: its first and last days count whole, in its own time zone."""
        day = self.day_at(now)
        begun = self.opens_on is None or self.opens_on <= day
        return self.archived_at is None and begun and (self.closes_on is None or day <= self.closes_on)

    def is_past(self, now: datetime) -> bool:
        """Its last day is over where it receives requests."""
        return self.closes_on is not None and self.closes_on < self.day_at(now)


class ProgrammeRevision(models.Model):
    """All that was told of a programme at one of its versions, by whom and when. Never changed, never deleted."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField(_("version"))
    told = models.JSONField(_("ce qui en était dit"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="programme_revisions",
        verbose_name=_("par"),
    )  # null: read from a file
    at = models.DateTimeField(_("le"))

    class Meta:
        verbose_name = _("version d’un programme")
        verbose_name_plural = _("versions d’un programme")
        constraints: ClassVar = [
            models.UniqueConstraint(name="programme_revision_once", fields=["programme", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}, version {self.version}"


class ProgrammeFact(models.Model):
    """Where a fact of a programme comes from, when it was last checked, and who answers for it.

    `field` is a ProgrammeFactName, or « conditions. » and the identifier of one condition. A fact for which nobody
    answers is still to be confirmed by the operator.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="facts")
    field = models.CharField(_("fait"), max_length=40)
    source_url = models.CharField(_("source"), max_length=600)
    nature = models.CharField(_("nature de la source"), max_length=16, choices=SourceNature, blank=True)
    note = models.TextField(_("note sur la source"), blank=True)
    other_urls = models.JSONField(_("autres sources"), default=list)
    checked_on = models.DateField(_("vérifié le"), null=True)  # null: nobody did, for all we know
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="programme_facts",
        verbose_name=_("qui en répond"),
    )
    valid_days = models.PositiveSmallIntegerField(_("valable (jours)"), default=365)

    class Meta:
        verbose_name = _("source d’un fait")
        verbose_name_plural = _("sources des faits")
        constraints: ClassVar = [
            models.UniqueConstraint(name="programme_fact_once", fields=["programme", "field"])
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.field}"

    @property
    def is_confirmed(self) -> bool:
        return self.keeper_id is not None

    def is_stale(self, day: date) -> bool:
        """Checked too long ago, or never as far as we know."""
        return self.checked_on is None or self.checked_on + timedelta(days=self.valid_days) < day
