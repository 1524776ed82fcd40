"""The rule that agreements are for: who may see what is shared."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import Visibility
from maillage.agreements.models.agreements import AgreementVersion, Strand

if TYPE_CHECKING:
    from maillage.common.viewer import Viewer

Row = TypeVar("Row", bound=models.Model)


class SharedQuerySet(models.QuerySet[Row]):
    """Rows that somebody shares. Every page, search, count and export goes through `visible_to`."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Rows of the viewer's organisations, of her networks, opened to her by an agreement, or public."""
        rule = Q(visibility=Visibility.PUBLIC) | Q(organisation__in=viewer.organisation_ids)
        if viewer.network_ids:
            rule |= Q(
                visibility__in=[Visibility.NETWORK, Visibility.PARTNERS], network__in=viewer.network_ids
            )
        opened = groupby(sorted(AgreementVersion.objects.linking(viewer)), key=itemgetter(0))
        for network, pairs in opened:
            rule |= Q(
                visibility=Visibility.PARTNERS, network=network, strand__in=[strand for _, strand in pairs]
            )
        return self.filter(rule)


class Shared(models.Model):
    """Something an organisation shares: with itself, its network, partners by agreement, or everyone."""

    organisation = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("organisation"),
    )
    network = models.ForeignKey(
        "directory.Network", on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("réseau")
    )
    strand = models.ForeignKey(
        Strand,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        null=True,
        blank=True,
        verbose_name=_("volet"),
    )
    visibility = models.CharField(
        _("qui le voit"), max_length=16, choices=Visibility, default=Visibility.NETWORK
    )

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                name="%(class)s_partners_need_a_strand",
                condition=~Q(visibility=Visibility.PARTNERS) | Q(strand__isnull=False),
                violation_error_message=_(
                    "Choisissez le volet : c’est lui qui ouvre l’accès aux partenaires."
                ),
            ),
        ]
