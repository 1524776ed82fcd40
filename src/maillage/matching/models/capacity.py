"""How many requests the holder of an offer can take, and when nobody is there to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from maillage.matching.models.sharing import Offer

if TYPE_CHECKING:
    from datetime import date


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Capacity(models.Model):
    """How many introductions an offer can take in a month. Without this row, nobody said: it is unknown."""

    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="capacity")
    per_month = models.PositiveSmallIntegerField(_("demandes par mois"))

    class Meta:
        verbose_name = _("capacité")
        verbose_name_plural = _("capacités")
        constraints: ClassVar = [
            models.CheckConstraint(name="capacity_takes_somebody", condition=Q(per_month__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.per_month}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def still_to_come(self, day: date) -> Self:
        """Those that end on that day or later."""
        return self.filter(ends_on__gte=day)


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class Absence(models.Model):
    """Days on which nobody answers: for one offer, or for all those of an organisation."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, related_name="absences")
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.PROTECT, null=True, related_name="absences"
    )
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"))  # inclusive
    reason = models.CharField(_("raison"), max_length=120, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="absence_of_an_offer_or_an_organisation",
                condition=Q(offer__isnull=True) ^ Q(organisation__isnull=True),
            ),
            models.CheckConstraint(
                name="absence_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Le dernier jour ne peut pas précéder le premier."),
            ),
            *(
                ExclusionConstraint(
                    name=f"absences_of_an_{whose}_do_not_overlap",
                    expressions=[
                        (whose, RangeOperators.EQUAL),
                        (
                            Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"),
                            RangeOperators.OVERLAPS,
                        ),
                    ],
                    condition=Q(**{f"{whose}__isnull": False}),
                )
                for whose in ("offer", "organisation")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"
