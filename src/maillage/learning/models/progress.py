"""Who follows what, and how far she read. A completion is an event: who, what, when, in which version."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.learning.models.modules import Module, ModuleVersion
from maillage.learning.models.paths import LearningPath, PathVersion


class Enrolment(models.Model):
    """Somebody follows a path, in the version that was given when she began."""

    person = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="enrolments")
    path = models.ForeignKey(LearningPath, on_delete=models.PROTECT, related_name="enrolments")
    version = models.ForeignKey(PathVersion, on_delete=models.PROTECT, related_name="enrolments")
    started_at = models.DateTimeField(_("commencé le"))
    finished_at = models.DateTimeField(_("terminé le"), null=True)
    left_at = models.DateTimeField(_("quitté le"), null=True)

    class Meta:
        verbose_name = _("inscription à un parcours")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="enrolment_open_once",
                fields=["person", "path"],
                condition=Q(finished_at=None, left_at=None),
            ),
            models.CheckConstraint(
                name="enrolment_finished_or_left", condition=Q(finished_at=None) | Q(left_at=None)
            ),
            models.CheckConstraint(
                name="enrolment_ends_after_it_starts",
                condition=(Q(finished_at=None) | Q(finished_at__gte=F("started_at")))
                & (Q(left_at=None) | Q(left_at__gte=F("started_at"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.version_id}"


class Reading(models.Model):
    """Somebody reads a module, in the version that was given when she opened it."""

    person = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="readings")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="readings")
    version = models.ForeignKey(ModuleVersion, on_delete=models.PROTECT, related_name="readings")
    started_at = models.DateTimeField(_("commencée le"))
    finished_at = models.DateTimeField(_("terminée le"), null=True)

    class Meta:
        verbose_name = _("lecture")
        constraints: ClassVar = [
            models.UniqueConstraint(name="reading_version_once", fields=["person", "version"]),
            models.UniqueConstraint(
                name="reading_open_once", fields=["person", "module"], condition=Q(finished_at=None)
            ),
            models.CheckConstraint(
                name="reading_ends_after_it_starts",
                condition=Q(finished_at=None) | Q(finished_at__gte=F("started_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.version_id}"


class BlockDone(models.Model):
    """A block that somebody read to its end, by its place in the version, from 1."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField(_("rang"))
    done_at = models.DateTimeField(_("lu le"))

    class Meta:
        verbose_name = _("bloc lu")
        constraints: ClassVar = [
            models.UniqueConstraint(name="block_done_once", fields=["reading", "position"]),
            models.CheckConstraint(name="block_done_from_1", condition=Q(position__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.reading_id}: {self.position}"
