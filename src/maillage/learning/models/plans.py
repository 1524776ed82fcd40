"""The path that was computed for one person: kept with what it was computed from, so that it can be explained later."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.learning.models.modules import Module

LEAST_A_WEEK, MOST_A_WEEK = 15, 2_400  # minutes


class Plan(models.Model):
    """Towards the levels of a role, from what was known of the person at `made_at`. The newest is hers; those before it stay.

    fewest: minutes that no path goes below. is_proved: whether nothing as short ends earlier.
    skipped: {module, competence, level, chance} of modules that her role could ask, and that she masters already. beyond: {competence, level, module} that no module
    gives: a target when `module` is empty, else what this module rests on.
    """

    key = models.UUIDField(_("adresse"), default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="learning_plans")
    role = models.ForeignKey("skills.RoleProfile", on_delete=models.PROTECT, related_name="learning_plans")
    minutes_a_week = models.PositiveSmallIntegerField(_("minutes par semaine"))
    starts_on = models.DateField(_("premier jour"))
    finish_by = models.DateField(_("dernier jour voulu"), null=True, blank=True)  # inclusive
    fewest = models.PositiveIntegerField(_("minutes au moins"))
    changes = models.PositiveSmallIntegerField(_("changements"), default=0)
    is_proved = models.BooleanField(_("prouvé"))
    skipped = models.JSONField(_("déjà acquis"), default=list)
    beyond = models.JSONField(_("hors de portée"), default=list)
    made_at = models.DateTimeField(_("calculé le"))
    replaced_at = models.DateTimeField(_("remplacé le"), null=True)

    class Meta:
        verbose_name = _("parcours calculé")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="plan_in_use_once", fields=["person"], condition=Q(replaced_at__isnull=True)
            ),
            models.CheckConstraint(
                name="plan_leaves_time",
                condition=Q(minutes_a_week__gte=LEAST_A_WEEK, minutes_a_week__lte=MOST_A_WEEK),
            ),
            models.CheckConstraint(
                name="plan_ends_after_it_starts",
                condition=Q(finish_by__isnull=True) | Q(finish_by__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    def get_absolute_url(self) -> str:
        return reverse("learning:plan")


class PlanStep(models.Model):
    """A module of a plan, the weeks in which it is worked, from 0, and why: what it fills, and what waits for it.

    fills: {competence, level} of the role that it is the first to reach. opens: codes of later modules.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("rang"))  # from 1
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="plan_steps")
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    first_week = models.PositiveSmallIntegerField(_("première semaine"))
    last_week = models.PositiveSmallIntegerField(_("dernière semaine"))
    fills = models.JSONField(_("ce qu’il apporte"), default=list)
    opens = models.JSONField(_("ce qu’il ouvre"), default=list)

    class Meta:
        verbose_name = _("étape d’un parcours calculé")
        constraints: ClassVar = [
            models.UniqueConstraint(name="plan_step_once", fields=["plan", "position"]),
            models.UniqueConstraint(name="plan_module_once", fields=["plan", "module"]),
            models.CheckConstraint(
                name="plan_step_weeks", condition=Q(last_week__gte=F("first_week"), position__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.position}"
