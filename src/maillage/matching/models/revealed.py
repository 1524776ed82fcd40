"""What a firm made of the needs that its diagnosis revealed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.matching.enums import NeedKind, RevealedState
from maillage.matching.models.sharing import Need


class RevealedNeed(models.Model):
    """One proposal of one sitting, settled: kept, and then it is a need, or left aside.

    need_kind, about: kinds of the reference; about is what a financing would pay for, when it is known.
    """

    sitting = models.ForeignKey(
        "assessments.Sitting", on_delete=models.CASCADE, related_name="revealed", verbose_name=_("passation")
    )
    kind = models.CharField(_("ce qui est cherché"), max_length=16, choices=NeedKind)
    need_kind = models.CharField(_("genre de besoin"), max_length=60)
    about = models.CharField(_("à financer"), max_length=60, blank=True)
    state = models.CharField(_("ce qu’en a fait l’entreprise"), max_length=8, choices=RevealedState)
    need = models.OneToOneField(Need, on_delete=models.PROTECT, null=True, related_name="revealed_by")
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="revealed_needs"
    )
    settled_at = models.DateTimeField(_("choisi le"))

    class Meta:
        verbose_name = _("besoin révélé")
        verbose_name_plural = _("besoins révélés")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="revealed_need_settled_once", fields=["sitting", "kind", "need_kind", "about"]
            ),
            models.CheckConstraint(
                name="revealed_need_kept_is_a_need",
                condition=Q(state=RevealedState.KEPT, need__isnull=False)
                | Q(state=RevealedState.DROPPED, need__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.key}"

    @property
    def key(self) -> str:
        """As assessments.rules.revealed.Proposal makes it."""
        return f"{self.kind}:{self.need_kind}:{self.about}"
