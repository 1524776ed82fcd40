"""The personal address of an advisor, and the needs that firms brought to her by it."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.matching.models.sharing import Need


@pghistory.track()
class AdvisorLink(models.Model):
    """An address that leads to one advisor in one network. A closed one stays, to say so to who still has it."""

    membership = models.ForeignKey(
        "directory.Membership",
        on_delete=models.PROTECT,
        related_name="advisor_links",
        verbose_name=_("appartenance"),
    )
    token = models.CharField(_("adresse"), max_length=16, unique=True)
    created_at = models.DateTimeField(_("ouvert le"))
    closed_at = models.DateTimeField(_("fermé le"), null=True)

    class Meta:
        verbose_name = _("lien personnel")
        verbose_name_plural = _("liens personnels")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="advisor_link_one_open", fields=["membership"], condition=Q(closed_at__isnull=True)
            ),
            models.CheckConstraint(
                name="advisor_link_closes_after_it_opens",
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("created_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.token

    def get_absolute_url(self) -> str:
        return reverse("matching:with_advisor", args=[self.token])


@pghistory.track()
class Advising(models.Model):
    """Who accompanies a firm on a need, and the consent that opens it to her for as long as it stands."""

    need = models.OneToOneField(
        Need, on_delete=models.PROTECT, related_name="advising", verbose_name=_("besoin")
    )
    membership = models.ForeignKey(
        "directory.Membership", on_delete=models.PROTECT, related_name="advisings", verbose_name=_("conseil")
    )
    consent = models.ForeignKey(
        "people.Consent", on_delete=models.PROTECT, related_name="advisings", verbose_name=_("consentement")
    )
    since = models.DateTimeField(_("depuis le"))

    class Meta:
        verbose_name = _("accompagnement")

    def __str__(self) -> str:
        return f"{self.need_id}: {self.membership_id}"
