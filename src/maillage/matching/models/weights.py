"""What each part of a score weighs in a network, as its coordination chose."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class RankingWeights(models.Model):
    """Points by part, as `rules.score` bounds them. Each change counts one more `version`; its history keeps them all."""

    network = models.OneToOneField(
        "directory.Network",
        on_delete=models.PROTECT,
        related_name="ranking_weights",
        verbose_name=_("réseau"),
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    points = models.JSONField(_("points"))  # part → whole number
    changed_at = models.DateTimeField(_("choisis le"))

    class Meta:
        verbose_name = _("poids du classement")
        verbose_name_plural = _("poids du classement")

    def __str__(self) -> str:
        return f"{self.network_id}: {self.version}"
