"""Modules and their versions. A published version never changes: whoever reads it finishes what she began."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

LONGEST_CODE, LONGEST_NUMBER, LONGEST_TITLE, LONGEST_SUMMARY = 60, 20, 200, 600
LONGEST_AUTHOR, LONGEST_REASON, LONGEST_TEXT = 120, 500, 200_000
SHORTEST, LONGEST = 5, 240  # minutes
LANGUAGES = ("fr", "en")


class Module(models.Model):
    """Something to learn in one go, under a name that never changes."""

    code = models.SlugField(_("adresse"), max_length=LONGEST_CODE, unique=True)

    class Meta:
        verbose_name = _("module")

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("learning:module", args=[self.code])


class ModuleVersion(models.Model):
    """What a module says. Published, it stays as it is; the newest published one that is not withdrawn is given to read.

    text: CommonMark cut into blocks and parts (content/paths/README.md). audience: addresses of role profiles.
    sources: title, url and read_on of each page that was read.
    """

    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="versions")
    number = models.CharField(_("version"), max_length=LONGEST_NUMBER)
    title = models.CharField(_("titre"), max_length=LONGEST_TITLE)
    summary = models.CharField(_("résumé"), max_length=LONGEST_SUMMARY)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    language = models.CharField(_("langue"), max_length=2)
    audience = ArrayField(models.CharField(max_length=LONGEST_CODE), default=list, verbose_name=_("pour qui"))
    text = models.TextField(_("texte"), max_length=LONGEST_TEXT)
    sources = models.JSONField(_("sources"), default=list)
    author = models.CharField(_("auteur"), max_length=LONGEST_AUTHOR)
    reviewed_on = models.DateField(_("relu le"), null=True, blank=True)
    written_at = models.DateTimeField(_("écrite le"))
    published_at = models.DateTimeField(_("publiée le"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("raison"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("version d’un module")
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="published_text_stays",
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]
                    "module_id", "number", "title", "summary", "minutes", "language", "audience", "text", "sources", "author",
                    "published_at",
                )
                | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]  # fmt: skip
        constraints: ClassVar = [
            models.UniqueConstraint(name="module_version_once", fields=["module", "number"]),
            models.UniqueConstraint(
                name="module_draft_once", fields=["module"], condition=Q(published_at__isnull=True)
            ),
            models.CheckConstraint(
                name="module_takes_a_sitting", condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST)
            ),
            models.CheckConstraint(
                name="module_says_something", condition=~Q(title="") & ~Q(text="") & ~Q(number="")
            ),
            models.CheckConstraint(name="module_language", condition=Q(language__in=LANGUAGES)),
            models.CheckConstraint(
                name="module_withdrawn_with_a_reason",
                condition=Q(withdrawn_at__isnull=True)
                | Q(published_at__isnull=False) & ~Q(withdrawn_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ModuleLevel(models.Model):
    """The level of one competence that a version leads to (`is_gained`), or on which it rests."""

    version = models.ForeignKey(ModuleVersion, on_delete=models.CASCADE, related_name="levels")
    competence = models.ForeignKey("skills.Competence", on_delete=models.PROTECT, related_name="+")
    is_gained = models.BooleanField(_("s’acquiert ici"))
    level = models.PositiveSmallIntegerField(_("niveau"))

    class Meta:
        verbose_name = _("niveau d’un module")
        constraints: ClassVar = [
            models.UniqueConstraint(name="module_level_once", fields=["version", "competence", "is_gained"]),
            models.CheckConstraint(name="module_level_from_1_to_4", condition=Q(level__gte=1, level__lte=4)),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.competence_id} {self.level}"
