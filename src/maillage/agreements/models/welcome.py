"""Firms of one shore welcomed by an organisation of the other."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import StayRefusal, StayResult, StayState
from maillage.agreements.models.agreements import Agreement, Strand

MOST_PLACES = 200
LONGEST_WORDS = 4_000
FOLLOW_UP_MONTHS = (3, 12)
TAKES_A_PLACE = (StayState.ACCEPTED, StayState.UNDER_WAY, StayState.ENDED)


@pghistory.track()
class WelcomeHost(models.Model):
    """An organisation that receives firms of the partner networks, and how many at a time."""

    organisation = models.OneToOneField(
        "directory.Organisation",
        on_delete=models.PROTECT,
        related_name="welcome",
        verbose_name=_("organisation"),
    )
    network = models.ForeignKey(
        "directory.Network", on_delete=models.PROTECT, related_name="welcome_hosts", verbose_name=_("réseau")
    )
    places = models.PositiveSmallIntegerField(_("places en même temps"))
    services = models.TextField(_("ce que vous offrez"), max_length=LONGEST_WORDS)
    is_open = models.BooleanField(_("reçoit des demandes"), default=True)
    revision = models.PositiveIntegerField(default=1)  # counts what people saved, for two who edit at once

    class Meta:
        verbose_name = _("lieu d’accueil")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="welcome_host_has_places", condition=Q(places__gte=1, places__lte=MOST_PLACES)
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


@pghistory.track()
class Stay(models.Model):
    """A firm asks to be welcomed across an agreement; once accepted, it holds one numbered place for its days."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="stays")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="stays", null=True, blank=True)
    host = models.ForeignKey(WelcomeHost, on_delete=models.PROTECT, related_name="stays")
    firm = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="stays")
    purpose = models.TextField(_("ce que vous venez faire"), max_length=LONGEST_WORDS)
    needs = models.TextField(_("ce qu’il vous faut sur place"), max_length=LONGEST_WORDS, blank=True)
    wished_from = models.DateField(_("arrivée souhaitée"))
    wished_until = models.DateField(_("départ souhaité"))  # inclusive
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="stays_asked"
    )
    consent = models.ForeignKey("people.Consent", on_delete=models.PROTECT, related_name="stays")
    state = models.CharField(_("état"), max_length=10, choices=StayState, default=StayState.ASKED)
    decline_reason = models.CharField(_("raison"), max_length=16, choices=StayRefusal, blank=True)
    starts_on = models.DateField(_("premier jour"), null=True)
    ends_on = models.DateField(_("dernier jour"), null=True)  # inclusive
    place = models.PositiveSmallIntegerField(_("place"), null=True)
    services = models.TextField(_("services fournis"), max_length=LONGEST_WORDS, blank=True)

    class Meta:
        verbose_name = _("séjour")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="stay_wished_dates_in_order", condition=Q(wished_until__gte=F("wished_from"))
            ),
            models.CheckConstraint(
                name="stay_accepted_with_dates_and_a_place",
                condition=~Q(state__in=TAKES_A_PLACE)
                | Q(starts_on__isnull=False, ends_on__gte=F("starts_on"), place__gte=1),
            ),
            models.CheckConstraint(
                name="stay_declined_with_a_reason",
                condition=Q(state=StayState.DECLINED) ^ Q(decline_reason=""),
            ),
            models.UniqueConstraint(
                name="stay_asked_once_at_a_time",
                fields=["firm", "host"],
                condition=Q(state=StayState.ASKED),
            ),
            ExclusionConstraint(
                name="stay_one_firm_in_a_place",
                expressions=[
                    ("host", RangeOperators.EQUAL),
                    ("place", RangeOperators.EQUAL),
                    (
                        Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state__in=TAKES_A_PLACE),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agreement", "state"], name="stay_by_state")]

    def __str__(self) -> str:
        return f"{self.firm} → {self.host}"

    def get_absolute_url(self) -> str:
        return reverse("agreements:stay", args=[self.agreement.slug, self.pk])


class StayStep(models.Model):
    """One change of state: who, when, with what words."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(_("état"), max_length=10, choices=StayState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.TextField(_("mot"), blank=True, max_length=LONGEST_WORDS)
    at = models.DateTimeField(_("le"))

    class Meta:
        verbose_name = _("étape d’un séjour")

    def __str__(self) -> str:
        return f"{self.stay_id}: {self.state}"


class StayFollowUp(models.Model):
    """What came of a stay, 3 and 12 months after its end: once each."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="follow_ups")
    months = models.PositiveSmallIntegerField(_("mois après"))
    due_on = models.DateField(_("à demander le"))
    kind = models.CharField(_("ce qui en est venu"), max_length=8, choices=StayResult, blank=True)
    words = models.TextField(_("en quelques mots"), blank=True, max_length=LONGEST_WORDS)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("répondu le"), null=True)

    class Meta:
        verbose_name = _("suite d’un séjour")
        constraints: ClassVar = [
            models.UniqueConstraint(name="stay_follow_up_once", fields=["stay", "months"]),
            models.CheckConstraint(
                name="stay_follow_up_known_months", condition=Q(months__in=FOLLOW_UP_MONTHS)
            ),
            models.CheckConstraint(
                name="stay_follow_up_answered_with_a_kind",
                condition=Q(answered_at__isnull=True, kind="") | (Q(answered_at__isnull=False) & ~Q(kind="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stay_id}: {self.months}"
