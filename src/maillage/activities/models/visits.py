"""What a visit has more than other activities: those who receive it, the way between places, what is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.activities.enums import Becomes, FollowUpState
from maillage.activities.models.activities import Activity, Participant, ProgrammeItem

if TYPE_CHECKING:
    from datetime import date

LONGEST_WAY = 24 * 60
LONGEST_FOLLOW_UP = 400


@pghistory.track()
class VisitHost(models.Model):
    """An organisation that receives the visit, and when it may; nothing said is not « closed »."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="visit_hosts")
    organisation = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        related_name="visits_hosted",
        verbose_name=_("organisation"),
    )
    office = models.CharField(_("qui reçoit"), max_length=160, blank=True)
    opens = models.TimeField(_("ouvre à"), null=True, blank=True)  # on the clocks of the moment's place
    closes = models.TimeField(_("ferme à"), null=True, blank=True)
    days = ArrayField(models.DateField(), verbose_name=_("jours"), default=list, blank=True)  # none: all

    class Meta:
        verbose_name = _("hôte de la mission")
        ordering = ("organisation__sort_key", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="visit_host_once",
                fields=["activity", "organisation"],
                violation_error_message=_("Cette organisation reçoit déjà la mission."),
            ),
            models.CheckConstraint(
                name="visit_host_closes_after_it_opens",
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                violation_error_message=_("Dites l’ouverture et la fermeture, dans cet ordre, ou aucune."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class TravelTime(models.Model):
    """How long the way takes between two places of a visit, either way."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="travel_times")
    one_place = models.CharField(_("d’un lieu"), max_length=200)
    other_place = models.CharField(_("à l’autre"), max_length=200)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(0), MaxValueValidator(LONGEST_WAY)]
    )

    class Meta:
        verbose_name = _("temps de trajet")
        ordering = ("one_place", "other_place", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(name="travel_time_once", fields=["activity", "one_place", "other_place"]),
        ]

    def __str__(self) -> str:
        return f"{self.one_place} – {self.other_place}"


class PersonalNeeds(models.Model):
    """What somebody eats, and what she needs to come in: her own words, by her consent, erased after the visit.

    No audit trail keeps them: what is erased is gone.
    """

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="needs")
    diet = models.CharField(_("ce que vous mangez ou évitez"), max_length=400, blank=True)
    access = models.CharField(_("ce qu’il faut pour vous accueillir"), max_length=400, blank=True)
    consent = models.ForeignKey("people.Consent", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("écrit le"))

    class Meta:
        verbose_name = _("besoins personnels")

    def __str__(self) -> str:
        return str(self.participant)


@pghistory.track()
class Minutes(models.Model):
    """What was said at a moment of the programme, and what was decided there."""

    item = models.OneToOneField(ProgrammeItem, on_delete=models.PROTECT, related_name="minutes")
    text = models.TextField(_("ce qui s’est dit"), max_length=20_000, blank=True)
    decisions = models.TextField(_("décisions"), max_length=4_000, blank=True)  # one a line
    version = models.PositiveIntegerField(default=1)
    is_fictitious = models.BooleanField(_("texte fictif"), default=False)
    updated_at = models.DateTimeField(_("mis à jour le"))
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("compte rendu")

    def __str__(self) -> str:
        return str(self.item)

    @property
    def decision_list(self) -> list[str]:
        return [line.strip() for line in self.decisions.splitlines() if line.strip()]


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def overdue(self, day: date) -> Self:
        return self.filter(state=FollowUpState.OPEN, due_on__lt=day)


@pghistory.track()
class FollowUp(models.Model):
    """What somebody promised to do after a meeting, by when, and what it became."""

    item = models.ForeignKey(ProgrammeItem, on_delete=models.PROTECT, related_name="follow_ups")
    text = models.CharField(_("ce qui est à faire"), max_length=LONGEST_FOLLOW_UP)
    due_on = models.DateField(_("avant le"))  # that day is still in time
    office = models.CharField(_("fonction"), max_length=160, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("organisation"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="visit_follow_ups",
        verbose_name=_("personne"),
    )
    state = models.CharField(_("état"), max_length=16, choices=FollowUpState, default=FollowUpState.OPEN)
    became = models.CharField(_("devenu"), max_length=16, choices=Becomes, blank=True)
    became_path = models.CharField(_("son adresse"), max_length=300, blank=True)  # without the language
    note = models.CharField(_("note"), max_length=400, blank=True)
    is_fictitious = models.BooleanField(_("texte fictif"), default=False)
    written_at = models.DateTimeField(_("écrit le"))
    closed_at = models.DateTimeField(_("fini le"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("suite")
        ordering = ("due_on", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="follow_up_closed_or_open",
                condition=Q(state=FollowUpState.OPEN, closed_at__isnull=True, became="")
                | (~Q(state=FollowUpState.OPEN) & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="follow_up_became_somewhere",
                condition=Q(became="", became_path="") | (~Q(became="") & ~Q(became_path="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_on"],
                name="follow_up_to_recall",
                condition=Q(state=FollowUpState.OPEN, reminded_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("activities:visit_follow_up", args=[self.pk])

    @property
    def owner(self) -> str:
        """Who does it, from the person to the organisation."""
        named = str(self.user) if self.user else self.office
        return " – ".join(filter(None, [named, str(self.organisation) if self.organisation else ""]))

    def is_overdue(self, day: date) -> bool:
        return self.state == FollowUpState.OPEN and self.due_on < day


class FollowUpLetter(models.Model):
    """The one recall of a late follow-up to one person or, without `user`, to the coordination's mailbox."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="letters")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # done before it left, or her account was closed

    class Meta:
        verbose_name = _("rappel d’une suite")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="follow_up_letter_once", fields=["follow_up", "user"], nulls_distinct=False
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["written_at"],
                name="follow_up_letter_to_send",
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.follow_up_id}: {self.user_id}"
