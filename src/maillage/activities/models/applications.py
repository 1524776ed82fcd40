"""Who asks to come, and what those who choose say of it."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from maillage.activities.enums import ApplicationState, FirmStage, Outcome
from maillage.activities.models.bootcamps import BootcampEdition, Criterion

LOWEST, HIGHEST = 1, 5  # of a mark
OLDEST_FIRM = 1800


@pghistory.track(exclude=["key"])
class Application(models.Model):
    """One person's wish to take part in one edition; she needs no account."""

    edition = models.ForeignKey(BootcampEdition, on_delete=models.PROTECT, related_name="applications")
    email = models.EmailField(_("courriel"))
    language = models.CharField(_("langue"), max_length=8, choices=settings.LANGUAGES)
    key = models.CharField(max_length=32, editable=False)  # what its links are signed with
    state = models.CharField(
        _("état"), max_length=16, choices=ApplicationState, default=ApplicationState.DRAFT
    )
    name = models.CharField(_("nom"), max_length=120, blank=True)
    office = models.CharField(_("fonction"), max_length=160, blank=True)
    firm = models.CharField(_("entreprise"), max_length=160, blank=True)
    party = models.ForeignKey(
        "agreements.Party",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("communauté"),
    )
    founded = models.PositiveSmallIntegerField(
        _("année de création"),
        null=True,
        blank=True,
        validators=[MinValueValidator(OLDEST_FIRM), MaxValueValidator(2200)],
    )
    employees = models.PositiveIntegerField(_("nombre d’employés"), null=True, blank=True)
    stage = models.CharField(_("moment"), max_length=16, choices=FirmStage, blank=True)
    answers = models.JSONField(_("réponses"), default=list, blank=True)  # [{question, answer}], as asked
    consent_text = models.TextField(_("texte accepté"), blank=True)
    consented_at = models.DateTimeField(_("consentement"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("courriel confirmé le"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("envoyée le"), null=True, blank=True)
    forced = models.CharField(_("décision"), max_length=16, choices=Outcome, blank=True)
    forced_reason = models.CharField(_("raison"), max_length=300, blank=True)
    forced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    score = models.FloatField(null=True, blank=True)  # as it stood when the list was drawn up
    rank = models.IntegerField(null=True, blank=True)  # smallest first; told only as a position
    turn = models.PositiveSmallIntegerField(default=0)  # how many times a place was offered
    answer_by = models.DateTimeField(_("réponse attendue jusqu’à"), null=True, blank=True)
    participant = models.OneToOneField(
        "activities.Participant", on_delete=models.SET_NULL, null=True, blank=True, related_name="application"
    )
    is_fictitious = models.BooleanField(_("personne fictive"), default=False)
    created_at = models.DateTimeField(_("depuis"))

    class Meta:
        verbose_name = _("candidature")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "edition",
                Lower("email"),
                name="application_once_per_person",
                violation_error_message=_("Cette adresse a déjà une candidature."),
            ),
            models.CheckConstraint(
                name="application_read_with_consent",
                condition=Q(state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
                | Q(consented_at__isnull=False, confirmed_at__isnull=False, party__isnull=False),
            ),
            models.CheckConstraint(
                name="application_offered_until",
                condition=~Q(state=ApplicationState.OFFERED) | Q(answer_by__isnull=False),
            ),
            models.CheckConstraint(
                name="application_forced_for_a_reason", condition=Q(forced="") | ~Q(forced_reason="")
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["answer_by"],
                name="application_to_answer",
                condition=Q(state=ApplicationState.OFFERED),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Reviewer(models.Model):
    """Somebody whom the coordination asked to read applications without knowing whose they are."""

    edition = models.ForeignKey(BootcampEdition, on_delete=models.PROTECT, related_name="reviewers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reviewing")
    assigned_at = models.DateTimeField()

    class Meta:
        verbose_name = _("évaluatrice ou évaluateur")
        constraints: ClassVar = [
            models.UniqueConstraint(name="reviewer_once_per_edition", fields=["edition", "user"])
        ]

    def __str__(self) -> str:
        return str(self.user)


@pghistory.track()
class Review(models.Model):
    """One reading of one application: its marks, or the reason why this reader stands back."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="reviews")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviews")
    has_conflict = models.BooleanField(_("conflit d’intérêts"), default=False)
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("évaluation")
        constraints: ClassVar = [
            models.UniqueConstraint(name="review_once", fields=["reviewer", "application"])
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id}: {self.application_id}"


@pghistory.track()
class Mark(models.Model):
    """One criterion, from 1 to 5, in one reading."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="marks")
    value = models.PositiveSmallIntegerField(_("note"))
    comment = models.CharField(_("commentaire"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("note")
        constraints: ClassVar = [
            models.UniqueConstraint(name="mark_once", fields=["review", "criterion"]),
            models.CheckConstraint(
                name="mark_from_one_to_five", condition=Q(value__gte=LOWEST, value__lte=HIGHEST)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"
