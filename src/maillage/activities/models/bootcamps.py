"""Bootcamps: a series that returns, its editions, their places and the criteria of their choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.activities.models.activities import Activity
from maillage.common.zones import validate_time_zone

if TYPE_CHECKING:
    from datetime import datetime

MOST_PLACES = 200


@pghistory.track()
class BootcampSeries(models.Model):
    """A bootcamp that returns: what its editions have in common."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("nom"), max_length=120)
    summary = models.TextField(_("de quoi il s’agit"), max_length=4_000)
    organisation = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        related_name="bootcamp_series",
        verbose_name=_("organisation"),
    )
    network = models.ForeignKey(
        "directory.Network",
        on_delete=models.PROTECT,
        related_name="bootcamp_series",
        verbose_name=_("réseau"),
    )
    agreement = models.ForeignKey(
        "agreements.Agreement",
        on_delete=models.PROTECT,
        related_name="bootcamp_series",
        verbose_name=_("entente"),
    )
    strand = models.ForeignKey(
        "agreements.Strand", on_delete=models.PROTECT, related_name="+", verbose_name=_("volet")
    )
    is_fictitious = models.BooleanField(_("série fictive"), default=False)

    class Meta:
        verbose_name = _("série de camps")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("activities:camp", args=[self.slug])


@pghistory.track()
class BootcampEdition(models.Model):
    """One holding of a bootcamp: its call, its places, and how its people are chosen."""

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="edition")
    series = models.ForeignKey(BootcampSeries, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("numéro"))
    opens_at = models.DateTimeField(_("ouverture de l’appel"))
    closes_at = models.DateTimeField(_("fermeture de l’appel"))  # exclusive
    call_time_zone = models.CharField(_("fuseau horaire de l’appel"), max_length=64)  # IANA name
    places = models.PositiveSmallIntegerField(
        _("places"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    passes_on = models.BooleanField(
        _("une place réservée que personne ne prend passe à l’autre communauté"), default=True
    )
    confirm_days = models.PositiveSmallIntegerField(
        _("jours pour confirmer"), default=7, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    questions = ArrayField(models.CharField(max_length=300), verbose_name=_("questions"))
    conditions = models.JSONField(
        _("conditions"), default=list, blank=True
    )  # read by rules.eligibility, and by it alone
    decided_at = models.DateTimeField(null=True, blank=True)  # the list is drawn up and told
    aftermath_at = models.DateTimeField(null=True, blank=True)  # what follows the last day is planned

    class Meta:
        verbose_name = _("édition d’un camp")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="edition_number_once",
                fields=["series", "number"],
                violation_error_message=_("Cette édition existe déjà."),
            ),
            models.CheckConstraint(
                name="edition_call_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("L’appel doit fermer après son ouverture."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)

    def clean(self) -> None:
        validate_time_zone(self.call_time_zone)

    @property
    def closes_there(self) -> datetime:
        """The close on the clocks of the call."""
        return self.closes_at.astimezone(ZoneInfo(self.call_time_zone))

    @property
    def opens_there(self) -> datetime:
        return self.opens_at.astimezone(ZoneInfo(self.call_time_zone))


class Quota(models.Model):
    """Places kept for one community of the agreement."""

    edition = models.ForeignKey(BootcampEdition, on_delete=models.PROTECT, related_name="quotas")
    party = models.ForeignKey("agreements.Party", on_delete=models.PROTECT, related_name="+")
    places = models.PositiveSmallIntegerField(_("places réservées"))

    class Meta:
        verbose_name = _("places réservées")
        ordering = ("party__shore", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(name="quota_once_per_community", fields=["edition", "party"])
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.places}"


class Criterion(models.Model):
    """What reviewers judge, and how much it weighs."""

    edition = models.ForeignKey(BootcampEdition, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("critère"), max_length=120)
    weight = models.PositiveSmallIntegerField(_("poids"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("critère")
        ordering = ("position",)
        constraints: ClassVar = [
            models.UniqueConstraint(name="criterion_position_once", fields=["edition", "position"]),
            models.CheckConstraint(name="criterion_weighs_something", condition=Q(weight__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """One place of an edition, made when its list is drawn up. Whoever holds it was offered it, or confirmed it.

    There are as many rows as places and one person to a row: nobody can take a place that does not exist.
    """

    edition = models.ForeignKey(BootcampEdition, on_delete=models.PROTECT, related_name="places_made")
    number = models.PositiveSmallIntegerField()
    party = models.ForeignKey(
        "agreements.Party", on_delete=models.PROTECT, null=True, related_name="+"
    )  # none: open to all communities
    application = models.OneToOneField(
        "activities.Application", on_delete=models.SET_NULL, null=True, related_name="place_held"
    )

    class Meta:
        verbose_name = _("place")
        ordering = ("edition", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(name="place_number_once", fields=["edition", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.number}"
