"""Real cases put forward as evidence of competences."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.learning.enums import CaseState
from maillage.learning.models.modules import LONGEST_CODE, LONGEST_REASON

LONGEST_TOLD, LONGEST_SOURCE, LONGEST_MATTER = 2_000, 60, 200


class FieldCase(models.Model):
    """A case that somebody accompanied and that helped a firm, with what she did, as evidence of some competences.

    source: what it is where it was followed; that floor is above and not known here. matter, outcome: in words that name no
    firm, kept as they were. edition: grows each time she sends it, so that nobody decides on what changed meanwhile.
    """

    person = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="field_cases")
    network = models.ForeignKey("directory.Network", on_delete=models.PROTECT, related_name="field_cases")
    source = models.CharField(_("cas"), max_length=LONGEST_SOURCE)
    matter = models.CharField(_("besoin"), max_length=LONGEST_MATTER)
    outcome = models.CharField(_("issue"), max_length=LONGEST_MATTER)
    closed_on = models.DateField(_("fini le"))
    competences = ArrayField(models.CharField(max_length=LONGEST_CODE), verbose_name=_("compétences"))
    told = models.TextField(_("ce que vous avez fait"), max_length=LONGEST_TOLD)
    state = models.CharField(_("état"), max_length=10, choices=CaseState, default=CaseState.SENT)
    edition = models.PositiveIntegerField(_("édition"), default=1)
    sent_at = models.DateTimeField(_("proposé le"))
    decided_by = models.ForeignKey("people.User", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("décidé le"), null=True)
    reason = models.CharField(_("raison"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("cas réel")
        constraints: ClassVar = [
            models.UniqueConstraint(name="field_case_once", fields=["person", "source"]),
            models.CheckConstraint(
                name="field_case_says_something", condition=~Q(told="") & Q(competences__len__gte=1)
            ),
            models.CheckConstraint(
                name="field_case_decided_with_a_reason",
                condition=Q(state=CaseState.SENT, decided_at=None)
                | Q(state__in=[CaseState.ACCEPTED, CaseState.REFUSED], decided_at__isnull=False)
                & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.source}"

    def get_absolute_url(self) -> str:
        return reverse("learning:case", args=[self.pk])
