"""The ledger: what funders bring, in instalments, and what it is given to. Exact to the cent."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import Currency
from maillage.agreements.models import AttachedFile
from maillage.initiatives.enums import ContributionKind, ContributionPurpose
from maillage.initiatives.models.initiatives import LONGEST_TITLE, Initiative
from maillage.initiatives.models.recorded import Recorded, RecordedQuerySet, never_changes, sums_into

if TYPE_CHECKING:
    from decimal import Decimal

    from maillage.common.viewer import Viewer

LONGEST_SOURCE = 300


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What is published; her own organisations' gifts; the books of networks that she coordinates."""
        return self.filter(
            Q(is_published=True)
            | Q(funder__in=viewer.organisation_ids)
            | Q(network__in=viewer.coordinated_network_ids)
        )


@pghistory.track(exclude=["total", "allocated"])
class Contribution(models.Model):
    """What one funder promises to one network, for one purpose. Its sums are kept by the database.

    total: of its instalments. allocated: of its allocations; never more than the total. restricted_to: the only
    initiative that it may be given to.
    """

    network = models.ForeignKey(
        "directory.Network", on_delete=models.PROTECT, related_name="contributions", verbose_name=_("réseau")
    )
    funder = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        related_name="contributions",
        verbose_name=_("bailleur"),
    )
    kind = models.CharField(_("nature"), max_length=16, choices=ContributionKind)
    purpose = models.CharField(_("usage"), max_length=16, choices=ContributionPurpose)
    title = models.CharField(_("objet"), max_length=LONGEST_TITLE)
    currency = models.CharField(_("monnaie"), max_length=3, choices=Currency)
    promised_on = models.DateField(_("promise le"))
    restricted_to = models.ForeignKey(
        Initiative,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="restricted_contributions",
        verbose_name=_("réservée à"),
    )
    source = models.CharField(_("source"), max_length=LONGEST_SOURCE, blank=True)
    is_published = models.BooleanField(_("publiée"), default=False)
    is_fictitious = models.BooleanField(_("contribution fictive"), default=False)
    total = models.DecimalField(_("total"), max_digits=14, decimal_places=2, default=0, editable=False)
    allocated = models.DecimalField(_("affecté"), max_digits=14, decimal_places=2, default=0, editable=False)
    revision = models.PositiveIntegerField(_("révision"), default=1)
    created_at = models.DateTimeField(_("créée le"))

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        constraints: ClassVar = [
            models.CheckConstraint(name="contribution_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="contribution_currency_is_known",
                condition=Q(currency__in=Currency.values),
                violation_error_message=_("Cette monnaie n’est pas connue : choisissez CAD ou EUR."),
            ),
            models.CheckConstraint(
                name="contribution_is_not_given_twice",
                condition=Q(allocated__gte=0, allocated__lte=F("total")),
                violation_error_message=_("Les affectations dépassent ce que la contribution apporte."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["network", "promised_on"], name="contribution_by_network"),
            models.Index(fields=["funder", "promised_on"], name="contribution_by_funder"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("initiatives:contribution", args=[self.pk])

    @property
    def is_in_kind(self) -> bool:
        return self.kind != ContributionKind.MONEY

    @property
    def left(self) -> Decimal:
        """What is not given to anything yet."""
        return self.total - self.allocated


class Instalment(Recorded):
    """A part of a contribution, due on a day. In kind: so much of a unit at a value, counted by a method that is told."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="instalments")
    amount = models.DecimalField(_("montant"), max_digits=14, decimal_places=2)
    due_on = models.DateField(_("attendu le"))
    quantity = models.DecimalField(_("quantité"), max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unité"), max_length=40, blank=True)
    unit_value = models.DecimalField(
        _("valeur d’une unité"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    method = models.CharField(_("comment la valeur est comptée"), max_length=LONGEST_SOURCE, blank=True)
    invoiced_on = models.DateField(_("facturé le"), null=True, blank=True)
    received_on = models.DateField(_("reçu le"), null=True, blank=True)

    objects = RecordedQuerySet["Instalment"].as_manager()

    class Meta(Recorded.Meta):
        verbose_name = _("versement")
        triggers: ClassVar = [
            *never_changes(
                "contribution_id", "amount", "due_on", "quantity", "unit", "unit_value", "method",
                "invoiced_on", "received_on",
            ),
            sums_into("initiatives_contribution", "total", "contribution_id"),
        ]  # fmt: skip
        constraints: ClassVar = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="instalment_is_more_than_nothing",
                condition=Q(amount__gt=0),
                violation_error_message=_("Le montant est plus grand que zéro."),
            ),
            models.CheckConstraint(
                name="instalment_in_kind_says_how_it_counts",
                condition=Q(quantity__isnull=True, unit_value__isnull=True, unit="", method="")
                | (Q(quantity__gt=0, unit_value__gt=0) & ~Q(unit="") & ~Q(method="")),
                violation_error_message=_(
                    "Un apport en nature dit sa quantité, son unité, la valeur d’une unité et comment elle est comptée."
                ),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["contribution", "due_on"], name="instalment_by_day")]

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.amount} ({self.due_on})"


class Allocation(Recorded):
    """A part of a contribution given to an initiative, or to a strand of an agreement.

    placed: what activities take of it; never more than its amount, nothing once it has ended.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="allocations")
    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
        verbose_name=_("initiative"),
    )
    agreement = models.ForeignKey(
        "agreements.Agreement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
        verbose_name=_("entente"),
    )
    strand = models.ForeignKey(
        "agreements.Strand",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("volet"),
    )
    amount = models.DecimalField(_("montant"), max_digits=14, decimal_places=2)
    note = models.CharField(_("note"), max_length=LONGEST_SOURCE, blank=True)
    placed = models.DecimalField(_("placé"), max_digits=14, decimal_places=2, default=0, editable=False)

    objects = RecordedQuerySet["Allocation"].as_manager()

    class Meta(Recorded.Meta):
        verbose_name = _("affectation")
        triggers: ClassVar = [
            *never_changes("contribution_id", "initiative_id", "agreement_id", "strand_id", "amount", "note"),
            sums_into("initiatives_contribution", "allocated", "contribution_id"),
        ]
        constraints: ClassVar = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="allocation_is_more_than_nothing",
                condition=Q(amount__gt=0),
                violation_error_message=_("Le montant est plus grand que zéro."),
            ),
            models.CheckConstraint(
                name="allocation_to_one_thing",
                condition=Q(initiative__isnull=False, agreement__isnull=True, strand__isnull=True)
                | Q(initiative__isnull=True, agreement__isnull=False, strand__isnull=False),
                violation_error_message=_("Affectez à une initiative, ou au volet d’une entente."),
            ),
            models.CheckConstraint(
                name="allocation_is_not_placed_twice",
                condition=Q(placed__gte=0, placed__lte=F("amount")),
                violation_error_message=_("Les activités prennent déjà tout ce montant."),
            ),
            models.CheckConstraint(
                name="allocation_ended_has_nothing_placed",
                condition=Q(ended_at__isnull=True) | Q(placed=0),
                violation_error_message=_("Des activités prennent de ce montant : libérez-le d’abord."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.amount}"

    @property
    def left(self) -> Decimal:
        """What no activity takes yet."""
        return self.amount - self.placed


class ContributionDocument(AttachedFile):
    """A letter, an agreement, an invoice that goes with a contribution."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="documents")

    class Meta(AttachedFile.Meta):
        verbose_name = _("document d’une contribution")
        verbose_name_plural = _("documents d’une contribution")
