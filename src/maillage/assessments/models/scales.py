"""Scales: the parameters under which answers are read. A scale never changes; a sitting keeps the one it began with."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.assessments.enums import Origin
from maillage.assessments.models.instruments import LONGEST_CODE, Instrument, Item

NEVER_CHANGES = [pgtrigger.Protect(name="scale_stays", operation=pgtrigger.Update | pgtrigger.Delete)]


class Scale(models.Model):
    """Adopted, once and for all. The newest of an instrument is in use.

    correlation: one list a dimension, in the order of `dimensions`. limit: the share of people who may see an item.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="scales")
    number = models.PositiveIntegerField(_("numéro"))
    origin = models.CharField(_("origine"), max_length=10, choices=Origin)
    dimensions = ArrayField(models.CharField(max_length=LONGEST_CODE), verbose_name=_("dimensions"))
    correlation = models.JSONField(_("corrélations"))
    limit = models.FloatField(_("exposition au plus"), null=True)
    adopted_at = models.DateTimeField(_("adoptée le"))
    adopted_by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("raison"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("échelle")
        triggers: ClassVar = NEVER_CHANGES
        constraints: ClassVar = [
            models.UniqueConstraint(name="scale_number_once", fields=["instrument", "number"]),
            models.CheckConstraint(name="scale_origin", condition=Q(origin__in=Origin.values)),
            models.CheckConstraint(
                name="scale_limit_is_a_share", condition=Q(limit__isnull=True) | Q(limit__gt=0, limit__lte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.number}"


class ItemParameters(models.Model):
    """What one item is worth on one scale: slope and thresholds in logits, guess as a chance.

    price, ticket: see `engines.adaptive.Exposure`. answers: how many the estimate rests on; 0 for an author's judgement.
    """

    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="parameters")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="parameters")
    slope = models.FloatField(_("pente"))
    thresholds = ArrayField(models.FloatField(), verbose_name=_("seuils"))
    guess = models.FloatField(_("hasard"), default=0.0)
    slope_error = models.FloatField(_("erreur type de la pente"), null=True)
    threshold_errors = ArrayField(models.FloatField(), null=True, verbose_name=_("erreurs types des seuils"))
    price = models.FloatField(_("prix"), default=0.0)
    ticket = models.FloatField(_("billet"), default=0.0)
    answers = models.PositiveIntegerField(_("réponses"), default=0)

    class Meta:
        verbose_name = _("paramètres d’une question")
        triggers: ClassVar = NEVER_CHANGES
        constraints: ClassVar = [
            models.UniqueConstraint(name="parameters_once", fields=["scale", "item"]),
            models.CheckConstraint(name="parameters_slope_rises", condition=Q(slope__gt=0)),
            models.CheckConstraint(name="parameters_guess", condition=Q(guess__gte=0, guess__lt=1)),
            models.CheckConstraint(name="parameters_price", condition=Q(price__gte=0, ticket__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.scale_id}: {self.item_id}"
