"""Roll-outs: a path brought to one region after another, and what is told of those who followed it."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.assessments.models import FEWEST
from maillage.learning.models.cohorts import Cohort
from maillage.learning.models.modules import LONGEST_CODE, LONGEST_TITLE
from maillage.learning.models.paths import LearningPath


@pghistory.track()
class RollOut(models.Model):
    """A network brings a path to so many people, region by region."""

    network = models.ForeignKey(
        "directory.Network", on_delete=models.PROTECT, related_name="roll_outs", verbose_name=_("réseau")
    )
    path = models.ForeignKey(
        LearningPath, on_delete=models.PROTECT, related_name="roll_outs", verbose_name=_("parcours")
    )
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roll_outs",
        verbose_name=_("initiative"),
    )
    title = models.CharField(_("titre"), max_length=LONGEST_TITLE)
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"))
    is_fictitious = models.BooleanField(_("fictif"), default=False)

    class Meta:
        verbose_name = _("déploiement")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="roll_out_ends_after_it_starts",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("Le dernier jour vient après le premier."),
            ),
            models.CheckConstraint(name="roll_out_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learning:roll_out", args=[self.pk])


@pghistory.track()
class RollOutTarget(models.Model):
    """How many people of one region, and by which day."""

    roll_out = models.ForeignKey(RollOut, on_delete=models.PROTECT, related_name="targets")
    territory = models.ForeignKey(
        "directory.Territory", on_delete=models.PROTECT, related_name="+", verbose_name=_("région")
    )
    people = models.PositiveIntegerField(_("personnes à former"))
    by_day = models.DateField(_("au plus tard le"))

    class Meta:
        verbose_name = _("cible d’une région")
        constraints: ClassVar = [
            models.UniqueConstraint(name="roll_out_target_once", fields=["roll_out", "territory"]),
            models.CheckConstraint(name="roll_out_target_of_somebody", condition=Q(people__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.roll_out_id}: {self.territory_id}"


class GroupResult(models.Model):
    """What is told, before and after a path, of ten people or more about one competence; made again only when ten differ.

    It is about one thing: a cohort, a region or an organisation. members: accounts of those who were counted. Figures are in
    levels, from 1; each `error` is half the width of an interval that holds 9 chances in 10.
    """

    network = models.ForeignKey("directory.Network", on_delete=models.PROTECT, related_name="+")
    path = models.ForeignKey(LearningPath, on_delete=models.PROTECT, related_name="results")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, null=True, related_name="results")
    territory = models.ForeignKey(
        "directory.Territory", on_delete=models.PROTECT, null=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    competence = models.CharField(_("compétence"), max_length=LONGEST_CODE)
    members = ArrayField(models.BigIntegerField(), verbose_name=_("personnes"))
    before = models.FloatField(_("avant"))
    before_error = models.FloatField(_("doute avant"))
    after = models.FloatField(_("après"))
    after_error = models.FloatField(_("doute après"))
    change = models.FloatField(_("écart"))
    change_error = models.FloatField(_("doute de l’écart"))
    counted_at = models.DateTimeField(_("compté le"))

    class Meta:
        verbose_name = _("résultat d’un groupe")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="group_result_once",
                fields=["network", "path", "cohort", "territory", "organisation", "competence"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="group_result_of_ten", condition=Q(members__len__gte=FEWEST)),
            models.CheckConstraint(
                name="group_result_about_one_thing",
                condition=Q(cohort__isnull=False, territory__isnull=True, organisation__isnull=True)
                | Q(cohort__isnull=True, territory__isnull=False, organisation__isnull=True)
                | Q(cohort__isnull=True, territory__isnull=True, organisation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path_id}: {self.competence}"
