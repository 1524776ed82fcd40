"""Initiatives: what networks undertake together, for whom, where, from when, with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import Currency
from maillage.initiatives.enums import ContributionPurpose, InclusionGroup, PartnerRole

if TYPE_CHECKING:
    from maillage.common.viewer import Viewer

LONGEST_TITLE, LONGEST_TEXT = 160, 4_000


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What is published, and what the viewer's networks hold."""
        held = Q(pk__in=Holder.objects.filter(network__in=viewer.network_ids).values("initiative"))
        return self.filter(Q(is_published=True) | held)

    def run_by(self, viewer: Viewer) -> Self:
        """Those of the networks that she coordinates."""
        return self.filter(
            pk__in=Holder.objects.filter(network__in=viewer.coordinated_network_ids).values("initiative")
        )


@pghistory.track()
class Initiative(models.Model):
    """For example *Plus numérique*: a purpose, days, audiences, and the networks that hold it."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("titre"), max_length=LONGEST_TITLE)
    purpose = models.TextField(_("raison d’être"), max_length=LONGEST_TEXT)
    audiences = models.TextField(_("pour qui"), max_length=LONGEST_TEXT, blank=True)
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"), null=True, blank=True)  # inclusive
    asked_groups = ArrayField(
        models.CharField(max_length=16, choices=InclusionGroup),
        verbose_name=_("groupes demandés à titre volontaire"),
        default=list,
        blank=True,
    )
    is_published = models.BooleanField(_("publiée"), default=False)
    is_fictitious = models.BooleanField(_("initiative fictive"), default=False)
    revision = models.PositiveIntegerField(_("révision"), default=1)  # counts what people saved
    created_at = models.DateTimeField(_("créée le"))
    updated_at = models.DateTimeField(_("mise à jour le"))
    networks = models.ManyToManyField(
        "directory.Network",
        through="initiatives.Holder",
        related_name="initiatives",
        verbose_name=_("réseaux"),
    )

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        constraints: ClassVar = [
            models.CheckConstraint(name="initiative_says_something", condition=~Q(title="") & ~Q(purpose="")),
            models.CheckConstraint(
                name="initiative_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Le dernier jour ne peut pas précéder le premier."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pages:initiative", args=[self.slug])


class Holder(models.Model):
    """A network that holds an initiative; one of them leads."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="holders")
    network = models.ForeignKey("directory.Network", on_delete=models.PROTECT, related_name="holdings")
    leads = models.BooleanField(_("pilote"), default=False)

    class Meta:
        verbose_name = _("réseau porteur")
        constraints: ClassVar = [
            models.UniqueConstraint(name="holder_once", fields=["initiative", "network"]),
            models.UniqueConstraint(
                name="holder_leads_alone", fields=["initiative"], condition=Q(leads=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.network)


@pghistory.track()
class Reach(models.Model):
    """A territory that an initiative reaches, and from which day: its roll-out."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="reaches")
    territory = models.ForeignKey(
        "directory.Territory", on_delete=models.PROTECT, related_name="+", verbose_name=_("territoire")
    )
    from_day = models.DateField(_("à partir du"))

    class Meta:
        verbose_name = _("territoire d’une initiative")
        ordering = ("from_day", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="reach_once",
                fields=["initiative", "territory"],
                violation_error_message=_("Ce territoire est déjà dans l’initiative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.territory_id}"


@pghistory.track()
class Partnership(models.Model):
    """An organisation that takes part, and what it does."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="partnerships")
    organisation = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        related_name="partnerships",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("rôle"), max_length=16, choices=PartnerRole)

    class Meta:
        verbose_name = _("partenaire")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="partnership_once",
                fields=["initiative", "organisation", "role"],
                violation_error_message=_("Ce partenaire est déjà inscrit dans ce rôle."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.organisation_id}"


@pghistory.track()
class ServedStrand(models.Model):
    """A strand of an agreement that an initiative serves."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="served")
    agreement = models.ForeignKey(
        "agreements.Agreement", on_delete=models.PROTECT, related_name="served_by", verbose_name=_("entente")
    )
    strand = models.ForeignKey(
        "agreements.Strand", on_delete=models.PROTECT, related_name="+", verbose_name=_("volet")
    )

    class Meta:
        verbose_name = _("volet servi")
        constraints: ClassVar = [
            models.UniqueConstraint(name="served_strand_once", fields=["initiative", "agreement", "strand"]),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.agreement_id}, {self.strand_id}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class BudgetLine(models.Model):
    """What an initiative means to spend on one thing."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="budget")
    label = models.CharField(_("poste"), max_length=LONGEST_TITLE)
    purpose = models.CharField(_("usage"), max_length=16, choices=ContributionPurpose)
    amount = models.DecimalField(_("montant"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("monnaie"), max_length=3, choices=Currency)

    class Meta:
        verbose_name = _("poste du budget")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="budget_line_once",
                fields=["initiative", "label", "currency"],
                violation_error_message=_("Ce poste est déjà au budget."),
            ),
            models.CheckConstraint(
                name="budget_line_is_more_than_nothing",
                condition=Q(amount__gt=0),
                violation_error_message=_("Le montant est plus grand que zéro."),
            ),
            models.CheckConstraint(
                name="budget_line_currency_is_known", condition=Q(currency__in=Currency.values)
            ),
        ]

    def __str__(self) -> str:
        return self.label
