"""Answers to exercises, and what a reader said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.learning.enums import AnswerState
from maillage.learning.models.modules import ModuleVersion

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_ANSWER, LONGEST_COMMENT = 10_000, 4_000
HIGHEST_MARK = 2
REVIEWED = (AnswerState.RETURNED, AnswerState.ACCEPTED)
MARKS = ("facts", "reasoning", "action")


def _mark(name: StrOrPromise) -> models.PositiveSmallIntegerField[int | None, int | None]:
    return models.PositiveSmallIntegerField(name, null=True, validators=[MaxValueValidator(HIGHEST_MARK)])


class Submission(models.Model):
    """What somebody answers to one exercise of a version. block, rank: its place there, from 1.

    edition: grows with each change, so that two people at once are told. The marks are those of the last review.
    """

    person = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="submissions")
    version = models.ForeignKey(ModuleVersion, on_delete=models.PROTECT, related_name="submissions")
    block = models.PositiveSmallIntegerField(_("bloc"))
    rank = models.PositiveSmallIntegerField(_("rang dans le bloc"))
    text = models.TextField(_("réponse"), max_length=LONGEST_ANSWER)
    state = models.CharField(_("état"), max_length=10, choices=AnswerState, default=AnswerState.DRAFT)
    edition = models.PositiveIntegerField(_("édition"), default=1)
    saved_at = models.DateTimeField(_("gardée le"))
    sent_at = models.DateTimeField(_("envoyée le"), null=True)
    facts = _mark(_("les faits"))
    reasoning = _mark(_("le raisonnement"))
    action = _mark(_("ce que l’on ferait"))
    comment = models.TextField(_("commentaire"), max_length=LONGEST_COMMENT, blank=True)
    reviewed_by = models.ForeignKey("people.User", on_delete=models.SET_NULL, null=True, related_name="+")
    reviewed_at = models.DateTimeField(_("relue le"), null=True)

    class Meta:
        verbose_name = _("réponse à un exercice")
        constraints: ClassVar = [
            models.UniqueConstraint(name="submission_once", fields=["person", "version", "block", "rank"]),
            models.CheckConstraint(name="submission_place_from_1", condition=Q(block__gte=1, rank__gte=1)),
            models.CheckConstraint(name="submission_state", condition=Q(state__in=AnswerState.values)),
            models.CheckConstraint(
                name="submission_sent_says_something",
                condition=Q(state=AnswerState.DRAFT) | Q(sent_at__isnull=False) & ~Q(text=""),
            ),
            models.CheckConstraint(
                name="submission_reviewed_whole",
                condition=~Q(state__in=REVIEWED) & Q(reviewed_at=None)
                | Q(
                    reviewed_at__isnull=False,
                    **{f"{name}__isnull": False for name in MARKS},
                    **{f"{name}__lte": HIGHEST_MARK for name in MARKS},
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.version_id} {self.block}.{self.rank}"

    def get_absolute_url(self) -> str:
        return reverse("learning:submission", args=[self.pk])


class ReviewLetter(models.Model):
    """What is written to somebody whose answer was reviewed, once a review."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="letters")
    reviewed_at = models.DateTimeField(_("relue le"))
    written_at = models.DateTimeField(_("écrite le"))
    sent_at = models.DateTimeField(_("envoyée le"), null=True)
    dropped_at = models.DateTimeField(_("abandonnée le"), null=True)

    class Meta:
        verbose_name = _("lettre d’une relecture")
        constraints: ClassVar = [
            models.UniqueConstraint(name="review_letter_once", fields=["submission", "reviewed_at"])
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}"
