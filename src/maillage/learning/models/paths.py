"""Learning paths: modules in an order, what is measured before and after, a guide for whoever leads a cohort."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.learning.models.modules import (
    LANGUAGES,
    LONGEST_AUTHOR,
    LONGEST_CODE,
    LONGEST_NUMBER,
    LONGEST_REASON,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    Module,
)


class LearningPath(models.Model):
    """A path under a name that never changes. network: the partner that gives it under its own name; None for ours."""

    code = models.SlugField(_("adresse"), max_length=LONGEST_CODE, unique=True)
    network = models.ForeignKey(
        "directory.Network", on_delete=models.PROTECT, null=True, blank=True, related_name="learning_paths"
    )

    class Meta:
        verbose_name = _("parcours")

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("learning:path", args=[self.code])


class PathVersion(models.Model):
    """What a path is made of. Published, it stays as it is: whoever began it goes on with it.

    before, after: codes of the competences that are measured at both ends. guide, project: CommonMark; project is empty
    when nothing is written at the end.
    """

    path = models.ForeignKey(LearningPath, on_delete=models.PROTECT, related_name="versions")
    number = models.CharField(_("version"), max_length=LONGEST_NUMBER)
    title = models.CharField(_("titre"), max_length=LONGEST_TITLE)
    summary = models.CharField(_("résumé"), max_length=LONGEST_SUMMARY)
    language = models.CharField(_("langue"), max_length=2)
    audience = ArrayField(models.CharField(max_length=LONGEST_CODE), default=list, verbose_name=_("pour qui"))
    role = models.ForeignKey(
        "skills.RoleProfile", on_delete=models.PROTECT, null=True, blank=True, related_name="learning_paths"
    )
    before = ArrayField(
        models.CharField(max_length=LONGEST_CODE), default=list, verbose_name=_("mesuré avant")
    )
    after = ArrayField(
        models.CharField(max_length=LONGEST_CODE), default=list, verbose_name=_("mesuré après")
    )
    guide = models.TextField(_("guide d’animation"), blank=True)
    project = models.TextField(_("projet à écrire"), blank=True)
    author = models.CharField(_("auteur"), max_length=LONGEST_AUTHOR)
    reviewed_on = models.DateField(_("relu le"), null=True, blank=True)
    published_at = models.DateTimeField(_("publiée le"))
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("raison"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("version d’un parcours")
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="published_path_stays",
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]
                    "path_id", "number", "title", "summary", "language", "audience", "role_id", "before", "after", "guide", "project",
                    "author", "published_at",
                )
                | pgtrigger.Delete,
            )
        ]  # fmt: skip
        constraints: ClassVar = [
            models.UniqueConstraint(name="path_version_once", fields=["path", "number"]),
            models.CheckConstraint(name="path_says_something", condition=~Q(title="") & ~Q(number="")),
            models.CheckConstraint(name="path_language", condition=Q(language__in=LANGUAGES)),
            models.CheckConstraint(
                name="path_withdrawn_with_a_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PathStep(models.Model):
    """One module of a path, at its place. alternatives: modules that lead to the same for other people."""

    version = models.ForeignKey(PathVersion, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("rang"))  # from 1
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="steps")
    alternatives = models.ManyToManyField(Module, blank=True, related_name="alternative_steps")

    class Meta:
        verbose_name = _("étape d’un parcours")
        constraints: ClassVar = [
            models.UniqueConstraint(name="path_step_once", fields=["version", "position"]),
            models.UniqueConstraint(name="path_module_once", fields=["version", "module"]),
            models.CheckConstraint(name="path_step_from_1", condition=Q(position__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.position}"
