"""Who receives whom each year."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import HostingState
from maillage.agreements.models.agreements import Agreement, Party
from maillage.agreements.models.money import FIRST_YEAR, LAST_YEAR


@pghistory.track()
class HostingYear(models.Model):
    """One year of an agreement: who receives the others, or why nobody does."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="hosting_years")
    year = models.PositiveSmallIntegerField(_("année"))
    host = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="hosting_years", null=True, blank=True
    )
    state = models.CharField(_("état"), max_length=8, choices=HostingState, default=HostingState.PLANNED)
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    is_fictitious = models.BooleanField(_("année fictive"), default=False)
    revision = models.PositiveIntegerField(default=1)  # counts what people saved, for two who edit at once

    class Meta:
        verbose_name = _("année de visite")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="hosting_one_host_a_year",
                fields=["agreement", "year"],
                violation_error_message=_("Cette année est déjà au calendrier."),
            ),
            models.CheckConstraint(
                name="hosting_skipped_with_a_reason_else_with_a_host",
                condition=(Q(state=HostingState.SKIPPED, host__isnull=True) & ~Q(reason=""))
                | Q(state__in=[HostingState.PLANNED, HostingState.HELD], host__isnull=False),
            ),
            models.CheckConstraint(
                name="hosting_in_a_year_of_ours", condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} – {self.host or self.get_state_display()}"


class HostingSwap(models.Model):
    """Two parties changed turns: who wrote it, when, and why. Never edited."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="hosting_swaps")
    first = models.ForeignKey(HostingYear, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(HostingYear, on_delete=models.PROTECT, related_name="+")
    first_host = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")  # from then on
    second_host = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("raison"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("le"))

    class Meta:
        verbose_name = _("échange de tours")
        constraints: ClassVar = [
            models.CheckConstraint(name="hosting_swap_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="hosting_swap_between_two_years",
                condition=~Q(first=F("second")) & ~Q(first_host=F("second_host")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ↔ {self.second_id}"
