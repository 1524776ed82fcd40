"""What a firm, or its advisor, told us of it."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.matching.enums import AnsweredAs, ToldIn


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class FirmAnswer(models.Model):
    """The last answer about one fact of a firm; its history keeps the former ones, and those withdrawn.

    `key` names the fact as rules.firm_facts does. A value of None is an answer too: « Je ne sais pas ».
    """

    organisation = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        related_name="answers",
        verbose_name=_("organisation"),
    )
    key = models.CharField(_("fait"), max_length=120)
    text = models.TextField(_("énoncé"), blank=True)  # the words of a statement, as they were confirmed
    value = models.JSONField(_("réponse"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="firm_answers",
        verbose_name=_("qui a répondu"),
    )
    role = models.CharField(_("au titre de"), max_length=8, choices=AnsweredAs)
    told_in = models.CharField(_("dit dans"), max_length=10, choices=ToldIn, default=ToldIn.QUESTION)
    answered_at = models.DateTimeField(_("répondu le"))

    class Meta:
        verbose_name = _("réponse d’une entreprise")
        verbose_name_plural = _("réponses des entreprises")
        constraints: ClassVar = [
            models.UniqueConstraint(name="firm_answers_a_fact_once", fields=["organisation", "key"])
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.key}"
