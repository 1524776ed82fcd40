"""Sittings: what one person was asked, what she answered, and what is known after it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.assessments.enums import Ending
from maillage.assessments.models.instruments import LONGEST_CODE, Instrument, Item
from maillage.assessments.models.scales import Scale


class Sitting(models.Model):
    """One person before one instrument; `organisation` is the firm that is diagnosed.

    What chance and the moment settled is settled at its start and kept (`scale`, `seed`, `closed`, `most`, `error`, `facts`), so the same
    answers always lead to the same question.

    continues: the first of the sittings whose answers it took over.
    """

    key = models.UUIDField(_("adresse"), default=uuid.uuid4, unique=True, editable=False)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="sittings")
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="sittings")
    person = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="sittings")
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.CASCADE, null=True, related_name="sittings"
    )
    role = models.ForeignKey(
        "skills.RoleProfile", on_delete=models.PROTECT, null=True, related_name="sittings"
    )
    continues = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="continued_by")
    dimensions = ArrayField(models.CharField(max_length=LONGEST_CODE), verbose_name=_("dimensions"))
    most = models.PositiveSmallIntegerField(_("questions au plus"))
    error = models.FloatField(_("erreur type voulue"))  # in logits
    seed = models.BigIntegerField(_("graine"))
    closed = ArrayField(
        models.BigIntegerField(), default=list, verbose_name=_("questions qui ne sont pas posées")
    )
    facts = models.JSONField(_("faits de l’entreprise"), default=dict)
    consented_at = models.DateTimeField(_("accord donné le"))
    started_at = models.DateTimeField(_("commencée le"))
    finished_at = models.DateTimeField(_("terminée le"), null=True)
    ending = models.CharField(_("fin"), max_length=10, choices=Ending, blank=True)

    class Meta:
        verbose_name = _("passation")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="sitting_open_once",
                fields=["person", "instrument", "organisation"],
                condition=Q(finished_at__isnull=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="sitting_ends_with_a_reason",
                condition=Q(finished_at__isnull=True, ending="")
                | Q(finished_at__isnull=False, ending__in=Ending.values),
            ),
            models.CheckConstraint(name="sitting_asks_something", condition=Q(most__gte=1, error__gte=0)),
            models.CheckConstraint(
                name="sitting_after_consent", condition=Q(started_at__gte=F("consented_at"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["scale", "started_at"], name="sitting_of_scale"),
            models.Index(fields=["person", "-started_at"], name="sitting_of_person"),
        ]

    def __str__(self) -> str:
        return str(self.key)

    def get_absolute_url(self) -> str:
        return reverse("assessments:result" if self.finished_at else "assessments:question", args=[self.key])


class Answer(models.Model):
    """category: what the model reads, from 0; None when nothing was said of the level (`Unsaid`).

    response: the options chosen, by their rank in the content from 0, in order when the order counts; or a value of `Unsaid`.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="answers")
    position = models.PositiveSmallIntegerField(_("rang"))  # from 1
    response = models.JSONField(_("réponse"))
    category = models.PositiveSmallIntegerField(_("catégorie"), null=True)
    answered_at = models.DateTimeField(_("donnée le"))

    class Meta:
        verbose_name = _("réponse")
        constraints: ClassVar = [
            models.UniqueConstraint(name="answer_item_once", fields=["sitting", "item"]),
            models.UniqueConstraint(name="answer_position_once", fields=["sitting", "position"]),
            models.CheckConstraint(name="answer_position_from_1", condition=Q(position__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.position}"


class Estimate(models.Model):
    """What a finished sitting says of one dimension, in logits; 95 chances in 100 lie between `low` and `high`.

    levels: the chance of each level of the reference, or of each band, from the lowest; of sum 1. asked: questions about it.
    score: for a firm, points from 0 to 100, with `score_low` and `score_high`.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="estimates")
    dimension = models.CharField(_("dimension"), max_length=LONGEST_CODE)
    position = models.PositiveSmallIntegerField(_("rang"))
    mean = models.FloatField(_("moyenne"))
    error = models.FloatField(_("erreur type"))
    low = models.FloatField(_("bas"))
    middle = models.FloatField(_("milieu"))
    high = models.FloatField(_("haut"))
    levels = ArrayField(models.FloatField(), verbose_name=_("chances des niveaux"))
    asked = models.PositiveSmallIntegerField(_("questions"))
    score = models.FloatField(_("note"), null=True)
    score_low = models.FloatField(_("note, bas"), null=True)
    score_high = models.FloatField(_("note, haut"), null=True)

    class Meta:
        verbose_name = _("estimation")
        constraints: ClassVar = [
            models.UniqueConstraint(name="estimate_once", fields=["sitting", "dimension"]),
            models.CheckConstraint(
                name="estimate_interval", condition=Q(low__lte=F("middle"), middle__lte=F("high"))
            ),
            models.CheckConstraint(name="estimate_error", condition=Q(error__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.dimension}"

    @property
    def level(self) -> int:
        """The most likely level, from 1."""
        return max(range(len(self.levels)), key=self.levels.__getitem__) + 1
