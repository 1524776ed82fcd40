"""What is done together: an activity, the moments of its programme, those who take part."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self
from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.activities.enums import ActivityKind, ActivityState, ItemKind, PartRole, PartState
from maillage.agreements.models import Shared, SharedQuerySet
from maillage.common.zones import validate_time_zone

if TYPE_CHECKING:
    from datetime import date, datetime

OWN_PAGES: dict[str, str] = {}  # by kind: the name of the page that a context above gives it, once ready


class ActivityQuerySet(SharedQuerySet["Activity"]):
    def announced(self) -> Self:
        """Those that the public of each may read: a cancelled one stays, so that nobody travels for nothing."""
        return self.exclude(state=ActivityState.DRAFT)

    def to_come(self, day: date) -> Self:
        """Those under way or ahead, whatever their state."""
        return self.filter(ends_on__gte=day)


@pghistory.track()
class Activity(Shared):
    """A visit, a bootcamp edition, a workshop: days, a place, a programme, people."""

    kind = models.CharField(_("genre"), max_length=16, choices=ActivityKind)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("titre"), max_length=160)
    summary = models.TextField(_("de quoi il s’agit"), max_length=4_000, blank=True)
    agreement = models.ForeignKey(
        "agreements.Agreement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("entente"),
    )
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("initiative"),
    )
    starts_on = models.DateField(_("premier jour"))  # both days are those of the place
    ends_on = models.DateField(_("dernier jour"))  # inclusive
    time_zone = models.CharField(_("fuseau horaire"), max_length=64)  # IANA name
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    online_url = models.URLField(_("lien de la rencontre en ligne"), blank=True)
    state = models.CharField(_("état"), max_length=16, choices=ActivityState, default=ActivityState.DRAFT)
    reason = models.CharField(_("raison de l’annulation"), max_length=300, blank=True)
    is_fictitious = models.BooleanField(_("activité fictive"), default=False)
    sequence = models.PositiveIntegerField(
        default=0
    )  # RFC 5545: grows at each change that calendars must learn
    created_at = models.DateTimeField(_("créée le"))
    updated_at = models.DateTimeField(_("mise à jour le"))

    objects = ActivityQuerySet.as_manager()

    class Meta(Shared.Meta):
        verbose_name = _("activité")
        constraints: ClassVar = [
            *Shared.Meta.constraints,
            models.CheckConstraint(
                name="activity_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Le dernier jour ne peut pas précéder le premier."),
            ),
            models.CheckConstraint(
                name="activity_cancelled_for_a_reason",
                condition=~Q(state=ActivityState.CANCELLED) | ~Q(reason=""),
                violation_error_message=_("Dites pourquoi : les personnes inscrites le liront."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["network", "starts_on"], name="activity_by_network_and_day"),
            models.Index(fields=["agreement", "starts_on"], name="activity_by_agreement_and_day"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        validate_time_zone(self.time_zone)

    def get_absolute_url(self) -> str:
        return reverse(OWN_PAGES.get(self.kind, "activities:activity"), args=[self.slug])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def is_past(self, day: date) -> bool:
        return self.ends_on < day


@pghistory.track()
class ProgrammeItem(models.Model):
    """A moment of a programme: who meets whom, where, from when to when."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(_("genre"), max_length=16, choices=ItemKind, default=ItemKind.MEETING)
    title = models.CharField(_("titre"), max_length=160)
    note = models.TextField(_("note"), max_length=2_000, blank=True)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))  # exclusive
    time_zone = models.CharField(_("fuseau horaire"), max_length=64)  # IANA name
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    room = models.CharField(_("salle"), max_length=80, blank=True)
    online_url = models.URLField(_("lien de la rencontre en ligne"), blank=True)
    hosts = models.ManyToManyField(
        "directory.Organisation", blank=True, related_name="hosted_items", verbose_name=_("hôtes")
    )
    people = models.ManyToManyField(
        "activities.Participant", blank=True, related_name="items", verbose_name=_("personnes")
    )  # none: everybody
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(_("mise à jour le"))

    class Meta:
        verbose_name = _("moment du programme")
        ordering = ("starts_at", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="item_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("La fin ne peut pas précéder le début."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        validate_time_zone(self.time_zone)

    @property
    def starts_there(self) -> datetime:
        """Its start on the clocks of the place."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def ends_there(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.time_zone))


@pghistory.track()
class Participant(models.Model):
    """Somebody who takes part, known by an office; with or without an account."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="participations",
    )
    organisation = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participants",
        verbose_name=_("organisation"),
    )
    party = models.ForeignKey(
        "agreements.Party",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participants",
        verbose_name=_("communauté"),
    )
    name = models.CharField(_("nom"), max_length=120)
    office = models.CharField(_("fonction"), max_length=160, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    role = models.CharField(_("rôle"), max_length=16, choices=PartRole, default=PartRole.PARTICIPANT)
    state = models.CharField(_("état"), max_length=16, choices=PartState, default=PartState.INVITED)
    was_there = models.BooleanField(_("présence"), null=True, blank=True)  # null: nobody said yet
    is_fictitious = models.BooleanField(_("personne fictive"), default=False)
    joined_at = models.DateTimeField(_("depuis"))

    class Meta:
        verbose_name = _("participation")
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="participant_account_once",
                fields=["activity", "user"],
                condition=Q(user__isnull=False),
                violation_error_message=_("Cette personne prend déjà part à l’activité."),
            ),
            models.UniqueConstraint(
                name="participant_address_once",
                fields=["activity", "email"],
                condition=~Q(email=""),
                violation_error_message=_("Cette adresse est déjà inscrite à l’activité."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where she is written to; nowhere once her account is closed."""
        if self.user is not None:
            return self.user.email if self.user.is_active else ""
        return self.email
