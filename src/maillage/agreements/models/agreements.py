"""Agreements, their versions, who is bound by them and who signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import Shore

if TYPE_CHECKING:
    from datetime import date

    from maillage.common.viewer import Viewer


class Strand(models.Model):
    """A field in which communities cooperate: digital, culture, tourism…"""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("nom"), max_length=80)
    name_en = models.CharField(_("nom en anglais"), max_length=80)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        verbose_name = _("volet")
        ordering = ("position",)

    def __str__(self) -> str:
        return self.name_en if (get_language() or "fr").startswith("en") else self.name


@pghistory.track()
class Agreement(models.Model):
    """A lasting cooperation between networks; what it opens depends on its versions."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("nom"), max_length=160)
    purpose = models.TextField(_("raison d’être"))
    revision = models.PositiveIntegerField(_("révision"), default=1)  # of its name and purpose
    networks = models.ManyToManyField(
        "directory.Network", through="agreements.Party", related_name="agreements", verbose_name=_("réseaux")
    )

    class Meta:
        verbose_name = _("entente")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("pages:agreement", args=[self.slug])


class Party(models.Model):
    """A network bound by an agreement, and the shore whose colour it wears."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    network = models.ForeignKey("directory.Network", on_delete=models.PROTECT, related_name="parties")
    shore = models.CharField(_("rive"), max_length=1, choices=Shore)
    name = models.CharField(_("nom de la communauté"), max_length=120)

    class Meta:
        verbose_name = _("partie")
        constraints: ClassVar = [
            models.UniqueConstraint(name="party_once_per_agreement", fields=["agreement", "network"]),
        ]

    def __str__(self) -> str:
        return self.name


class AgreementVersionQuerySet(models.QuerySet["AgreementVersion"]):
    def in_force(self, day: date) -> Self:
        return self.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
            signed_on__lte=day,
            starts_on__lte=day,
            ends_on__gte=day,
        )

    def drafts(self) -> Self:
        return self.filter(signed_on__isnull=True, withdrawn_on__isnull=True)

    def linking(self, viewer: Viewer) -> dict[tuple[int, int], Agreement]:
        """See `queries.agreements_linking`."""
        if viewer.memory is None:
            return self._linking(viewer)
        if "linking" not in viewer.memory:
            viewer.memory["linking"] = self._linking(viewer)
        linking: dict[tuple[int, int], Agreement] = viewer.memory["linking"]
        return linking

    def _linking(self, viewer: Viewer) -> dict[tuple[int, int], Agreement]:
        if not viewer.network_ids:
            return {}
        hers = Party.objects.filter(network__in=viewer.network_ids).values("agreement")
        rows = (
            self.in_force(viewer.day)
            .filter(
                Q(openings__starts_on__isnull=True) | Q(openings__starts_on__lte=viewer.day),
                Q(openings__ends_on__isnull=True) | Q(openings__ends_on__gte=viewer.day),
                agreement__in=hers,
                openings__isnull=False,
            )
            .order_by("agreement__name", "pk")
            .values_list(
                "agreement",
                "agreement__name",
                "agreement__slug",
                "agreement__parties__network",
                "openings__strand",
            )
        )
        return {
            (network, strand): Agreement(pk=pk, name=name, slug=slug)
            for pk, name, slug, network, strand in rows
            if network not in viewer.network_ids
        }


@pghistory.track()
class AgreementVersion(models.Model):
    """What was signed on one day: dates and strands. A renewal is a new version.

    Its state is never stored: `rules.state_of` reads it from these days. Each save of a draft counts one more
    `revision`.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("numéro"))
    agreed_on = models.DateField(_("acceptée le"), null=True, blank=True)  # by every party
    signed_on = models.DateField(_("signée le"), null=True, blank=True)
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"))  # inclusive
    ended_on = models.DateField(
        _("terminée avant terme le"), null=True, blank=True
    )  # that day is already out
    withdrawn_on = models.DateField(_("retirée le"), null=True, blank=True)  # a draft given up
    dates_are_fictitious = models.BooleanField(_("dates fictives"), default=False)
    languages = models.JSONField(_("langues"), default=list)  # codes of `Language`
    terms_are_public = models.BooleanField(_("objectifs et engagements publiés"), default=False)
    revision = models.PositiveIntegerField(_("révision"), default=1)
    revised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    strands = models.ManyToManyField(
        Strand, through="agreements.Opening", related_name="versions", verbose_name=_("volets")
    )

    objects = AgreementVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version d’entente")
        constraints: ClassVar = [
            models.UniqueConstraint(name="agreement_version_number_once", fields=["agreement", "number"]),
            models.CheckConstraint(
                name="agreement_version_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Le dernier jour ne peut pas précéder le premier."),
            ),
            models.CheckConstraint(
                name="agreement_version_ended_while_signed",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on"), signed_on__isnull=False),
                violation_error_message=_("Seule une entente signée et commencée peut se terminer."),
            ),
            models.CheckConstraint(
                name="agreement_version_withdrawn_unsigned",
                condition=Q(withdrawn_on__isnull=True) | Q(signed_on__isnull=True),
            ),
            ExclusionConstraint(
                name="agreement_versions_do_not_overlap",
                expressions=[
                    ("agreement", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            Coalesce(F("ended_on"), F("ends_on") + 1, output_field=models.DateField()),
                            function="daterange",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(signed_on__isnull=False),
                violation_error_message=_(
                    "Ces dates chevauchent une version déjà signée de la même entente."
                ),
            ),
        ]

    def __str__(self) -> str:
        return _("%(agreement)s, version %(number)s") % {"agreement": self.agreement, "number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("agreements:version", args=[self.agreement.slug, self.number])

    @property
    def is_draft(self) -> bool:
        """Still being written, or waiting for its signature."""
        return self.signed_on is None and self.withdrawn_on is None

    def is_in_force(self, day: date) -> bool:
        """The same rule as the queryset's, for a row already read."""
        return (
            self.signed_on is not None
            and self.signed_on <= day
            and self.starts_on <= day <= self.ends_on
            and (self.ended_on is None or day < self.ended_on)
        )


@pghistory.track()
class Opening(models.Model):
    """A strand in a version: what it aims at, and its own days when it opens later or closes sooner."""

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="openings", db_column="agreementversion_id"
    )
    strand = models.ForeignKey(
        Strand, on_delete=models.PROTECT, related_name="openings", verbose_name=_("volet")
    )
    objectives = models.TextField(_("objectifs"), blank=True, default="")
    starts_on = models.DateField(_("ouvert à partir du"), null=True, blank=True)
    ends_on = models.DateField(_("ouvert jusqu’au"), null=True, blank=True)  # inclusive

    class Meta:
        verbose_name = _("volet d’une version")
        db_table = "agreements_agreementversion_strands"
        unique_together = (("version", "strand"),)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="opening_ends_after_it_starts",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Un volet ne peut pas se fermer avant de s’ouvrir."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.strand}"

    def is_open(self, day: date) -> bool:
        """Whether its own days let it open; its version has the last word."""
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )


@pghistory.track()
class Signatory(models.Model):
    """An office that signs, and the body that it speaks for; never a private person's name.

    An organisation is party to a version through those who sign for it.
    """

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="signatories")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="signatories")
    office = models.CharField(_("fonction"), max_length=160)
    body = models.CharField(_("instance représentée"), max_length=160)
    organisation = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        related_name="signatories",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )  # the body, when the directory knows it

    class Meta:
        verbose_name = _("signataire")
        constraints: ClassVar = [
            models.UniqueConstraint(name="signatory_once_per_version", fields=["version", "office", "body"]),
        ]

    def __str__(self) -> str:
        return f"{self.office}, {self.body}"
