"""Calibrations: what answers say of the questions, computed apart and adopted by a person, or not."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.assessments.enums import CalibrationState
from maillage.assessments.models.instruments import LONGEST_REASON, Instrument
from maillage.assessments.models.scales import Scale


class Calibration(models.Model):
    """One look at the answers of real people. It changes nothing until somebody adopts it: then `adopted` is its scale.

    scale: the one in use when it was asked, which its figures are brought onto. report: as `rules.calibrations.Report` writes it.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="calibrations")
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="calibrations")
    state = models.CharField(
        _("état"), max_length=10, choices=CalibrationState, default=CalibrationState.WAITING
    )
    asked_by = models.ForeignKey("people.User", on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(_("demandé le"))
    finished_at = models.DateTimeField(_("fini le"), null=True)
    report = models.JSONField(_("rapport"), null=True)
    fault = models.TextField(_("ce qui a manqué"), blank=True)
    decided_by = models.ForeignKey("people.User", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("décidé le"), null=True)
    reason = models.CharField(_("raison"), max_length=LONGEST_REASON, blank=True)
    adopted = models.OneToOneField(Scale, on_delete=models.PROTECT, null=True, related_name="calibration")

    class Meta:
        verbose_name = _("étalonnage")
        constraints: ClassVar = [
            models.CheckConstraint(name="calibration_state", condition=Q(state__in=CalibrationState.values)),
            models.UniqueConstraint(
                name="calibration_waits_once",
                fields=["instrument"],
                condition=Q(state=CalibrationState.WAITING),
            ),
            models.CheckConstraint(
                name="calibration_waits_until_it_ends",
                condition=Q(state=CalibrationState.WAITING, finished_at__isnull=True)
                | (~Q(state=CalibrationState.WAITING) & Q(finished_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="calibration_decided_with_a_reason",
                condition=Q(state__in=CalibrationState.decided(), decided_at__isnull=False) & ~Q(reason="")
                | ~Q(state__in=CalibrationState.decided()) & Q(decided_at__isnull=True),
            ),
            models.CheckConstraint(
                name="calibration_adopted_makes_a_scale",
                condition=Q(state=CalibrationState.ADOPTED, adopted__isnull=False)
                | ~Q(state=CalibrationState.ADOPTED) & Q(adopted__isnull=True),
            ),
            models.CheckConstraint(
                name="calibration_reports_or_fails",
                condition=Q(state=CalibrationState.WAITING)
                | Q(state=CalibrationState.FAILED) & ~Q(fault="")
                | Q(report__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["instrument", "-asked_at"], name="calibration_of_instrument")
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:calibration", args=[self.instrument.code, self.pk])
