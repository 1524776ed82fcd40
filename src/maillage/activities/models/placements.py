"""What an activity takes of the money that was given to its initiative or its strand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.activities.models.activities import Activity
from maillage.initiatives.models import Allocation, Recorded, RecordedQuerySet, never_changes, sums_into


class Placement(Recorded):
    """A part of an allocation that one activity spends, to the cent."""

    allocation = models.ForeignKey(
        Allocation, on_delete=models.PROTECT, related_name="placements", verbose_name=_("affectation")
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="placements", verbose_name=_("activité")
    )
    amount = models.DecimalField(_("montant"), max_digits=14, decimal_places=2)

    objects = RecordedQuerySet["Placement"].as_manager()

    class Meta(Recorded.Meta):
        verbose_name = _("part placée")
        verbose_name_plural = _("parts placées")
        triggers: ClassVar = [
            *never_changes("allocation_id", "activity_id", "amount"),
            sums_into("initiatives_allocation", "placed", "allocation_id"),
        ]
        constraints: ClassVar = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="placement_is_more_than_nothing",
                condition=Q(amount__gt=0),
                violation_error_message=_("Le montant est plus grand que zéro."),
            ),
            models.UniqueConstraint(
                name="placement_once",
                fields=["allocation", "activity"],
                condition=Q(ended_at__isnull=True),
                violation_error_message=_("Cette activité prend déjà de ce montant : changez-le."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.amount}"
