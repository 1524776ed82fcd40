"""Coming forward for an activity: places, and what participants are written."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from maillage.activities.enums import Audience, LetterMatter
from maillage.activities.models.activities import Activity, Participant, ProgrammeItem


@pghistory.track()
class Registration(models.Model):
    """An activity that people join by themselves, up to a number of places; beyond, they wait their turn."""

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="registration")
    audience = models.CharField(_("qui peut s’inscrire"), max_length=16, choices=Audience)
    places = models.PositiveSmallIntegerField(_("nombre de places"), null=True, blank=True)  # none: no limit
    taken = models.PositiveIntegerField(default=0)  # counted again whenever somebody comes or goes
    closes_on = models.DateField(_("dernier jour pour s’inscrire"), null=True, blank=True)  # inclusive

    class Meta:
        verbose_name = _("inscriptions")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="registration_never_overbooked",
                condition=Q(places__isnull=True) | Q(taken__lte=F("places")),
                violation_error_message=_("Il n’y a pas autant de places."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)

    @property
    def left(self) -> int | None:
        """Places left; None without a limit."""
        return None if self.places is None else self.places - self.taken


class Arrival(models.Model):
    """Somebody without an account who asks for a place, and the letter that asks her to confirm it.

    She takes none before she answers from her mailbox; the row goes then, or after a few days.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="arrivals")
    name = models.CharField(_("nom"), max_length=120)
    email = models.EmailField(_("courriel"))
    office = models.CharField(_("fonction"), max_length=160, blank=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    key = models.CharField(max_length=32, editable=False)  # what its link is signed with
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("inscription à confirmer")
        constraints: ClassVar = [
            models.UniqueConstraint("activity", Lower("email"), name="arrival_once_per_address"),
        ]

    def __str__(self) -> str:
        return self.name


class ParticipantLetter(models.Model):
    """One message to one participant. Written in the transaction that causes it: never two for one matter."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="letters")
    matter = models.CharField(_("sujet"), max_length=24, choices=LetterMatter)
    item = models.ForeignKey(ProgrammeItem, on_delete=models.CASCADE, null=True, related_name="+")
    since = models.DateTimeField()  # whoever leaves and comes back is written to again
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # no longer true, or nobody to write to

    class Meta:
        verbose_name = _("message aux participants")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="participant_letter_once",
                fields=["participant", "matter", "item", "since"],
                nulls_distinct=False,
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["written_at"],
                name="participant_letter_to_send",
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.matter}"
