"""What a day's routing proposed: which offer for which need, and who was left aside."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.matching.enums import LeftAside
from maillage.matching.models.sharing import Need, Offer


class RoutingRun(models.Model):
    """The open needs of a network shared out among the offers it may see, once a day."""

    network = models.ForeignKey(
        "directory.Network", on_delete=models.CASCADE, related_name="routing_runs", verbose_name=_("réseau")
    )
    day = models.DateField(_("jour"))
    made_at = models.DateTimeField(_("faite le"))

    class Meta:
        verbose_name = _("répartition")
        constraints: ClassVar = [
            models.UniqueConstraint(name="routing_once_a_day", fields=["network", "day"])
        ]

    def __str__(self) -> str:
        return f"{self.network_id}: {self.day}"


class RoutedNeed(models.Model):
    """A need and the offer kept for it, or why there is none. It proposes: nobody is introduced by it."""

    run = models.ForeignKey(RoutingRun, on_delete=models.CASCADE, related_name="needs")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="routings")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, null=True, related_name="routings")
    score = models.FloatField(_("score"), null=True)
    left_aside = models.CharField(_("laissé de côté"), max_length=12, choices=LeftAside, blank=True)
    proposed_at = models.DateTimeField(_("proposé le"), null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    announced_at = models.DateTimeField(null=True)  # when its letters were written; never twice

    class Meta:
        verbose_name = _("besoin réparti")
        verbose_name_plural = _("besoins répartis")
        constraints: ClassVar = [
            models.UniqueConstraint(name="routed_need_once_a_run", fields=["run", "need"]),
            models.CheckConstraint(
                name="routed_need_has_an_offer_or_a_reason",
                condition=(Q(offer__isnull=False) & Q(score__isnull=False)) ^ ~Q(left_aside=""),
            ),
            models.CheckConstraint(
                name="routed_need_proposed_with_an_offer",
                condition=Q(proposed_at__isnull=True) | Q(offer__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} → {self.offer_id or self.left_aside}"


class ProposalLetter(models.Model):
    """A proposal told to one person who may take it up: written once, sent once."""

    routed = models.ForeignKey(RoutedNeed, on_delete=models.CASCADE, related_name="letters")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # her account was closed before it left

    class Meta:
        verbose_name = _("message sur une proposition")
        constraints: ClassVar = [
            models.UniqueConstraint(name="proposal_letter_once", fields=["routed", "user"]),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["written_at"],
                name="proposal_letter_to_send",
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.routed_id} → {self.user_id}"
