"""Answers that the people of a cohort review for one another."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.learning.models.cohorts import Cohort
from maillage.learning.models.exercises import HIGHEST_MARK, LONGEST_COMMENT, MARKS, Submission

MOST_DAYS = 30


class PeerRule(models.Model):
    """Whoever leads a cohort lets its people review one another, until she closes it. days: to give a review once drawn."""

    cohort = models.OneToOneField(Cohort, on_delete=models.CASCADE, related_name="peer_rule")
    is_blind = models.BooleanField(_("sans les noms"), default=True)
    days = models.PositiveSmallIntegerField(
        _("jours pour relire"), validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )
    opened_at = models.DateTimeField(_("ouverte le"))
    closed_at = models.DateTimeField(_("fermée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("relecture entre pairs")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="peer_rule_leaves_time", condition=Q(days__gte=1, days__lte=MOST_DAYS)
            )
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id}"


class Peer(models.Model):
    """Somebody of a cohort agrees that its people review her answers, and reviews theirs. Taken back, it is deleted."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="peers")
    person = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="peer_in")
    agreed_at = models.DateTimeField(_("accord donné le"))

    class Meta:
        verbose_name = _("pair")
        constraints: ClassVar = [models.UniqueConstraint(name="peer_once", fields=["cohort", "person"])]

    def __str__(self) -> str:
        return f"{self.cohort_id}: {self.person_id}"


class PeerReview(models.Model):
    """An answer drawn by a peer: it waits for her until `due_at`, then it was given, or dropped and anybody may draw it.

    edition: of the answer as she drew it. is_blind: as the rule said then, and as it stays. The marks are hers, whatever is said of the answer afterwards.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="peer_reviews")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="peer_reviews")
    reviewer = models.ForeignKey(
        "people.User", on_delete=models.SET_NULL, null=True, related_name="peer_reviews"
    )
    edition = models.PositiveIntegerField(_("édition"))
    is_blind = models.BooleanField(_("sans les noms"))
    drawn_at = models.DateTimeField(_("tirée le"))
    due_at = models.DateTimeField(_("à rendre avant le"))
    given_at = models.DateTimeField(_("rendue le"), null=True)
    dropped_at = models.DateTimeField(_("laissée le"), null=True)
    facts = models.PositiveSmallIntegerField(_("les faits"), null=True)
    reasoning = models.PositiveSmallIntegerField(_("le raisonnement"), null=True)
    action = models.PositiveSmallIntegerField(_("ce que l’on ferait"), null=True)
    comment = models.TextField(_("commentaire"), max_length=LONGEST_COMMENT, blank=True)
    is_accepted = models.BooleanField(_("acceptée"), null=True)

    class Meta:
        verbose_name = _("relecture d’un pair")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="peer_review_one_at_a_time",
                fields=["submission"],
                condition=Q(given_at=None, dropped_at=None),
            ),
            models.UniqueConstraint(
                name="peer_review_drawn_once", fields=["submission", "edition", "reviewer"]
            ),
            models.CheckConstraint(name="peer_review_due_later", condition=Q(due_at__gt=F("drawn_at"))),
            models.CheckConstraint(
                name="peer_review_given_whole",
                condition=Q(given_at=None, is_accepted=None)
                | Q(
                    given_at__isnull=False,
                    dropped_at=None,
                    is_accepted__isnull=False,
                    **{f"{name}__lte": HIGHEST_MARK for name in MARKS},
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.reviewer_id}"
