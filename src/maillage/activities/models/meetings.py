"""One-to-one meetings: a round with its slots and people, what they wish, and each plan made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.activities.enums import RoundShape
from maillage.activities.models.activities import Activity, Participant, ProgrammeItem
from maillage.common.zones import validate_time_zone

if TYPE_CHECKING:
    from datetime import datetime


@pghistory.track()
class MeetingRound(models.Model):
    """An hour or two of an activity when people meet two by two."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="rounds")
    item = models.ForeignKey(
        ProgrammeItem, on_delete=models.PROTECT, null=True, blank=True, related_name="rounds"
    )  # the moment of the programme that it fills: it takes nobody's time
    title = models.CharField(_("titre"), max_length=160)
    shape = models.CharField(
        _("qui rencontre qui"), max_length=16, choices=RoundShape, default=RoundShape.EVERYBODY
    )
    most = models.PositiveSmallIntegerField(_("rencontres par personne, au plus"), default=8)
    floor = models.PositiveSmallIntegerField(_("rencontres par personne, au moins"), default=4)
    asked_at = models.DateTimeField(null=True, blank=True)  # a plan is being made
    sequence = models.PositiveIntegerField(default=0)  # grows at each change that a plan depends on
    updated_at = models.DateTimeField(_("mise à jour le"))

    class Meta:
        verbose_name = _("tour de rencontres")
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="round_floor_within_most",
                condition=Q(floor__lte=F("most")),
                violation_error_message=_("Le minimum ne peut pas dépasser le maximum."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("matching:meetings", args=[self.pk])


@pghistory.track()
class MeetingSlot(models.Model):
    """When meetings go on, how many at tables and how many at a distance."""

    round = models.ForeignKey(MeetingRound, on_delete=models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))  # exclusive
    tables = models.PositiveSmallIntegerField(_("tables"))
    links = models.PositiveSmallIntegerField(_("rencontres à distance"))

    class Meta:
        verbose_name = _("créneau")
        ordering = ("starts_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(name="slot_once", fields=["round", "starts_at"]),
            models.CheckConstraint(name="slot_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
        ]

    def __str__(self) -> str:
        return str(self.starts_at)


@pghistory.track()
class MeetingPerson(models.Model):
    """A participant who meets others, and what she says of her time."""

    round = models.ForeignKey(MeetingRound, on_delete=models.PROTECT, related_name="people")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="meeting_places")
    is_remote = models.BooleanField(_("à distance"), default=False)
    time_zone = models.CharField(_("fuseau horaire"), max_length=64)  # IANA name
    away = models.ManyToManyField(MeetingSlot, blank=True, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("personne d’un tour")
        ordering = ("participant__name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(name="meeting_person_once", fields=["round", "participant"])
        ]

    def __str__(self) -> str:
        return str(self.participant)

    def clean(self) -> None:
        validate_time_zone(self.time_zone)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class MeetingWish(models.Model):
    """Whom somebody would like to meet."""

    person = models.ForeignKey(MeetingPerson, on_delete=models.CASCADE, related_name="wishes")
    wished = models.ForeignKey(MeetingPerson, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("souhait")
        constraints: ClassVar = [
            models.UniqueConstraint(name="wish_once", fields=["person", "wished"]),
            models.CheckConstraint(name="wish_of_another", condition=~Q(person=F("wished"))),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.wished}"


class MeetingPlan(models.Model):
    """A plan as it was made; a plan made again is another one, so that what changed can be told."""

    round = models.ForeignKey(MeetingRound, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    sequence = models.PositiveIntegerField()  # of the round that it was made from
    made_at = models.DateTimeField(_("fait le"))
    value = models.FloatField()
    bound = models.FloatField()
    is_proved = models.BooleanField()
    moved = models.PositiveIntegerField(default=0)
    why = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)  # null: everybody has the floor
    published_at = models.DateTimeField(_("publié le"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("plan de rencontres")
        ordering = ("-number",)
        constraints: ClassVar = [
            models.UniqueConstraint(name="meeting_plan_numbered", fields=["round", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.round} – {self.number}"


class MeetingSide(models.Model):
    """One meeting as one of the two people has it: two rows a meeting, so that the database holds each to one at once."""

    plan = models.ForeignKey(MeetingPlan, on_delete=models.CASCADE, related_name="sides")
    slot = models.ForeignKey(MeetingSlot, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(MeetingPerson, on_delete=models.PROTECT, related_name="sides")
    other = models.ForeignKey(MeetingPerson, on_delete=models.PROTECT, related_name="+")
    table = models.PositiveSmallIntegerField()  # 0: at a distance
    reasons = models.JSONField(default=list)  # as told to this person

    class Meta:
        verbose_name = _("rencontre deux à deux")
        ordering = ("slot__starts_at", "table", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_meeting_at_a_time", fields=["plan", "slot", "person"]),
            models.UniqueConstraint(name="a_pair_meets_once", fields=["plan", "person", "other"]),
            models.CheckConstraint(name="nobody_meets_herself", condition=~Q(person=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.other}"

    @property
    def starts_hers(self) -> datetime:
        """Its start on her own clocks."""
        return self.slot.starts_at.astimezone(self.person.zone)

    @property
    def ends_hers(self) -> datetime:
        return self.slot.ends_at.astimezone(self.person.zone)
