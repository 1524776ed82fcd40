"""How long a network gives to answer, and when it reminds."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LONGEST_WAIT = 60
LONGEST_LINK = 120


class AnswerTerms(models.Model):
    """The practice of one network, for the requests made to its offers. Without a row: rules.DEFAULT_TERMS."""

    network = models.OneToOneField("directory.Network", on_delete=models.PROTECT, related_name="answer_terms")
    first_reminder_days = models.PositiveSmallIntegerField(
        _("Premier rappel, en jours"), validators=[MinValueValidator(1)]
    )
    second_reminder_days = models.PositiveSmallIntegerField(_("Second rappel, en jours"))
    answer_days = models.PositiveSmallIntegerField(
        _("Délai pour répondre, en jours"), validators=[MaxValueValidator(LONGEST_WAIT)]
    )
    link_days = models.PositiveSmallIntegerField(
        _("Durée d’un lien reçu par courriel, en jours"), validators=[MaxValueValidator(LONGEST_LINK)]
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("délais de réponse")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="answer_terms_in_order",
                condition=Q(
                    first_reminder_days__gte=1,
                    second_reminder_days__gt=F("first_reminder_days"),
                    answer_days__gt=F("second_reminder_days"),
                    answer_days__lte=LONGEST_WAIT,
                    link_days__gte=F("answer_days"),
                    link_days__lte=LONGEST_LINK,
                ),
                violation_error_message=_(
                    "Dans l’ordre : premier rappel, second rappel, délai pour répondre, durée du lien."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.answer_days}"
